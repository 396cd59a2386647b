package dev.adjoint.kernels;

import java.util.Arrays;

/**
 * Linear algebra on square matrices, which lie row-major in an array from an offset on. A matrix that is singular or not
 * positive definite is an {@link ArithmeticException} that begins with {@code place}; where that is null, the result is NaN.
 */
public final class Linear {

    private Linear() {}

    /**
     * Factors A by elimination with partial pivoting: f holds L below the diagonal (its own is 1), U on and above it, and
     * behind both, for each step, the row that changed places with the step's own. A pivot may be 0.
     */
    public static void lu(double[] a, int aAt, int n, double[] f, int fAt) {
        System.arraycopy(a, aAt, f, fAt, n * n);
        for (int k = 0; k < n; k++) {
            int row = k;
            double largest = Math.abs(f[fAt + k * n + k]);
            for (int i = k + 1; i < n; i++) {
                double size = Math.abs(f[fAt + i * n + k]);
                if (size > largest || Double.isNaN(size)) {
                    row = i;
                    largest = size;
                }
            }
            f[fAt + n * n + k] = row;
            if (row != k) {
                swap(f, fAt + k * n, fAt + row * n, n);
            }
            if (largest != 0) {
                eliminate(f, fAt, n, k);
            }
        }
    }

    /** Subtracts multiples of row k from the rows below and leaves the factors in their place; four rows at a time. */
    private static void eliminate(double[] f, int fAt, int n, int k) {
        int pivotAt = fAt + k * n;
        double pivot = f[pivotAt + k];
        int i = k + 1;
        for (; i + 3 < n; i += 4) {
            int a = fAt + i * n;
            int b = a + n;
            int c = b + n;
            int d = c + n;
            double ofA = f[a + k] / pivot;
            double ofB = f[b + k] / pivot;
            double ofC = f[c + k] / pivot;
            double ofD = f[d + k] / pivot;
            f[a + k] = ofA;
            f[b + k] = ofB;
            f[c + k] = ofC;
            f[d + k] = ofD;
            for (int j = k + 1; j < n; j++) {
                double value = f[pivotAt + j];
                f[a + j] -= ofA * value;
                f[b + j] -= ofB * value;
                f[c + j] -= ofC * value;
                f[d + j] -= ofD * value;
            }
        }
        for (; i < n; i++) {
            int rowAt = fAt + i * n;
            double factor = f[rowAt + k] / pivot;
            f[rowAt + k] = factor;
            for (int j = k + 1; j < n; j++) {
                f[rowAt + j] -= factor * f[pivotAt + j];
            }
        }
    }

    private static void swap(double[] x, int at, int other, int m) {
        for (int j = 0; j < m; j++) {
            double kept = x[at + j];
            x[at + j] = x[other + j];
            x[other + j] = kept;
        }
    }

    /** X with A*X = B, for m columns; f are the factors of A. */
    public static void solve(
            double[] f, int fAt, int n, double[] b, int bAt, int m, double[] x, int xAt, String place) {
        if (isRegular(f, fAt, n, x, xAt, m, place)) {
            System.arraycopy(b, bAt, x, xAt, n * m);
            substitute(f, fAt, n, x, xAt, m);
        }
    }

    /** The inverse of A; f are its factors. */
    public static void inverse(double[] f, int fAt, int n, double[] x, int xAt, String place) {
        if (isRegular(f, fAt, n, x, xAt, n, place)) {
            Arrays.fill(x, xAt, xAt + n * n, 0);
            for (int i = 0; i < n; i++) {
                x[xAt + i * n + i] = 1;
            }
            substitute(f, fAt, n, x, xAt, n);
        }
    }

    private static boolean isRegular(double[] f, int fAt, int n, double[] x, int xAt, int m, String place) {
        for (int k = 0; k < n; k++) {
            double pivot = f[fAt + k * n + k];
            if (pivot == 0) {
                fail(place, ": singular: pivot ", k, pivot, x, xAt, n * m);
                return false;
            }
        }
        return true;
    }

    private static void fail(String place, String why, int k, double pivot, double[] x, int xAt, int count) {
        if (place != null) {
            throw new ArithmeticException(place + why + k + " is " + pivot);
        }
        Arrays.fill(x, xAt, xAt + count, Double.NaN);
    }

    /** Solves in place: exchanges rows, then L*Y = B from the first row on, U*X = Y from the last. */
    private static void substitute(double[] f, int fAt, int n, double[] x, int xAt, int m) {
        for (int k = 0; k < n; k++) {
            int row = (int) f[fAt + n * n + k];
            if (row != k) {
                swap(x, xAt + k * m, xAt + row * m, m);
            }
        }
        for (int i = 1; i < n; i++) {
            subtract(f, fAt + i * n, 0, i, x, xAt, xAt + i * m, m);
        }
        for (int i = n - 1; i >= 0; i--) {
            subtract(f, fAt + i * n, i + 1, n, x, xAt, xAt + i * m, m);
            divide(x, xAt + i * m, m, f[fAt + i * n + i]);
        }
    }

    /** Takes from the row of x at {@code at} the rows from..to, each times its element of the row of f. */
    private static void subtract(double[] f, int rowAt, int from, int to, double[] x, int xAt, int at, int m) {
        if (m == 1) {
            double rest = x[at];
            for (int k = from; k < to; k++) {
                rest -= f[rowAt + k] * x[xAt + k];
            }
            x[at] = rest;
            return;
        }
        for (int k = from; k < to; k++) {
            double factor = f[rowAt + k];
            for (int j = 0; j < m; j++) {
                x[at + j] -= factor * x[xAt + k * m + j];
            }
        }
    }

    /** Takes from the rows from..to of x the row at {@code at}, each time times the element of the row of f. */
    private static void spread(double[] f, int rowAt, int from, int to, double[] x, int xAt, int at, int m) {
        if (m == 1) {
            double value = x[at];
            for (int k = from; k < to; k++) {
                x[xAt + k] -= f[rowAt + k] * value;
            }
            return;
        }
        for (int k = from; k < to; k++) {
            double factor = f[rowAt + k];
            for (int j = 0; j < m; j++) {
                x[xAt + k * m + j] -= factor * x[at + j];
            }
        }
    }

    private static void divide(double[] x, int at, int m, double divisor) {
        for (int j = 0; j < m; j++) {
            x[at + j] /= divisor;
        }
    }

    /** X with A'*X = B, for m columns; f are the factors of A. */
    public static void solveTransposed(
            double[] f, int fAt, int n, double[] b, int bAt, int m, double[] x, int xAt, String place) {
        if (!isRegular(f, fAt, n, x, xAt, m, place)) {
            return;
        }
        System.arraycopy(b, bAt, x, xAt, n * m);
        for (int i = 0; i < n; i++) {
            divide(x, xAt + i * m, m, f[fAt + i * n + i]);
            spread(f, fAt + i * n, i + 1, n, x, xAt, xAt + i * m, m);
        }
        for (int i = n - 1; i > 0; i--) {
            spread(f, fAt + i * n, 0, i, x, xAt, xAt + i * m, m);
        }
        for (int k = n - 1; k >= 0; k--) {
            int row = (int) f[fAt + n * n + k];
            if (row != k) {
                swap(x, xAt + k * m, xAt + row * m, m);
            }
        }
    }

    /** X with L*X = B, for m columns; what is above the diagonal of L is not read. */
    public static void solveLower(double[] l, int lAt, int n, double[] b, int bAt, int m, double[] x, int xAt) {
        System.arraycopy(b, bAt, x, xAt, n * m);
        for (int i = 0; i < n; i++) {
            subtract(l, lAt + i * n, 0, i, x, xAt, xAt + i * m, m);
            divide(x, xAt + i * m, m, l[lAt + i * n + i]);
        }
    }

    /** X with L'*X = B, for m columns; what is above the diagonal of L is not read. */
    public static void solveLowerTransposed(
            double[] l, int lAt, int n, double[] b, int bAt, int m, double[] x, int xAt) {
        System.arraycopy(b, bAt, x, xAt, n * m);
        for (int i = n - 1; i >= 0; i--) {
            divide(x, xAt + i * m, m, l[lAt + i * n + i]);
            spread(l, lAt + i * n, 0, i, x, xAt, xAt + i * m, m);
        }
    }

    /** The lower triangular L with L*L' = A, of which the lower triangle is read. */
    public static void chol(double[] a, int aAt, int n, double[] l, int lAt, String place) {
        // L' is made first, so that the inner loop runs along rows.
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                l[lAt + j * n + i] = a[aAt + i * n + j];
            }
        }
        for (int k = 0; k < n; k++) {
            double pivot = l[lAt + k * n + k];
            if (pivot <= 0) {
                fail(place, ": not positive definite: pivot ", k, pivot, l, lAt, n * n);
                return;
            }
            double root = Math.sqrt(pivot);
            l[lAt + k * n + k] = root;
            divide(l, lAt + k * n + k + 1, n - k - 1, root);
            for (int i = k + 1; i < n; i++) {
                double factor = l[lAt + k * n + i];
                for (int j = i; j < n; j++) {
                    l[lAt + i * n + j] -= factor * l[lAt + k * n + j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                l[lAt + i * n + j] = l[lAt + j * n + i];
                l[lAt + j * n + i] = 0;
            }
        }
    }

    /**
     * What reaches the lower triangle of A through L with L*L' = A, where d reaches the lower triangle of L: the steps of the
     * factorisation backwards, from the last column to the first. See I. Murray, "Differentiation of the Cholesky
     * decomposition", 2016.
     */
    public static void cholAdjoint(double[] l, int lAt, int n, double[] d, int dAt, double[] x, int xAt) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                x[xAt + i * n + j] = j <= i ? d[dAt + i * n + j] : 0;
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            double root = l[lAt + k * n + k];
            double rest = x[xAt + k * n + k];
            for (int i = k + 1; i < n; i++) {
                x[xAt + i * n + k] /= root;
                rest -= x[xAt + i * n + k] * l[lAt + i * n + k];
            }
            x[xAt + k * n + k] = rest / (2 * root);
            for (int j = 0; j < k; j++) {
                x[xAt + k * n + j] -= rest / root * l[lAt + k * n + j];
            }
            for (int i = k + 1; i < n; i++) {
                double factor = x[xAt + i * n + k];
                for (int j = 0; j < k; j++) {
                    x[xAt + k * n + j] -= factor * l[lAt + i * n + j];
                    x[xAt + i * n + j] -= factor * l[lAt + k * n + j];
                }
            }
        }
    }

    /** The determinant of A, as the one number of y; f are the factors of A. */
    public static void det(double[] f, int fAt, int n, double[] y, int yAt) {
        double product = 1;
        for (int k = 0; k < n; k++) {
            double pivot = f[fAt + k * n + k];
            product *= f[fAt + n * n + k] == k ? pivot : -pivot;
        }
        y[yAt] = product;
    }

    /** The logarithm of the magnitude of the determinant of A, as the one number of y; f are the factors of A. */
    public static void logdet(double[] f, int fAt, int n, double[] y, int yAt, String place) {
        if (!isRegular(f, fAt, n, y, yAt, 0, place)) {
            y[yAt] = Double.NaN;
            return;
        }
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += Math.log(Math.abs(f[fAt + k * n + k]));
        }
        y[yAt] = sum;
    }

    /**
     * The adjugate of A, whose transpose is the gradient of the determinant; f are the factors of A. It has no divisions by
     * pivots, so that it is right for singular matrices too.
     */
    public static void adjugate(double[] f, int fAt, int n, double[] x, int xAt) {
        double sign = 1;
        for (int k = 0; k < n; k++) {
            sign = f[fAt + n * n + k] == k ? sign : -sign;
        }
        double before = sign;
        for (int i = 0; i < n; i++) {
            adjugateRow(f, fAt, n, i, before, x, xAt + i * n);
            before *= f[fAt + i * n + i];
        }
        // adj(A) = adj(U)*adj(L)*adj(P), the last two being the inverse of L and P itself, up to the sign.
        for (int i = 0; i < n; i++) {
            for (int k = n - 1; k > 0; k--) {
                double value = x[xAt + i * n + k];
                for (int j = 0; j < k; j++) {
                    x[xAt + i * n + j] -= value * f[fAt + k * n + j];
                }
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            int column = (int) f[fAt + n * n + k];
            for (int i = 0; i < n && column != k; i++) {
                double kept = x[xAt + i * n + k];
                x[xAt + i * n + k] = x[xAt + i * n + column];
                x[xAt + i * n + column] = kept;
            }
        }
    }

    /**
     * Row i of the adjugate of U times a factor. Element j is a product of the pivots outside of i..j with a determinant of
     * Hessenberg form, which follows from those before it.
     */
    private static void adjugateRow(double[] f, int fAt, int n, int i, double factor, double[] x, int rowAt) {
        Arrays.fill(x, rowAt, rowAt + i, 0);
        x[rowAt + i] = factor;
        for (int j = i + 1; j < n; j++) {
            double sum = 0;
            double pivots = 1;
            for (int k = j - 1; k >= i; k--) {
                sum -= f[fAt + k * n + j] * x[rowAt + k] * pivots;
                pivots *= f[fAt + k * n + k];
            }
            x[rowAt + j] = sum;
        }
        double after = 1;
        for (int j = n - 1; j >= i; j--) {
            x[rowAt + j] *= after;
            after *= f[fAt + j * n + j];
        }
    }
}
