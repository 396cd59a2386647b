package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample programs in the oracle. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("samples");

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .filter(f -> f.toString().endsWith(".ad") && !f.endsWith("layers.ad"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Of each output, weighed at random; the hinge loss with fewer pixels. */
    @ParameterizedTest
    @MethodSource("samples")
    void dualNumbersAgreeWithDifferences(Path file) throws IOException {
        Source source = new Source(file.toString(), Files.readString(file).replace("3073", "7"));
        Program program = Compiler.compile(source, Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow();
        Sampler sampler = new Sampler(program, 5);
        Sizes sizes = sampler.sizes(Map.of()).orElseThrow();
        Interpreter interpreter = new Interpreter(program, sizes);
        Point point = sampler.point(interpreter, Map.of()).orElseThrow();
        for (Definition output : program.outputs()) {
            double[] seeds = new Random(1).doubles(sizes.count(output.type())).toArray();
            Objective objective = Objective.weighed(output, seeds);
            Map<Variable, double[]> gradient = new LinkedHashMap<>();
            program.params().forEach(p -> gradient.put(p, gradient(interpreter, objective, p, point)));

            GradientReport report = new GradientCheck(interpreter, objective, point)
                    .sampling(20, 1)
                    .of(gradient);

            boolean surrogate =
                    report.rows().stream().anyMatch(row -> row.surrogate().isPresent());
            assertEquals(
                    surrogate ? GradientReport.Verdict.UNCHECKED : GradientReport.Verdict.PASSED,
                    report.verdict(),
                    report::toString);
        }
    }

    private static double[] gradient(Interpreter interpreter, Objective objective, Variable param, Point point) {
        double[] gradient = new double[interpreter.sizes().count(param.type())];
        for (int k = 0; k < gradient.length; k++) {
            double[] direction = new double[gradient.length];
            direction[k] = 1;
            gradient[k] = objective.tangent(interpreter.along(point, Map.of(param, direction)));
        }
        return gradient;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.3})
    void bundleAdjustmentIsFiniteAtNoRotation(double rotation) throws IOException {
        Example example = Example.of(Files.readString(SAMPLES.resolve("bundle_adjustment.ad")))
                .set("cam", rotation, 0, 0, 0.1, 0.2, 0.3, 500, 3, 4, 0.01, 0.002)
                .set("X", 1, 2, 5)
                .set("w", 1.5)
                .set("feat", 90, 200);
        Interpreter interpreter = example.interpreter();
        Objective first = Objective.weighed(example.definition("e"), new double[] {1, -0.5});
        for (String param : new String[] {"cam", "X", "w"}) {
            double[] gradient = gradient(interpreter, first, example.variable(param), example.point());
            assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), () -> Arrays.toString(gradient));
        }
    }
}
