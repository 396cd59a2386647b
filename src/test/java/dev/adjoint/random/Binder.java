package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;

/**
 * An index that is bound around a formula; it learns how the formula uses it, which decides whether its range must be
 * said.
 */
final class Binder {

    private final String name;
    private final Size size;
    private final int number;
    private boolean alone;
    private boolean ambiguous;

    /** An index over a dim. */
    Binder(String name, Size size) {
        this(name, size, 0);
    }

    /** An index over {@code 0:number}. */
    Binder(String name, int number) {
        this(name, null, number);
    }

    private Binder(String name, Size size, int number) {
        this.name = name;
        this.size = size;
        this.number = number;
    }

    String name() {
        return name;
    }

    /** The dim that it runs over, or null. */
    Size size() {
        return size;
    }

    /** The number that it runs below, or 0. */
    int number() {
        return number;
    }

    /** Says that it stands alone on an axis. */
    String on(Size axis) {
        alone = true;
        ambiguous |= !axis.equals(size);
        return name;
    }

    /** Says that what it stands on does not say its range. */
    void say() {
        ambiguous = true;
    }

    boolean needsRange() {
        return !alone || ambiguous;
    }

    /** {@code i in N}. */
    String withRange() {
        return name + " in " + (size == null ? "0:" + number : size.range());
    }
}
