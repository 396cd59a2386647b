package dev.adjoint.loops;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Optional;

/**
 * Where numbers are kept between nests: an array of a shape, row-major, or one number for the empty shape; {@code equals}
 * is identity.
 */
public final class Buffer implements Atom.IndexArray {

    /** Who owns the numbers. */
    public enum Place {
        /** A param's part of theta; only read. */
        THETA,
        /** A param's part of the gradient; written whole, by {@code =} first. */
        GRADIENT,
        /** The gradient of an input that was asked for; an array of the object, written like {@link #GRADIENT}. */
        INPUT_GRADIENT,
        /** A bound input; only read. Index inputs have kind INDEX. */
        INPUT,
        /** The upstream gradient of an output, given to {@code backward}; only read. */
        SEED,
        /** A part of the vector that is given to a product; only read. */
        DIRECTION,
        /** A part of the vector that a product makes; written whole, by {@code =} first. */
        PRODUCT,
        /** The rows of places of a sparse matrix; written whole, of kind INDEX. */
        ROWS,
        /** Their columns, likewise. */
        COLUMNS,
        /** What stands at them; written whole. */
        ENTRIES,
        /** The value of an output or of what {@code --keep} names; an array of the object. */
        OUTPUT,
        /** An intermediate; scalars become locals or fields. */
        SCRATCH
    }

    private final String name;
    private final Kind kind;
    private final Optional<Whole> bound;
    private final List<Whole> shape;
    private final Place place;
    private final Optional<Variable> variable;
    private final int output;
    private final boolean hasRows;

    private Buffer(
            String name,
            Kind kind,
            Optional<Whole> bound,
            List<Whole> shape,
            Place place,
            Optional<Variable> variable,
            int output) {
        this(name, kind, bound, shape, place, variable, output, /* hasRows= */ false);
    }

    private Buffer(
            String name,
            Kind kind,
            Optional<Whole> bound,
            List<Whole> shape,
            Place place,
            Optional<Variable> variable,
            int output,
            boolean hasRows) {
        this.name = name;
        this.kind = kind;
        this.bound = bound;
        this.shape = List.copyOf(shape);
        this.place = place;
        this.variable = variable;
        this.output = output;
        this.hasRows = hasRows;
    }

    /** A buffer of a param or input. */
    public static Buffer of(Variable variable, Place place) {
        String prefix = place == Place.GRADIENT || place == Place.INPUT_GRADIENT ? "d" : "";
        Kind kind = prefix.isEmpty() ? variable.type().kind() : Kind.REAL;
        return new Buffer(
                prefix + variable.name(),
                kind,
                variable.bound(),
                variable.type().shape(),
                place,
                Optional.of(variable),
                -1);
    }

    public static Buffer scratch(String name, Kind kind, List<Whole> shape) {
        return scratch(name, kind, Optional.empty(), shape);
    }

    /** An intermediate; of kind INDEX, with the size of the dim that its elements are indices of. */
    public static Buffer scratch(String name, Kind kind, Optional<Whole> bound, List<Whole> shape) {
        return new Buffer(name, kind, bound, shape, Place.SCRATCH, Optional.empty(), -1);
    }

    /** A matrix of real numbers whose rows are arrays of their own; it is read and written one element at a time. */
    public static Buffer rows(String name, Whole rows, Whole columns) {
        return new Buffer(
                name, Kind.REAL, Optional.empty(), List.of(rows, columns), Place.SCRATCH, Optional.empty(), -1, true);
    }

    /** A buffer of the output of the given number: its value, or its upstream gradient. */
    public static Buffer ofOutput(String name, List<Whole> shape, Place place, int output) {
        return new Buffer(name, Kind.REAL, Optional.empty(), shape, place, Optional.empty(), output);
    }

    /** A buffer of the output of the given number that are indices of a size. */
    public static Buffer ofIndices(String name, Optional<Whole> bound, List<Whole> shape, int output) {
        return new Buffer(name, Kind.INDEX, bound, shape, Place.OUTPUT, Optional.empty(), output);
    }

    /** A buffer of a part of a vector that a product takes or makes. */
    public static Buffer ofVector(String name, List<Whole> shape, Place place) {
        return new Buffer(name, Kind.REAL, Optional.empty(), shape, place, Optional.empty(), -1);
    }

    /** A buffer of a family of places of a sparse matrix. */
    public static Buffer ofPlaces(String name, Kind kind, List<Whole> shape, Place place) {
        return new Buffer(name, kind, Optional.empty(), shape, place, Optional.empty(), -1);
    }

    /** A proposal; Java's names are settled later. */
    @Override
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public List<Whole> shape() {
        return shape;
    }

    public boolean isScalar() {
        return shape.isEmpty();
    }

    public Place place() {
        return place;
    }

    /** Whether each row is an array of its own, so that a loop along rows has the bare loop variable as subscript. */
    public boolean hasRows() {
        return hasRows;
    }

    /** The param or input that it belongs to. */
    public Optional<Variable> variable() {
        return variable;
    }

    /** The number of the output that it belongs to, in {@code Loops.outputs}, or -1. */
    public int output() {
        return output;
    }

    @Override
    public Optional<Whole> bound() {
        return bound;
    }

    @Override
    public String toString() {
        return name;
    }
}
