package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.java.Generated;
import dev.adjoint.shape.Primitive;
import dev.adjoint.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The gradients of generated classes, gate by gate: at ordinary points against differences, at kinks against the rule. */
final class GeneratedGradientsTest {

    private static final double STEP = 1e-3;

    /** One formula over scalar params. */
    private record Formula(Generated.Instance instance, int params) {

        static Formula of(String text, int params) {
            Compilation compilation = Compiler.compile(new Source("test.ad", text), Options.defaults());
            assertFalse(
                    compilation.failed(), () -> text + compilation.diagnostics().all());
            Generated generated = Generated.compile(
                            compilation.java().orElseThrow(),
                            compilation.loops().orElseThrow(),
                            Options.defaults())
                    .orElseThrow();
            return new Formula(generated.instance(Map.of()), params);
        }

        double[] gradient(double... theta) {
            double[] g = new double[params];
            Arrays.fill(g, 42);
            instance.valueAndGradient(theta, g);
            return g;
        }

        /** Five-point central difference. */
        double difference(int k, double... theta) {
            double sum = 0;
            double[] weights = {1.0 / 12, -2.0 / 3, 2.0 / 3, -1.0 / 12};
            double[] shifts = {-2, -1, 1, 2};
            for (int s = 0; s < shifts.length; s++) {
                double[] moved = theta.clone();
                moved[k] += shifts[s] * STEP;
                sum += weights[s] * instance.value(moved);
            }
            return sum / STEP;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPrimitiveHasTheGradientOfItsDifferences() {
        return Stream.of(Primitive.values()).map(p -> dynamicTest(p.name(), () -> agrees(p)));
    }

    private static void agrees(Primitive primitive) {
        int arity = primitive.arity() < 0 ? 3 : primitive.arity();
        List<String> names = List.of("x", "y", "z").subList(0, arity);
        Formula formula =
                Formula.of("param " + String.join(", ", names) + "\nf = 2*(" + text(primitive, names) + ")\n", arity);
        double[][] points = {{0.3, 0.7, 0.5}, {0.8, 0.2, 0.4}, {0.55, 0.9, 0.95}};
        for (double[] point : points) {
            double[] theta = Arrays.copyOf(point, arity);
            double[] gradient = formula.gradient(theta);
            for (int k = 0; k < arity; k++) {
                double expected = primitive == Primitive.STOP ? 0 : formula.difference(k, theta);
                assertEquals(expected, gradient[k], 1e-8 * (1 + Math.abs(expected)), "operand " + k);
            }
        }
    }

    private static String text(Primitive primitive, List<String> names) {
        if (primitive == Primitive.POLYGAMMA) {
            return "polygamma(2, 1 + y)";
        }
        if (primitive.isFunction()) {
            return primitive.word() + "(" + String.join(", ", names) + ")";
        }
        return switch (primitive) {
            case NEGATE -> "-x";
            case SQUARE -> "x^2";
            default -> "x " + primitive.word() + " y";
        };
    }

    @ParameterizedTest
    @CsvFileSource(files = "src/test/ad/kinks.txt", delimiter = '|')
    void kinksHaveTheSubgradientOfLeastNorm(String formula, double x, double derivative) {
        assertArrayEquals(
                new double[] {derivative},
                Formula.of("param x\nf = " + formula + "\n", 1).gradient(x),
                1e-15);
    }

    @Test
    void whatIsUsedOnOneSideOnlyIsDifferentiatedThereOnly() {
        String text =
                "dim N = 3\nparam a\ninput x[N]\ns = sqrt(a)\ny[i] = if x[i] > 0 then s*x[i] else 0\nf = sum(y)\n";
        Compilation compilation = Compiler.compile(new Source("test.ad", text), Options.defaults());
        Generated.Instance instance = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow()
                .instance(Map.of());
        double[] g = new double[1];
        instance.set(compilation.program().orElseThrow().inputs().get(0), new double[] {-1, 0, -2});
        assertEquals(0, instance.valueAndGradient(new double[] {0}, g));
        assertEquals(0, g[0], "no i is taken");
        instance.set(compilation.program().orElseThrow().inputs().get(0), new double[] {-1, 2, -2});
        instance.valueAndGradient(new double[] {0}, g);
        assertTrue(g[0] == Double.POSITIVE_INFINITY, "one i is taken: " + g[0]);
    }
}
