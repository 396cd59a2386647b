package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What the special functions have to do with each other, to what rounding leaves of the terms. */
class SpecialPropertiesTest {

    /** Both sides are sums of terms of these sizes. */
    private static void same(double left, double right, double... terms) {
        double size = 0;
        for (double term : terms) {
            size += Math.abs(term);
        }
        assertEquals(left, right, 2e-15 * size);
    }

    private static double fraction(double x) {
        double t = Math.abs(x - Math.rint(x));
        Assume.that(t > 1e-9);
        return t;
    }

    @Property
    void erfAndErfcAreOne(@ForAll @DoubleRange(min = -30, max = 30) double x) {
        assertEquals(1, Special.erf(x) + Special.erfc(x), 3e-16);
        assertEquals(2, Special.erfc(-x) + Special.erfc(x), 5e-16);
        assertEquals(-Special.erf(x), Special.erf(-x));
    }

    @Property
    void erfcFalls(@ForAll @DoubleRange(min = -6, max = 26) double x) {
        assertTrue(Special.erfc(x + 1e-13 + 1e-13 * Math.abs(x)) <= Special.erfc(x) * (1 + 1e-15));
    }

    @Property
    void lgammaRecurs(@ForAll @DoubleRange(min = -60, max = 300) double x) {
        fraction(x);
        // What x + 1 is rounded by.
        double moved = Math.ulp(x + 1) * Special.digamma(x + 1) / 2e-15;
        double log = Math.log(Math.abs(x));
        same(Special.lgamma(x + 1), Special.lgamma(x) + log, Special.lgamma(x), log, 1, moved);
    }

    @Property
    void lgammaReflects(@ForAll @DoubleRange(min = 0, max = 60) double x) {
        double t = fraction(x);
        double right = Math.log(Math.PI / Math.sin(Math.PI * t));
        double moved = Math.ulp(1 - x) * Special.digamma(1 - x) / 2e-15;
        same(Special.lgamma(x) + Special.lgamma(1 - x), right, Special.lgamma(x), right, 1, moved);
    }

    @Property
    void digammaRecurs(@ForAll @DoubleRange(min = -60, max = 300) double x) {
        fraction(x);
        double moved = Math.ulp(x + 1) * Special.polygamma(1, x + 1) / 2e-15;
        same(Special.digamma(x + 1), Special.digamma(x) + 1 / x, Special.digamma(x), 1 / x, 1, moved);
    }

    @Property
    void polygammaRecurs(
            @ForAll @IntRange(min = 1, max = 12) int n, @ForAll @DoubleRange(min = -20, max = 60) double x) {
        fraction(x);
        double power = n % 2 == 0 ? 1 / x : -1 / x;
        for (int k = 1; k <= n; k++) {
            power *= k / x;
        }
        double here = Special.polygamma(n, x);
        double next = Special.polygamma(n, x + 1);
        double poles = Special.polygamma(n + (n % 2 == 0 ? 1 : 0), fraction(x));
        double moved = Math.ulp(x + 1) * Special.polygamma(n + 1, x + 1) / 2e-15;
        same(next, here + power, here, next, power, x < 1 ? poles : 0, moved);
    }

    /** 5-point differences of one are the next. */
    @Property
    void eachIsTheDerivativeOfTheOneBefore(
            @ForAll @IntRange(min = 0, max = 6) int n, @ForAll @DoubleRange(min = -4, max = 20) double x) {
        Assume.that(x > 1 || fraction(x) > 0.2);
        double h = 1e-3;
        double difference =
                (before(n, x - 2 * h) - before(n, x + 2 * h)) / 12 + (before(n, x + h) - before(n, x - h)) * 2 / 3;
        double size = Math.abs(Special.polygamma(n, x)) + Math.abs(Special.polygamma(n + (n + 1) % 2, x));
        assertEquals(Special.polygamma(n, x), difference / h, 1e-6 * size + 1e-10);
    }

    private static double before(int n, double x) {
        return n == 0 ? Special.lgamma(x) : Special.polygamma(n - 1, x);
    }
}
