package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.cli.Main;
import dev.adjoint.interpret.GradientCheck;
import dev.adjoint.interpret.GradientReport;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.shape.Definition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The gradients of the samples, as the classes of the build compute them, agree with differences. */
final class SampleGradientsTest {

    private static final int POINTS = 3;

    /** The most entries of an array that are looked at. */
    private static final int ENTRIES = 12;

    @Test
    void thereAreSamples() throws IOException {
        assertTrue(Sample.all().size() >= 27);
    }

    @TestFactory
    Stream<DynamicTest> atSampledPoints() throws IOException {
        return Sample.all().stream().map(sample -> dynamicTest(sample.toString(), () -> check(sample)));
    }

    private static void check(Sample sample) throws ReflectiveOperationException {
        for (int seed = 0; seed < POINTS; seed++) {
            Sampler sampler = new Sampler(sample.program(), seed);
            Interpreter interpreter =
                    new Interpreter(sample.program(), sampler.sizes(Map.of()).orElseThrow());
            Point point = sampler.point(interpreter, Map.of()).orElseThrow();
            Sample.Forward forward = sample.forward(point);
            Random random = new Random(seed);
            for (Definition output : sample.real()) {
                double[] seeds = random.doubles(interpreter.sizes().count(output.type()), -1, 1)
                        .toArray();
                GradientReport report = new GradientCheck(interpreter, Objective.weighed(output, seeds), point)
                        .sampling(ENTRIES, seed)
                        .of(forward.gradient(output, seeds));
                assertEquals(
                        List.of(),
                        report.rows().stream()
                                .filter(row ->
                                        row.surrogate().isEmpty() && row.verdict() != GradientReport.Verdict.PASSED)
                                .toList(),
                        () -> output.name() + " " + report + "\n" + point.describe(sample.program()));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> atValues() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("samples"))) {
            return files.filter(f -> f.toString().endsWith(".values.json")).sorted().toList().stream()
                    .map(values -> dynamicTest(values.toString(), () -> checkAt(values)));
        }
    }

    private static void checkAt(Path values) {
        String program = values.toString().replaceFirst("\\..*", ".ad");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int code = Main.run(
                new String[] {"check", program, "--values", values.toString()},
                InputStream.nullInputStream(),
                out,
                out);

        assertEquals(0, code, () -> printed.toString(StandardCharsets.UTF_8));
    }
}
