package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.java.Generated;
import dev.adjoint.random.Agreement;
import dev.adjoint.random.Trial;
import dev.adjoint.shape.Definition;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The adjoint programs compile, and compute what the generated classes of the programs themselves do. */
final class AdjointProgramTest {

    /** Those whose adjoint program, differentiated again, no order of loops computes yet. */
    private static final Set<String> TOO_DEEP = Set.of("guarded_kernel_in_a_loop");

    /** Of the largest gradient of a param: sums have their terms in another order. */
    private static final double ROUNDING = 1e-10;

    @TestFactory
    Stream<DynamicTest> ofGoodPrograms() {
        return Expected.files("good", ".ad").stream().map(file -> test(file, () -> agrees(file)));
    }

    @TestFactory
    Stream<DynamicTest> ofSamples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files
                    .filter(f -> f.toString().endsWith(".ad") && !f.endsWith("layers.ad"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> test(file, () -> agrees(file)));
        }
    }

    @TestFactory
    Stream<DynamicTest> read() {
        return Expected.files("adjoint", ".ad").stream()
                .map(file -> test(
                        file,
                        () -> Expected.compare(
                                file.resolveSibling(Expected.stem(file) + ".txt"),
                                text(compiled(new Source(file.getFileName().toString(), Expected.text(file)))))));
    }

    private static DynamicTest test(Path file, org.junit.jupiter.api.function.Executable test) {
        return DynamicTest.dynamicTest(Expected.stem(file), test);
    }

    private static Compilation compiled(Source source) {
        Compilation compilation = Compiler.compile(source, Options.defaults());
        assertTrue(!compilation.failed(), () -> compilation.diagnostics().all() + "\n" + source.text());
        return compilation;
    }

    private static String text(Compilation compilation) {
        Diagnostics diagnostics = new Diagnostics();
        return AdjointProgram.of(compilation, Optional.empty(), List.of(), diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
    }

    private static void agrees(Path file) {
        Compilation compilation = compiled(new Source(file.toString(), Expected.text(file)));
        Program program = compilation.program().orElseThrow();
        if (program.objective().isEmpty() || program.params().isEmpty()) {
            return;
        }
        String text = text(compilation);
        if (TOO_DEEP.contains(Expected.stem(file))) {
            return;
        }
        Trial trial = Trial.of(compilation.source().text(), program, 1);
        double[] theta = trial.theta();
        double[] g = new double[theta.length];
        double value = Agreement.bound(generated(compilation), trial).valueAndGradient(theta, g);
        Map<String, double[]> mine = computed(compiled(new Source("adjoint.ad", text)), trial);
        assertEquals(value, mine.get(program.objective().get().name())[0], ROUNDING * (1 + Math.abs(value)));
        double largest = Arrays.stream(g).map(Math::abs).max().orElse(0);
        int from = 0;
        for (Variable param : program.params()) {
            double[] gradient = mine.get("d" + param.name());
            for (int k = 0; k < gradient.length; k++) {
                assertEquals(g[from + k], gradient[k], ROUNDING * (1 + largest), param + " at " + k);
            }
            from += gradient.length;
        }
    }

    private static Generated generated(Compilation compilation) {
        return Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow();
    }

    /** The outputs of the adjoint program at the same point. */
    private static Map<String, double[]> computed(Compilation adjoint, Trial trial) {
        Program program = adjoint.program().orElseThrow();
        Map<String, Integer> sizes = new HashMap<>();
        trial.program()
                .dims()
                .forEach(d ->
                        trial.point().sizes().named(d.name()).ifPresent(n -> sizes.put(d.name(), Math.toIntExact(n))));
        Generated.Instance object = generated(adjoint).instance(sizes);
        for (Variable input : program.inputs()) {
            Variable same = trial.program().inputs().stream()
                    .filter(v -> v.name().equals(input.name()))
                    .findFirst()
                    .orElseThrow();
            if (input.bound().isPresent()) {
                object.set(input, trial.point().indices(same));
            } else {
                object.set(input, trial.point().get(same));
            }
        }
        object.forward(trial.theta());
        Map<String, double[]> outputs = new HashMap<>();
        for (Definition output : program.outputs()) {
            outputs.put(output.name(), object.output(output));
        }
        return outputs;
    }
}
