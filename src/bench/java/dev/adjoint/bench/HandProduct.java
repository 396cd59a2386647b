package dev.adjoint.bench;

/**
 * Products of matrices that are arrays of rows, fast in plain Java: three rows of the result and three of the right factor at a
 * time, the columns innermost, so that C2 makes vector code of it.
 */
final class HandProduct {

    private static final int COLUMNS = 256;
    private static final int INNER = 63;

    private HandProduct() {}

    /** Adds a*b to c, which has m rows and n columns; k is the inner size. The row {@code spare} is overwritten. */
    static void add(double[][] c, double[][] a, double[][] b, int m, int n, int k, double[] spare) {
        for (int from = 0; from < n; from += COLUMNS) {
            int to = Math.min(n, from + COLUMNS);
            for (int p0 = 0; p0 < k; p0 += INNER) {
                int p1 = Math.min(k, p0 + INNER);
                for (int i = 0; i < m; i += 3) {
                    rows(c, a, b, i, m, p0, p1, from, to, spare);
                }
            }
        }
    }

    private static void rows(
            double[][] c, double[][] a, double[][] b, int i, int m, int p0, int p1, int from, int to, double[] spare) {
        double[] a0 = a[i];
        double[] a1 = i + 1 < m ? a[i + 1] : a0;
        double[] a2 = i + 2 < m ? a[i + 2] : a0;
        double[] c0 = c[i];
        double[] c1 = i + 1 < m ? c[i + 1] : spare;
        double[] c2 = i + 2 < m ? c[i + 2] : spare;
        int p = p0;
        for (; p + 2 < p1; p += 3) {
            block(
                    c0, c1, c2, b[p], b[p + 1], b[p + 2], a0[p], a0[p + 1], a0[p + 2], a1[p], a1[p + 1], a1[p + 2],
                    a2[p], a2[p + 1], a2[p + 2], from, to);
        }
        for (; p < p1; p++) {
            block(c0, c1, c2, b[p], a0[p], a1[p], a2[p], from, to);
        }
    }

    private static void block(
            double[] c0,
            double[] c1,
            double[] c2,
            double[] b0,
            double[] b1,
            double[] b2,
            double a00,
            double a01,
            double a02,
            double a10,
            double a11,
            double a12,
            double a20,
            double a21,
            double a22,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            double u0 = b0[j];
            double u1 = b1[j];
            double u2 = b2[j];
            double v0 = c0[j];
            double v1 = c1[j];
            double v2 = c2[j];
            c0[j] = Math.fma(a02, u2, Math.fma(a01, u1, Math.fma(a00, u0, v0)));
            c1[j] = Math.fma(a12, u2, Math.fma(a11, u1, Math.fma(a10, u0, v1)));
            c2[j] = Math.fma(a22, u2, Math.fma(a21, u1, Math.fma(a20, u0, v2)));
        }
    }

    private static void block(
            double[] c0, double[] c1, double[] c2, double[] b0, double a00, double a10, double a20, int from, int to) {
        for (int j = from; j < to; j++) {
            double u0 = b0[j];
            double v0 = c0[j];
            double v1 = c1[j];
            double v2 = c2[j];
            c0[j] = Math.fma(a00, u0, v0);
            c1[j] = Math.fma(a10, u0, v1);
            c2[j] = Math.fma(a20, u0, v2);
        }
    }
}
