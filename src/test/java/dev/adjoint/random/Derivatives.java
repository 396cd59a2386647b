package dev.adjoint.random;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Derivatives of what a random program defines, added to its loss: of all kinds, in each other, and under an index. */
final class Derivatives {

    /** A Jacobian has so many axes at most. */
    private static final int MOST_AXES = 4;

    private final Random random;
    private final List<Symbol> values = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> terms = new ArrayList<>(List.of("loss"));

    private Derivatives(Program program, long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
        Stream.of(program.params(), program.inputs(), program.definitions())
                .flatMap(List::stream)
                .filter(s -> s.type().kind() == Kind.REAL && !(s instanceof Definition d && d.hidden()))
                // What is finite on one side of a condition only.
                .filter(s -> !s.name().startsWith("r"))
                .forEach(values::add);
    }

    /** The text of a program with a loss, and more statements behind it that end in the output of another loss. */
    static String behind(String text, Program program, long seed) {
        Derivatives derivatives = new Derivatives(program, seed);
        int count = 1 + derivatives.random.nextInt(3);
        for (int k = 0; k < count; k++) {
            derivatives.add("d" + k + "_");
        }
        String end = "total = " + String.join(" + ", derivatives.terms) + "\noutput total\n";
        return text.replaceAll("(?m)^output .*$", "") + String.join("\n", derivatives.lines) + "\n" + end;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void add(String name) {
        Symbol x = pick(values);
        switch (random.nextInt(6)) {
            case 0 -> jacobian(name, x);
            case 1 -> product(name, x);
            case 2 -> underIndex(name, x);
            case 3 -> nested(name, x);
            case 4 -> descent(name);
            default -> {
                define(name, "grad(loss, " + x.name() + ")");
                use(name, x.type().rank());
            }
        }
    }

    private void define(String name, String formula) {
        lines.add(name + " = " + formula);
    }

    /** A number made of an array, which is not too large. */
    private void use(String name, int rank) {
        String sum =
                rank == 0 ? name : List.of("sum(", "mean(", "norm(", "max(").get(random.nextInt(4)) + name + ")";
        terms.add("tanh(" + sum + ")");
    }

    private void jacobian(String name, Symbol x) {
        List<Symbol> fitting = values.stream()
                .filter(e ->
                        e instanceof Definition && e.type().rank() + x.type().rank() <= MOST_AXES)
                .toList();
        Symbol e = pick(fitting);
        define(name, "jacobian(" + e.name() + ", " + x.name() + ")");
        use(name, e.type().rank() + x.type().rank());
    }

    private void product(String name, Symbol x) {
        List<Symbol> directions =
                values.stream().filter(v -> sameShape(v.type(), x.type())).toList();
        Symbol e = pick(values);
        define(
                name,
                "jvp(" + e.name() + ", " + x.name() + ", " + pick(directions).name() + ")");
        use(name, e.type().rank());
    }

    private static boolean sameShape(Type a, Type b) {
        return a.shape().equals(b.shape());
    }

    /** {@code d[i] : […] = grad(h[i,…]*…, x)}. */
    private void underIndex(String name, Symbol x) {
        List<Symbol> vectors = values.stream().filter(v -> v.type().rank() == 1).toList();
        if (vectors.isEmpty()) {
            nested(name, x);
            return;
        }
        String h = pick(vectors).name();
        String e = h + "[q]" + (random.nextBoolean() ? "*loss" : "^2") + (random.nextBoolean() ? " + sin(q*loss)" : "");
        String gradient = "grad(" + e + ", " + x.name() + ")";
        lines.add(name + "[q] = " + (x.type().isScalar() ? gradient : "sum(" + gradient + ")"));
        use(name, 1);
    }

    /** The second derivative, or a third. */
    private void nested(String name, Symbol x) {
        Symbol y = pick(values);
        String inner = "grad(tanh(loss), " + x.name() + ")";
        String e = x.type().isScalar() ? inner : "sum(" + inner + ")";
        if (random.nextInt(4) == 0) {
            Symbol z = pick(values);
            e = z.type().isScalar() ? "grad(" + e + ", " + z.name() + ")" : "norm(grad(" + e + ", " + z.name() + "))";
        }
        define(name, "grad(" + e + ", " + y.name() + ")");
        use(name, y.type().rank());
    }

    /** Steps down a function of what is carried and of the loss. */
    private void descent(String name) {
        Symbol first = pick(values);
        String z = name + "z";
        String e = first.type().isScalar() ? "sin(" + z + "*loss)" : "norm(" + z + ")*sin(sum(" + z + ")*loss)";
        lines.add("scan s in 0:" + (1 + random.nextInt(3)) + " carry " + z + " = " + first.name() + " { " + z + " = "
                + z + " - 0.1*grad(" + e + ", " + z + ") }");
        use(z, first.type().rank());
    }
}
