package dev.adjoint.java;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.loops.Loops;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A generated class compiled in memory, with its methods by the user's names; all numbers are double here. What the class
 * throws on wrong sizes or values comes out as it is.
 */
public final class Generated {

    private final Class<?> type;
    private final Program program;
    private final List<Definition> outputs;
    private final Accessors accessors;
    private final boolean isFloat;

    private Generated(Class<?> type, Loops loops, boolean isFloat) {
        this.type = type;
        this.program = loops.program();
        this.outputs = loops.outputs();
        this.accessors = new Accessors(loops, new Diagnostics());
        this.isFloat = isFloat;
    }

    /**
     * Compiles the class that {@link JavaWriter} made of the loops.
     *
     * @return nothing if this Java has no compiler
     */
    public static Optional<Generated> compile(JavaClass source, Loops loops, Options options) {
        return InMemory.compile(source).map(type -> new Generated(type, loops, options.real() == Options.Real.FLOAT));
    }

    public Class<?> type() {
        return type;
    }

    /**
     * A new object.
     *
     * @param sizes a number for each open dim
     */
    public Instance instance(Map<String, Integer> sizes) {
        List<Program.Size> open =
                program.dims().stream().filter(Program.Size::isOpen).toList();
        Class<?>[] types = new Class<?>[open.size()];
        Object[] arguments = new Object[open.size()];
        for (int k = 0; k < types.length; k++) {
            types[k] = int.class;
            arguments[k] = sizes.get(open.get(k).name());
        }
        try {
            return new Instance(type.getConstructor(types).newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw thrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has not the constructor that it should have", e);
        }
    }

    private static RuntimeException thrown(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }

    private Class<?> real() {
        return isFloat ? float.class : double.class;
    }

    private Class<?> reals() {
        return isFloat ? float[].class : double[].class;
    }

    /** An object of the class. */
    public final class Instance {

        private final Object object;

        private Instance(Object object) {
            this.object = object;
        }

        public Object object() {
            return object;
        }

        private Object call(String method, Class<?>[] types, Object... arguments) {
            try {
                Method found = type.getMethod(method, types);
                return found.invoke(object, arguments);
            } catch (InvocationTargetException e) {
                throw thrown(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " has not the method " + method + " that it should have", e);
            }
        }

        private static Class<?>[] types(Class<?>... types) {
            return types;
        }

        /** Binds a real input: its elements in row-major order, one for a scalar. */
        public void set(Variable input, double[] values) {
            if (input.type().isScalar()) {
                call(accessors.of(input), types(real()), narrow(values[0]));
            } else {
                call(accessors.of(input), types(reals()), narrow(values));
            }
        }

        /** Binds an index input: its elements in row-major order, one for a scalar. */
        public void set(Variable input, int[] values) {
            if (input.type().isScalar()) {
                call(accessors.of(input), types(int.class), values[0]);
            } else {
                call(accessors.of(input), types(int[].class), (Object) values);
            }
        }

        /** Sets a dim that has a setter. */
        public void size(String dim, int number) {
            call(accessors.of(dim), types(int.class), number);
        }

        /** Lets so many threads work on each call, of a class that was made for it. */
        public void threads(int count) {
            call("threads", types(int.class), count);
        }

        public int parameters() {
            return (int) call("parameters", types());
        }

        public double[] initial(Random random) {
            return widen(call("initial", types(Random.class), random));
        }

        public double value(double[] theta) {
            return ((Number) call("value", types(reals()), narrow(theta))).doubleValue();
        }

        /** The value of the objective; its gradient goes to {@code g}. */
        public double valueAndGradient(double[] theta, double[] g) {
            Object mine = isFloat ? new float[g.length] : g;
            Object value = call("valueAndGradient", types(reals(), reals()), narrow(theta), mine);
            copy(mine, g);
            return ((Number) value).doubleValue();
        }

        /**
         * A call of {@code value}, or of {@code valueAndGradient} if there is room for a gradient, without what a call by
         * reflection costs.
         */
        public Runnable timed(double[] theta, Optional<double[]> g) {
            MethodHandle method = g.isPresent()
                    ? handle("valueAndGradient", double[].class, double[].class)
                    : handle("value", double[].class);
            MethodHandle call = g.isPresent() ? method.bindTo(theta).bindTo(g.get()) : method.bindTo(theta);
            return () -> exact(call);
        }

        /** A method of the object, without what a call by reflection costs. */
        public MethodHandle handle(String method, Class<?>... types) {
            try {
                return MethodHandles.publicLookup()
                        .unreflect(type.getMethod(method, types))
                        .bindTo(object);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " has not the method " + method + " that it should have", e);
            }
        }

        private static double exact(MethodHandle call) {
            try {
                return (double) call.invokeExact();
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable checked) {
                throw new IllegalStateException(checked);
            }
        }

        public void forward(double[] theta) {
            call("forward", types(reals()), narrow(theta));
        }

        /** The vector-Jacobian product goes to {@code g}; the seeds are those of all real outputs, one after another. */
        public void backward(double[] seeds, double[] g) {
            Object mine = isFloat ? new float[g.length] : g;
            call("backward", types(reals(), reals()), narrow(seeds), mine);
            copy(mine, g);
        }

        /**
         * What a product makes, row-major.
         *
         * @param v what is given to it; nothing for a matrix
         * @param length how many numbers it makes
         */
        public double[] product(Derivation product, double[] theta, Optional<double[]> v, int length) {
            if (product.product().isSparse()) {
                return dense(product, theta, length);
            }
            double[] out = new double[length];
            Object mine = isFloat ? new float[length] : out;
            String method = Accessors.of(product);
            if (v.isPresent()) {
                call(method, types(reals(), reals(), reals()), narrow(theta), narrow(v.get()), mine);
            } else {
                call(method, types(reals(), reals()), narrow(theta), mine);
            }
            copy(mine, out);
            return out;
        }

        /** Where the rows of a sparse matrix begin, and the columns of what it stores. */
        public int[][] pattern(Derivation product) {
            return new int[][] {
                (int[]) call(Accessors.starts(product), types()), (int[]) call(Accessors.columns(product), types())
            };
        }

        /** A sparse matrix with zeros for what it does not store. */
        private double[] dense(Derivation product, double[] theta, int length) {
            int[][] pattern = pattern(product);
            int[] starts = pattern[0];
            int[] columns = pattern[1];
            Object mine = isFloat ? new float[columns.length] : new double[columns.length];
            call(Accessors.of(product), types(reals(), reals()), narrow(theta), mine);
            double[] stored = new double[columns.length];
            copy(mine, stored);
            double[] dense = new double[length];
            int width = length / (starts.length - 1);
            for (int row = 0; row < starts.length - 1; row++) {
                for (int k = starts[row]; k < starts[row + 1]; k++) {
                    dense[row * width + columns[k]] = stored[k];
                }
            }
            return dense;
        }

        /** The values and the Jacobian of a definition, from one call. */
        public void valueAndJacobian(Derivation jacobian, double[] theta, double[] values, double[] out) {
            call(
                    Accessors.withValues(jacobian),
                    types(double[].class, double[].class, double[].class),
                    theta,
                    values,
                    out);
        }

        /** The elements of an output, row-major. */
        public double[] output(Definition output) {
            Object value = call(accessors.of(output), types());
            return value instanceof Number number ? new double[] {number.doubleValue()} : widen(value);
        }

        /** The gradient for an input that was asked for, row-major. */
        public double[] gradient(Variable input) {
            Object value = call(Accessors.gradient(input), types());
            return value instanceof Number number ? new double[] {number.doubleValue()} : widen(value);
        }

        /** Where each param begins in theta, in order. */
        public List<Integer> offsets() {
            List<Integer> offsets = new ArrayList<>();
            for (Object entry : (List<?>) call("layout", types())) {
                try {
                    offsets.add((int) entry.getClass().getMethod("offset").invoke(entry));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the layout has no offsets", e);
                }
            }
            return offsets;
        }

        public Instance fork() {
            return new Instance(call("fork", types()));
        }

        private Object narrow(double value) {
            return isFloat ? (Object) (float) value : (Object) value;
        }

        private Object narrow(double[] values) {
            if (!isFloat) {
                return values;
            }
            float[] narrow = new float[values.length];
            for (int k = 0; k < narrow.length; k++) {
                narrow[k] = (float) values[k];
            }
            return narrow;
        }

        private static double[] widen(Object array) {
            double[] wide = new double[Array.getLength(array)];
            copy(array, wide);
            return wide;
        }

        private static void copy(Object from, double[] to) {
            for (int k = 0; k < to.length && from != to; k++) {
                to[k] = Array.getDouble(from, k);
            }
        }
    }

    /** The outputs that have an accessor: the program's own, then those that were asked for. */
    public List<Definition> outputs() {
        return outputs;
    }
}
