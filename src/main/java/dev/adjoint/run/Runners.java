package dev.adjoint.run;

import dev.adjoint.Options;
import dev.adjoint.interpret.Point;
import dev.adjoint.java.Generated;
import dev.adjoint.java.JavaClass;
import dev.adjoint.loops.Loops;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs programs by their generated classes, compiled in memory. */
public final class Runners {

    /** How a program is compiled that is run at once; its file's name need not be one of a class. */
    public static final Options OPTIONS = Options.defaults().named("Formula");

    private Runners() {}

    /**
     * The generated class of a program, which was compiled with {@link #OPTIONS} or others that make double numbers.
     *
     * @return nothing where there is no Java compiler
     */
    public static Optional<Runner> of(Program program, JavaClass written, Loops loops) {
        return Generated.compile(written, loops, OPTIONS)
                .map(generated -> point -> new Run(program, instance(generated, program, point), point));
    }

    private static Generated.Instance instance(Generated generated, Program program, Point point) {
        try {
            return generated.instance(sizes(program, point));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new Runner.RefusedSizes(refused.getMessage());
        }
    }

    private static Map<String, Integer> sizes(Program program, Point point) {
        Map<String, Integer> sizes = new HashMap<>();
        program.dims().stream()
                .filter(Program.Size::isOpen)
                .forEach(dim ->
                        sizes.put(dim.name(), Math.toIntExact(point.sizes().of(dim.value()))));
        return sizes;
    }

    /** An object of the class after its forward pass. */
    private static final class Run implements Runner.Run {

        private final Program program;
        private final Generated.Instance object;
        private final Point point;
        private final double[] theta;

        Run(Program program, Generated.Instance object, Point point) {
            this.program = program;
            this.object = object;
            this.point = point;
            this.theta = program.params().stream()
                    .map(point::get)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            program.inputs().forEach(this::bind);
            object.forward(theta);
        }

        private void bind(Variable input) {
            if (input.type().kind() == Kind.INDEX) {
                object.set(input, point.indices(input));
            } else {
                object.set(input, point.get(input));
            }
        }

        @Override
        public double[] values(Definition output) {
            return object.output(output);
        }

        @Override
        public Map<Variable, double[]> gradient(Definition output, double... seeds) {
            double[] g = new double[theta.length];
            boolean plain = seeds.length == 1 && seeds[0] == 1;
            if (plain && program.objective().filter(output::equals).isPresent()) {
                object.valueAndGradient(theta, g);
            } else {
                object.backward(among(output, seeds), g);
            }
            return parts(g);
        }

        @Override
        public Runnable timed(boolean gradient, Definition objective) {
            double[] g = new double[theta.length];
            return object.timed(theta, gradient ? Optional.of(g) : Optional.empty());
        }

        @Override
        public Optional<double[]> product(Derivation product, Optional<double[]> given, int length) {
            return Optional.of(object.product(product, theta, given, length));
        }

        /** The seeds of all real outputs, one after another, with 0 for all but one. */
        private double[] among(Definition output, double[] seeds) {
            int total = 0;
            int from = 0;
            for (Definition other : program.outputs()) {
                from = other.equals(output) ? total : from;
                total += other.type().kind() == Kind.REAL ? point.sizes().count(other.type()) : 0;
            }
            double[] all = new double[total];
            System.arraycopy(seeds, 0, all, from, seeds.length);
            return all;
        }

        private Map<Variable, double[]> parts(double[] g) {
            Map<Variable, double[]> parts = new LinkedHashMap<>();
            int from = 0;
            for (Variable param : program.params()) {
                int count = point.sizes().count(param.type());
                parts.put(param, Arrays.copyOfRange(g, from, from + count));
                from += count;
            }
            return parts;
        }
    }
}
