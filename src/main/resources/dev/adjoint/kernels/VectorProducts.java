package dev.adjoint.kernels;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of matrices that lie in arrays with a stride for rows and one for columns, by vector instructions. It needs the
 * module {@code jdk.incubator.vector}.
 */
public final class VectorProducts {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    private VectorProducts() {}

    /**
     * The scratch of products whose sizes are at most {@code longest}: a tile of B, one of C, and part of a vector.
     */
    public static double[][] panel(int longest) {
        int most = Math.max(longest, 1);
        return new double[][] {
            new double[Math.min(most, 192) * 4 * LANES], new double[16 * LANES], new double[Math.min(most, 1024)]
        };
    }

    /**
     * C = A*B, or C = C + A*B, where A has m rows and B has n columns. Element i, j of C is {@code c[cAt + i*cRow + j*cColumn]},
     * of A and B likewise; no stride is negative. The order of sums depends on sizes, strides and the length of a vector. C
     * overlaps neither A nor B, and its elements are all different.
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
        } else if (cost(m, n, depth, bColumn, cColumn) <= cost(n, m, depth, aRow, cRow)) {
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

    /** About how many picoseconds the product takes with its vectors along n. */
    private static long cost(long m, long n, long depth, int bColumn, int cColumn) {
        long tiles = (m + 3) / 4 * ((n + 4 * LANES - 1) / (4 * LANES));
        return tiles * (2500 * depth + 20_000)
                + (bColumn == 1 ? 100 : 350) * n * depth
                + (cColumn == 1 ? 100 : 1000) * m * n * ((depth + 191) / 192);
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
        double[] tile = panel[0];
        double[] spilt = panel[1];
        int passes = (depth + 191) / 192;
        int height = (depth + passes - 1) / passes;
        for (int j = 0; j < n; j += 4 * LANES) {
            int wide = Math.min(4 * LANES, n - j);
            for (int k = 0; k < depth; k += height) {
                int deep = Math.min(height, depth - k);
                boolean grows = add || k > 0;
                pack(deep, wide, b, bAt + k * bRow + j * bColumn, bRow, bColumn, tile);
                for (int i = 0; i < m; i += 4) {
                    int high = Math.min(4, m - i);
                    int aTile = aAt + i * aRow + k * aColumn;
                    int row1 = Math.min(1, high - 1) * aRow;
                    int row2 = Math.min(2, high - 1) * aRow;
                    int row3 = high == 4 ? 3 * aRow : row2;
                    int at = cAt + i * cRow + j * cColumn;
                    if (cColumn == 1 && wide == 4 * LANES && high == 4) {
                        if (!grows) {
                            clear(wide, c, at, cRow);
                        }
                        addTile(deep, a, aTile, row1, row2, row3, aColumn, tile, c, at, cRow);
                    } else {
                        Arrays.fill(spilt, 0);
                        addTile(deep, a, aTile, row1, row2, row3, aColumn, tile, spilt, 0, 4 * LANES);
                        write(high, wide, spilt, c, at, cRow, cColumn, grows);
                    }
                }
            }
        }
    }

    private static void clear(int wide, double[] c, int cAt, int cRow) {
        for (int i = 0; i < 4; i++) {
            Arrays.fill(c, cAt + i * cRow, cAt + i * cRow + wide, 0);
        }
    }

    /** Copies a tile of B, row by row; a row that is not full is filled up with zeros. */
    private static void pack(int deep, int wide, double[] b, int bAt, int bRow, int bColumn, double[] tile) {
        int width = 4 * LANES;
        if (bColumn == 1) {
            for (int k = 0; k < deep; k++) {
                System.arraycopy(b, bAt + k * bRow, tile, k * width, wide);
            }
        } else {
            packColumns(deep, wide, b, bAt, bRow, bColumn, tile);
        }
        for (int k = 0; k < deep && wide < width; k++) {
            for (int j = wide; j < width; j++) {
                tile[k * width + j] = 0;
            }
        }
    }

    private static void packColumns(int deep, int wide, double[] b, int bAt, int bRow, int bColumn, double[] tile) {
        int width = 4 * LANES;
        int k = 0;
        for (; k + 3 < deep; k += 4) {
            int at = bAt + k * bRow;
            int to = k * width;
            for (int j = 0; j < wide; j++) {
                tile[to + j] = b[at];
                tile[to + width + j] = b[at + bRow];
                tile[to + 2 * width + j] = b[at + 2 * bRow];
                tile[to + 3 * width + j] = b[at + 3 * bRow];
                at += bColumn;
            }
        }
        for (; k < deep; k++) {
            int at = bAt + k * bRow;
            for (int j = 0; j < wide; j++) {
                tile[k * width + j] = b[at + j * bColumn];
            }
        }
    }

    private static void write(
            int high, int wide, double[] spilt, double[] c, int cAt, int cRow, int cColumn, boolean grows) {
        for (int i = 0; i < high; i++) {
            int from = i * 4 * LANES;
            int at = cAt + i * cRow;
            for (int j = 0; j < wide; j++) {
                double value = spilt[from + j];
                c[at] = grows ? c[at] + value : value;
                at += cColumn;
            }
        }
    }

    /** Adds to four rows of C what four rows of A make of a tile of B. */
    private static void addTile(
            int deep,
            double[] a,
            int aAt,
            int row1,
            int row2,
            int row3,
            int aColumn,
            double[] tile,
            double[] c,
            int cAt,
            int cRow) {
        int cAt0 = cAt;
        int cAt1 = cAt + cRow;
        int cAt2 = cAt + 2 * cRow;
        int cAt3 = cAt + 3 * cRow;
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, cAt0);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, cAt0 + LANES);
        DoubleVector s02 = DoubleVector.fromArray(SPECIES, c, cAt0 + 2 * LANES);
        DoubleVector s03 = DoubleVector.fromArray(SPECIES, c, cAt0 + 3 * LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, cAt1);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, cAt1 + LANES);
        DoubleVector s12 = DoubleVector.fromArray(SPECIES, c, cAt1 + 2 * LANES);
        DoubleVector s13 = DoubleVector.fromArray(SPECIES, c, cAt1 + 3 * LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, cAt2);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, cAt2 + LANES);
        DoubleVector s22 = DoubleVector.fromArray(SPECIES, c, cAt2 + 2 * LANES);
        DoubleVector s23 = DoubleVector.fromArray(SPECIES, c, cAt2 + 3 * LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, cAt3);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, cAt3 + LANES);
        DoubleVector s32 = DoubleVector.fromArray(SPECIES, c, cAt3 + 2 * LANES);
        DoubleVector s33 = DoubleVector.fromArray(SPECIES, c, cAt3 + 3 * LANES);
        for (int k = 0; k < deep; k++) {
            int from = k * 4 * LANES;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, tile, from);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, tile, from + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, tile, from + 2 * LANES);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, tile, from + 3 * LANES);
            int at = aAt + k * aColumn;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            s00 = b0.fma(a0, s00);
            s01 = b1.fma(a0, s01);
            s02 = b2.fma(a0, s02);
            s03 = b3.fma(a0, s03);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + row1]);
            s10 = b0.fma(a1, s10);
            s11 = b1.fma(a1, s11);
            s12 = b2.fma(a1, s12);
            s13 = b3.fma(a1, s13);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + row2]);
            s20 = b0.fma(a2, s20);
            s21 = b1.fma(a2, s21);
            s22 = b2.fma(a2, s22);
            s23 = b3.fma(a2, s23);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + row3]);
            s30 = b0.fma(a3, s30);
            s31 = b1.fma(a3, s31);
            s32 = b2.fma(a3, s32);
            s33 = b3.fma(a3, s33);
        }
        s00.intoArray(c, cAt0);
        s01.intoArray(c, cAt0 + LANES);
        s02.intoArray(c, cAt0 + 2 * LANES);
        s03.intoArray(c, cAt0 + 3 * LANES);
        s10.intoArray(c, cAt1);
        s11.intoArray(c, cAt1 + LANES);
        s12.intoArray(c, cAt1 + 2 * LANES);
        s13.intoArray(c, cAt1 + 3 * LANES);
        s20.intoArray(c, cAt2);
        s21.intoArray(c, cAt2 + LANES);
        s22.intoArray(c, cAt2 + 2 * LANES);
        s23.intoArray(c, cAt2 + 3 * LANES);
        s30.intoArray(c, cAt3);
        s31.intoArray(c, cAt3 + LANES);
        s32.intoArray(c, cAt3 + 2 * LANES);
        s33.intoArray(c, cAt3 + 3 * LANES);
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
        double[] values = panel[2];
        for (int j = 0; j < n; j += values.length) {
            int wide = Math.min(values.length, n - j);
            read(b, bAt + j * bColumn, bColumn, values, wide);
            for (int i = 0; i < m; i++) {
                int at = cAt + i * cRow + j * cColumn;
                int from = 0;
                if (cColumn == 1) {
                    from = setMultiple(wide, a[aAt + i * aRow], values, c, at, add);
                }
                double factor = a[aAt + i * aRow];
                for (int l = from; l < wide; l++) {
                    int to = at + l * cColumn;
                    c[to] = add ? Math.fma(factor, values[l], c[to]) : factor * values[l];
                }
            }
        }
    }

    private static void read(double[] x, int xAt, int xStep, double[] row, int n) {
        if (xStep == 1) {
            System.arraycopy(x, xAt, row, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            row[j] = x[xAt + j * xStep];
        }
    }

    /** The multiple of a row, up to the last full vector; how many elements that are. */
    private static int setMultiple(int n, double factor, double[] x, double[] y, int yAt, boolean add) {
        int end = n / LANES * LANES;
        if (add) {
            DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
            for (int j = 0; j < end; j += LANES) {
                DoubleVector v = DoubleVector.fromArray(SPECIES, x, j);
                v.fma(f, DoubleVector.fromArray(SPECIES, y, yAt + j)).intoArray(y, yAt + j);
            }
        } else {
            for (int j = 0; j < end; j += LANES) {
                DoubleVector.fromArray(SPECIES, x, j).mul(factor).intoArray(y, yAt + j);
            }
        }
        return end;
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
        if (aColumn == 1 && depth >= 2 * LANES) {
            multiplyRows(m, depth, a, aAt, aRow, x, xAt, xStep, y, yAt, yStep, add, panel);
        } else if (aRow == 1 && m >= 16 * LANES) {
            addColumns(m, depth, a, aAt, aColumn, x, xAt, xStep, y, yAt, yStep, add, panel);
        } else if (aRow == 1 && m >= LANES) {
            double[] sums = panel[1];
            int wide = 4 * LANES;
            for (int i = 0; i < m; i += wide) {
                // The last columns are computed once more, rather than one by one.
                if (m - i < wide) {
                    wide = LANES;
                }
                int from = Math.min(i, m - wide);
                if (wide == LANES) {
                    sumVector(depth, a, aAt + from, aColumn, x, xAt, xStep, sums);
                } else {
                    sumVectors(depth, a, aAt + from, aColumn, x, xAt, xStep, sums);
                }
                for (int l = i; l < from + wide; l++) {
                    int to = yAt + l * yStep;
                    y[to] = add ? y[to] + sums[l - from] : sums[l - from];
                }
            }
        } else {
            double[] sums = panel[1];
            for (int i = 0; i < m; i += 8) {
                int high = Math.min(8, m - i);
                sumScalars(high, depth, a, aAt + i * aRow, aRow, aColumn, x, xAt, xStep, sums);
                for (int l = 0; l < high; l++) {
                    int to = yAt + (i + l) * yStep;
                    y[to] = add ? y[to] + sums[l] : sums[l];
                }
            }
        }
    }

    /** Up to eight elements, without vectors; fewer are filled up with the last. */
    private static void sumScalars(
            int count,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] x,
            int xAt,
            int xStep,
            double[] sums) {
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
        sums[0] = s0;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s3;
        sums[4] = s4;
        sums[5] = s5;
        sums[6] = s6;
        sums[7] = s7;
    }

    /** Multiples of columns of four vectors of rows, summed. */
    private static void sumVectors(
            int depth, double[] a, int aAt, int aColumn, double[] x, int xAt, int xStep, double[] sums) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        int k = 0;
        for (; k + 1 < depth; k += 2) {
            DoubleVector p = DoubleVector.broadcast(SPECIES, x[xAt + k * xStep]);
            DoubleVector q = DoubleVector.broadcast(SPECIES, x[xAt + (k + 1) * xStep]);
            int at0 = aAt + k * aColumn;
            s0 = DoubleVector.fromArray(SPECIES, a, at0).fma(p, s0);
            s1 = DoubleVector.fromArray(SPECIES, a, at0 + LANES).fma(p, s1);
            s2 = DoubleVector.fromArray(SPECIES, a, at0 + 2 * LANES).fma(p, s2);
            s3 = DoubleVector.fromArray(SPECIES, a, at0 + 3 * LANES).fma(p, s3);
            int at1 = aAt + (k + 1) * aColumn;
            t0 = DoubleVector.fromArray(SPECIES, a, at1).fma(q, t0);
            t1 = DoubleVector.fromArray(SPECIES, a, at1 + LANES).fma(q, t1);
            t2 = DoubleVector.fromArray(SPECIES, a, at1 + 2 * LANES).fma(q, t2);
            t3 = DoubleVector.fromArray(SPECIES, a, at1 + 3 * LANES).fma(q, t3);
        }
        for (; k < depth; k++) {
            DoubleVector p = DoubleVector.broadcast(SPECIES, x[xAt + k * xStep]);
            int at = aAt + k * aColumn;
            s0 = DoubleVector.fromArray(SPECIES, a, at).fma(p, s0);
            s1 = DoubleVector.fromArray(SPECIES, a, at + LANES).fma(p, s1);
            s2 = DoubleVector.fromArray(SPECIES, a, at + 2 * LANES).fma(p, s2);
            s3 = DoubleVector.fromArray(SPECIES, a, at + 3 * LANES).fma(p, s3);
        }
        s0.add(t0).intoArray(sums, 0);
        s1.add(t1).intoArray(sums, LANES);
        s2.add(t2).intoArray(sums, 2 * LANES);
        s3.add(t3).intoArray(sums, 3 * LANES);
    }

    /** Multiples of columns of one vector of rows, summed. */
    private static void sumVector(
            int depth, double[] a, int aAt, int aColumn, double[] x, int xAt, int xStep, double[] sums) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector u0 = DoubleVector.zero(SPECIES);
        DoubleVector v0 = DoubleVector.zero(SPECIES);
        int k = 0;
        for (; k + 3 < depth; k += 4) {
            DoubleVector p = DoubleVector.broadcast(SPECIES, x[xAt + k * xStep]);
            DoubleVector q = DoubleVector.broadcast(SPECIES, x[xAt + (k + 1) * xStep]);
            DoubleVector r = DoubleVector.broadcast(SPECIES, x[xAt + (k + 2) * xStep]);
            DoubleVector w = DoubleVector.broadcast(SPECIES, x[xAt + (k + 3) * xStep]);
            int at0 = aAt + k * aColumn;
            s0 = DoubleVector.fromArray(SPECIES, a, at0).fma(p, s0);
            int at1 = aAt + (k + 1) * aColumn;
            t0 = DoubleVector.fromArray(SPECIES, a, at1).fma(q, t0);
            int at2 = aAt + (k + 2) * aColumn;
            u0 = DoubleVector.fromArray(SPECIES, a, at2).fma(r, u0);
            int at3 = aAt + (k + 3) * aColumn;
            v0 = DoubleVector.fromArray(SPECIES, a, at3).fma(w, v0);
        }
        for (; k < depth; k++) {
            DoubleVector p = DoubleVector.broadcast(SPECIES, x[xAt + k * xStep]);
            int at = aAt + k * aColumn;
            s0 = DoubleVector.fromArray(SPECIES, a, at).fma(p, s0);
        }
        s0.add(t0).add(u0.add(v0)).intoArray(sums, 0);
    }

    /** Multiples of long columns, four at a time. */
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
        double[] sums = panel[2];
        for (int i = 0; i < m; i += sums.length) {
            int wide = Math.min(sums.length, m - i);
            if (add) {
                read(y, yAt + i * yStep, yStep, sums, wide);
            } else {
                Arrays.fill(sums, 0, wide, 0);
            }
            int k = 0;
            for (; k + 3 < depth; k += 4) {
                addFour(wide, a, aAt + i + k * aColumn, aColumn, x, xAt + k * xStep, xStep, sums);
            }
            for (; k < depth; k++) {
                addOne(wide, a, aAt + i + k * aColumn, x[xAt + k * xStep], sums);
            }
            for (int l = 0; l < wide; l++) {
                y[yAt + (i + l) * yStep] = sums[l];
            }
        }
    }

    private static void addFour(
            int n, double[] a, int aAt, int aColumn, double[] x, int xAt, int xStep, double[] sums) {
        int at1 = aAt + aColumn;
        int at2 = at1 + aColumn;
        int at3 = at2 + aColumn;
        double x0 = x[xAt];
        double x1 = x[xAt + xStep];
        double x2 = x[xAt + 2 * xStep];
        double x3 = x[xAt + 3 * xStep];
        DoubleVector p = DoubleVector.broadcast(SPECIES, x0);
        DoubleVector q = DoubleVector.broadcast(SPECIES, x1);
        DoubleVector r = DoubleVector.broadcast(SPECIES, x2);
        DoubleVector s = DoubleVector.broadcast(SPECIES, x3);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector t = DoubleVector.fromArray(SPECIES, sums, j);
            t = DoubleVector.fromArray(SPECIES, a, aAt + j).fma(p, t);
            t = DoubleVector.fromArray(SPECIES, a, at1 + j).fma(q, t);
            t = DoubleVector.fromArray(SPECIES, a, at2 + j).fma(r, t);
            t = DoubleVector.fromArray(SPECIES, a, at3 + j).fma(s, t);
            t.intoArray(sums, j);
        }
        for (; j < n; j++) {
            double sum = Math.fma(x0, a[aAt + j], sums[j]);
            sum = Math.fma(x1, a[at1 + j], sum);
            sum = Math.fma(x2, a[at2 + j], sum);
            sums[j] = Math.fma(x3, a[at3 + j], sum);
        }
    }

    private static void addOne(int n, double[] a, int aAt, double factor, double[] sums) {
        DoubleVector p = DoubleVector.broadcast(SPECIES, factor);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector t = DoubleVector.fromArray(SPECIES, sums, j);
            DoubleVector.fromArray(SPECIES, a, aAt + j).fma(p, t).intoArray(sums, j);
        }
        for (; j < n; j++) {
            sums[j] = Math.fma(factor, a[aAt + j], sums[j]);
        }
    }

    /** Dots of four rows at a time with parts of the vector. */
    private static void multiplyRows(
            int m,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            double[] x,
            int xAt,
            int xStep,
            double[] y,
            int yAt,
            int yStep,
            boolean add,
            double[][] panel) {
        double[] values = panel[2];
        double[] sums = panel[1];
        for (int k = 0; k < depth; k += values.length) {
            int deep = Math.min(values.length, depth - k);
            boolean grows = add || k > 0;
            read(x, xAt + k * xStep, xStep, values, deep);
            for (int i = 0; i < m; i += 4) {
                int high = Math.min(4, m - i);
                int row1 = Math.min(1, high - 1) * aRow;
                int row2 = Math.min(2, high - 1) * aRow;
                int row3 = high == 4 ? 3 * aRow : row2;
                sumDots(deep, a, aAt + i * aRow + k, row1, row2, row3, values, sums);
                for (int l = 0; l < high; l++) {
                    int to = yAt + (i + l) * yStep;
                    y[to] = grows ? y[to] + sums[l] : sums[l];
                }
            }
        }
    }

    private static void sumDots(
            int depth, double[] a, int aAt, int row1, int row2, int row3, double[] x, double[] sums) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        DoubleVector t0 = DoubleVector.zero(SPECIES);
        DoubleVector t1 = DoubleVector.zero(SPECIES);
        DoubleVector t2 = DoubleVector.zero(SPECIES);
        DoubleVector t3 = DoubleVector.zero(SPECIES);
        int at1 = aAt + row1;
        int at2 = aAt + row2;
        int at3 = aAt + row3;
        int k = 0;
        for (; k + 2 * LANES <= depth; k += 2 * LANES) {
            DoubleVector p = DoubleVector.fromArray(SPECIES, x, k);
            DoubleVector q = DoubleVector.fromArray(SPECIES, x, k + LANES);
            s0 = DoubleVector.fromArray(SPECIES, a, aAt + k).fma(p, s0);
            s1 = DoubleVector.fromArray(SPECIES, a, at1 + k).fma(p, s1);
            s2 = DoubleVector.fromArray(SPECIES, a, at2 + k).fma(p, s2);
            s3 = DoubleVector.fromArray(SPECIES, a, at3 + k).fma(p, s3);
            t0 = DoubleVector.fromArray(SPECIES, a, aAt + k + LANES).fma(q, t0);
            t1 = DoubleVector.fromArray(SPECIES, a, at1 + k + LANES).fma(q, t1);
            t2 = DoubleVector.fromArray(SPECIES, a, at2 + k + LANES).fma(q, t2);
            t3 = DoubleVector.fromArray(SPECIES, a, at3 + k + LANES).fma(q, t3);
        }
        if (k + LANES <= depth) {
            DoubleVector p = DoubleVector.fromArray(SPECIES, x, k);
            s0 = DoubleVector.fromArray(SPECIES, a, aAt + k).fma(p, s0);
            s1 = DoubleVector.fromArray(SPECIES, a, at1 + k).fma(p, s1);
            s2 = DoubleVector.fromArray(SPECIES, a, at2 + k).fma(p, s2);
            s3 = DoubleVector.fromArray(SPECIES, a, at3 + k).fma(p, s3);
            k += LANES;
        }
        s0.add(t0).intoArray(sums, 4);
        s1.add(t1).intoArray(sums, 4 + LANES);
        s2.add(t2).intoArray(sums, 4 + 2 * LANES);
        s3.add(t3).intoArray(sums, 4 + 3 * LANES);
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int l = 4; l < 4 + LANES; l++) {
            sum0 += sums[l];
            sum1 += sums[l + LANES];
            sum2 += sums[l + 2 * LANES];
            sum3 += sums[l + 3 * LANES];
        }
        for (; k < depth; k++) {
            double p = x[k];
            sum0 = Math.fma(a[aAt + k], p, sum0);
            sum1 = Math.fma(a[at1 + k], p, sum1);
            sum2 = Math.fma(a[at2 + k], p, sum2);
            sum3 = Math.fma(a[at3 + k], p, sum3);
        }
        sums[0] = sum0;
        sums[1] = sum1;
        sums[2] = sum2;
        sums[3] = sum3;
    }
}
