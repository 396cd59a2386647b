package dev.adjoint.interpret;

import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Reduction;

/** The reductions where numbers take part in derivatives inside the formula: by their formulas, number by number. */
final class NestedReducer {

    private NestedReducer() {}

    static Dual apply(Reduction reduction, Array list, boolean constant, Trace trace) {
        return switch (reduction) {
            case SUM -> sum(list);
            case MEAN -> Slopes.over(sum(list), Dual.constant(list.size()));
            case PROD -> Reducer.product(list, trace);
            case MAX, MIN -> extreme(reduction, list, constant, trace);
            case LOGSUMEXP -> logSumExp(list);
            case NORM -> norm(list);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("see Position");
        };
    }

    private static Dual sum(Array list) {
        Dual sum = Dual.ZERO;
        for (int k = 0; k < list.size(); k++) {
            sum = Slopes.plus(sum, list.get(k));
        }
        return sum;
    }

    private static Dual extreme(Reduction reduction, Array list, boolean constant, Trace trace) {
        int level = list.level();
        Dual y = Reducer.apply(reduction, list.primal(level), constant, trace);
        Dual dots = Dual.ZERO;
        int ties = 0;
        for (int k = 0; k < list.size(); k++) {
            if (list.value(k) == y.value()) {
                dots = Slopes.plus(dots, list.get(k).dot(level));
                ties++;
            }
        }
        return constant || ties == 0 ? y : Dual.nested(level, y, Slopes.over(dots, Dual.constant(ties)));
    }

    private static Dual logSumExp(Array list) {
        double m = Reducer.max(list);
        if (Double.isInfinite(m)) {
            return Dual.constant(m);
        }
        return Slopes.plus(Dual.constant(m), Slopes.apply(Primitive.LOG, sum(exponentials(list, m))));
    }

    private static Array exponentials(Array list, double m) {
        Array e = new Array(list.size());
        for (int k = 0; k < list.size(); k++) {
            e.set(k, Slopes.apply(Primitive.EXP, Slopes.minus(list.get(k), Dual.constant(m))));
        }
        return e;
    }

    private static Dual norm(Array list) {
        double m = 0;
        for (int k = 0; k < list.size(); k++) {
            m = Math.max(m, Math.abs(list.value(k)));
        }
        if (m == 0 || Double.isInfinite(m)) {
            return Dual.constant(m);
        }
        Array squares = new Array(list.size());
        for (int k = 0; k < list.size(); k++) {
            Dual part = Slopes.over(list.get(k), Dual.constant(m));
            squares.set(k, Slopes.times(part, part));
        }
        return Slopes.times(Dual.constant(m), Slopes.apply(Primitive.SQRT, sum(squares)));
    }

    static Array softmax(Array vector) {
        Array e = exponentials(vector, Reducer.max(vector));
        Dual sum = sum(e);
        for (int k = 0; k < e.size(); k++) {
            e.set(k, Slopes.over(e.get(k), sum));
        }
        return e;
    }
}
