package dev.adjoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What a compilation may be told besides the formula.
 *
 * @param packageName the package of the class, empty for none
 * @param className the class, else the file's name in UpperCamelCase
 * @param real the type of all numbers in the class
 * @param sizes numbers for open dims, which become constants
 * @param wrt inputs whose gradients are wanted too
 * @param keep definitions that get an accessor although they are no outputs
 * @param derive products of derivatives that the class has, besides those that the file asks for: {@code hessian loss wrt w}
 * @param singular what a matrix makes that is singular, or not positive definite where it must be
 * @param generatedAnnotation whether the class carries {@code @javax.annotation.processing.Generated}
 * @param schedule the order in which numbers are added up
 * @param vector whether the class also has products of matrices by the instructions of {@code jdk.incubator.vector}, which it
 *     uses where the JVM has that module
 * @param threads whether the class can share calls among threads: from how many multiply-adds on it does so
 * @param fma whether {@link Math#fma} may be used, which takes a thousand times as long where the processor does not have it
 */
public record Options(
        String packageName,
        Optional<String> className,
        Real real,
        Map<String, Long> sizes,
        List<String> wrt,
        List<String> keep,
        List<String> derive,
        Singular singular,
        boolean generatedAnnotation,
        Schedule schedule,
        boolean fma,
        boolean vector,
        OptionalLong threads) {

    /** So many multiply-adds take a tenth of a millisecond; threads that sleep take half of that to wake up. */
    private static final long WORTHWHILE = 2_000_000;

    /** The types of numbers. */
    public enum Real {
        DOUBLE,
        FLOAT
    }

    /** What a matrix makes that is singular, or not positive definite where it must be. */
    public enum Singular {
        /** An exception that names the formula and the pivot. */
        EXCEPTION,
        /** NaN in the result, as line searches like it. */
        NAN
    }

    /** The orders in which numbers are added up. */
    public enum Schedule {
        /** As is fastest; the result is that of the other one but for rounding. */
        FAST,
        /** As the formulas are written, one after another: bit for bit what the interpreter computes. */
        REFERENCE
    }

    public Options {
        sizes = Map.copyOf(sizes);
        wrt = List.copyOf(wrt);
        keep = List.copyOf(keep);
        derive = List.copyOf(derive);
    }

    public static Options defaults() {
        return new Options(
                "",
                Optional.empty(),
                Real.DOUBLE,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Singular.EXCEPTION,
                false,
                Schedule.FAST,
                true,
                false,
                OptionalLong.empty());
    }

    public Options inPackage(String name) {
        return changed(c -> c.packageName = name);
    }

    public Options named(String name) {
        return changed(c -> c.className = Optional.of(name));
    }

    public Options with(Real type) {
        return changed(c -> c.real = type);
    }

    public Options sized(Map<String, Long> numbers) {
        return changed(c -> c.sizes = numbers);
    }

    public Options wrt(List<String> inputs) {
        return changed(c -> c.wrt = inputs);
    }

    public Options keep(List<String> definitions) {
        return changed(c -> c.keep = definitions);
    }

    public Options derive(List<String> products) {
        return changed(c -> c.derive = products);
    }

    public Options with(Singular matrix) {
        return changed(c -> c.singular = matrix);
    }

    public Options annotated(boolean generated) {
        return changed(c -> c.generatedAnnotation = generated);
    }

    public Options with(Schedule order) {
        return changed(c -> c.schedule = order);
    }

    public Options fused(boolean allowed) {
        return changed(c -> c.fma = allowed);
    }

    public Options vector(boolean wanted) {
        return changed(c -> c.vector = wanted);
    }

    public Options threads(boolean wanted) {
        return threads(wanted ? OptionalLong.of(WORTHWHILE) : OptionalLong.empty());
    }

    public Options threads(OptionalLong fromWork) {
        return changed(c -> c.threads = fromWork);
    }

    private Options changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.options();
    }

    /** The same, to be changed. */
    private static final class Copy {

        private String packageName;
        private Optional<String> className;
        private Real real;
        private Map<String, Long> sizes;
        private List<String> wrt;
        private List<String> keep;
        private List<String> derive;
        private Singular singular;
        private boolean generatedAnnotation;
        private Schedule schedule;
        private boolean fma;
        private boolean vector;
        private OptionalLong threads;

        Copy(Options options) {
            this.packageName = options.packageName;
            this.className = options.className;
            this.real = options.real;
            this.sizes = options.sizes;
            this.wrt = options.wrt;
            this.keep = options.keep;
            this.derive = options.derive;
            this.singular = options.singular;
            this.generatedAnnotation = options.generatedAnnotation;
            this.schedule = options.schedule;
            this.fma = options.fma;
            this.vector = options.vector;
            this.threads = options.threads;
        }

        Options options() {
            return new Options(
                    packageName,
                    className,
                    real,
                    sizes,
                    wrt,
                    keep,
                    derive,
                    singular,
                    generatedAnnotation,
                    schedule,
                    fma,
                    vector,
                    threads);
        }
    }

    /** The number given for an open dim. */
    public OptionalLong size(String dim) {
        Long number = sizes.get(dim);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
