package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The special functions beside values of more digits. */
class SpecialTest {

    private static final double ACCURACY = 1e-15;

    private static double value(String function, double order, double x) {
        return switch (function) {
            case "erf" -> Special.erf(x);
            case "erfc" -> Special.erfc(x);
            case "lgamma" -> Special.lgamma(x);
            case "digamma" -> Special.digamma(x);
            case "polygamma" -> Special.polygamma(order, x);
            default -> throw new IllegalArgumentException(function);
        };
    }

    /** Relative, everywhere but at the zeros that crowd between the poles below 0: there 1e-15 absolute will do. */
    @ParameterizedTest
    @CsvFileSource(files = "src/test/values/special.txt", delimiter = '|')
    void isRightTo15Digits(String function, Double order, double x, BigDecimal expected) {
        double n = order == null ? 0 : order;
        BigDecimal value = new BigDecimal(value(function, n, x));
        BigDecimal error = value.subtract(expected).abs();
        boolean crosses = x < 0 && !function.startsWith("erf") && n % 2 == 0;
        BigDecimal scale = crosses ? expected.abs().max(BigDecimal.ONE) : expected.abs();

        assertTrue(error.compareTo(scale.multiply(new BigDecimal(ACCURACY))) <= 0, () -> "it is " + value);
    }

    /**
     * As printed: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 1964, tables 6.1, 6.2 and 7.1, and closed
     * forms of the NIST Digital Library of Mathematical Functions, 5.4.6, 5.4.13, 5.15.2 and 5.15.3.
     */
    @ParameterizedTest
    @CsvSource({
        "erf, 0, 0.5, 0.5204998778, 10",
        "erf, 0, 1, 0.8427007929, 10",
        "erf, 0, 2, 0.9953222650, 10",
        "digamma, 0, 1, -0.5772156649, 10",
        "digamma, 0, 2, 0.4227843351, 10",
        "digamma, 0, 1.5, 0.0364899740, 10",
        "digamma, 0, 0.5, -1.963510026021423, 15",
        "polygamma, 0, 1, -0.5772156649, 10",
        "polygamma, 1, 1, 1.6449340668, 10",
        "polygamma, 1, 0.5, 4.934802200544679, 15",
        "polygamma, 2, 1, -2.4041138063, 10",
        "polygamma, 3, 1, 6.4939394023, 10",
        "lgamma, 0, 0.5, 0.5723649429247001, 16",
        "lgamma, 0, 10, 12.8018274801, 10",
    })
    void isWhatTheTablesSay(String function, double order, double x, double published, int digits) {
        assertEquals(published, value(function, order, x), 0.5001 * Math.pow(10, -digits) + Math.ulp(published));
    }

    @ParameterizedTest
    @CsvSource({
        "erf, 0, 0, 0",
        "erf, 0, -0.0, -0.0",
        "erf, 0, Infinity, 1",
        "erf, 0, -Infinity, -1",
        "erf, 0, NaN, NaN",
        "erfc, 0, 0, 1",
        "erfc, 0, 28, 0",
        "erfc, 0, Infinity, 0",
        "erfc, 0, -Infinity, 2",
        "erfc, 0, NaN, NaN",
        "lgamma, 0, 1, 0",
        "lgamma, 0, 2, 0",
        "lgamma, 0, 0, Infinity",
        "lgamma, 0, -0.0, Infinity",
        "lgamma, 0, -1, Infinity",
        "lgamma, 0, -50, Infinity",
        "lgamma, 0, Infinity, Infinity",
        "lgamma, 0, 1e306, Infinity",
        "lgamma, 0, -Infinity, Infinity",
        "lgamma, 0, NaN, NaN",
        "digamma, 0, 0, -Infinity",
        "digamma, 0, -0.0, Infinity",
        "digamma, 0, -1, NaN",
        "digamma, 0, -50, NaN",
        "digamma, 0, Infinity, Infinity",
        "digamma, 0, -Infinity, NaN",
        "digamma, 0, NaN, NaN",
        "polygamma, 0, 0, -Infinity",
        "polygamma, 1, 0, Infinity",
        "polygamma, 1, -0.0, Infinity",
        "polygamma, 1, -3, Infinity",
        "polygamma, 1, 1e-200, Infinity",
        "polygamma, 1, Infinity, 0",
        "polygamma, 2, 0, -Infinity",
        "polygamma, 2, -0.0, Infinity",
        "polygamma, 2, -3, NaN",
        "polygamma, 2, 1e-200, -Infinity",
        "polygamma, 2, -1e-200, Infinity",
        "polygamma, 2, Infinity, -0.0",
        "polygamma, 150, 0.001, -Infinity",
        "polygamma, 1, -Infinity, NaN",
        "polygamma, 1, NaN, NaN",
        "polygamma, -1, 2, NaN",
        "polygamma, 0.5, 2, NaN",
    })
    void atTheEdges(String function, double order, double x, double expected) {
        assertEquals(expected, value(function, order, x));
    }
}
