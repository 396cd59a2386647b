package dev.adjoint.samples;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.SampleFiles;
import dev.adjoint.interpret.Point;
import dev.adjoint.java.ClassNames;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A file of {@code samples/}: its program, and the class that the build has made of it. */
record Sample(Path file, Program program, Class<?> type) {

    /** All of them. */
    static List<Sample> all() {
        return SampleFiles.programs().stream().map(Sample::of).toList();
    }

    static Sample of(Path file) {
        try {
            Source source = new Source(file.toString(), Files.readString(file));
            Program program = Compiler.compile(source, Options.defaults(), Phase.TYPED)
                    .program()
                    .orElseThrow();
            return new Sample(file, program, Class.forName("dev.adjoint.samples." + ClassNames.of(source)));
        } catch (IOException | ClassNotFoundException missing) {
            throw new AssertionError(file + " is not compiled by the build", missing);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** The outputs that have a gradient. */
    List<Definition> real() {
        return program.outputs().stream()
                .filter(o -> o.type().kind() == Kind.REAL)
                .toList();
    }

    /** An object of the class after its forward pass at a point. */
    Forward forward(Point point) throws ReflectiveOperationException {
        Object[] sizes = program.dims().stream()
                .filter(Program.Size::isOpen)
                .map(d -> (Object) Math.toIntExact(point.sizes().of(d.value())))
                .toArray();
        Object object = type.getConstructors()[0].newInstance(sizes);
        for (Variable input : program.inputs()) {
            bind(object, input, point);
        }
        double[] theta = program.params().stream()
                .flatMapToDouble(p -> Arrays.stream(point.get(p)))
                .toArray();
        type.getMethod("forward", double[].class).invoke(object, (Object) theta);
        return new Forward(this, object, point, theta.length);
    }

    private void bind(Object object, Variable input, Point point) throws ReflectiveOperationException {
        boolean index = input.type().kind() == Kind.INDEX;
        Class<?> number = index ? int.class : double.class;
        if (input.type().isScalar()) {
            Object value = index ? (Object) point.indices(input)[0] : (Object) point.get(input)[0];
            type.getMethod(input.name(), number).invoke(object, value);
        } else {
            Object values = index ? point.indices(input) : point.get(input);
            type.getMethod(input.name(), number.arrayType()).invoke(object, values);
        }
    }

    /** What a forward pass leaves. */
    record Forward(Sample sample, Object object, Point point, int parameters) {

        /** The gradient of a real output, weighed with seeds, for each param. */
        Map<Variable, double[]> gradient(Definition output, double[] seeds) throws ReflectiveOperationException {
            int total = 0;
            int at = 0;
            for (Definition other : sample.real()) {
                at = other == output ? total : at;
                total += point.sizes().count(other.type());
            }
            double[] all = new double[total];
            System.arraycopy(seeds, 0, all, at, seeds.length);
            double[] g = new double[parameters];
            sample.type().getMethod("backward", double[].class, double[].class).invoke(object, all, g);
            return parts(g);
        }

        private IdentityHashMap<Variable, double[]> parts(double[] g) {
            IdentityHashMap<Variable, double[]> parts = new IdentityHashMap<>();
            int from = 0;
            for (Variable param : sample.program().params()) {
                int count = point.sizes().count(param.type());
                parts.put(param, Arrays.copyOfRange(g, from, from + count));
                from += count;
            }
            return parts;
        }
    }
}
