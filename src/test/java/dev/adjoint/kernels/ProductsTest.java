package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.adjoint.kernels.ProductChecks.Layout;
import dev.adjoint.kernels.ProductChecks.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of matrices of all sizes and strides. */
class ProductsTest {

    private static final ProductChecks CHECKS = new ProductChecks(
            (m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add) ->
                    Products.multiply(
                            m,
                            n,
                            depth,
                            a,
                            aAt,
                            aRow,
                            aColumn,
                            b,
                            bAt,
                            bRow,
                            bColumn,
                            c,
                            cAt,
                            cRow,
                            cColumn,
                            add,
                            Products.panel(Math.max(m, Math.max(n, depth)))),
            2.3e-16);

    /** The same with one panel for all, in which every product leaves what it likes. */
    private static ProductChecks with(double[][] panel) {
        return new ProductChecks(
                (m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add) ->
                        Products.multiply(
                                m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add,
                                panel),
                2.3e-16);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everyShapeInEveryLayout(Layout layout) {
        CHECKS.everyShape(layout);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void severalTiles(Layout layout) {
        CHECKS.severalTiles(layout);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9, 40})
    void rowsAndColumnsMayRepeat(int n) {
        CHECKS.rowsAndColumnsRepeat(n);
    }

    @Test
    void bothFactorsMayBeOneArray() {
        CHECKS.bothFactorsAreOneArray();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void whatIsNotFiniteReachesItsElementsAndNoOthers(Layout layout) {
        CHECKS.notFinite(layout);
    }

    @Test
    void whatAnEarlierProductLeftInThePanelIsNotSeen() {
        Random random = new Random(6);
        Matrix spoilt = Matrix.of(400, 400, Layout.ROWS, random);
        Arrays.fill(spoilt.values, Double.NaN);
        ProductChecks checks = with(Products.panel(1000));
        for (int n : new int[] {1, 2, 400}) {
            checks.multiply(n, 400, 400, spoilt, spoilt, Matrix.of(n, 400, Layout.ROWS, random), true);
            checks.multiply(400, n, 400, spoilt, spoilt, Matrix.of(400, n, Layout.ROWS, random), true);
            checks.multiply(400, 400, n, spoilt, spoilt, Matrix.of(400, 400, Layout.ROWS, random), true);
            checks.severalTiles(Layout.ROWS);
        }
    }

    @Test
    void nothingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(7);
        ProductChecks checks = with(Products.panel(1000));
        for (int[] size : ProductChecks.LARGE) {
            Matrix a = Matrix.of(size[0], size[2], Layout.ROWS, random);
            Matrix b = Matrix.of(size[2], size[1], Layout.COLUMNS, random);
            Matrix c = Matrix.of(size[0], size[1], Layout.ROWS, random);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                checks.multiply(size[0], size[1], size[2], a, b, c, true);
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
