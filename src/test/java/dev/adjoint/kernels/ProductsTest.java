package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of matrices of all sizes and strides, against plain sums. */
class ProductsTest {

    private static final int[] SIZES = {0, 1, 2, 3, 5, 8, 9, 19};

    /** Sizes for which there are several tiles, of which the last are of odd sizes. */
    private static final int[][] LARGE = {
        {64, 10, 128},
        {8, 330, 25},
        {3, 650, 2},
        {650, 2, 61},
        {2, 3, 700},
        {16, 64, 200},
        {37, 41, 123},
        {331, 1, 70},
        {70, 1, 331},
        {1, 700, 131},
        {9, 700, 1},
        {700, 9, 1},
        {2, 2, 1000},
        {1, 1, 1000}
    };

    /** How a matrix lies in its array. */
    private enum Layout {
        ROWS,
        COLUMNS,
        ROWS_WITH_GAPS,
        COLUMNS_WITH_GAPS,
        SPREAD;

        int row(int rows, int columns) {
            return switch (this) {
                case ROWS -> columns;
                case COLUMNS -> 1;
                case ROWS_WITH_GAPS -> columns + 3;
                case COLUMNS_WITH_GAPS -> 2;
                case SPREAD -> 3 * columns + 1;
            };
        }

        int column(int rows, int columns) {
            return switch (this) {
                case ROWS, ROWS_WITH_GAPS -> 1;
                case COLUMNS -> rows;
                case COLUMNS_WITH_GAPS -> 2 * rows + 1;
                case SPREAD -> 3;
            };
        }
    }

    /** A matrix in an array of random numbers. */
    private record Matrix(double[] values, int at, int row, int column) {

        static Matrix of(int rows, int columns, int at, int row, int column, Random random) {
            int length = at + Math.max(rows - 1, 0) * row + Math.max(columns - 1, 0) * column + 1 + random.nextInt(3);
            double[] values = new double[length];
            Arrays.setAll(values, k -> random.nextGaussian());
            return new Matrix(values, at, row, column);
        }

        static Matrix of(int rows, int columns, Layout layout, Random random) {
            return of(
                    rows, columns, random.nextInt(4), layout.row(rows, columns), layout.column(rows, columns), random);
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

    private static void multiply(int m, int n, int depth, Matrix a, Matrix b, Matrix c, boolean add, double[][] panel) {
        Products.multiply(
                m, n, depth, a.values, a.at, a.row, a.column, b.values, b.at, b.row, b.column, c.values, c.at, c.row,
                c.column, add, panel);
    }

    /** Multiplies, twice, and compares each element of the array of C. */
    private static void check(int m, int n, int depth, Matrix a, Matrix b, Matrix before, boolean add) {
        Matrix c = before.copy();
        double[][] panel = Products.panel(Math.max(m, Math.max(n, depth)));
        multiply(m, n, depth, a, b, c, add, panel);

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
                    assertEquals(sum, actual, 2.3e-16 * (depth + 1) * magnitude, what);
                }
                untouched[c.place(i, j)] = before.get(i, j);
            }
        }
        assertArrayEquals(before.values, untouched, what);

        Matrix again = before.copy();
        for (double[] row : panel) {
            assertEquals(panel[0].length, row.length);
        }
        multiply(m, n, depth, a, b, again, add, panel);
        assertArrayEquals(c.values, again.values, what);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everyShapeInEveryLayout(Layout layout) {
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

    @ParameterizedTest
    @EnumSource(Layout.class)
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9, 40})
    void rowsAndColumnsMayRepeat(int n) {
        Random random = new Random(3);
        for (int m : new int[] {1, 5, 12}) {
            for (int depth : new int[] {1, 3, 20, 90}) {
                Matrix[] as = {
                    Matrix.of(m, depth, 1, 0, 1, random),
                    Matrix.of(m, depth, 1, 1, 0, random),
                    Matrix.of(m, depth, 1, 0, 0, random),
                    Matrix.of(m, depth, 1, 1, 1, random)
                };
                Matrix[] bs = {
                    Matrix.of(depth, n, 1, 0, 1, random),
                    Matrix.of(depth, n, 1, 1, 0, random),
                    Matrix.of(depth, n, 1, 0, 0, random),
                    Matrix.of(depth, n, 1, 1, 1, random)
                };
                for (Matrix a : as) {
                    for (Matrix b : bs) {
                        check(m, n, depth, a, b, Matrix.of(m, n, Layout.ROWS, random), false);
                        check(m, n, depth, a, b, Matrix.of(m, n, Layout.COLUMNS, random), true);
                    }
                }
            }
        }
    }

    @Test
    void bothFactorsMayBeOneArray() {
        Random random = new Random(4);
        for (int[] size : new int[][] {{2, 3}, {20, 7}, {5, 300}, {70, 70}, {90, 1}, {1, 90}}) {
            Matrix x = Matrix.of(size[0], size[1], Layout.ROWS, random);
            Matrix turned = new Matrix(x.values, x.at, x.column, x.row);
            check(size[0], size[0], size[1], x, turned, Matrix.of(size[0], size[0], Layout.ROWS, random), false);
            check(size[1], size[1], size[0], turned, x, Matrix.of(size[1], size[1], Layout.ROWS, random), true);
        }
    }

    @Test
    void whatIsNotFiniteReachesItsElementsAndNoOthers() {
        Random random = new Random(5);
        int[][] sizes = {
            {2, 2, 2}, {4, 4, 4}, {7, 9, 11}, {8, 20, 25}, {4, 340, 62}, {30, 1, 40}, {1, 30, 9}, {30, 20, 1}, {5, 1, 7}
        };
        for (int[] size : sizes) {
            for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                for (Layout layout : Layout.values()) {
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

    @Test
    void whatAnEarlierProductLeftInThePanelIsNotSeen() {
        Random random = new Random(6);
        double[][] panel = Products.panel(400);
        Matrix spoilt = Matrix.of(400, 400, Layout.ROWS, random);
        Arrays.fill(spoilt.values, Double.NaN);
        for (int[] size : LARGE) {
            int longest = Math.max(size[0], Math.max(size[1], size[2]));
            Matrix a = Matrix.of(size[0], size[2], Layout.ROWS, random);
            Matrix b = Matrix.of(size[2], size[1], Layout.ROWS, random);
            Matrix c = Matrix.of(size[0], size[1], Layout.ROWS, random);
            Matrix expected = c.copy();
            multiply(size[0], size[1], size[2], a, b, expected, false, Products.panel(longest));
            for (int n : new int[] {1, 2, 300}) {
                multiply(n, 400, 400, spoilt, spoilt, Matrix.of(n, 400, Layout.ROWS, random), true, panel);
                multiply(400, n, 400, spoilt, spoilt, Matrix.of(400, n, Layout.ROWS, random), true, panel);
                multiply(400, 400, n, spoilt, spoilt, Matrix.of(400, 400, Layout.ROWS, random), true, panel);
            }
            multiply(size[0], size[1], size[2], a, b, c, false, longest > 400 ? Products.panel(longest) : panel);
            for (int k = 0; k < c.values.length; k++) {
                assertEquals(expected.values[k], c.values[k], 1e-11);
            }
        }
    }

    @Test
    void nothingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(7);
        for (int[] size : LARGE) {
            Matrix a = Matrix.of(size[0], size[2], Layout.ROWS, random);
            Matrix b = Matrix.of(size[2], size[1], Layout.COLUMNS, random);
            Matrix c = Matrix.of(size[0], size[1], Layout.ROWS, random);
            double[][] panel = Products.panel(Math.max(size[0], Math.max(size[1], size[2])));
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                multiply(size[0], size[1], size[2], a, b, c, true, panel);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, Arrays.toString(size));
        }
    }

    @Test
    void thePanelIsSmall() {
        assertTrue(bytes(Products.panel(1_000_000)) <= 200_000);
        assertTrue(bytes(Products.panel(16)) <= 5_000);
    }

    private static long bytes(double[][] panel) {
        return Arrays.stream(panel).mapToLong(row -> 16 + 8L * row.length).sum();
    }
}
