package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.java.Generated;
import dev.adjoint.source.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that say their own gradient, in generated classes. */
final class OwnGradientsTest {

    private static final String BACKWARD = " backward [^\n]*";

    private static Generated.Instance compiled(String text, Map<String, Integer> sizes) {
        Compilation compilation = Compiler.compile(new Source("test.ad", text), Options.defaults());
        assertFalse(compilation.failed(), () -> text + compilation.diagnostics().all());
        return Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow()
                .instance(sizes);
    }

    private static double[] gradient(Generated.Instance instance, double... theta) {
        double[] g = new double[theta.length];
        instance.valueAndGradient(theta, g);
        return g;
    }

    /** What is said right changes no bit of the value, and the gradient only by rounding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                param a, b
                fn sigmoid(t) = 1/(1 + exp(-t)) backward d, y = d .* y .* (1 - y)
                f = sigmoid(a*b) + sigmoid(b)^2
                """,
                """
                param a, b
                fn gate(u, v) = u*v^2 backward d, y = d*v^2, 2*d*u*v
                f = gate(a, gate(b, a + 1)) + gate(2, b)
                """,
                """
                dim N
                param a, b
                input x[N]
                fn gate(u, v[n]) = u*v + u^2*ones(n) backward d, y = sum(d .* (v + 2*u*ones(n))), u*d
                g[i] = sum(gate(a*x[i], [b*x[j] for j]))
                f = sum(g) + sum(gate(b, a*x).^2)
                """,
                """
                param a, b
                fn polar(x, y) { r = hypot(x, y); return r, atan2(y, x) } backward d1, d2, r, t = d1*x/r - d2*y/r^2, d1*y/r + d2*x/r^2
                r, t = polar(a, b)
                f = r*sin(3*t)
                """,
            })
    void isTheGradientOfTheBody(String own) {
        Map<String, Integer> sizes = own.contains("dim N") ? Map.of("N", 2) : Map.of();
        Generated.Instance said = compiled(own, sizes);
        Generated.Instance derived = compiled(own.replaceAll(BACKWARD, ""), sizes);
        for (double[] theta : new double[][] {{0.7, -1.3}, {2, 0.25}, {-0.4, -3}}) {
            if (!sizes.isEmpty()) {
                said.set(input(own), new double[] {0.5, -2});
                derived.set(input(own), new double[] {0.5, -2});
            }
            assertEquals(derived.value(theta), said.value(theta));
            assertArrayEquals(gradient(derived, theta), gradient(said, theta), 1e-13);
        }
    }

    private static dev.adjoint.shape.Variable input(String text) {
        return Compiler.compile(new Source("test.ad", text), Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow()
                .inputs()
                .get(0);
    }

    /** The derivative of the body is ∞/∞ where its gradient, said in another way, is 1. */
    @Test
    void staysFiniteWhereTheDerivativeOfTheBodyDoesNot() {
        String own = """
                param t
                fn log1pexp(x) = log(1 + exp(x)) backward d, y = d*(1 - 1/(1 + exp(x)))
                f = log1pexp(t)
                """;
        assertTrue(Double.isNaN(gradient(compiled(own.replaceAll(BACKWARD, ""), Map.of()), 800)[0]));
        assertEquals(1.0, gradient(compiled(own, Map.of()), 800)[0]);
    }

    @Test
    void aSurrogateIsFollowedAndNotTheBody() {
        Generated.Instance instance = compiled("""
                param a
                fn quantise(x) = round(x) surrogate d, y = d
                f = quantise(3*a)^2
                """, Map.of());
        assertEquals(16, instance.value(new double[] {1.4}));
        assertEquals(2 * 4 * 3, gradient(instance, 1.4)[0]);
    }

    /** Two uses are two gates, also where their values are one. */
    @Test
    void anEqualFormulaWithoutItIsAnotherGate() {
        Generated.Instance instance = compiled("""
                param a
                fn twice(x) = exp(x) surrogate d, y = 2*d*y
                fn thrice(x) = exp(x) surrogate d, y = 3*d*y
                f = exp(a) + 10*twice(a) + 100*thrice(a)
                """, Map.of());
        assertEquals(321 * Math.exp(0.5), gradient(instance, 0.5)[0], 1e-12);
    }

    /** Results that are one value have upstream gradients of their own. */
    @Test
    void equalResultsAreTwo() {
        Generated.Instance instance = compiled("""
                param a
                fn fork(x) { return x, x } surrogate d1, d2, y1, y2 = d1 + 7*d2
                u, v = fork(a)
                f = 2*u + 3*v
                """, Map.of());
        assertEquals(2 + 21, gradient(instance, 0.5)[0]);
    }
}
