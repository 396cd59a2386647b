package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of a file with what the parser and the checker say about it. */
record Checked(Optional<Program> program, List<Diagnostic> diagnostics) {

    static Checked of(String... lines) {
        Diagnostics diagnostics = new Diagnostics();
        Tree tree = Parser.parse(new Source("test.ad", String.join("\n", lines) + "\n"), diagnostics);
        Optional<Program> program = Checker.check(tree, diagnostics);
        return new Checked(program, diagnostics.all());
    }

    /** The program, of text in which nothing is wrong; there may be warnings. */
    static Program good(String... lines) {
        Checked checked = of(lines);
        if (checked.program.isEmpty()) {
            throw new AssertionError(checked.told());
        }
        return checked.program.get();
    }

    /** The only mistake of the text. */
    static Diagnostic bad(String... lines) {
        Checked checked = of(lines);
        if (checked.diagnostics.size() != 1 || checked.program.isPresent()) {
            throw new AssertionError("not one mistake:\n" + checked.told());
        }
        return checked.diagnostics.get(0);
    }

    /** Requires that the only mistake of the text has this code, is at this piece of it, and says all of these. */
    static void refused(Code code, String place, List<String> phrases, String... lines) {
        Diagnostic only = bad(lines);
        String told = told(only);
        assertEquals(code, only.code(), told);
        assertEquals(place, only.place().orElseThrow().text(), told);
        phrases.forEach(phrase -> assertTrue(told.contains(phrase), () -> "missing: " + phrase + "\n" + told));
    }

    /** How the definition of this name is printed after its name and type. */
    static String formula(Program program, String name) {
        return TypedPrinter.print(definition(program, name).value());
    }

    static Definition definition(Program program, String name) {
        return program.definitions().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All that a diagnostic says: code, line and column, message, label, notes with their lines, help. */
    static String told(Diagnostic d) {
        String place = d.place().map(p -> p.line() + ":" + p.column() + " ").orElse("");
        String notes = d.notes().stream()
                .map(n -> "\n  " + n.place().line() + ": " + n.text())
                .collect(Collectors.joining());
        return d.code() + " " + place + d.message() + "\n  ^ " + d.label() + notes
                + d.help().map(h -> "\n  help: " + h).orElse("");
    }

    String told() {
        return diagnostics.stream().map(Checked::told).collect(Collectors.joining("\n"));
    }
}
