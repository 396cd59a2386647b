package dev.adjoint.shape;

/**
 * An index with its range, from {@code lower} up to and without {@code upper}; two indices of one name are different
 * objects, and {@code equals} is identity. The bounds are made of dims and numbers.
 */
public final class Index implements Atom {

    private final String name;
    private final Whole lower;
    private final Whole upper;

    public Index(String name, Whole lower, Whole upper) {
        this.name = name;
        this.lower = lower;
        this.upper = upper;
    }

    /** An index from 0. */
    public Index(String name, Whole size) {
        this(name, Whole.ZERO, size);
    }

    public String name() {
        return name;
    }

    public Whole lower() {
        return lower;
    }

    public Whole upper() {
        return upper;
    }

    public Whole size() {
        return upper.minus(lower);
    }

    @Override
    public String toString() {
        return name;
    }
}
