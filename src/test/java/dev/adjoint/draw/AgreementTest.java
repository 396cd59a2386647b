package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.SampleFiles;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The gradients on a circuit are those of the generated class, though no rule is shared; every wire brings its part of them. */
final class AgreementTest {

    private static final Options OPTIONS = Options.defaults().named("Formula");

    private static List<Path> programs() throws IOException {
        try (Stream<Path> derivatives = Files.list(Path.of("src/test/ad/derivatives"));
                Stream<Path> good = Files.list(Path.of("src/test/ad/good"))) {
            return Stream.of(SampleFiles.programs().stream(), derivatives, good)
                    .flatMap(s -> s)
                    .filter(f -> f.toString().endsWith(".ad"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> withTheGeneratedClass() throws IOException {
        assertTrue(programs().size() > 80);
        return programs().stream().map(file -> dynamicTest(file.toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        Compilation compilation = Compiler.compile(new Source(file.toString(), Files.readString(file)), OPTIONS);
        Program program = compilation.program().orElseThrow();
        if (program.objective().isEmpty()) {
            assertEquals(true, Drawn.sampled(program, 1).circuit().objective().isEmpty());
            return;
        }
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), OPTIONS)
                .orElseThrow();
        for (long seed = 1; seed <= 2; seed++) {
            agree(Drawn.sampled(program, seed), generated);
        }
    }

    private static void agree(Drawn drawn, Generated generated) {
        Program program = drawn.program();
        Map<String, Integer> sizes = new HashMap<>();
        program.dims().stream()
                .filter(Program.Size::isOpen)
                .forEach(d -> sizes.put(d.name(), (int) drawn.point().sizes().of(d.value())));
        Generated.Instance object = generated.instance(sizes);
        for (Variable input : program.inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                object.set(input, drawn.point().indices(input));
            } else {
                object.set(input, drawn.point().get(input));
            }
        }
        double[] theta = program.params().stream()
                .flatMapToDouble(p -> Arrays.stream(drawn.point().get(p)))
                .toArray();
        double[] g = new double[theta.length];
        object.valueAndGradient(theta, g);
        int from = 0;
        for (Variable param : program.params()) {
            int count = drawn.point().sizes().count(param.type());
            double[] expected = Arrays.copyOfRange(g, from, from + count);
            double[] actual = drawn.gradient(param).orElse(new double[count]);
            double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            assertArrayEquals(expected, actual, 1e-11 * (1 + scale), param.name());
            from += count;
        }
    }
}
