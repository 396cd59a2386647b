package dev.adjoint.interpret;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.shape.Checker;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Tree;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A program given as text, with values by name. */
final class Example {

    private final Program program;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, double[]> values = new HashMap<>();

    private Example(Program program) {
        this.program = program;
    }

    static Example of(String... lines) {
        return new Example(check(String.join("\n", lines)));
    }

    /** The checked program; what the checker says against it is an error of the test. */
    static Program check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Tree tree = Parser.parse(new Source("test.ad", text), diagnostics);
        return Checker.check(tree, diagnostics)
                .filter(p -> !diagnostics.hasErrors())
                .orElseThrow(() -> new AssertionError(text + "\n" + diagnostics.all()));
    }

    Example size(String dim, long size) {
        sizes.put(dim, size);
        return this;
    }

    Example set(String variable, double... numbers) {
        values.put(variable, numbers);
        return this;
    }

    Program program() {
        return program;
    }

    Variable variable(String name) {
        return Stream.concat(program.params().stream(), program.inputs().stream())
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Definition definition(String name) {
        return program.definitions().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Interpreter interpreter() {
        return new Interpreter(program, Sizes.of(sizes));
    }

    Point point() {
        Point point = new Point(Sizes.of(sizes));
        values.forEach((name, numbers) -> point.set(variable(name), numbers));
        return point;
    }

    double value(String definition) {
        return interpreter().at(point()).value(definition(definition));
    }

    double[] values(String definition) {
        return interpreter().at(point()).values(definition(definition));
    }

    /** The derivatives of the first scalar output. */
    double[] gradient(String variable) {
        return interpreter()
                .derivative(program.objective().orElseThrow(), variable(variable), point())
                .values();
    }

    long trace() {
        Evaluation run = interpreter().at(point());
        program.outputs().forEach(run::values);
        return run.trace();
    }
}
