package dev.adjoint.interpret;

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
        return switch (reduction) {
            case SUM -> sum(list, 1);
            case MEAN -> sum(list, list.size());
            case MAX, MIN -> extreme(reduction, list, constant, trace);
            case LOGSUMEXP -> logSumExp(list);
            case NORM -> norm(list);
        };
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

    private static double max(Array list) {
        double m = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < list.size(); k++) {
            m = Math.max(m, list.value(k));
        }
        return m;
    }
}
