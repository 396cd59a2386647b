package dev.adjoint.draw;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program with its circuit, and the numbers on it at a point. */
record Drawn(Program program, Circuit circuit, Point point, Numbers numbers) {

    /** A program of scalars at the given numbers, in the order of params and inputs. */
    static Drawn at(String text, double... values) {
        Program program = program("circuit.ad", text);
        Point point = new Point(Sizes.of(Map.of()));
        int[] next = new int[1];
        variables(program).forEach(v -> point.set(v, values[next[0]++]));
        return at(program, point);
    }

    static Drawn at(Program program, Point point) {
        Circuit circuit = Circuit.of(program, program.outputs());
        return new Drawn(program, circuit, point, Passes.at(program, circuit, point));
    }

    /** A sample at a point that is drawn. */
    static Drawn sampled(Program program, long seed) {
        Sampler sampler = new Sampler(program, seed);
        Interpreter interpreter =
                new Interpreter(program, sampler.sizes(Map.of()).orElseThrow());
        return at(program, sampler.point(interpreter, Map.of()).orElseThrow());
    }

    static Program program(String name, String text) {
        return Compiler.compile(new Source(name, text), Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow(() -> new AssertionError(text));
    }

    static Program program(Path file) {
        try {
            return program(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Variable> variables(Program program) {
        return Stream.concat(program.params().stream(), program.inputs().stream());
    }

    /** The gate of a name or, without one, of a label; the only one of its kind. */
    Gate gate(String title) {
        return circuit.gates().stream()
                .filter(g -> g.names().contains(title)
                        || (g.names().isEmpty() && g.label().text().equals(title)))
                .reduce((a, b) -> {
                    throw new AssertionError("there are several gates " + title);
                })
                .orElseThrow(() -> new AssertionError("no gate " + title + " in " + circuit.gates()));
    }

    double value(String title) {
        return numbers.value(gate(title)).orElseThrow().number();
    }

    double gradient(String title) {
        return numbers.upstream(gate(title)).orElseThrow().number();
    }

    Optional<double[]> gradient(Variable variable) {
        return circuit.gates().stream()
                .filter(g -> g.isLeaf() && g.names().contains(variable.name()) && g.box() == null)
                .findFirst()
                .flatMap(numbers::upstream)
                .map(Numbers.Value::numbers);
    }
}
