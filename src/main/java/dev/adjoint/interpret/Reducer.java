package dev.adjoint.interpret;

import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Reduction;

/** The reductions of a list of numbers, in order. */
final class Reducer {

    private Reducer() {}

    /**
     * Reduces all elements of {@code list}.
     *
     * @param constant whether no param or input reaches an element
     */
    static Dual apply(Reduction reduction, Array list, boolean constant, Trace trace) {
        if (list.level() > 0) {
            return NestedReducer.apply(reduction, list, constant, trace);
        }
        return switch (reduction) {
            case SUM -> sum(list, 1);
            case PROD -> product(list, trace);
            case MEAN -> sum(list, list.size());
            case MAX, MIN -> extreme(reduction, list, constant, trace);
            case LOGSUMEXP -> logSumExp(list);
            case NORM -> norm(list);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("see Position");
        };
    }

    /** By the product rule at each factor, so that zeros need no division. */
    static Dual product(Array list, Trace trace) {
        Dual product = Dual.constant(1);
        for (int k = 0; k < list.size(); k++) {
            Dual[] factors = {product, list.get(k)};
            product = Gate.apply(Primitive.MULTIPLY, factors, new boolean[2], trace);
        }
        return product;
    }

    /** The first place of the largest or smallest of the numbers that come in; NaN, the first one, is beyond all. */
    static final class Position {

        private final boolean largest;
        private boolean found;
        private double best;
        private long place;

        Position(Reduction reduction) {
            this.largest = reduction == Reduction.ARGMAX;
        }

        void add(long where, double value) {
            boolean beats = largest ? value > best : value < best;
            if (!found || beats || (Double.isNaN(value) && !Double.isNaN(best))) {
                found = true;
                best = value;
                place = where;
            }
        }

        /** The place, or {@code otherwise} if nothing came in. */
        Dual or(long otherwise, Trace trace) {
            long where = found ? place : otherwise;
            trace.record(where);
            return Dual.constant((double) where);
        }
    }

    private static Dual sum(Array list, double divisor) {
        double sum = 0;
        double tangent = 0;
        double magnitude = 0;
        for (int k = 0; k < list.size(); k++) {
            sum += list.value(k);
            tangent += list.tangent(k);
            magnitude += list.magnitude(k);
        }
        return new Dual(sum / divisor, tangent / divisor, magnitude / divisor);
    }

    private static Dual extreme(Reduction reduction, Array list, boolean constant, Trace trace) {
        boolean largest = reduction == Reduction.MAX;
        double y = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        for (int k = 0; k < list.size(); k++) {
            y = largest ? Math.max(y, list.value(k)) : Math.min(y, list.value(k));
        }
        int ties = 0;
        double tangent = 0;
        double magnitude = 0;
        for (int k = 0; k < list.size(); k++) {
            if (list.value(k) == y) {
                trace.record(k);
                ties++;
                tangent += list.tangent(k);
                magnitude += list.magnitude(k);
            }
        }
        return constant || ties == 0 ? Dual.constant(y) : new Dual(y, tangent / ties, magnitude / ties);
    }

    private static Dual logSumExp(Array list) {
        double m = max(list);
        if (Double.isInfinite(m)) {
            return Dual.constant(m);
        }
        double sum = 0;
        for (int k = 0; k < list.size(); k++) {
            sum += Math.exp(list.value(k) - m);
        }
        double tangent = 0;
        double magnitude = 0;
        for (int k = 0; k < list.size() && !list.isStill(); k++) {
            double weight = Math.exp(list.value(k) - m) / sum;
            tangent += list.tangent(k) == 0 ? 0 : weight * list.tangent(k);
            magnitude += list.magnitude(k) == 0 ? 0 : weight * list.magnitude(k);
        }
        return new Dual(m + Math.log(sum), tangent, magnitude);
    }

    private static Dual norm(Array list) {
        double m = 0;
        for (int k = 0; k < list.size(); k++) {
            m = Math.max(m, Math.abs(list.value(k)));
        }
        if (m == 0 || Double.isInfinite(m)) {
            return Dual.constant(m);
        }
        double sum = 0;
        for (int k = 0; k < list.size(); k++) {
            sum += (list.value(k) / m) * (list.value(k) / m);
        }
        double norm = m * Math.sqrt(sum);
        double tangent = 0;
        double magnitude = 0;
        for (int k = 0; k < list.size() && !list.isStill(); k++) {
            double weight = list.value(k) / norm;
            tangent += list.tangent(k) == 0 ? 0 : weight * list.tangent(k);
            magnitude += list.magnitude(k) == 0 ? 0 : Math.abs(weight) * list.magnitude(k);
        }
        return new Dual(norm, tangent, magnitude);
    }

    /** {@code e/sum(e)} with {@code e = exp(v - max(v))}. */
    static Array softmax(Array vector) {
        if (vector.level() > 0) {
            return NestedReducer.softmax(vector);
        }
        double m = max(vector);
        int n = vector.size();
        double[] e = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++) {
            e[k] = Math.exp(vector.value(k) - m);
            sum += e[k];
        }
        double mean = 0;
        double meanMagnitude = 0;
        for (int k = 0; k < n && !vector.isStill(); k++) {
            mean += vector.tangent(k) == 0 ? 0 : e[k] / sum * vector.tangent(k);
            meanMagnitude += vector.magnitude(k) == 0 ? 0 : e[k] / sum * vector.magnitude(k);
        }
        Array result = new Array(n);
        for (int k = 0; k < n; k++) {
            double y = e[k] / sum;
            result.set(k, y, term(y, vector.tangent(k) - mean), term(y, vector.magnitude(k) + meanMagnitude));
        }
        return result;
    }

    private static double term(double factor, double tangent) {
        return tangent == 0 ? 0 : factor * tangent;
    }

    static double max(Array list) {
        double m = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < list.size(); k++) {
            m = Math.max(m, list.value(k));
        }
        return m;
    }
}
