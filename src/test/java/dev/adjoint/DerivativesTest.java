package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.GradientCheck;
import dev.adjoint.interpret.GradientReport;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives as values. In each program in {@code src/test/ad/derivatives} an output {@code f} has one beside it that is
 * derived by hand, {@code f_by_hand}: they are the same, in the class and in the interpreter. The gradient of the loss is
 * that of the differences.
 */
final class DerivativesTest {

    private static final int POINTS = 3;
    private static final double TOLERANCE = 1e-9;

    @TestFactory
    Stream<DynamicTest> areThoseDerivedByHand() {
        return Expected.files("derivatives", ".ad").stream()
                .map(file -> DynamicTest.dynamicTest(Expected.stem(file), () -> areThoseDerivedByHand(file)));
    }

    private static void areThoseDerivedByHand(Path file) {
        Source source = new Source(file.getFileName().toString(), Expected.text(file));
        Compilation compilation = Compiler.compile(source, Options.defaults());
        assertEquals(
                "", new DiagnosticPrinter(false).print(compilation.diagnostics().all()));
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow();
        for (long seed = 0; seed < POINTS; seed++) {
            check(compilation.program().orElseThrow(), generated, seed);
        }
    }

    private static void check(Program program, Generated generated, long seed) {
        Sampler sampler = new Sampler(program, seed);
        Sizes sizes = sampler.sizes(Map.of()).orElseThrow();
        Interpreter interpreter = new Interpreter(program, sizes);
        Point point = sampler.point(interpreter, Map.of()).orElseThrow();
        Generated.Instance instance = instance(program, generated, sizes, point);
        double[] theta = program.params().stream()
                .flatMapToDouble(p -> Arrays.stream(point.get(p)))
                .toArray();
        double[] gradient = new double[theta.length];
        instance.valueAndGradient(theta, gradient);

        Evaluation run = interpreter.at(point);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Definition output : program.outputs()) {
            near(output.name() + " in the class", run.values(output), instance.output(output));
            values.put(output.name(), run.values(output));
        }
        values.keySet().stream()
                .filter(name -> values.containsKey(name + "_by_hand"))
                .forEach(name -> near(name, values.get(name + "_by_hand"), values.get(name)));
        assertTrue(values.keySet().stream().anyMatch(name -> name.endsWith("_by_hand")));

        GradientReport report = new GradientCheck(
                        interpreter, Objective.of(program.objective().orElseThrow()), point)
                .of(claimed(program, gradient, interpreter));
        report.rows().forEach(row -> assertFalse(row.tally().failed(), () -> seed + ": " + row));
        isDual(program, interpreter, point, gradient);
    }

    private static Generated.Instance instance(Program program, Generated generated, Sizes sizes, Point point) {
        Map<String, Integer> dims = new HashMap<>();
        program.dims().forEach(dim -> sizes.named(dim.name()).ifPresent(n -> dims.put(dim.name(), Math.toIntExact(n))));
        Generated.Instance instance = generated.instance(dims);
        for (Variable input : program.inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                instance.set(input, point.indices(input));
            } else {
                instance.set(input, point.get(input));
            }
        }
        return instance;
    }

    private static Map<Variable, double[]> claimed(Program program, double[] gradient, Interpreter interpreter) {
        Map<Variable, double[]> claimed = new LinkedHashMap<>();
        int offset = 0;
        for (Variable param : program.params()) {
            int count = interpreter.sizes().count(param.type());
            claimed.put(param, Arrays.copyOfRange(gradient, offset, offset + count));
            offset += count;
        }
        return claimed;
    }

    private static void isDual(Program program, Interpreter interpreter, Point point, double[] gradient) {
        claimed(program, gradient, interpreter)
                .forEach((param, part) -> near(
                        "the gradient for " + param,
                        interpreter
                                .derivative(program.objective().orElseThrow(), param, point)
                                .values(),
                        part));
    }

    private static void near(String what, double[] expected, double[] actual) {
        double scale = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertArrayEquals(expected, actual, TOLERANCE * scale, what);
    }
}
