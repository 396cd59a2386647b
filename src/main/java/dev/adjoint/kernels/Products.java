package dev.adjoint.kernels;

import java.util.Arrays;

/**
 * Products of matrices that lie in arrays with a stride for rows and one for columns. The inner loops run along rows of
 * scratch, with the bare loop variable as index, because HotSpot makes vector instructions of no others; they stand in methods
 * of more than 325 bytecodes, because inlined into a caller they sometimes stay scalar. The file is long because a matrix is
 * four parameters, each on a line.
 */
public final class Products {

    private Products() {}

    /**
     * The scratch of products whose sizes are at most {@code longest}: three rows of C, a row of zeros, and a tile of B. Their
     * length is such that elements of one column have the same place in a cache line.
     */
    public static double[][] panel(int longest) {
        int width = (Math.min(Math.max(longest, 1), 2304 / Double.BYTES) + 15) / 16 * 16 + 48 / Double.BYTES;
        return new double[4 + Math.min(Math.max(longest, 6), 78)][width];
    }

    /**
     * C = A*B, or C = C + A*B, where A has m rows and B has n columns. Element i, j of C is {@code c[cAt + i*cRow + j*cColumn]},
     * of A and B likewise; no stride is negative. The order of sums depends on sizes and strides alone. C overlaps neither A nor
     * B, and its elements are all different.
     */
    public static void multiply(
            int m,
            int n,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] c,
            int cAt,
            int cRow,
            int cColumn,
            boolean add,
            double[][] panel) {
        if (m == 0 || n == 0) {
            return;
        }
        if ((long) m * n * depth <= 64) {
            multiplySmall(m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add);
        } else if (depth == 1) {
            if (cColumn == 1 || cRow != 1) {
                multiplyOuter(m, n, a, aAt, aRow, b, bAt, bColumn, c, cAt, cRow, cColumn, add, panel);
            } else {
                multiplyOuter(n, m, b, bAt, bColumn, a, aAt, aRow, c, cAt, cColumn, cRow, add, panel);
            }
        } else if (n == 1) {
            multiplyVector(m, depth, a, aAt, aRow, aColumn, b, bAt, bRow, c, cAt, cRow, add, panel);
        } else if (m == 1) {
            multiplyVector(n, depth, b, bAt, bColumn, bRow, a, aAt, aColumn, c, cAt, cColumn, add, panel);
        } else if (cost(m, n, depth, bColumn, cColumn, panel) <= cost(n, m, depth, aRow, cRow, panel)) {
            multiplyTiles(m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add, panel);
        } else {
            multiplyTiles(n, m, depth, b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, add, panel);
        }
    }

    private static void multiplySmall(
            int m,
            int n,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] c,
            int cAt,
            int cRow,
            int cColumn,
            boolean add) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = cAt + i * cRow + j * cColumn;
                double sum = add ? c[at] : 0;
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a[aAt + i * aRow + k * aColumn], b[bAt + k * bRow + j * bColumn], sum);
                }
                c[at] = sum;
            }
        }
    }

    /** About how many picoseconds the product takes with its inner loop along n. */
    private static long cost(long m, long n, long depth, int bColumn, int cColumn, double[][] panel) {
        int width = panel[0].length - 48 / Double.BYTES;
        long parts = (n + width - 1) / width;
        long steps = parts * ((m + 2) / 3) * ((depth + 2) / 3);
        long passes = (depth + panel.length - 5) / (panel.length - 4);
        return steps * (17_000 + 190 * n / parts)
                + (bColumn == 1 ? 100 : 300) * n * depth
                + (cColumn == 1 ? 100 : 1500) * m * n * passes;
    }

    private static void multiplyTiles(
            int m,
            int n,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] c,
            int cAt,
            int cRow,
            int cColumn,
            boolean add,
            double[][] panel) {
        int widest = panel[0].length - 48 / Double.BYTES;
        int parts = (n + widest - 1) / widest;
        int width = ((n + parts - 1) / parts + 7) / 8 * 8;
        int deepest = panel.length - 4;
        int passes = (depth + deepest - 1) / deepest;
        int height = ((depth + passes - 1) / passes + 2) / 3 * 3;
        double[] c0 = panel[0];
        double[] c1 = panel[1];
        double[] c2 = panel[2];
        for (int j = 0; j < n; j += width) {
            int wide = Math.min(width, n - j);
            for (int k = 0; k < depth; k += height) {
                int deep = Math.min(height, depth - k);
                pack(deep, wide, b, bAt + k * bRow + j * bColumn, bRow, bColumn, panel);
                for (int i = 0; i < m; i += 3) {
                    int i1 = Math.min(i + 1, m - 1);
                    int i2 = Math.min(i + 2, m - 1);
                    int at = cAt + j * cColumn;
                    read(add || k > 0, c, at + i * cRow, cColumn, c0, wide);
                    read(add || k > 0, c, at + i1 * cRow, cColumn, c1, wide);
                    read(add || k > 0, c, at + i2 * cRow, cColumn, c2, wide);
                    int aTile = aAt + k * aColumn;
                    int aAt0 = aTile + i * aRow;
                    int aAt1 = aTile + i1 * aRow;
                    int aAt2 = aTile + i2 * aRow;
                    for (int l = 0; l < deep; l += 3) {
                        addRows(l, deep, wide, a, aAt0, aAt1, aAt2, aColumn, panel, c0, c1, c2);
                    }
                    write(c0, c, at + i * cRow, cColumn, wide);
                    if (i1 > i) {
                        write(c1, c, at + i1 * cRow, cColumn, wide);
                    }
                    if (i2 > i1) {
                        write(c2, c, at + i2 * cRow, cColumn, wide);
                    }
                }
            }
        }
    }

    /** Copies numbers that are a step apart into a row; or fills it with zeros, where there are none yet. */
    private static void read(boolean are, double[] x, int xAt, int xStep, double[] row, int n) {
        if (!are) {
            Arrays.fill(row, 0, n, 0);
        } else if (xStep == 1) {
            System.arraycopy(x, xAt, row, 0, n);
        } else {
            for (int j = 0; j < n; j++) {
                row[j] = x[xAt + j * xStep];
            }
        }
    }

    private static void write(double[] row, double[] x, int xAt, int xStep, int n) {
        if (xStep == 1) {
            System.arraycopy(row, 0, x, xAt, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            x[xAt + j * xStep] = row[j];
        }
    }

    /** Copies a tile of B into the rows of the panel behind the first four. */
    private static void pack(int deep, int wide, double[] b, int bAt, int bRow, int bColumn, double[][] panel) {
        if (bColumn == 1) {
            for (int k = 0; k < deep; k++) {
                System.arraycopy(b, bAt + k * bRow, panel[k + 4], 0, wide);
            }
            return;
        }
        // Lines of 48 columns stay in the first cache, whatever power of two they are apart.
        for (int j = 0; j < wide; j += 48) {
            packBlock(deep, j, Math.min(wide, j + 48), b, bAt, bRow, bColumn, panel);
        }
    }

    private static void packBlock(
            int deep, int from, int to, double[] b, int bAt, int bRow, int bColumn, double[][] panel) {
        int k = 0;
        for (; k + 3 < deep; k += 4) {
            double[] row0 = panel[k + 4];
            double[] row1 = panel[k + 5];
            double[] row2 = panel[k + 6];
            double[] row3 = panel[k + 7];
            int at = bAt + k * bRow + from * bColumn;
            for (int j = from; j < to; j++) {
                row0[j] = b[at];
                row1[j] = b[at + bRow];
                row2[j] = b[at + 2 * bRow];
                row3[j] = b[at + 3 * bRow];
                at += bColumn;
            }
        }
        for (; k < deep; k++) {
            double[] row = panel[k + 4];
            int at = bAt + k * bRow;
            for (int j = from; j < to; j++) {
                row[j] = b[at + j * bColumn];
            }
        }
    }

    /**
     * Adds to three rows of C multiples of three rows of the panel, whose factors come from three rows of A. The last rows of
     * a tile may be fewer; rows of zeros take their place.
     */
    private static void addRows(
            int k,
            int deep,
            int wide,
            double[] a,
            int aAt0,
            int aAt1,
            int aAt2,
            int aColumn,
            double[][] panel,
            double[] c0,
            double[] c1,
            double[] c2) {
        int at = k * aColumn;
        double[] b0 = panel[k + 4];
        double a00 = a[aAt0 + at];
        double a10 = a[aAt1 + at];
        double a20 = a[aAt2 + at];
        double[] b1 = panel[3];
        double a01 = 0;
        double a11 = 0;
        double a21 = 0;
        if (k + 1 < deep) {
            at += aColumn;
            b1 = panel[k + 5];
            a01 = a[aAt0 + at];
            a11 = a[aAt1 + at];
            a21 = a[aAt2 + at];
        }
        double[] b2 = panel[3];
        double a02 = 0;
        double a12 = 0;
        double a22 = 0;
        if (k + 2 < deep) {
            at += aColumn;
            b2 = panel[k + 6];
            a02 = a[aAt0 + at];
            a12 = a[aAt1 + at];
            a22 = a[aAt2 + at];
        }
        for (int j = 0; j < wide; j++) {
            double x = b0[j];
            double y = b1[j];
            double z = b2[j];
            double s = c0[j];
            double t = c1[j];
            double u = c2[j];
            s = Math.fma(a00, x, s);
            s = Math.fma(a01, y, s);
            s = Math.fma(a02, z, s);
            t = Math.fma(a10, x, t);
            t = Math.fma(a11, y, t);
            t = Math.fma(a12, z, t);
            u = Math.fma(a20, x, u);
            u = Math.fma(a21, y, u);
            u = Math.fma(a22, z, u);
            c0[j] = s;
            c1[j] = t;
            c2[j] = u;
        }
    }

    /** The product of a column and a row. */
    private static void multiplyOuter(
            int m,
            int n,
            double[] a,
            int aAt,
            int aRow,
            double[] b,
            int bAt,
            int bColumn,
            double[] c,
            int cAt,
            int cRow,
            int cColumn,
            boolean add,
            double[][] panel) {
        int widest = panel[0].length;
        double[] row = panel[0];
        double[] values = panel[4];
        for (int j = 0; j < n; j += widest) {
            int wide = Math.min(widest, n - j);
            read(true, b, bAt + j * bColumn, bColumn, values, wide);
            for (int i = 0; i < m; i++) {
                int at = cAt + i * cRow + j * cColumn;
                double factor = a[aAt + i * aRow];
                if (add) {
                    read(true, c, at, cColumn, row, wide);
                    addMultiple(factor, values, row, wide);
                } else {
                    setMultiple(factor, values, row, wide);
                }
                write(row, c, at, cColumn, wide);
            }
        }
    }

    private static void addMultiple(double factor, double[] x, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(factor, x[j], y[j]);
        }
    }

    private static void setMultiple(double factor, double[] x, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = factor * x[j];
        }
    }

    /** A matrix times a vector. */
    private static void multiplyVector(
            int m,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] x,
            int xAt,
            int xStep,
            double[] y,
            int yAt,
            int yStep,
            boolean add,
            double[][] panel) {
        boolean rows = aColumn == 1 && xStep == 1;
        if (aRow == 1 && m >= 64 && !rows) {
            addColumns(m, depth, a, aAt, aColumn, x, xAt, xStep, y, yAt, yStep, add, panel);
        } else if (rows) {
            for (int i = 0; i < m; i += 4) {
                addDots(Math.min(m - i, 4), depth, a, aAt + i * aRow, aRow, x, xAt, y, yAt + i * yStep, yStep, add);
            }
        } else {
            for (int i = 0; i < m; i += 8) {
                int count = Math.min(m - i, 8);
                int first = aAt + i * aRow;
                addSums(count, depth, a, first, aRow, aColumn, x, xAt, xStep, y, yAt + i * yStep, yStep, add);
            }
        }
    }

    /** Up to eight elements of a matrix times a vector; fewer are filled up with the last. */
    private static void addSums(
            int count,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] x,
            int xAt,
            int xStep,
            double[] y,
            int yAt,
            int yStep,
            boolean add) {
        int row1 = Math.min(1, count - 1) * aRow;
        int row2 = Math.min(2, count - 1) * aRow;
        int row3 = Math.min(3, count - 1) * aRow;
        int row4 = Math.min(4, count - 1) * aRow;
        int row5 = Math.min(5, count - 1) * aRow;
        int row6 = Math.min(6, count - 1) * aRow;
        int row7 = Math.min(7, count - 1) * aRow;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int at = aAt;
        int xNext = xAt;
        for (int k = 0; k < depth; k++) {
            double p = x[xNext];
            s0 = Math.fma(a[at], p, s0);
            s1 = Math.fma(a[at + row1], p, s1);
            s2 = Math.fma(a[at + row2], p, s2);
            s3 = Math.fma(a[at + row3], p, s3);
            s4 = Math.fma(a[at + row4], p, s4);
            s5 = Math.fma(a[at + row5], p, s5);
            s6 = Math.fma(a[at + row6], p, s6);
            s7 = Math.fma(a[at + row7], p, s7);
            at += aColumn;
            xNext += xStep;
        }
        setFour(count, y, yAt, yStep, add, s0, s1, s2, s3);
        if (count > 4) {
            setFour(count - 4, y, yAt + 4 * yStep, yStep, add, s4, s5, s6, s7);
        }
    }

    private static void setFour(
            int count, double[] y, int yAt, int yStep, boolean add, double s0, double s1, double s2, double s3) {
        y[yAt] = add ? y[yAt] + s0 : s0;
        if (count > 1) {
            int at = yAt + yStep;
            y[at] = add ? y[at] + s1 : s1;
        }
        if (count > 2) {
            int at = yAt + 2 * yStep;
            y[at] = add ? y[at] + s2 : s2;
        }
        if (count > 3) {
            int at = yAt + 3 * yStep;
            y[at] = add ? y[at] + s3 : s3;
        }
    }

    /** Up to four elements of a matrix times a vector, each in four interleaved sums; fewer are filled up with the last. */
    private static void addDots(
            int count,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int yStep,
            boolean add) {
        int at1 = aAt + Math.min(1, count - 1) * aRow;
        int at2 = aAt + Math.min(2, count - 1) * aRow;
        int at3 = aAt + Math.min(3, count - 1) * aRow;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        double u0 = 0;
        double u1 = 0;
        double u2 = 0;
        double u3 = 0;
        double v0 = 0;
        double v1 = 0;
        double v2 = 0;
        double v3 = 0;
        int k = 0;
        for (; k + 3 < depth; k += 4) {
            double p = x[xAt + k];
            double q = x[xAt + k + 1];
            double r = x[xAt + k + 2];
            double w = x[xAt + k + 3];
            s0 = Math.fma(a[aAt + k], p, s0);
            s1 = Math.fma(a[at1 + k], p, s1);
            s2 = Math.fma(a[at2 + k], p, s2);
            s3 = Math.fma(a[at3 + k], p, s3);
            t0 = Math.fma(a[aAt + k + 1], q, t0);
            t1 = Math.fma(a[at1 + k + 1], q, t1);
            t2 = Math.fma(a[at2 + k + 1], q, t2);
            t3 = Math.fma(a[at3 + k + 1], q, t3);
            u0 = Math.fma(a[aAt + k + 2], r, u0);
            u1 = Math.fma(a[at1 + k + 2], r, u1);
            u2 = Math.fma(a[at2 + k + 2], r, u2);
            u3 = Math.fma(a[at3 + k + 2], r, u3);
            v0 = Math.fma(a[aAt + k + 3], w, v0);
            v1 = Math.fma(a[at1 + k + 3], w, v1);
            v2 = Math.fma(a[at2 + k + 3], w, v2);
            v3 = Math.fma(a[at3 + k + 3], w, v3);
        }
        for (; k < depth; k++) {
            double p = x[xAt + k];
            s0 = Math.fma(a[aAt + k], p, s0);
            s1 = Math.fma(a[at1 + k], p, s1);
            s2 = Math.fma(a[at2 + k], p, s2);
            s3 = Math.fma(a[at3 + k], p, s3);
        }
        setFour(
                count,
                y,
                yAt,
                yStep,
                add,
                s0 + t0 + (u0 + v0),
                s1 + t1 + (u1 + v1),
                s2 + t2 + (u2 + v2),
                s3 + t3 + (u3 + v3));
    }

    /** A matrix times a vector as multiples of the columns, which lie in one piece; six of them at a time. */
    private static void addColumns(
            int m,
            int depth,
            double[] a,
            int aAt,
            int aColumn,
            double[] x,
            int xAt,
            int xStep,
            double[] y,
            int yAt,
            int yStep,
            boolean add,
            double[][] panel) {
        int widest = panel[0].length - 48 / Double.BYTES;
        int parts = (m + widest - 1) / widest;
        int width = ((m + parts - 1) / parts + 7) / 8 * 8;
        double[] sums = panel[0];
        for (int j = 0; j < m; j += width) {
            int wide = Math.min(width, m - j);
            read(add, y, yAt + j * yStep, yStep, sums, wide);
            for (int k = 0; k < depth; k += 6) {
                addSix(k, depth, wide, a, aAt + j, aColumn, x, xAt, xStep, sums, panel);
            }
            write(sums, y, yAt + j * yStep, yStep, wide);
        }
    }

    /** Adds to a row multiples of six columns of A; rows of zeros take the place of those that are not there. */
    private static void addSix(
            int k,
            int depth,
            int wide,
            double[] a,
            int aAt,
            int aColumn,
            double[] x,
            int xAt,
            int xStep,
            double[] sums,
            double[][] panel) {
        int at = aAt + k * aColumn;
        int xNext = xAt + k * xStep;
        double[] w0 = panel[4];
        System.arraycopy(a, at, w0, 0, wide);
        double x0 = x[xNext];
        double[] w1 = panel[3];
        double x1 = 0;
        if (k + 1 < depth) {
            at += aColumn;
            xNext += xStep;
            w1 = panel[5];
            System.arraycopy(a, at, w1, 0, wide);
            x1 = x[xNext];
        }
        double[] w2 = panel[3];
        double x2 = 0;
        if (k + 2 < depth) {
            at += aColumn;
            xNext += xStep;
            w2 = panel[6];
            System.arraycopy(a, at, w2, 0, wide);
            x2 = x[xNext];
        }
        double[] w3 = panel[3];
        double x3 = 0;
        if (k + 3 < depth) {
            at += aColumn;
            xNext += xStep;
            w3 = panel[7];
            System.arraycopy(a, at, w3, 0, wide);
            x3 = x[xNext];
        }
        double[] w4 = panel[3];
        double x4 = 0;
        if (k + 4 < depth) {
            at += aColumn;
            xNext += xStep;
            w4 = panel[8];
            System.arraycopy(a, at, w4, 0, wide);
            x4 = x[xNext];
        }
        double[] w5 = panel[3];
        double x5 = 0;
        if (k + 5 < depth) {
            at += aColumn;
            xNext += xStep;
            w5 = panel[9];
            System.arraycopy(a, at, w5, 0, wide);
            x5 = x[xNext];
        }
        for (int j = 0; j < wide; j++) {
            double p = w0[j];
            double q = w1[j];
            double r = w2[j];
            double s = w3[j];
            double t = w4[j];
            double u = w5[j];
            double v = sums[j];
            double w = x3 * s;
            v = Math.fma(x0, p, v);
            v = Math.fma(x1, q, v);
            v = Math.fma(x2, r, v);
            w = Math.fma(x4, t, w);
            w = Math.fma(x5, u, w);
            sums[j] = v + w;
        }
    }
}
