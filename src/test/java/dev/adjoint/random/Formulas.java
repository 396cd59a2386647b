package dev.adjoint.random;

import dev.adjoint.random.Scope.Relation;
import dev.adjoint.random.Scope.Rows;
import dev.adjoint.random.Scope.Size;
import dev.adjoint.random.Scope.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Random formulas of a given shape, under given indices. Every method returns text that can stand as an operand: a name,
 * a call, or something in brackets.
 */
final class Formulas {

    private static final int MOST_INDICES = 4;

    private final Scope scope;
    private final Subscripts subscripts;
    private final Pointwise pointwise;
    private final Conditions conditions;
    private final Functions functions;

    Formulas(Scope scope, Functions functions) {
        this.scope = scope;
        this.functions = functions;
        this.subscripts = new Subscripts(scope, this);
        this.pointwise = new Pointwise(scope, this);
        this.conditions = new Conditions(scope, this, subscripts);
    }

    Conditions conditions() {
        return conditions;
    }

    /** A formula of this shape. */
    String of(List<Size> shape, int depth, List<Binder> around) {
        if (depth <= 0) {
            return leaf(shape, around);
        }
        List<Supplier<String>> choices = new ArrayList<>();
        add(choices, 4, () -> pointwise.of(shape, depth, around));
        add(choices, 1, () -> conditions.choice(shape, depth, around));
        add(choices, 1, () -> leaf(shape, around));
        functions
                .call(shape, () -> of(shape, depth - 1, around), s -> of(s, depth - 1, around))
                .ifPresent(call -> add(choices, 1, call));
        switch (shape.size()) {
            case 0 -> scalar(depth, around, choices);
            case 1 -> vector(shape.get(0), depth, around, choices);
            case 2 -> matrix(shape.get(0), shape.get(1), depth, around, choices);
            default -> {}
        }
        if (!shape.isEmpty()) {
            add(choices, 2, () -> comprehension(shape, depth, around));
            pieces(shape, depth, around, choices);
        }
        return scope.pick(choices).get();
    }

    private static void add(List<Supplier<String>> choices, int often, Supplier<String> choice) {
        for (int k = 0; k < often; k++) {
            choices.add(choice);
        }
    }

    private void scalar(int depth, List<Binder> around, List<Supplier<String>> choices) {
        Size n = scope.pick(scope.sizes());
        Size m = scope.pick(scope.sizes());
        add(choices, 2, () -> fold(depth, around));
        choices.add(() -> reduction("sum", "mean", "max", "min", "logsumexp", "norm") + "("
                + of(scope.shape(1 + scope.below(2)), depth - 1, around) + ")");
        choices.add(() -> "(" + of(List.of(n), depth - 1, around) + "'*" + of(List.of(n), depth - 1, around) + ")");
        choices.add(() -> "dot(" + of(List.of(n), depth - 1, around) + ", " + of(List.of(n), depth - 1, around) + ")");
        choices.add(() -> "(" + row(n, depth - 1, around) + "*" + of(List.of(n, m), depth - 1, around) + "*"
                + of(List.of(m), depth - 1, around) + ")");
        choices.add(() -> "trace(" + of(List.of(n, n), depth - 1, around) + ")");
        choices.add(() -> "logdet(" + regular(n, depth, around) + ")");
        choices.add(() -> "det(" + regular(n, depth, around) + "/(" + n.name() + " + 1))");
        choices.add(() -> "(" + of(List.of(), depth - 1, around) + "/" + n.name() + ")");
        if (!scope.indices().isEmpty()) {
            choices.add(() -> "(0.3*" + subscripts.gathered(scope.pick(scope.indices()), around) + " + "
                    + of(List.of(), depth - 1, around) + ")");
        }
        if (!around.isEmpty()) {
            Binder i = scope.pick(around);
            choices.add(() ->
                    "(" + scope.pick("0.1*", "-0.2*") + i.name() + " + " + of(List.of(), depth - 1, around) + ")");
        }
    }

    private String reduction(String... words) {
        return scope.chance(0.15) ? "prod" : scope.pick(words);
    }

    /** An index of a size, without a name. */
    String position(Size of, int depth, List<Binder> around) {
        String extreme = scope.pick("argmax", "argmin");
        if (around.size() < MOST_INDICES && scope.chance(0.5)) {
            List<Binder> inner = bind(List.of(of), around);
            List<Binder> all = both(around, inner);
            String filter = scope.chance(0.3) ? " if " + conditions.of(depth - 1, all) : "";
            return extreme + "(" + of(List.of(), depth - 1, all) + " for " + ranges(inner) + filter + ")";
        }
        return scope.chance(0.5)
                ? extreme + "(" + of(List.of(of), depth - 1, around) + ")"
                : "index(" + scope.pick("2*", "") + of(List.of(), depth - 1, around) + ", " + of.name() + ")";
    }

    /** A row, on the way to a product. */
    private String row(Size n, int depth, List<Binder> around) {
        String plain = of(List.of(n), depth, around) + "'";
        return switch (scope.below(6)) {
            case 0 -> "(-" + plain + ")";
            case 1 -> "(" + plain + " + " + of(List.of(n), depth, around) + "')";
            case 2 -> "(0.5*" + plain + ")";
            case 3 -> "(" + plain + "/" + n.name() + ")";
            default -> plain;
        };
    }

    private void vector(Size n, int depth, List<Binder> around, List<Supplier<String>> choices) {
        Size m = scope.pick(scope.sizes());
        add(
                choices,
                2,
                () -> "(" + of(List.of(n, m), depth - 1, around) + "*" + of(List.of(m), depth - 1, around) + ")");
        choices.add(() -> "(" + of(List.of(m, n), depth - 1, around) + "'*" + of(List.of(m), depth - 1, around) + ")");
        choices.add(() -> "(" + row(m, depth - 1, around) + "*" + of(List.of(m, n), depth - 1, around) + ")'");
        choices.add(() -> "softmax(" + of(List.of(n), depth - 1, around) + ")");
        choices.add(() ->
                "(" + of(List.of(n), depth - 1, around) + "/(1 + norm(" + of(List.of(n), depth - 1, around) + ")))");
        choices.add(() -> solve(n, List.of(n), depth, around));
        choices.add(() -> scope.pick("zeros(", "ones(") + n.name() + ")");
        if (n.number() == 3) {
            choices.add(() ->
                    "cross(" + of(List.of(n), depth - 1, around) + ", " + of(List.of(n), depth - 1, around) + ")");
        }
    }

    private void matrix(Size n, Size m, int depth, List<Binder> around, List<Supplier<String>> choices) {
        Size k = scope.pick(scope.sizes());
        choices.add(
                () -> "(" + of(List.of(n, k), depth - 1, around) + "*" + of(List.of(k, m), depth - 1, around) + ")");
        choices.add(
                () -> "(" + of(List.of(n, k), depth - 1, around) + "*" + of(List.of(m, k), depth - 1, around) + "')");
        choices.add(
                () -> "(" + of(List.of(k, n), depth - 1, around) + "'*" + of(List.of(k, m), depth - 1, around) + ")");
        choices.add(() -> "(" + of(List.of(n), depth - 1, around) + "*" + of(List.of(m), depth - 1, around) + "')");
        choices.add(() -> of(List.of(m, n), depth - 1, around) + "'");
        choices.add(() -> solve(n, List.of(n, m), depth, around));
        if (n.equals(m)) {
            choices.add(() -> "(eye(" + n.name() + ") + " + of(List.of(n, n), depth - 1, around) + ")");
            choices.add(() -> "diag(" + of(List.of(n), depth - 1, around) + ")");
            choices.add(() -> scope.pick("inv(", "chol(") + regular(n, depth, around) + ")");
        }
    }

    /** A matrix whose diagonal outweighs the rest: it has an inverse, and its lower triangle a factor. */
    private String regular(Size n, int depth, List<Binder> around) {
        return "((" + n.name() + " + 1)*eye(" + n.name() + ") + tanh(" + of(List.of(n, n), depth - 1, around) + "))";
    }

    private String solve(Size n, List<Size> shape, int depth, List<Binder> around) {
        String matrix = regular(n, depth, around);
        String factor = scope.pick(matrix, matrix + "'", "chol(" + matrix + ")", "chol(" + matrix + ")'");
        return "solve(" + factor + ", " + of(shape, depth - 1, around) + ")";
    }

    /** Arrays put together from pieces, or cut from others, along the first axis. */
    private void pieces(List<Size> shape, int depth, List<Binder> around, List<Supplier<String>> choices) {
        Size first = shape.get(0);
        List<Size> rest = shape.subList(1, shape.size());
        switch (first.relation()) {
            case CONSTANT -> add(choices, 2, () -> list("[", "]", copies(rest, first.number()), depth, around));
            case TWICE ->
                add(
                        choices,
                        2,
                        () -> list(
                                "concat(",
                                ")",
                                List.of(with(first.base(), rest), with(first.base(), rest)),
                                depth,
                                around));
            case JOINED ->
                add(
                        choices,
                        2,
                        () -> list(
                                "concat(",
                                ")",
                                List.of(with(first.base(), rest), with(first.other(), rest)),
                                depth,
                                around));
            case SHORTER -> {
                String n = first.base().name();
                String cut = scope.pick("1:", "1:" + n, ":" + n + " - 1", "0:" + first.name());
                add(choices, 2, () -> cut(with(first.base(), rest), cut, depth, around));
            }
            case HALF -> {
                String h = first.name();
                String cut = scope.pick(":" + h, "0:" + h);
                add(choices, 2, () -> cut(with(first.base(), rest), cut, depth, around));
            }
            case OPEN, PLAIN -> {}
        }
    }

    private String cut(List<Size> shape, String first, int depth, List<Binder> around) {
        return of(shape, depth - 1, around) + "[" + first + ",:".repeat(shape.size() - 1) + "]";
    }

    private String list(String open, String close, List<List<Size>> shapes, int depth, List<Binder> around) {
        return shapes.stream().map(s -> of(s, depth - 1, around)).collect(Collectors.joining(", ", open, close));
    }

    private static List<List<Size>> copies(List<Size> shape, int count) {
        List<List<Size>> all = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            all.add(shape);
        }
        return all;
    }

    private static List<Size> with(Size first, List<Size> rest) {
        List<Size> shape = new ArrayList<>(List.of(first));
        shape.addAll(rest);
        return shape;
    }

    private String comprehension(List<Size> shape, int depth, List<Binder> around) {
        if (around.size() + shape.size() > MOST_INDICES) {
            return leaf(shape, around);
        }
        List<Binder> inner = bind(shape, around);
        String element = of(List.of(), depth - 1, both(around, inner));
        return "[" + element + " for " + ranges(inner) + "]";
    }

    /** A reduction by index, perhaps with a filter that leaves something. */
    private String fold(int depth, List<Binder> around) {
        if (around.size() >= MOST_INDICES) {
            return leaf(List.of(), around);
        }
        List<Binder> inner = scope.chance(0.2)
                ? List.of(new Binder(indexName(around), 2))
                : bind(scope.shape(around.size() < 2 && scope.chance(0.3) ? 2 : 1), around);
        List<Binder> all = both(around, inner);
        String element = of(List.of(), depth - 1, all);
        String function = reduction("sum", "sum", "mean", "max", "min", "logsumexp", "norm");
        String filter = "";
        if (scope.chance(0.3)) {
            boolean empty = Set.of("sum", "norm", "prod").contains(function);
            filter = empty
                    ? " if " + conditions.of(depth - 1, all)
                    : conditions.triangle(inner.get(inner.size() - 1), around);
        }
        return function + "(" + element + " for " + ranges(inner) + filter + ")";
    }

    /** New indices, one for each axis. */
    List<Binder> bind(List<Size> shape, List<Binder> around) {
        List<Binder> inner = new ArrayList<>();
        for (Size size : shape) {
            inner.add(new Binder(indexName(both(around, inner)), size));
        }
        return inner;
    }

    private String indexName(List<Binder> taken) {
        List<String> names = new ArrayList<>(List.of("i", "j", "k", "l", "p", "q", "r", "u"));
        taken.forEach(b -> names.remove(b.name()));
        return names.get(0);
    }

    static List<Binder> both(List<Binder> outer, List<Binder> inner) {
        List<Binder> all = new ArrayList<>(outer);
        all.addAll(inner);
        return all;
    }

    private String ranges(List<Binder> binders) {
        return binders.stream()
                .map(b -> b.needsRange() || scope.chance(0.3) ? b.withRange() : b.name())
                .collect(Collectors.joining(", "));
    }

    /** A known value, or part of one, or a number; perhaps a new param. */
    String leaf(List<Size> shape, List<Binder> around) {
        if (shape.isEmpty() && scope.chance(0.15)) {
            return scope.pick("0.3", "1.5", "2", "0.25", "(-0.7)", "1");
        }
        List<Rows> earlier = scope.rows().stream()
                .filter(r -> contains(r.shape(), shape) && (shape.isEmpty() || !r.elements()))
                .toList();
        if (!earlier.isEmpty() && scope.chance(0.25)) {
            return earlier(scope.pick(earlier), shape, around);
        }
        return known(shape, around);
    }

    private String known(List<Size> shape, List<Binder> around) {
        List<Value> known =
                scope.values().stream().filter(v -> contains(v.shape(), shape)).toList();
        if (known.isEmpty() || (scope.hasRoom() && scope.chance(0.15))) {
            return scope.hasRoom() ? scope.declare(shape).name() : filled(shape, around);
        }
        List<Value> recent = known.subList(Math.max(0, known.size() - 4), known.size());
        return read(scope.pick(scope.chance(0.5) ? recent : known), shape, around);
    }

    private String filled(List<Size> shape, List<Binder> around) {
        List<Binder> inner = bind(shape, around);
        String element = leaf(List.of(), both(around, inner));
        return shape.isEmpty() ? "0.7" : "[" + element + " for " + ranges(inner) + "]";
    }

    /** Whether the axes of {@code part} are among those of {@code whole}, in order. */
    private static boolean contains(List<Size> whole, List<Size> part) {
        int found = 0;
        for (Size axis : whole) {
            if (found < part.size() && axis.equals(part.get(found))) {
                found++;
            }
        }
        return found == part.size();
    }

    /** Part of a row; where its shape is not known, it does not say the ranges of indices. */
    private String read(Rows rows, String at, List<Size> shape, List<Binder> around) {
        if (rows.elements()) {
            around.forEach(Binder::say);
        }
        return read(new Value(rows.name(), rows.shape(), null, at), shape, around);
    }

    private String read(Value value, List<Size> shape, List<Binder> around) {
        if (value.shape().size() == shape.size()) {
            return value.text();
        }
        List<String> parts = new ArrayList<>();
        int found = 0;
        for (Size axis : value.shape()) {
            if (found < shape.size() && axis.equals(shape.get(found))) {
                parts.add(":");
                found++;
            } else {
                parts.add(subscripts.position(axis, around));
            }
        }
        return value.at(String.join(", ", parts));
    }

    /** Part of a row that an earlier step of a loop has collected, or this one; where there is none, something else. */
    private String earlier(Rows rows, List<Size> shape, List<Binder> around) {
        Binder step = rows.step();
        String t = step.name();
        Supplier<String> other = () -> known(shape, around);
        List<Supplier<String>> choices = new ArrayList<>();
        add(
                choices,
                3,
                () -> "(if " + t + " > 0 then " + read(rows, t + " - 1", shape, around) + " else " + other.get() + ")");
        choices.add(() ->
                "(if " + t + " == 0 then " + other.get() + " else " + read(rows, t + " - 1", shape, around) + ")");
        choices.add(() ->
                "(if " + t + " >= 2 then " + read(rows, t + " - 2", shape, around) + " else " + other.get() + ")");
        if (step.size().relation() != Relation.PLAIN) {
            choices.add(() -> gathered(rows, shape, other.get(), around));
        }
        for (Binder i : around) {
            if (step.size().equals(i.size()) && !i.equals(step)) {
                choices.add(() -> "(if " + i.name() + below(rows) + t + " then "
                        + read(rows, i.on(step.size()), shape, around) + " else " + other.get() + ")");
            }
        }
        if (shape.isEmpty() && around.size() < MOST_INDICES) {
            Binder j = bind(List.of(step.size()), around).get(0);
            choices.add(() -> fold(rows, j, read(rows, j.name(), shape, both(around, List.of(j)))));
        }
        if (rows.made()) {
            choices.add(() -> read(rows, t + "/2", shape, around));
        }
        return scope.pick(choices).get();
    }

    /** A reduction over the rows that are there. */
    private String fold(Rows rows, Binder j, String element) {
        String function =
                rows.made() ? scope.pick("sum", "prod", "max", "min", "logsumexp") : scope.pick("sum", "norm");
        return function + "(" + element + " for " + j.withRange() + " if " + j.name() + (rows.made() ? " <= " : " < ")
                + rows.step().name() + ")";
    }

    private String below(Rows rows) {
        return rows.made() ? scope.pick(" <= ", " < ") : " < ";
    }

    /** The row that an index says, if it is there. */
    private String gathered(Rows rows, List<Size> shape, String other, List<Binder> around) {
        Binder step = rows.step();
        String p = subscripts.gathered(scope.index(step.size(), scope.chance(0.7)), around);
        String row = read(rows, p, shape, around);
        return "(if " + p + below(rows) + step.name() + " then " + row + " else " + other + ")";
    }

    /** {@code x[i - 1]} or {@code x[i + 1]} behind the condition that makes it safe, if there is such an array. */
    String guarded(int depth, List<Binder> around) {
        for (Binder i : around) {
            Size over = i.size();
            if (over == null) {
                continue;
            }
            for (Value v : scope.values()) {
                if (v.shape().size() == 1 && v.shape().get(0).equals(over)) {
                    return scope.chance(0.5)
                            ? "(if " + i.name() + " == 0 then " + of(List.of(), depth - 1, around) + " else "
                                    + v.at(i.name() + " - 1") + ")"
                            : "(if " + i.name() + " < " + over.name() + " - 1 then " + v.at(i.name() + " + 1")
                                    + " else " + of(List.of(), depth - 1, around) + ")";
                }
                if (v.shape().size() == 1 && v.shape().get(0).is(Relation.SHORTER, over)) {
                    return "(if " + i.name() + " >= 1 then " + v.at(i.name() + " - 1") + " else 0)";
                }
            }
        }
        return leaf(List.of(), around);
    }
}
