package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.util.List;

/** Short ways to parse in tests. */
final class Reading {

    private Reading() {}

    /** The tree of a text in which nothing may be wrong. */
    static Tree good(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Tree tree = Parser.parse(new Source("test.ad", text), diagnostics);
        assertEquals(List.of(), shown(diagnostics.all()), text);
        return tree;
    }

    static Expression formula(String text) {
        return definition(good("y = " + text + "\n"), 0).value();
    }

    static Statement.Definition definition(Tree tree, int index) {
        return (Statement.Definition) tree.statements().get(index);
    }

    /** What is wrong with a text that must have a mistake. */
    static List<Diagnostic> bad(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Parser.parse(new Source("test.ad", text), diagnostics);
        assertTrue(diagnostics.hasErrors(), text);
        return diagnostics.all();
    }

    static List<String> shown(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Reading::shown).toList();
    }

    /** {@code E0102 1:5 message}. */
    static String shown(Diagnostic diagnostic) {
        return diagnostic.code()
                + diagnostic.place().map(p -> " " + p.line() + ":" + p.column()).orElse("")
                + " "
                + diagnostic.message();
    }
}
