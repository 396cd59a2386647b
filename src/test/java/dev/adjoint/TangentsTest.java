package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.derive.Tangent;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.java.Generated;
import dev.adjoint.java.JavaWriter;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Scheduler;
import dev.adjoint.optimise.Optimiser;
import dev.adjoint.optimise.Rebuilt;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tangents of the graph, along a direction for params and inputs, are those of the interpreter's dual numbers. */
final class TangentsTest {

    /** Of the summed magnitudes of the terms of a derivative. */
    private static final double ROUNDING = 1e-12;

    private static final int POINTS = 3;

    @TestFactory
    Stream<DynamicTest> ofGoodPrograms() {
        return Expected.files("good", ".ad").stream().map(TangentsTest::test);
    }

    @TestFactory
    Stream<DynamicTest> ofSamples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files
                    .filter(f -> f.toString().endsWith(".ad") && !f.endsWith("layers.ad"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(TangentsTest::test);
        }
    }

    private static DynamicTest test(Path file) {
        return DynamicTest.dynamicTest(Expected.stem(file), () -> check(file));
    }

    private static void check(Path file) {
        Compilation compilation =
                Compiler.compile(new Source(file.toString(), Expected.text(file)), Options.defaults(), Phase.GRAPH);
        assertFalse(compilation.failed(), () -> compilation.diagnostics().all().toString());
        Program program = compilation.program().orElseThrow();
        List<Definition> outputs = program.outputs().stream()
                .filter(o -> o.type().kind() == Kind.REAL)
                .toList();
        List<Variable> moving = Stream.concat(program.params().stream(), program.inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .toList();
        Generated generated = tangents(compilation, outputs, moving);
        for (long seed = 0; seed < POINTS; seed++) {
            Sampler sampler = new Sampler(program, seed);
            Interpreter interpreter =
                    new Interpreter(program, sampler.sizes(Map.of()).orElseThrow());
            Point point = sampler.point(interpreter, Map.of()).orElseThrow();
            Generated.Instance instance = bound(generated, program, interpreter, point);
            Map<Variable, double[]> direction = new HashMap<>();
            for (Variable v : moving) {
                direction.put(v, direction(interpreter.sizes().shape(v.type()), moving.indexOf(v)));
            }
            Evaluation run = interpreter.along(point, direction);
            for (Definition output : outputs) {
                double[] expected = run.tangents(output);
                double[] actual = instance.output(output);
                for (int k = 0; k < expected.length; k++) {
                    String what = output + " at " + k + ": " + actual[k] + ", not " + expected[k] + "\n"
                            + point.describe(program);
                    assertTrue(Math.abs(actual[k] - expected[k]) <= ROUNDING * run.magnitudes(output)[k], what);
                }
            }
        }
    }

    private static Generated.Instance bound(
            Generated generated, Program program, Interpreter interpreter, Point point) {
        Map<String, Integer> sizes = new HashMap<>();
        program.dims()
                .forEach(d ->
                        interpreter.sizes().named(d.name()).ifPresent(n -> sizes.put(d.name(), Math.toIntExact(n))));
        Generated.Instance instance = generated.instance(sizes);
        for (Variable input : program.inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                instance.set(input, point.indices(input));
            } else {
                instance.set(input, point.get(input));
            }
        }
        instance.forward(program.params().stream()
                .flatMapToDouble(p -> Arrays.stream(point.get(p)))
                .toArray());
        return instance;
    }

    /** A class whose outputs are the tangents of those of the program. */
    private static Generated tangents(Compilation compilation, List<Definition> outputs, List<Variable> moving) {
        Graph graph = compilation.graph().orElseThrow();
        List<Node> nodes = new ArrayList<>(graph.nodes());
        Map<Node, Node> directions = new LinkedHashMap<>();
        for (Variable v : moving) {
            Node leaf = graph.values().get(v);
            Node direction = direction(leaf, moving.indexOf(v));
            nodes.add(direction);
            directions.put(leaf, direction);
        }
        Tangent.Tangents tangents = Tangent.derive(
                graph, directions, outputs.stream().map(graph.values()::get).toList());
        nodes.addAll(tangents.nodes());
        List<Node> wanted = new ArrayList<>();
        for (Definition output : outputs) {
            Node node = graph.values().get(output);
            Node tangent = tangents.tangents().get(node);
            if (tangent == null) {
                tangent = new Node.Defined(
                        node.label(), node.freshAxes(), Optional.empty(), Exprs.ZERO, Optional.empty());
                nodes.add(tangent);
            }
            wanted.add(tangent);
        }
        Rebuilt rebuilt = Optimiser.run(nodes, wanted);
        Map<Definition, Node> values = new LinkedHashMap<>();
        outputs.forEach(o -> values.put(o, rebuilt.wanted().get(outputs.indexOf(o))));
        Loops loops = Scheduler.schedule(
                compilation.program().orElseThrow(),
                new Scheduler.Plan(
                        rebuilt.nodes(),
                        values,
                        outputs.size(),
                        List.of(Scheduler.Task.pullback(Map.of())),
                        List.of()));
        return Generated.compile(
                        JavaWriter.write(loops, Options.defaults(), "test", new Diagnostics())
                                .orElseThrow(),
                        loops,
                        Options.defaults())
                .orElseThrow();
    }

    /** Element (i, j, …) of the direction of the n-th variable is {@code sin(1 + n + 2*i + 3*j + …)}. */
    private static Node direction(Node leaf, int number) {
        List<Index> axes = leaf.freshAxes();
        Whole angle = Whole.of(1 + number);
        for (int axis = 0; axis < axes.size(); axis++) {
            angle = angle.plus(Whole.of(axes.get(axis)).times(Whole.of(axis + 2)));
        }
        return new Node.Defined(
                leaf.label().derived("move_" + leaf.name(), "direction"),
                axes,
                Optional.empty(),
                Exprs.apply(Primitive.SIN, new Expr.Count(angle)),
                Optional.empty());
    }

    private static double[] direction(int[] shape, int number) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        double[] direction = new double[count];
        for (int k = 0; k < count; k++) {
            int rest = k;
            int angle = 1 + number;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                angle += (axis + 2) * (rest % shape[axis]);
                rest /= shape[axis];
            }
            direction[k] = Math.sin(angle);
        }
        return direction;
    }
}
