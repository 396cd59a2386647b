package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Javadoc of the class and its methods. */
final class Javadocs {

    private Javadocs() {}

    /** {@code Binds the input x[N,D]. What the ## lines above it say.}, as HTML. */
    static String of(Draft draft, String words, Symbol symbol, String doc) {
        String shape = draft.sizes().brackets(symbol.type().shape());
        Optional<Whole> bound = symbol.type().kind() == Kind.INDEX ? symbol.bound() : Optional.empty();
        String of = bound.map(b -> " in " + draft.sizes().word(b)).orElse("");
        String name = "<code>" + Spelling.javadoc(symbol.name() + shape + of) + "</code>";
        String end = doc.isBlank() ? "" : "\n<p>" + Spelling.javadoc(doc.strip());
        return words + " " + name + "." + end;
    }

    static CodeBlock constructor(Draft draft) {
        CodeBlock.Builder code = CodeBlock.builder().add("Makes an object of these sizes, each at least 1.\n");
        boolean first = true;
        for (Sizes.Named dim : draft.sizes().open()) {
            String doc = dim.size().doc().isBlank()
                    ? "the size " + dim.size().name()
                    : dim.size().doc().strip();
            code.add("$L@param $L $L\n", first ? "\n" : "", dim.field(), Spelling.javadoc(doc));
            first = false;
        }
        return code.build();
    }

    static CodeBlock setter(Sizes.Named dim) {
        String name = Spelling.javadoc(dim.size().name());
        return CodeBlock.builder()
                .add(
                        "Sets the size $L to a number that is smaller than, or the same as, at construction: for the last\n",
                        name)
                .add("mini-batch. The inputs must fit it at the next call.\n\n")
                .add("@return this object\n")
                .build();
    }

    /** The formula, the shapes, what must hold of the sizes, and how to begin. */
    static CodeBlock ofClass(Draft draft) {
        Program program = draft.program();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                "Computes this formula and its gradient:\n\n<pre>\n$L\n</pre>\n\n",
                Spelling.javadoc(
                        program.source().text().strip().replace("\r\n", "\n").replace('\r', '\n')));
        code.add("<p>One object serves one thread; {@link #fork} makes others.\n\n");
        if (draft.members().mayFail()) {
            code.add("""
                    <p>A matrix that is singular, or not positive definite where it must be, is an {@link
                    ArithmeticException} that names the formula and the pivot.

                    """);
        }
        code.add("<table><caption>Shapes</caption>\n");
        program.params().forEach(p -> code.add("$L", row(draft, "param", p)));
        program.inputs().forEach(i -> code.add("$L", row(draft, "input", i)));
        program.outputs().forEach(o -> code.add("$L", row(draft, "output", o)));
        draft.loops().outputs().stream()
                .filter(o -> !program.outputs().contains(o))
                .forEach(o -> code.add("$L", row(draft, "kept", o)));
        code.add("</table>\n");
        if (!program.requirements().isEmpty()) {
            code.add("\n<p>The sizes must fulfil:\n<ul>\n");
            program.requirements().forEach(r -> code.add("<li>$L\n", Spelling.javadoc(r.text())));
            code.add("</ul>\n");
        }
        return code.add("\n<p>For example:\n\n<pre>\n$L</pre>\n", Spelling.javadoc(snippet(draft)))
                .build();
    }

    private static String row(Draft draft, String role, Symbol symbol) {
        String shape = draft.sizes().brackets(symbol.type().shape());
        String bound = symbol.type().kind() == Kind.INDEX
                ? symbol.bound().map(b -> "index of " + draft.sizes().word(b)).orElse("")
                : "";
        String both = shape.isEmpty()
                ? (bound.isEmpty() ? "a number" : bound)
                : bound.isEmpty() ? shape : shape + ", " + bound;
        return "<tr><td>" + role + "</td><td>" + Spelling.javadoc(symbol.name()) + "</td><td>" + Spelling.javadoc(both)
                + "</td></tr>\n";
    }

    private static String snippet(Draft draft) {
        Members members = draft.members();
        String type = members.self.simpleName();
        String real = members.real.toString();
        List<String> lines = new ArrayList<>();
        List<String> sizes =
                draft.sizes().open().stream().map(Sizes.Named::field).toList();
        Map<String, Long> numbers = ExampleSizes.of(draft.program());
        draft.sizes()
                .open()
                .forEach(s -> lines.add(
                        "int " + s.field() + " = " + numbers.get(s.size().name()) + ";"));
        String f = sizes.contains("f") ? "object" : "f";
        lines.add(type + " " + f + " = new " + type + "(" + String.join(", ", sizes) + ");");
        for (Variable input : draft.program().inputs()) {
            lines.add(f + "." + draft.accessors().of(input) + "(" + example(draft, input) + ");");
        }
        lines.add(real + "[] theta = " + f + ".initial(new java.util.Random(1));");
        if (draft.program().objective().isPresent()) {
            lines.add(real + "[] g = new " + real + "[" + f + ".parameters()];");
            lines.add(real + " value = " + f + ".valueAndGradient(theta, g);");
        } else {
            Definition first = draft.loops().outputs().get(0);
            lines.add(members.type(members.output(0)) + " value = " + f + ".forward(theta)."
                    + draft.accessors().of(first) + "();");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String example(Draft draft, Variable input) {
        boolean isIndex = input.type().kind() == Kind.INDEX;
        TypeName type = isIndex ? TypeName.INT : draft.members().real;
        return input.type().isScalar()
                ? (isIndex ? "0" : draft.members().isFloat() ? "0.5f" : "0.5")
                : "new " + type + "[" + literalSizes(draft, input) + "]";
    }

    /** {@code N * (S - 2)}, without names that the example does not declare. */
    private static String literalSizes(Draft draft, Variable input) {
        Whole count = Sizes.count(input.type().shape()).closed();
        if (count.isNumber()) {
            return Long.toString(count.number());
        }
        boolean hasRemainder = count.atoms().stream().anyMatch(Atom.Remainder.class::isInstance);
        return hasRemainder
                ? Long.toString(ExampleSizes.value(draft.program(), count))
                : input.type().shape().stream()
                        .map(Whole::closed)
                        .map(s -> factor(draft, s))
                        .collect(Collectors.joining(" * "));
    }

    private static String factor(Draft draft, Whole size) {
        if (size.atom().filter(Dim.class::isInstance).isPresent()) {
            return draft.sizes().of(size).orElseThrow().field();
        }
        String text = Spelling.name(size.toString()).replace("*", " * ").replace("/", " / ");
        return size.isNumber() ? text : "(" + text + ")";
    }
}
