package dev.adjoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
        boolean vector) {

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
                false);
    }

    public Options inPackage(String name) {
        return new Options(
                name, className, real, sizes, wrt, keep, derive, singular, generatedAnnotation, schedule, fma, vector);
    }

    public Options named(String name) {
        return new Options(
                packageName,
                Optional.of(name),
                real,
                sizes,
                wrt,
                keep,
                derive,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options with(Real type) {
        return new Options(
                packageName,
                className,
                type,
                sizes,
                wrt,
                keep,
                derive,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options sized(Map<String, Long> numbers) {
        return new Options(
                packageName,
                className,
                real,
                numbers,
                wrt,
                keep,
                derive,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options wrt(List<String> inputs) {
        return new Options(
                packageName,
                className,
                real,
                sizes,
                inputs,
                keep,
                derive,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options keep(List<String> definitions) {
        return new Options(
                packageName,
                className,
                real,
                sizes,
                wrt,
                definitions,
                derive,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options derive(List<String> products) {
        return new Options(
                packageName,
                className,
                real,
                sizes,
                wrt,
                keep,
                products,
                singular,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options with(Singular matrix) {
        return new Options(
                packageName,
                className,
                real,
                sizes,
                wrt,
                keep,
                derive,
                matrix,
                generatedAnnotation,
                schedule,
                fma,
                vector);
    }

    public Options annotated(boolean generated) {
        return new Options(
                packageName, className, real, sizes, wrt, keep, derive, singular, generated, schedule, fma, vector);
    }

    public Options with(Schedule order) {
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
                order,
                fma,
                vector);
    }

    public Options fused(boolean allowed) {
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
                allowed,
                vector);
    }

    public Options vector(boolean wanted) {
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
                wanted);
    }

    /** The number given for an open dim. */
    public OptionalLong size(String dim) {
        Long number = sizes.get(dim);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
