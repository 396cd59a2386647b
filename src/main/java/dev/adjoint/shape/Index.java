package dev.adjoint.shape;

import java.util.Optional;

/**
 * An index with its range, from {@code lower} up to and without {@code upper}; two indices of one name are different
 * objects, and {@code equals} is identity. The bounds are made of dims and numbers.
 */
public final class Index implements Atom {

    private final String name;
    private final Whole lower;
    private final Whole upper;
    private final Optional<Index> loop;

    public Index(String name, Whole lower, Whole upper) {
        this(name, lower, upper, Optional.empty());
    }

    private Index(String name, Whole lower, Whole upper, Optional<Index> loop) {
        this.name = name;
        this.lower = lower;
        this.upper = upper;
        this.loop = loop;
    }

    private Index(String name, Whole upper, boolean ofLoop) {
        this.name = name;
        this.lower = Whole.ZERO;
        this.upper = upper;
        this.loop = ofLoop ? Optional.of(this) : Optional.empty();
    }

    /** The own index of a loop, over its steps from 0. */
    public static Index ofLoop(String name, Whole steps) {
        return new Index(name, steps, true);
    }

    /** An index from 0. */
    public Index(String name, Whole size) {
        this(name, size, false);
    }

    /** An index from 0 over the steps of a loop, or over the rows that the loop fills. */
    public static Index over(Index loop, Whole size) {
        return new Index(loop.name, Whole.ZERO, size, Optional.of(loop));
    }

    /** Another index from 0 of this size and name, over the steps of the same loop if this one is. */
    public Index fresh() {
        return resized(size());
    }

    /** Another index from 0 of this name, over the steps of the same loop if this one is. */
    public Index resized(Whole size) {
        return new Index(name, Whole.ZERO, size, loop);
    }

    /** Another index of this name in other bounds, over steps of the same loop if this one is. */
    public Index between(Whole least, Whole end) {
        return new Index(name, least, end, loop);
    }

    /** Another index like this one. */
    public Index renamed(String other) {
        return new Index(other, lower, upper, loop);
    }

    /** Of a definition inside a loop: the loop's own index, of which this one takes the values. */
    public Optional<Index> loop() {
        return loop;
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
