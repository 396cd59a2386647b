package dev.adjoint.interpret;

import java.util.Arrays;

/** Numbers with a shape, row-major, and their tangents; truth values are 1 and 0. Not changed once it is complete. */
final class Array {

    private final int[] shape;
    private final double[] values;

    /** Tangents and magnitudes, or null as long as all are zero. */
    private double[] tangents;

    private double[] magnitudes;

    /** The elements that take part in derivatives inside the formula, or null as long as none does. */
    private Dual[] nested;

    /** Why an element has no value: it is made of a singular matrix. Null as long as all have one. */
    private ArithmeticException[] failures;

    /** Zeros, to be set. */
    Array(int... shape) {
        this(shape, new double[count(shape)], null);
    }

    /** An array over these values, and these tangents or null. */
    Array(int[] shape, double[] values, double[] tangents) {
        this.shape = shape;
        this.values = values;
        if (tangents != null) {
            this.tangents = tangents;
            this.magnitudes = Arrays.stream(tangents).map(Math::abs).toArray();
        }
    }

    static Array of(Dual number) {
        Array scalar = new Array();
        scalar.set(0, number);
        return scalar;
    }

    /** The number of elements of an array of this shape. */
    static int count(int... shape) {
        int count = 1;
        for (int size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    int[] shape() {
        return shape;
    }

    int size() {
        return values.length;
    }

    /**
     * The value of an element.
     *
     * @throws ArithmeticException if it has none
     */
    double value(int position) {
        requireValue(position);
        return values[position];
    }

    private void requireValue(int position) {
        if (failures != null && failures[position] != null) {
            throw failures[position];
        }
    }

    /** Says why so many elements from {@code position} on have no value; it matters only if one is asked for. */
    void fail(int position, int count, ArithmeticException why) {
        if (failures == null) {
            failures = new ArithmeticException[values.length];
        }
        Arrays.fill(failures, position, position + count, why);
    }

    /** Whether no element has a tangent. */
    boolean isStill() {
        return tangents == null && nested == null;
    }

    /** The innermost derivative that an element takes part in, 0 for none. */
    int level() {
        int level = 0;
        for (int k = 0; nested != null && k < nested.length; k++) {
            level = nested[k] == null ? level : Math.max(level, nested[k].level());
        }
        return level;
    }

    /** The array without the ε of this level, which is none of a lower one. */
    Array primal(int level) {
        Array primal = new Array(shape);
        for (int k = 0; k < values.length; k++) {
            primal.set(k, get(k).primal(level));
        }
        return primal;
    }

    /** What stands before the ε of this level, which is none of a lower one. */
    Array dot(int level) {
        Array dot = new Array(shape);
        for (int k = 0; k < values.length; k++) {
            dot.set(k, get(k).dot(level));
        }
        return dot;
    }

    /** {@code primal + dot*ε}. */
    static Array nested(int level, Array primal, Array dot) {
        Array all = new Array(primal.shape);
        for (int k = 0; k < primal.size(); k++) {
            all.set(k, Dual.nested(level, primal.get(k), dot.get(k)));
        }
        return all;
    }

    double tangent(int position) {
        return tangents == null ? 0 : tangents[position];
    }

    double magnitude(int position) {
        return magnitudes == null ? 0 : magnitudes[position];
    }

    Dual get(int position) {
        if (nested != null && nested[position] != null) {
            requireValue(position);
            return nested[position];
        }
        return new Dual(value(position), tangent(position), magnitude(position));
    }

    void set(int position, Dual number) {
        set(position, number.value(), number.tangent(), number.magnitude());
        if (number.nested() != null) {
            nested = nested == null ? new Dual[values.length] : nested;
            nested[position] = number;
        } else if (nested != null) {
            nested[position] = null;
        }
    }

    void set(int position, double value, double tangent, double magnitude) {
        values[position] = value;
        if (tangents == null && (tangent != 0 || magnitude != 0)) {
            tangents = new double[values.length];
            magnitudes = new double[values.length];
        }
        if (tangents != null) {
            tangents[position] = tangent;
            magnitudes[position] = magnitude;
        }
    }

    /** Copies all of {@code part} to the elements from {@code position}. */
    void put(int position, Array part) {
        for (int k = 0; k < part.size(); k++) {
            if (part.failures != null && part.failures[k] != null) {
                fail(position + k, 1, part.failures[k]);
            } else {
                set(position + k, part.get(k));
            }
        }
    }

    /** The first {@code count} elements as a vector. */
    Array first(int count) {
        Array vector = new Array(count);
        for (int k = 0; k < count; k++) {
            vector.set(k, get(k));
        }
        return vector;
    }

    double[] values() {
        for (int k = 0; k < values.length && failures != null; k++) {
            requireValue(k);
        }
        return values.clone();
    }

    double[] tangents() {
        return tangents == null ? new double[values.length] : tangents.clone();
    }

    double[] magnitudes() {
        return magnitudes == null ? new double[values.length] : magnitudes.clone();
    }
}
