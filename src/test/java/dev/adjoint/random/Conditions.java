package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;
import java.util.List;

/** Conditions and the formulas that depend on them. */
final class Conditions {

    private final Scope scope;
    private final Formulas formulas;
    private final Subscripts subscripts;

    Conditions(Scope scope, Formulas formulas, Subscripts subscripts) {
        this.scope = scope;
        this.formulas = formulas;
        this.subscripts = subscripts;
    }

    /** {@code if … then … else …} of this shape. */
    String choice(List<Size> shape, int depth, List<Binder> around) {
        if (shape.isEmpty() && !around.isEmpty() && scope.chance(0.4)) {
            return formulas.guarded(depth, around);
        }
        if (shape.isEmpty() && scope.chance(0.3)) {
            String x = formulas.leaf(List.of(), around);
            return "(if " + x + " > 0 then " + scope.pick("sqrt(", "log(") + x + ") else "
                    + formulas.of(shape, depth - 1, around) + ")";
        }
        return "(if " + of(depth - 1, around) + " then " + formulas.of(shape, depth - 1, around) + " else "
                + formulas.of(shape, depth - 1, around) + ")";
    }

    /** A condition on data or on the indices around. */
    String of(int depth, List<Binder> around) {
        return switch (scope.below(6)) {
            case 0 -> "!(" + one(depth, around) + ")";
            case 1 -> one(depth, around) + scope.pick(" && ", " || ") + one(depth, around);
            default -> one(depth, around);
        };
    }

    private String one(int depth, List<Binder> around) {
        if (!scope.truths().isEmpty() && scope.chance(0.3)) {
            return scope.pick(scope.truths());
        }
        if (!scope.truthsByIndex().isEmpty() && scope.chance(0.3)) {
            Scope.Value truths = scope.pick(scope.truthsByIndex());
            return truths.at(subscripts.position(truths.shape().get(0), around));
        }
        if (!around.isEmpty() && scope.chance(0.5)) {
            return onIndices(around);
        }
        return formulas.of(List.of(), Math.min(depth, 1), around)
                + scope.pick(" > ", " < ", " >= ", " <= ")
                + (scope.chance(0.6) ? scope.pick("0", "0.2") : formulas.leaf(List.of(), around));
    }

    private String onIndices(List<Binder> around) {
        Binder i = scope.pick(around);
        Binder j = scope.pick(around);
        if (i.size() != null && scope.chance(0.3)) {
            return subscripts.gathered(scope.index(i.size(), true), around) + scope.pick(" == ", " != ") + i.name();
        }
        return i.equals(j)
                ? i.name() + scope.pick(" == 0", " > 0", " != 1", " <= 1")
                : i.name() + scope.pick(" == ", " <= ", " < ", " != ") + j.name();
    }

    /** {@code if j <= i}, which leaves at least j = 0, or nothing. */
    String triangle(Binder j, List<Binder> around) {
        for (Binder i : around) {
            return " if " + j.name() + " <= " + i.name();
        }
        return " if " + j.name() + " >= 0";
    }
}
