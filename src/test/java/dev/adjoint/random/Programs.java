package dev.adjoint.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs with a scalar {@code loss}; see the package. */
public final class Programs {

    private final Scope scope;
    private final Functions functions;
    private final Statements statements;

    private Programs(long seed, int size, boolean stops, boolean asLoops) {
        Random random = new Random((31 * seed + size) * 0x9E3779B97F4A7C15L);
        this.scope = new Scope(random, stops, asLoops);
        this.functions = new Functions(scope);
        this.statements = new Statements(scope, functions, new Formulas(scope, functions), List.of());
    }

    /**
     * The text of a program.
     *
     * @param size the number of definitions before the loss; formulas grow deeper with it, up to a point
     */
    public static String text(long seed, int size) {
        return text(seed, size, 0, false, false);
    }

    /** The same, with {@code stop} here and there. */
    public static String withStops(long seed, int size) {
        return text(seed, size, 0, true, false);
    }

    /** The same, which begins with as many loops. */
    public static String withLoops(long seed, int size, int loops) {
        return text(seed, size, loops, true, false);
    }

    /** The same with each definition by index, and each sum that is a statement, written as a loop. */
    public static String asLoops(long seed, int size, int loops) {
        return text(seed, size, loops, true, true);
    }

    private static String text(long seed, int size, int loops, boolean stops, boolean asLoops) {
        Programs program = new Programs(seed, size, stops, asLoops);
        program.define(size, loops);
        return program.assemble();
    }

    private void define(int size, int loops) {
        if (scope.chance(0.3)) {
            statements.add("const c0 = " + scope.pick("0.75", "pi/4", "1e-1 + 0.2"));
            scope.define("c0", List.of());
        }
        int depth = size <= 2 ? 1 : size <= 6 ? 2 : 3;
        for (int k = 0; k < loops; k++) {
            statements.loop(depth);
        }
        for (int k = 0; k < size; k++) {
            statements.add(depth);
        }
        loss();
    }

    /** The sum of what has been defined, each brought down to a scalar. */
    private void loss() {
        List<String> terms = new ArrayList<>();
        String last = "";
        for (Scope.Value value : List.copyOf(scope.values())) {
            boolean defined = value.name().startsWith("h") || value.name().startsWith("k");
            if (defined || value.name().startsWith("w")) {
                last = reduced(value);
                if (scope.chance(defined ? 0.7 : 0.3)) {
                    terms.add(last);
                }
            }
        }
        if (terms.isEmpty()) {
            terms.add(last.isEmpty() ? reduced(scope.declare(scope.shape(1))) : last);
        }
        statements.add("loss = " + String.join(" + ", terms));
        if (scope.chance(0.3)) {
            List<String> defined = scope.values().stream()
                    .map(Scope.Value::name)
                    .filter(n -> n.startsWith("h"))
                    .toList();
            statements.add("output loss" + (defined.isEmpty() ? "" : ", " + scope.pick(defined)));
        }
    }

    private String reduced(Scope.Value value) {
        return value.shape().isEmpty()
                ? value.name()
                : scope.pick("sum", "mean", "mean", "norm", "logsumexp", "max", "min") + "(" + value.name() + ")";
    }

    private String assemble() {
        StringBuilder out = new StringBuilder(scope.declarations());
        functions.texts().forEach(f -> out.append(f).append('\n'));
        statements.texts().forEach(s -> out.append(s).append('\n'));
        return out.toString();
    }
}
