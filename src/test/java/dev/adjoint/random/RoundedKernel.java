package dev.adjoint.random;

import dev.adjoint.graph.Operation;
import dev.adjoint.interpret.Rounded;
import dev.adjoint.kernels.Linear;
import java.util.Arrays;
import java.util.List;

/**
 * Linear algebra over numbers that carry how far rounding may move them: the values are those of the kernels, the magnitudes
 * go through slopes, which are differences. The kernels are stable: what rounding does inside is what it would do if each
 * element of an operand were moved as far as the one that is moved farthest.
 *
 * @param n the size of the matrix
 * @param m the number of right sides
 */
record RoundedKernel(Operation operation, int n, int m) {

    /** The step of a difference, of the largest element. */
    private static final double STEP = 1e-7;

    Rounded[] apply(List<Rounded[]> operands) {
        double[][] x = new double[operands.size()][];
        for (int o = 0; o < x.length; o++) {
            x[o] = values(operands.get(o), length(o));
        }
        double[] y = result(x);
        double[] magnitudes = Arrays.stream(y).map(Math::abs).toArray();
        for (int o = 0; o < x.length; o++) {
            double moved = Arrays.stream(operands.get(o), 0, x[o].length)
                    .mapToDouble(Rounded::magnitude)
                    .max()
                    .orElse(0);
            double largest = Arrays.stream(x[o]).map(Math::abs).max().orElse(0);
            double step = largest == 0 ? STEP : STEP * largest;
            for (int k = 0; k < (isFactors(o) ? n * n : x[o].length) && moved > 0; k++) {
                double before = x[o][k];
                x[o][k] = before + step;
                double[] beside = result(x);
                x[o][k] = before;
                for (int e = 0; e < y.length; e++) {
                    double slope = Math.abs(beside[e] - y[e]) / step;
                    magnitudes[e] += Double.isNaN(slope) ? Double.POSITIVE_INFINITY : slope * moved;
                }
            }
        }
        Rounded[] result = new Rounded[y.length];
        Arrays.setAll(result, e -> new Rounded(y[e], isPlace(e) ? 0 : magnitudes[e]));
        return result;
    }

    private static double[] values(Rounded[] operand, int length) {
        return Arrays.stream(operand, 0, length).mapToDouble(Rounded::value).toArray();
    }

    /** Whether an operand is the factors of a matrix, behind which stands which rows changed places. */
    private boolean isFactors(int operand) {
        return operand == 0
                && switch (operation) {
                    case SOLVE, SOLVE_TRANSPOSED, INVERSE, ADJUGATE, DET, LOGDET -> true;
                    default -> false;
                };
    }

    /** Whether an element of the result is the number of a row. */
    private boolean isPlace(int element) {
        return operation == Operation.LU && element >= n * n;
    }

    private int length(int operand) {
        if (isFactors(operand)) {
            return (n + 1) * n;
        }
        return operand == 1 && operation.hasRightSide() ? n * m : n * n;
    }

    private double[] result(double[][] x) {
        double[] y = new double
                [switch (operation) {
                    case LU -> (n + 1) * n;
                    case DET, LOGDET -> 1;
                    default -> operation.hasRightSide() ? n * m : n * n;
                }];
        switch (operation) {
            case LU -> Linear.lu(x[0], 0, n, y, 0);
            case SOLVE -> Linear.solve(x[0], 0, n, x[1], 0, m, y, 0, null);
            case SOLVE_TRANSPOSED -> Linear.solveTransposed(x[0], 0, n, x[1], 0, m, y, 0, null);
            case INVERSE -> Linear.inverse(x[0], 0, n, y, 0, null);
            case ADJUGATE -> Linear.adjugate(x[0], 0, n, y, 0);
            case DET -> Linear.det(x[0], 0, n, y, 0);
            case LOGDET -> Linear.logdet(x[0], 0, n, y, 0, null);
            case CHOL -> Linear.chol(x[0], 0, n, y, 0, null);
            case CHOL_ADJOINT -> Linear.cholAdjoint(x[0], 0, n, x[1], 0, y, 0);
            case SOLVE_LOWER -> Linear.solveLower(x[0], 0, n, x[1], 0, m, y, 0);
            case SOLVE_LOWER_TRANSPOSED -> Linear.solveLowerTransposed(x[0], 0, n, x[1], 0, m, y, 0);
        }
        return y;
    }
}
