package dev.adjoint.interpret;

import dev.adjoint.kernels.Linear;
import dev.adjoint.shape.Typed.Algebra;
import java.util.List;

/**
 * Linear algebra: the values are those of the kernels, bit for bit. The tangents come from the equations that define a
 * solution, an inverse and a determinant, and for triangular matrices from the algorithm, each step differentiated.
 */
final class Kernels {

    private Kernels() {}

    /**
     * The result of a function of linear algebra.
     *
     * @param place what an {@link ArithmeticException} about the matrix begins with; null for NaN instead
     */
    static Array apply(Algebra algebra, List<Array> operands, int[] shape, String place) {
        int level = operands.stream().mapToInt(Array::level).max().orElse(0);
        if (level > 0) {
            return new NestedKernels(level, operands, shape, place).apply(algebra);
        }
        Array a = operands.get(0);
        return switch (algebra) {
            case SOLVE -> solve(a, operands.get(1), place);
            case SOLVE_TRANSPOSED -> solveTransposed(a, operands.get(1), place);
            case SOLVE_LOWER -> Triangular.solve(a, operands.get(1));
            case SOLVE_LOWER_TRANSPOSED -> Triangular.solveTransposed(a, operands.get(1));
            case CHOL -> Triangular.chol(a, place);
            case INV -> inverse(a, place);
            case DET -> determinant(a);
            case LOGDET -> logarithm(a, shape, place);
        };
    }

    private static int order(Array matrix) {
        return matrix.shape()[0];
    }

    private static double[] factors(double[] matrix, int n) {
        double[] f = new double[n * n + n];
        Linear.lu(matrix, 0, n, f, 0);
        return f;
    }

    private static double[] inverse(double[] factors, int n) {
        double[] inverse = new double[n * n];
        Linear.inverse(factors, 0, n, inverse, 0, null);
        return inverse;
    }

    private static Array solve(Array a, Array b, String place) {
        int n = order(a);
        int m = b.size() / n;
        double[] f = factors(a.values(), n);
        double[] x = new double[n * m];
        Linear.solve(f, 0, n, b.values(), 0, m, x, 0, place);
        return differentiated(a, b, f, x);
    }

    /** By the factors of A as they are; the tangent is that of the system with A' written out. */
    private static Array solveTransposed(Array a, Array b, String place) {
        int n = order(a);
        int m = b.size() / n;
        double[] x = new double[n * m];
        Linear.solveTransposed(factors(a.values(), n), 0, n, b.values(), 0, m, x, 0, place);
        Array turned = new Array(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                turned.set(i * n + j, a.get(j * n + i));
            }
        }
        return differentiated(turned, b, factors(turned.values(), n), x);
    }

    /** X with the tangent that A*dX = dB - dA*X says. */
    private static Array differentiated(Array a, Array b, double[] factors, double[] x) {
        Array result = new Array(b.shape(), x, null);
        if (a.isStill() && b.isStill()) {
            return result;
        }
        int n = order(a);
        int m = x.length / n;
        double[] rest = b.tangents();
        double[] bound = b.magnitudes();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < n; k++) {
                    rest[i * m + j] -= a.tangent(i * n + k) * x[k * m + j];
                    bound[i * m + j] += a.magnitude(i * n + k) * Math.abs(x[k * m + j]);
                }
            }
        }
        double[] tangent = new double[n * m];
        Linear.solve(factors, 0, n, rest, 0, m, tangent, 0, null);
        double[] inverse = inverse(factors, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double magnitude = 0;
                for (int k = 0; k < n; k++) {
                    magnitude += Math.abs(inverse[i * n + k]) * bound[k * m + j];
                }
                result.set(i * m + j, x[i * m + j], tangent[i * m + j], magnitude);
            }
        }
        return result;
    }

    private static Array inverse(Array a, String place) {
        int n = order(a);
        double[] f = factors(a.values(), n);
        double[] x = new double[n * n];
        Linear.inverse(f, 0, n, x, 0, place);
        Array identity = new Array(n, n);
        for (int i = 0; i < n; i++) {
            identity.set(i * n + i, Dual.constant(1));
        }
        return differentiated(a, identity, f, x);
    }

    /** Its tangent is the sum of the determinants of A with one row replaced by the tangent of that row. */
    private static Array determinant(Array a) {
        int n = order(a);
        double[] values = a.values();
        double tangent = 0;
        double magnitude = 0;
        if (!a.isStill()) {
            double[] adjugate = new double[n * n];
            Linear.adjugate(factors(values, n), 0, n, adjugate, 0);
            for (int i = 0; i < n; i++) {
                double[] replaced = values.clone();
                for (int j = 0; j < n; j++) {
                    replaced[i * n + j] = a.tangent(i * n + j);
                    magnitude += a.magnitude(i * n + j) * Math.abs(adjugate[j * n + i]);
                }
                tangent += determinant(replaced, n);
            }
        }
        return Array.of(new Dual(determinant(values, n), tangent, magnitude));
    }

    private static double determinant(double[] values, int n) {
        double[] y = new double[1];
        Linear.det(factors(values, n), 0, n, y, 0);
        return y[0];
    }

    /** Its tangent is the trace of the solution of A*X = dA. */
    private static Array logarithm(Array a, int[] shape, String place) {
        int n = order(a);
        double[] f = factors(a.values(), n);
        double[] y = new double[1];
        Linear.logdet(f, 0, n, y, 0, place);
        double tangent = 0;
        double magnitude = 0;
        if (!a.isStill()) {
            double[] x = new double[n * n];
            Linear.solve(f, 0, n, a.tangents(), 0, n, x, 0, null);
            double[] inverse = inverse(f, n);
            for (int i = 0; i < n; i++) {
                tangent += x[i * n + i];
                for (int j = 0; j < n; j++) {
                    magnitude += Math.abs(inverse[i * n + j]) * a.magnitude(j * n + i);
                }
            }
        }
        Array result = new Array(shape);
        result.set(0, y[0], tangent, magnitude);
        return result;
    }
}
