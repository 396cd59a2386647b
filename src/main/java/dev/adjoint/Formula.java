package dev.adjoint;

import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.java.Generated;
import dev.adjoint.java.JavaClass;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program compiled in memory, with its inputs, outputs and sizes by name. Sizes of open dims follow from the arrays that are
 * set, as far as these show them; the others are said:
 *
 * <pre>{@code
 * Formula f = Adjoint.load("""
 *         dim N, D, C
 *         param W[C,D], b[C]
 *         input X[N,D], y[N] in C
 *         s[n] : [C] = W*X[n,:] + b
 *         loss = sum(logsumexp(s[n,:]) - s[n,y[n]] for n)/N
 *         output loss, s
 *         """);
 * f.size("C", 2).set("X", new double[][] {{0, 1}, {1, 0}, {1, 1}}).set("y", 0, 1, 1);
 * double[] theta = f.initial(new Random(1));
 * double[] g = new double[f.parameters()];
 * for (int step = 0; step < 100; step++) {
 *     f.valueAndGradient(theta, g);
 *     for (int k = 0; k < g.length; k++) {
 *         theta[k] -= 0.5 * g[k];
 *     }
 * }
 * double[] scores = f.output("s"); // of the last step, row-major: [N,C]
 * double[] b = f.part("b", theta);
 * }</pre>
 *
 * <p>An object belongs to one thread; {@link #fork} makes others. Arguments that do not fit are refused by exceptions in the
 * words of the program, as the generated class has them.
 */
public final class Formula {

    /**
     * A param, and where in theta it stands.
     *
     * @param shape its sizes; empty for a number
     * @param offset of its first number
     * @param size how many numbers it has, row-major
     */
    public record Parameter(String name, List<Integer> shape, int offset, int size) {}

    private final Compilation compilation;
    private final Program program;
    private final Generated generated;
    private final Options options;
    private final boolean hasValue;
    private final Map<String, Integer> said = new LinkedHashMap<>();
    private final Map<String, BoundInput> inputs = new LinkedHashMap<>();

    private Generated.Instance object;
    private Sizes sizes;
    private MethodHandle value;
    private MethodHandle valueAndGradient;
    private boolean current;

    Formula(Compilation compilation, Generated generated, Options options) {
        this.compilation = compilation;
        this.program = compilation.program().orElseThrow();
        this.generated = generated;
        this.options = options;
        this.hasValue = program.objective().isPresent();
    }

    /** Says the size of an open dim; it goes before what follows from arrays. */
    public Formula size(String dim, int size) {
        Program.Size known = named(dim, program.dims(), Program.Size::name, "dim");
        if (!known.isOpen()) {
            throw new IllegalArgumentException("dim `" + dim + "` is not open, it is " + known.value());
        }
        if (size < 1) {
            throw new IllegalArgumentException("dim `" + dim + "` cannot be " + size + ": a size is at least 1");
        }
        said.put(dim, size);
        current = false;
        return this;
    }

    /** Binds a real input, row-major; the array is not copied, so that a change in it counts. */
    public Formula set(String input, double... numbers) {
        return set(BoundInput.of(input(input), numbers));
    }

    /** Sets an input to whole numbers, row-major: indices, or real numbers. They are copied. */
    public Formula set(String input, int... numbers) {
        return set(BoundInput.of(input(input), numbers));
    }

    /** Sets a real input of rank 2, row by row; the rows are copied. */
    public Formula set(String input, double[][] rows) {
        double[] numbers = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        int columns = columns(input, Arrays.stream(rows).map(row -> row.length).toList());
        return set(BoundInput.of(input(input), numbers).inRows(rows.length, columns));
    }

    /** Sets an input of rank 2 to whole numbers, row by row; the rows are copied. */
    public Formula set(String input, int[][] rows) {
        int[] numbers = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
        int columns = columns(input, Arrays.stream(rows).map(row -> row.length).toList());
        return set(BoundInput.of(input(input), numbers).inRows(rows.length, columns));
    }

    private static int columns(String input, List<Integer> lengths) {
        for (int row = 1; row < lengths.size(); row++) {
            if (!lengths.get(row).equals(lengths.get(0))) {
                throw new IllegalArgumentException("row " + row + " of `" + input + "` has " + lengths.get(row)
                        + " numbers, and row 0 has " + lengths.get(0));
            }
        }
        return lengths.isEmpty() ? 0 : lengths.get(0);
    }

    private Formula set(BoundInput input) {
        if (input.count() == 0) {
            throw new IllegalArgumentException("`" + input.input() + "` is empty, and every size is at least 1");
        }
        inputs.put(input.input().name(), input);
        current = false;
        return this;
    }

    private Variable input(String name) {
        if (program.params().stream().anyMatch(p -> p.name().equals(name))) {
            throw new IllegalArgumentException("`" + name + "` is a param, so its numbers are in theta: see layout()");
        }
        if (program.dims().stream().anyMatch(d -> d.name().equals(name))) {
            throw new IllegalArgumentException("`" + name + "` is a dim: say size(\"" + name + "\", 10)");
        }
        return named(name, program.inputs(), Variable::name, "input");
    }

    private static <T> T named(String name, List<T> all, Function<T, String> nameOf, String word) {
        List<String> names = all.stream().map(nameOf).toList();
        int at = names.indexOf(name);
        if (at >= 0) {
            return all.get(at);
        }
        String known = Spelling.closest(name, names)
                .map(close -> ", did you mean `" + close + "`?")
                .orElse(names.isEmpty() ? ": there is none" : ", only " + String.join(", ", names));
        throw new IllegalArgumentException("there is no " + word + " `" + name + "`" + known);
    }

    /** The object of the generated class, with the sizes and inputs as they are now. */
    private Generated.Instance object() {
        if (!current) {
            Sizes now = sizes().all();
            inputs.values().forEach(input -> InputSizes.check(input, now));
            if (object == null || !now.toString().equals(sizes.toString())) {
                make(now);
            }
            inputs.values().forEach(input -> input.bind(object));
            current = true;
        }
        return object;
    }

    private InputSizes sizes() {
        return new InputSizes(program, said, inputs.values());
    }

    private void make(Sizes now) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        program.dims().stream()
                .filter(Program.Size::isOpen)
                .forEach(dim -> numbers.put(dim.name(), Math.toIntExact(now.of(dim.value()))));
        object = generated.instance(numbers);
        sizes = now;
        if (options.real() == Options.Real.DOUBLE && hasValue) {
            value = object.handle("value", double[].class);
            valueAndGradient = object.handle("valueAndGradient", double[].class, double[].class);
        }
    }

    /** How many numbers theta has. */
    public int parameters() {
        return layout().stream().mapToInt(Parameter::size).sum();
    }

    /** What theta is made of, in order. */
    public List<Parameter> layout() {
        Sizes known = sizes().ofParams();
        List<Parameter> layout = new ArrayList<>();
        int offset = 0;
        for (Variable param : program.params()) {
            List<Integer> shape =
                    Arrays.stream(known.shape(param.type())).boxed().toList();
            int size = known.count(param.type());
            layout.add(new Parameter(param.name(), shape, offset, size));
            offset = Math.addExact(offset, size);
        }
        return List.copyOf(layout);
    }

    /** The numbers of one param in theta, or of its gradient in a gradient, row-major: a copy. */
    public double[] part(String param, double[] theta) {
        Parameter at = named(param, layout(), Parameter::name, "param");
        if (theta.length != parameters()) {
            throw new IllegalArgumentException("theta has " + theta.length + " numbers, not " + parameters());
        }
        return Arrays.copyOfRange(theta, at.offset(), at.offset() + at.size());
    }

    /** Values to start from: those that the program says, others random. */
    public double[] initial(Random random) {
        return object().initial(random);
    }

    /**
     * The first output that is one real number.
     *
     * @throws UnsupportedOperationException if no output is, here and in the other methods for values and gradients
     */
    public double value(double[] theta) {
        Generated.Instance at = scalar();
        return value == null ? at.value(theta) : invoke(theta);
    }

    /** The gradient of that output, in a new array. */
    public double[] gradient(double[] theta) {
        double[] g = new double[parameters()];
        valueAndGradient(theta, g);
        return g;
    }

    /** Both at once; {@code g} is overwritten. Nothing is allocated if the class computes with double. */
    public double valueAndGradient(double[] theta, double[] g) {
        Generated.Instance at = scalar();
        return valueAndGradient == null ? at.valueAndGradient(theta, g) : invoke(theta, g);
    }

    private Generated.Instance scalar() {
        if (!hasValue) {
            throw new UnsupportedOperationException(
                    "no output is one real number, so there is no value and no gradient:"
                            + " call forward(theta), then output(\""
                            + program.outputs().get(0) + "\")");
        }
        return object();
    }

    private double invoke(double[] theta) {
        try {
            return (double) value.invokeExact(theta);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }

    private double invoke(double[] theta, double[] g) {
        try {
            return (double) valueAndGradient.invokeExact(theta, g);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }

    /** Computes all outputs. */
    public Formula forward(double[] theta) {
        object().forward(theta);
        return this;
    }

    /** The vector-Jacobian product at the last forward pass: {@code seeds} are those of all real outputs, in their order. */
    public void backward(double[] seeds, double[] g) {
        object().backward(seeds, g);
    }

    /** An output of the last pass, row-major, as double numbers also if it holds indices; an array with one for a number. */
    public double[] output(String name) {
        Definition output = named(name, generated.outputs(), Definition::name, "output");
        return object().output(output).clone();
    }

    /** The last gradient for an input that {@link Options#wrt(List)} names, row-major. */
    public double[] gradient(String input) {
        List<Variable> wrt = compilation.loops().orElseThrow().wrt();
        return object().gradient(named(input, wrt, Variable::name, "gradient for an input"))
                .clone();
    }

    /** A product that is a matrix, row-major: {@code hessian}, {@code jacobian_e}; a sparse one with its zeros. */
    public double[] product(String name, double[] theta) {
        return product(name, theta, Optional.empty());
    }

    /** A product with a vector: {@code jvp}, {@code hessianVector}. */
    public double[] product(String name, double[] theta, double[] v) {
        return product(name, theta, Optional.of(v));
    }

    private double[] product(String name, double[] theta, Optional<double[]> v) {
        Derivation product = named(name, program.derivations(), Derivation::name, "product");
        if (product.isMatrix() == v.isPresent()) {
            throw new IllegalArgumentException(
                    "`" + name + "` " + (v.isPresent() ? "is a matrix, it takes no vector" : "is that of a vector v"));
        }
        Generated.Instance at = object();
        int rows = Math.toIntExact(sizes.of(product.rows()));
        int columns = Math.toIntExact(sizes.of(product.columns()));
        boolean reverse = product.product() == Derivation.Product.VJP;
        int length = product.isMatrix() ? Math.multiplyExact(rows, columns) : reverse ? columns : rows;
        return at.product(product, theta, v, length);
    }

    /** The same program with the same sizes and inputs for another thread; real inputs are shared by both. */
    public Formula fork() {
        Formula other = new Formula(compilation, generated, options);
        other.said.putAll(said);
        other.inputs.putAll(inputs);
        return other;
    }

    /** The text of the generated class. */
    public String java() {
        return compilation.java().map(JavaClass::text).orElseThrow();
    }

    /** The generated class: what this object does not show is reached by reflection. */
    public Class<?> type() {
        return generated.type();
    }

    /** The object of that class that computes, with the sizes and inputs as they are now. */
    public Object instance() {
        return object().object();
    }

    /** Its declarations, with the sizes that are known. */
    @Override
    public String toString() {
        InputSizes known = sizes();
        Stream<String> dims = program.dims().stream()
                .map(d -> d.isOpen()
                        ? d.name() + known.named(d.name()).map(n -> " = " + n).orElse("")
                        : d.name() + " = " + d.value().closed());
        Stream<String> given = program.inputs().stream()
                .map(i -> BoundInput.declared(i)
                        + i.bound().map(bound -> " in " + bound).orElse(""));
        return Stream.of(
                        line("dim", dims),
                        line("param", program.params().stream().map(BoundInput::declared)),
                        line("input", given),
                        line("output", generated.outputs().stream().map(Symbol::name)))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String line(String word, Stream<String> what) {
        String all = what.collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : word + " " + all;
    }
}
