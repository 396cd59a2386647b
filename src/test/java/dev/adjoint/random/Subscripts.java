package dev.adjoint.random;

import dev.adjoint.random.Scope.Relation;
import dev.adjoint.random.Scope.Size;
import dev.adjoint.random.Scope.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads that stay in range by construction: affine, reversed, wrapped round, floored, gathered. */
final class Subscripts {

    private final Scope scope;
    private final Formulas formulas;

    Subscripts(Scope scope, Formulas formulas) {
        this.scope = scope;
        this.formulas = formulas;
    }

    /** A position on an axis, made of the indices around. */
    String position(Size axis, List<Binder> around) {
        List<Supplier<String>> choices = new ArrayList<>();
        for (Binder i : around) {
            collect(axis, i, around, choices);
        }
        if (choices.isEmpty() || scope.chance(0.12)) {
            return anywhere(axis, around);
        }
        return scope.pick(choices).get();
    }

    private void collect(Size axis, Binder i, List<Binder> around, List<Supplier<String>> choices) {
        Size over = i.size();
        if (axis.equals(over)) {
            for (int often = 0; often < 6; often++) {
                choices.add(() -> i.on(axis));
            }
            choices.add(() -> axis.name() + " - 1 - " + i.name());
            choices.add(() -> "mod(" + i.name() + scope.pick(" + 1", " - 1", " + 2") + ", " + axis.name() + ")");
        } else if (over == null) {
            choices.add(() -> "mod(" + i.name() + ", " + axis.name() + ")");
        } else if (over.is(Relation.SHORTER, axis)) {
            choices.add(() -> i.on(axis));
            choices.add(() -> i.name() + " + " + pair(around, "1"));
        } else if (over.is(Relation.HALF, axis)) {
            choices.add(() -> "2*" + i.name() + scope.pick("", " + " + pair(around, "1")));
        } else if (over.is(Relation.TWICE, axis)) {
            choices.add(() -> i.name() + "/2");
        } else if (axis.is(Relation.TWICE, over)) {
            choices.add(() -> scope.pick("2*" + i.name() + " + 1", i.name() + " + " + over.name()));
        } else if (axis.is(Relation.JOINED, over)) {
            choices.add(() -> i.name() + " + " + axis.other().name());
        }
        for (Binder j : around) {
            if (axis.equals(over) && !j.equals(i)) {
                choices.add(() -> "mod(" + i.name() + " - " + j.name() + ", " + axis.name() + ")");
            }
        }
    }

    /** An index that runs below 2, or the number. */
    private String pair(List<Binder> around, String number) {
        List<String> pairs = new ArrayList<>();
        for (Binder i : around) {
            if (i.number() == 2) {
                pairs.add(i.name());
            }
        }
        return pairs.isEmpty() ? number : scope.pick(pairs);
    }

    /** A position that needs no index around: the first, the last, a computed or a gathered one. */
    private String anywhere(Size axis, List<Binder> around) {
        if (scope.chance(0.4)) {
            return scope.pick("0", axis.name() + " - 1");
        }
        if (scope.chance(0.15)) {
            return formulas.position(axis, scope.below(2), around);
        }
        Value index = scope.index(axis, scope.chance(0.5) && !around.isEmpty());
        return gathered(index, around);
    }

    /** One element of an index input, or of a definition of indices. */
    String gathered(Value index, List<Binder> around) {
        if (index.shape().isEmpty()) {
            return index.text();
        }
        Size axis = index.shape().get(0);
        for (Binder i : around) {
            if (axis.equals(i.size()) && scope.chance(0.8)) {
                return index.at(i.on(axis));
            }
        }
        return index.at(scope.pick("0", axis.name() + " - 1"));
    }
}
