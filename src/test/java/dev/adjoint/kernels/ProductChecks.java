package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/** What every kernel for products promises, against plain sums; its numbers are exact in {@code float} too. */
final class ProductChecks {

    /** Sizes for which there are several tiles, of which the last are of odd sizes. */
    static final int[][] LARGE = {
        {64, 10, 128}, {8, 330, 25}, {3, 650, 2}, {650, 2, 61}, {2, 3, 700}, {16, 64, 200}, {37, 41, 123}, {331, 1, 70},
        {70, 1, 331}, {1, 700, 131}, {9, 700, 1}, {700, 9, 1}, {2, 2, 1000}, {1, 1, 1000}, {1200, 1, 5}, {3, 1, 2100}
    };

    private static final int[] SIZES = {0, 1, 2, 3, 5, 8, 9, 19};

    /** A kernel under its common signature. */
    interface Product {
        void multiply(
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
                boolean add);
    }

    /** How a matrix lies in its array. */
    enum Layout {
        ROWS,
        COLUMNS,
        ROWS_WITH_GAPS,
        COLUMNS_WITH_GAPS,
        SPREAD;

        private int row(int columns) {
            return switch (this) {
                case ROWS -> columns;
                case COLUMNS -> 1;
                case ROWS_WITH_GAPS -> columns + 3;
                case COLUMNS_WITH_GAPS -> 2;
                case SPREAD -> 3 * columns + 1;
            };
        }

        private int column(int rows) {
            return switch (this) {
                case ROWS, ROWS_WITH_GAPS -> 1;
                case COLUMNS -> rows;
                case COLUMNS_WITH_GAPS -> 2 * rows + 1;
                case SPREAD -> 3;
            };
        }
    }

    /** A matrix in an array of random numbers. */
    static final class Matrix {

        final double[] values;
        final int at;
        final int row;
        final int column;

        private Matrix(double[] values, int at, int row, int column) {
            this.values = values;
            this.at = at;
            this.row = row;
            this.column = column;
        }

        static Matrix of(int rows, int columns, int at, int row, int column, Random random) {
            int length = at + Math.max(rows - 1, 0) * row + Math.max(columns - 1, 0) * column + 1 + random.nextInt(3);
            double[] values = new double[length];
            Arrays.setAll(values, k -> (float) random.nextGaussian());
            return new Matrix(values, at, row, column);
        }

        static Matrix of(int rows, int columns, Layout layout, Random random) {
            return of(rows, columns, random.nextInt(4), layout.row(columns), layout.column(rows), random);
        }

        Matrix transposed() {
            return new Matrix(values, at, /* row= */ column, /* column= */ row);
        }

        Matrix copy() {
            return new Matrix(values.clone(), at, row, column);
        }

        int place(int i, int j) {
            return at + i * row + j * column;
        }

        double get(int i, int j) {
            return values[place(i, j)];
        }
    }

    private final Product product;
    private final double rounding;

    /**
     * The checks of one kernel.
     *
     * @param rounding by what part a sum or product may be wrong
     */
    ProductChecks(Product product, double rounding) {
        this.product = product;
        this.rounding = rounding;
    }

    void multiply(int m, int n, int depth, Matrix a, Matrix b, Matrix c, boolean add) {
        product.multiply(
                m, n, depth, a.values, a.at, a.row, a.column, b.values, b.at, b.row, b.column, c.values, c.at, c.row,
                c.column, add);
    }

    /** Multiplies, twice, and compares each element of the array of C. */
    void check(int m, int n, int depth, Matrix a, Matrix b, Matrix before, boolean add) {
        Matrix c = before.copy();
        multiply(m, n, depth, a, b, c, add);

        Supplier<String> what = () -> String.format(
                "%d x %d x %d, a %d %d, b %d %d, c %d %d, add %b",
                m, n, depth, a.row, a.column, b.row, b.column, c.row, c.column, add);
        double[] untouched = c.values.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = add ? before.get(i, j) : 0;
                double magnitude = Math.abs(sum);
                for (int k = 0; k < depth; k++) {
                    double term = a.get(i, k) * b.get(k, j);
                    sum += term;
                    magnitude += Math.abs(term);
                }
                double actual = c.get(i, j);
                if (Double.isInfinite(magnitude) || Double.isNaN(magnitude)) {
                    assertEquals(sum, actual, what);
                } else {
                    assertEquals(sum, actual, rounding * (depth + 1) * magnitude, what);
                }
                untouched[c.place(i, j)] = before.get(i, j);
            }
        }
        assertArrayEquals(before.values, untouched, what);

        Matrix again = before.copy();
        multiply(m, n, depth, a, b, again, add);
        assertArrayEquals(c.values, again.values, what);
    }

    void everyShape(Layout layout) {
        Random random = new Random(1);
        for (int m : SIZES) {
            for (int n : SIZES) {
                for (int depth : SIZES) {
                    for (Layout other : Layout.values()) {
                        Matrix a = Matrix.of(m, depth, layout, random);
                        Matrix b = Matrix.of(depth, n, other, random);
                        Matrix c = Matrix.of(m, n, Layout.values()[random.nextInt(5)], random);
                        check(m, n, depth, a, b, c, random.nextBoolean());
                    }
                }
            }
        }
    }

    void severalTiles(Layout layout) {
        Random random = new Random(2);
        for (int[] size : LARGE) {
            for (Layout other : Layout.values()) {
                Matrix a = Matrix.of(size[0], size[2], layout, random);
                Matrix b = Matrix.of(size[2], size[1], other, random);
                Matrix c = Matrix.of(size[0], size[1], Layout.values()[random.nextInt(5)], random);
                check(size[0], size[1], size[2], a, b, c, false);
                check(size[0], size[1], size[2], a, b, c, true);
            }
        }
    }

    void rowsAndColumnsRepeat(int n) {
        Random random = new Random(3);
        int[][] strides = {{0, 1}, {1, 0}, {0, 0}, {1, 1}};
        for (int m : new int[] {1, 5, 12}) {
            for (int depth : new int[] {1, 3, 20, 90}) {
                for (int[] ofA : strides) {
                    for (int[] ofB : strides) {
                        Matrix a = Matrix.of(m, depth, 1, ofA[0], ofA[1], random);
                        Matrix b = Matrix.of(depth, n, 1, ofB[0], ofB[1], random);
                        check(m, n, depth, a, b, Matrix.of(m, n, Layout.ROWS, random), false);
                        check(m, n, depth, a, b, Matrix.of(m, n, Layout.COLUMNS, random), true);
                    }
                }
            }
        }
    }

    void bothFactorsAreOneArray() {
        Random random = new Random(4);
        for (int[] size : new int[][] {{2, 3}, {20, 7}, {5, 300}, {70, 70}, {90, 1}, {1, 90}}) {
            Matrix x = Matrix.of(size[0], size[1], Layout.ROWS, random);
            Matrix turned = x.transposed();
            check(size[0], size[0], size[1], x, turned, Matrix.of(size[0], size[0], Layout.ROWS, random), false);
            check(size[1], size[1], size[0], turned, x, Matrix.of(size[1], size[1], Layout.ROWS, random), true);
        }
    }

    void notFinite(Layout layout) {
        Random random = new Random(5);
        int[][] sizes = {
            {2, 2, 2}, {4, 4, 4}, {7, 9, 11}, {8, 20, 25}, {4, 340, 62}, {30, 1, 40}, {1, 30, 9}, {30, 20, 1}, {5, 1, 7}
        };
        for (int[] size : sizes) {
            for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                Matrix a = Matrix.of(size[0], size[2], layout, random);
                Matrix b = Matrix.of(size[2], size[1], layout, random);
                Matrix c = Matrix.of(size[0], size[1], Layout.ROWS, random);
                a.values[a.place(size[0] - 1, size[2] - 1)] = special;
                check(size[0], size[1], size[2], a, b, c, true);
                b.values[b.place(size[2] - 1, size[1] - 1)] = special;
                check(size[0], size[1], size[2], a, b, c, false);
                a.values[a.place(0, 0)] = 0;
                b.values[b.place(0, 0)] = special;
                check(size[0], size[1], size[2], a, b, c, false);
            }
        }
    }
}
