package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;
import dev.adjoint.random.Scope.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Random definitions, one below the other, at the top of a program or in the step of a loop. */
final class Statements {

    private final Scope scope;
    private final Functions functions;
    private final Formulas formulas;
    private final List<Binder> steps;
    private final Scope.Block around;
    private final List<String> texts = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();

    /** @param steps the indices of the loops around */
    Statements(Scope scope, Functions functions, Formulas formulas, List<Binder> steps) {
        this.scope = scope;
        this.functions = functions;
        this.formulas = formulas;
        this.steps = steps;
        this.around = scope.enter();
    }

    /** Those in the step of a loop. */
    Statements inner(Binder step) {
        return new Statements(scope, functions, formulas, Formulas.both(steps, List.of(step)));
    }

    List<String> texts() {
        return texts;
    }

    List<Binder> steps() {
        return steps;
    }

    void add(String text) {
        texts.add(text);
    }

    /** One more statement, or a few that belong together. */
    void add(int depth) {
        switch (scope.below(14)) {
            case 0, 1, 2, 3, 4, 5 -> numbers(depth);
            case 6 -> truth(depth);
            case 7 -> onOneSide(depth);
            case 8, 9 -> position(depth);
            case 10 -> several(depth);
            case 11 -> total(depth);
            default -> loop(depth);
        }
    }

    /** A loop, unless there are enough around. */
    void loop(int depth) {
        if (steps.size() < 2) {
            new RandomLoop(scope, formulas, this).add(depth);
        } else {
            numbers(depth);
        }
    }

    String tamed(String formula) {
        return scope.chance(0.4) ? "tanh(" + formula + ")" : formula;
    }

    private void numbers(int depth) {
        List<Size> shape = scope.shape(scope.pick(List.of(0, 1, 1, 1, 2, 2, steps.isEmpty() ? 3 : 1)));
        String name = local();
        define(name, List.of(), shape, depth, Shape.FREE, this::tamed);
        scope.define(name, shape);
    }

    /** A new name; in a loop also that of a value outside, which it hides. */
    private String local() {
        List<String> outside = around.values().stream()
                .filter(v -> scope.values().contains(v)
                        && v.row().isEmpty()
                        && !v.name().startsWith("k"))
                .map(Value::name)
                .filter(name -> !hidden.contains(name))
                .toList();
        if (outside.isEmpty() || scope.chance(0.9)) {
            return scope.fresh("h");
        }
        String name = scope.pick(outside);
        scope.hide(name);
        hidden.add(name);
        return name;
    }

    /** What must be known of a definition's shape from its left side. */
    enum Shape {
        FREE,
        /** All of it, as rows are read above. */
        STATED,
        /** An index with its range for each axis, as elements of rows are read above. */
        RANGES
    }

    /**
     * A definition of real numbers: {@code h = …}, {@code h[i,j] = … where i in N}, or {@code h[n] : [C] = …}.
     *
     * @param row the indices that stand first on the left side
     * @param made what is done to the formula
     */
    void define(String name, List<Binder> row, List<Size> shape, int depth, Shape said, UnaryOperator<String> made) {
        int bound = switch (said) {
            case FREE -> scope.below(shape.size() + 1);
            case STATED -> 0;
            case RANGES -> shape.size();
        };
        List<Binder> binders = formulas.bind(shape.subList(0, bound), steps);
        List<Size> element = shape.subList(bound, shape.size());
        String formula = made.apply(formulas.of(element, depth, Formulas.both(steps, binders)));
        boolean states = !element.isEmpty() && (said == Shape.STATED || scope.chance(0.3));
        String stated = states ? " : " + Scope.brackets(element) : "";
        defined(name, row, binders, stated + " = " + formula, said == Shape.RANGES);
    }

    /** {@code h[i,j] = … where i in N, j in M}, or {@code scan i in N { h[i,j] = … where j in M }}. */
    private void defined(String name, List<Binder> row, List<Binder> binders, String formula, boolean ranges) {
        List<Binder> all = Formulas.both(row, binders);
        List<String> said = binders.stream()
                .map(b -> ranges || b.needsRange() || scope.chance(0.2) ? b.withRange() : "")
                .toList();
        boolean carried = scope.carried().stream().anyMatch(v -> v.name().equals(name));
        boolean loop = scope.asLoops() && row.isEmpty() && !binders.isEmpty() && !carried;
        String where =
                said.stream().skip(loop ? 1 : 0).filter(r -> !r.isEmpty()).collect(Collectors.joining(", "));
        String text = name + left(all) + formula + (where.isEmpty() ? "" : " where " + where);
        texts.add(loop ? "scan " + binders.get(0).withRange() + " {\n  " + text + "\n}" : text);
    }

    /** A sum or product, for which there is a loop as well. */
    private void total(int depth) {
        String name = scope.fresh("h");
        List<Binder> binders = formulas.bind(scope.shape(1 + scope.below(2)), steps);
        List<Binder> all = Formulas.both(steps, binders);
        String formula = tamed(formulas.of(List.of(), depth, all));
        boolean filtered = scope.chance(0.3);
        String filter = filtered ? formulas.conditions().of(depth - 1, all) : "";
        boolean sum = scope.chance(0.7);
        scope.define(name, List.of());
        if (!scope.asLoops()) {
            String ranges = binders.stream().map(Binder::withRange).collect(Collectors.joining(", "));
            texts.add(name + " = " + (sum ? "sum" : "prod") + "(" + formula + " for " + ranges
                    + (filtered ? " if " + filter : "") + ")");
            return;
        }
        String next = name + (sum ? " + " : "*(") + formula + (sum ? "" : ")");
        String loop = name + " = " + (filtered ? "if " + filter + " then " + next + " else " + name : next);
        for (int k = binders.size() - 1; k >= 0; k--) {
            loop = "scan " + binders.get(k).withRange() + " carry " + name + " = " + (k > 0 ? name : sum ? "0" : "1")
                    + " {\n" + loop.indent(2) + "}";
        }
        texts.add(loop);
    }

    static String left(List<Binder> binders) {
        return binders.isEmpty() ? "" : binders.stream().map(Binder::name).collect(Collectors.joining(",", "[", "]"));
    }

    private void truth(int depth) {
        String name = scope.fresh("c");
        if (scope.chance(0.6)) {
            texts.add(name + " = " + formulas.conditions().of(depth, steps));
            scope.truths().add(name);
            return;
        }
        List<Size> shape = scope.shape(1);
        truths(name, List.of(), shape, depth);
        scope.truths(name, shape);
    }

    /** {@code c[i] = …}, a condition. */
    void truths(String name, List<Binder> row, List<Size> shape, int depth) {
        List<Binder> binders = formulas.bind(shape, steps);
        String condition = formulas.conditions().of(depth, Formulas.both(steps, binders));
        defined(name, row, binders, " = " + condition, false);
    }

    private void position(int depth) {
        Size of = scope.pick(scope.sizes());
        String name = scope.fresh("a");
        List<Size> shape = scope.shape(scope.below(2));
        positions(name, List.of(), shape, of, depth);
        scope.position(name, shape, of);
    }

    /** An index that is computed, by itself or for each value of another. */
    void positions(String name, List<Binder> row, List<Size> shape, Size of, int depth) {
        List<Binder> binders = formulas.bind(shape, steps);
        String position = formulas.position(of, depth, Formulas.both(steps, binders));
        defined(name, row, binders, " = " + position, false);
    }

    /** A definition that is used, and finite, on one side of a condition only. */
    private void onOneSide(int depth) {
        List<Size> shape = scope.shape(scope.below(2));
        String x = formulas.leaf(List.of(), steps);
        String root = scope.fresh("r");
        String name = scope.fresh("h");
        if (!steps.isEmpty() && scope.chance(0.3)) {
            String t = scope.pick(steps).name();
            x = t;
            texts.add(root + " = " + scope.pick("log(" + t + ")*", "1/" + t + "*", "sqrt(" + t + ")*")
                    + formulas.of(List.of(), depth - 1, steps));
        } else {
            texts.add(root + " = " + scope.pick("sqrt(" + x + ")", "log(" + x + ")", factor(x)));
        }
        texts.add(name + " = if " + x + " > 0 then " + root + "*" + formulas.of(shape, depth - 1, steps) + " else "
                + formulas.of(shape, depth - 1, steps));
        scope.define(name, shape);
    }

    /** A factor, which does not exist where x is negative; in a loop that must not depend on factors of steps before. */
    private String factor(String x) {
        boolean outside = steps.isEmpty()
                || (steps.size() == 1
                        && around.values().stream().anyMatch(v -> v.text().equals(x)));
        return outside ? "chol([[" + x + "]])[0,0]" : "sqrt(" + x + ")";
    }

    /** {@code u, v = f(x)}. */
    private void several(int depth) {
        if (functions.split().isEmpty()) {
            numbers(depth);
            return;
        }
        List<Size> shape = scope.shape(1);
        String call = functions.split().get() + "(" + formulas.of(shape, depth - 1, steps) + ")";
        String first = scope.fresh("h");
        String second = scope.fresh("h");
        texts.add(first + ", " + second + " = " + call);
        scope.define(first, shape);
        scope.define(second, List.of());
    }
}
