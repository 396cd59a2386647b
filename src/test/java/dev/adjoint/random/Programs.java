package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random programs with a scalar {@code loss}; see the package. */
public final class Programs {

    private final Scope scope;
    private final Functions functions;
    private final Formulas formulas;
    private final List<String> statements = new ArrayList<>();

    private Programs(long seed, int size, boolean stops) {
        Random random = new Random((31 * seed + size) * 0x9E3779B97F4A7C15L);
        this.scope = new Scope(random, stops);
        this.functions = new Functions(scope);
        this.formulas = new Formulas(scope, functions);
    }

    /**
     * The text of a program.
     *
     * @param size the number of definitions before the loss; formulas grow deeper with it, up to a point
     */
    public static String text(long seed, int size) {
        return text(seed, size, false);
    }

    /** The same, with {@code stop} here and there. */
    public static String withStops(long seed, int size) {
        return text(seed, size, true);
    }

    private static String text(long seed, int size, boolean stops) {
        Programs program = new Programs(seed, size, stops);
        program.define(size);
        return program.assemble();
    }

    private void define(int size) {
        if (scope.chance(0.3)) {
            statements.add("const c0 = " + scope.pick("0.75", "pi/4", "1e-1 + 0.2"));
            scope.define("c0", List.of());
        }
        int depth = size <= 2 ? 1 : size <= 6 ? 2 : 3;
        for (int k = 0; k < size; k++) {
            statement(depth);
        }
        loss();
    }

    private void statement(int depth) {
        switch (scope.below(12)) {
            case 0, 1, 2 -> plain(depth);
            case 3, 4, 5 -> byIndex(depth);
            case 6 -> rows(depth);
            case 7 -> truth(depth);
            case 8 -> onOneSide(depth);
            case 9, 10 -> position(depth);
            default -> several(depth);
        }
    }

    private String tamed(String formula) {
        return scope.chance(0.4) ? "tanh(" + formula + ")" : formula;
    }

    private int rank() {
        return scope.pick(List.of(0, 1, 1, 1, 2, 2, 3));
    }

    private void plain(int depth) {
        List<Size> shape = scope.shape(rank());
        String formula = tamed(formulas.of(shape, depth, List.of()));
        String name = scope.fresh("h");
        String stated = shape.isEmpty() || scope.chance(0.7) ? "" : " : " + Scope.brackets(shape);
        statements.add(name + stated + " = " + formula);
        scope.define(name, shape);
    }

    /** {@code h[i,j] = … where i in N}. */
    private void byIndex(int depth) {
        List<Size> shape = scope.shape(Math.max(1, rank()));
        List<Binder> binders = formulas.bind(shape, List.of());
        String formula = tamed(formulas.of(List.of(), depth, binders));
        String name = scope.fresh("h");
        statements.add(name + left(binders) + " = " + formula + where(binders));
        scope.define(name, shape);
    }

    /** {@code h[n] : [C] = …}, whose elements are arrays. */
    private void rows(int depth) {
        Size n = scope.pick(scope.sizes());
        List<Size> element = scope.shape(1 + scope.below(2));
        List<Binder> binders = formulas.bind(List.of(n), List.of());
        String formula = tamed(formulas.of(element, depth, binders));
        String name = scope.fresh("h");
        String stated = scope.chance(0.5) ? " : " + Scope.brackets(element) : "";
        statements.add(name + left(binders) + stated + " = " + formula + where(binders));
        List<Size> shape = new ArrayList<>(List.of(n));
        shape.addAll(element);
        scope.define(name, shape);
    }

    private static String left(List<Binder> binders) {
        return binders.stream().map(Binder::name).collect(Collectors.joining(",", "[", "]"));
    }

    private String where(List<Binder> binders) {
        String ranges = binders.stream()
                .filter(b -> b.needsRange() || scope.chance(0.2))
                .map(Binder::withRange)
                .collect(Collectors.joining(", "));
        return ranges.isEmpty() ? "" : " where " + ranges;
    }

    private void truth(int depth) {
        if (scope.chance(0.4)) {
            truths(depth);
            return;
        }
        String condition = formulas.conditions().of(depth, List.of());
        String name = scope.fresh("c");
        statements.add(name + " = " + condition);
        scope.truths().add(name);
    }

    /** {@code c[i] = …}. */
    private void truths(int depth) {
        List<Size> shape = scope.shape(1);
        List<Binder> binders = formulas.bind(shape, List.of());
        String condition = formulas.conditions().of(depth, binders);
        String name = scope.fresh("c");
        statements.add(name + left(binders) + " = " + condition + where(binders));
        scope.truths(name, shape);
    }

    /** An index that is computed, by itself or for each value of another. */
    private void position(int depth) {
        Size of = scope.pick(scope.sizes());
        String name = scope.fresh("a");
        List<Size> shape = scope.shape(scope.below(2));
        List<Binder> binders = formulas.bind(shape, List.of());
        statements.add(name + (shape.isEmpty() ? "" : left(binders)) + " = " + formulas.position(of, depth, binders)
                + where(binders));
        scope.position(name, shape, of);
    }

    /** A definition that is used, and finite, on one side of a condition only. */
    private void onOneSide(int depth) {
        List<Size> shape = scope.shape(scope.below(2));
        String x = formulas.leaf(List.of(), List.of());
        String root = scope.fresh("r");
        String name = scope.fresh("h");
        statements.add(root + " = " + scope.pick("sqrt(" + x + ")", "log(" + x + ")", "chol([[" + x + "]])[0,0]"));
        statements.add(name + " = if " + x + " > 0 then " + root + "*" + formulas.of(shape, depth - 1, List.of())
                + " else " + formulas.of(shape, depth - 1, List.of()));
        scope.define(name, shape);
    }

    /** {@code u, v = f(x)}. */
    private void several(int depth) {
        if (functions.split().isEmpty()) {
            plain(depth);
            return;
        }
        List<Size> shape = scope.shape(1);
        String call = functions.split().get() + "(" + formulas.of(shape, depth - 1, List.of()) + ")";
        String first = scope.fresh("h");
        String second = scope.fresh("h");
        statements.add(first + ", " + second + " = " + call);
        scope.define(first, shape);
        scope.define(second, List.of());
    }

    /** The sum of what has been defined, each brought down to a scalar. */
    private void loss() {
        List<String> terms = new ArrayList<>();
        String last = "";
        for (Scope.Value value : List.copyOf(scope.values())) {
            boolean defined = value.name().startsWith("h");
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
        statements.forEach(s -> out.append(s).append('\n'));
        return out.toString();
    }
}
