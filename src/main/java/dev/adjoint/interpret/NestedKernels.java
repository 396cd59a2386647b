package dev.adjoint.interpret;

import dev.adjoint.shape.Typed.Algebra;
import dev.adjoint.shape.Typed.Product.Form;
import java.util.List;

/**
 * Linear algebra where numbers take part in derivatives inside the formula: the derivative comes from the equations that
 * define the result, over matrices of the numbers one level below.
 */
final class NestedKernels {

    private final int level;
    private final List<Array> primals;
    private final List<Array> dots;
    private final int[] shape;
    private final String place;

    NestedKernels(int level, List<Array> operands, int[] shape, String place) {
        this.level = level;
        this.primals = operands.stream().map(o -> o.primal(level)).toList();
        this.dots = operands.stream().map(o -> o.dot(level)).toList();
        this.shape = shape;
        this.place = place;
    }

    Array apply(Algebra algebra) {
        Array y = Kernels.apply(algebra, primals, shape, place);
        return Array.nested(level, y, dot(algebra, y));
    }

    private Array dot(Algebra algebra, Array y) {
        Array da = dots.get(0);
        return switch (algebra) {
            case SOLVE -> solved(algebra, da, y);
            case SOLVE_TRANSPOSED -> solved(algebra, transposed(da), y);
            case SOLVE_LOWER -> solved(algebra, lower(da), y);
            case SOLVE_LOWER_TRANSPOSED -> solved(algebra, transposed(lower(da)), y);
            case INV -> minus(new Array(y.shape()), times(times(y, da), y));
            case DET -> determinant(da);
            case LOGDET -> trace(kernel(Algebra.SOLVE, da));
            case CHOL -> chol(da, y);
        };
    }

    private Array kernel(Algebra algebra, Array right) {
        return Kernels.apply(algebra, List.of(primals.get(0), right), right.shape(), place);
    }

    /** From {@code A*dX = dB - dA*X}. */
    private Array solved(Algebra algebra, Array da, Array x) {
        return kernel(algebra, minus(dots.get(1), times(da, x)));
    }

    private static Array times(Array a, Array b) {
        return Products.apply(b.shape().length == 1 ? Form.MATRIX_VECTOR : Form.MATRIX_MATRIX, a, b);
    }

    private static Array minus(Array a, Array b) {
        Array difference = new Array(a.shape());
        for (int k = 0; k < a.size(); k++) {
            difference.set(k, Slopes.minus(a.get(k), b.get(k)));
        }
        return difference;
    }

    private static Array transposed(Array a) {
        int n = a.shape()[0];
        Array turned = new Array(n, n);
        for (int k = 0; k < a.size(); k++) {
            turned.set(k % n * n + k / n, a.get(k));
        }
        return turned;
    }

    private static Array lower(Array a) {
        int n = a.shape()[0];
        Array lower = new Array(n, n);
        for (int k = 0; k < a.size(); k++) {
            if (k % n <= k / n) {
                lower.set(k, a.get(k));
            }
        }
        return lower;
    }

    /** The sum of the determinants in which one row is that of the derivative. */
    private Array determinant(Array da) {
        int n = da.shape()[0];
        Dual sum = Dual.ZERO;
        for (int i = 0; i < n; i++) {
            Array replaced = new Array(n, n);
            replaced.put(0, primals.get(0));
            for (int j = 0; j < n; j++) {
                replaced.set(i * n + j, da.get(i * n + j));
            }
            sum = Slopes.plus(
                    sum,
                    Kernels.apply(Algebra.DET, List.of(replaced), shape, place).get(0));
        }
        return Array.of(sum);
    }

    private static Array trace(Array a) {
        int n = a.shape()[0];
        Dual sum = Dual.ZERO;
        for (int i = 0; i < n; i++) {
            sum = Slopes.plus(sum, a.get(i * n + i));
        }
        return Array.of(sum);
    }

    /** {@code L*P}, with P the lower triangle of {@code L^-1 * dA * L'^-1}, its diagonal halved; of dA the lower one is read. */
    private static Array chol(Array da, Array l) {
        int n = da.shape()[0];
        Array symmetric = new Array(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                symmetric.set(i * n + j, da.get(i * n + j));
                symmetric.set(j * n + i, da.get(i * n + j));
            }
        }
        Array left = solveLower(l, symmetric);
        Array p = lower(solveLower(l, transposed(left)));
        for (int i = 0; i < n; i++) {
            p.set(i * n + i, Slopes.times(Dual.constant(0.5), p.get(i * n + i)));
        }
        return times(l, p);
    }

    private static Array solveLower(Array l, Array right) {
        return Kernels.apply(Algebra.SOLVE_LOWER, List.of(l, right), right.shape(), null);
    }
}
