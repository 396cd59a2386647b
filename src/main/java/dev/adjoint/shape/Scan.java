package dev.adjoint.shape;

import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A loop at one use: {@code scan t in T carry h = h0 while c { … }}; {@code equals} is identity. In each step the carries
 * have their values from before the step; the body's definitions are evaluated in order, and then every carry takes its next
 * value.
 *
 * @see Typed.Scanned
 */
public final class Scan {

    private final Index step;
    private final List<Carry> carries;
    private final Optional<Typed> condition;
    private final List<Definition> body;
    private final List<Rows> rows;
    private final boolean checkpoint;
    private final Span span;

    /**
     * @param step the index of the steps, from 0
     * @param condition tested before each step over the carries as they then are; the first step for which it does not hold
     *     is the first that is not made
     * @param body what a step defines, each below what it uses; {@link Rows#row} of each of {@code rows} is among them
     * @param rows what is collected
     * @param checkpoint whether the reverse recomputes the steps from every √T-th value of the carries
     * @param span all of the statement
     */
    public Scan(
            Index step,
            List<Carry> carries,
            Optional<Typed> condition,
            List<Definition> body,
            List<Rows> rows,
            boolean checkpoint,
            Span span) {
        this.step = step;
        this.carries = List.copyOf(carries);
        this.condition = condition;
        this.body = List.copyOf(body);
        this.rows = List.copyOf(rows);
        this.checkpoint = checkpoint;
        this.span = span;
    }

    public Index step() {
        return step;
    }

    public List<Carry> carries() {
        return carries;
    }

    public Optional<Typed> condition() {
        return condition;
    }

    public List<Definition> body() {
        return body;
    }

    public List<Rows> rows() {
        return rows;
    }

    public boolean checkpoint() {
        return checkpoint;
    }

    public Span span() {
        return span;
    }

    /** A carried value: inside the body, its value from before the step. {@code equals} is identity. */
    public static final class Carry implements Symbol {

        private final String name;
        private final Typed first;
        private final Optional<Whole> bound;
        private final Span span;
        private Typed next;

        /**
         * @param first the value before the first step, which says the type
         * @param bound of a value of kind INDEX, the dim that it is an index of
         */
        public Carry(String name, Typed first, Optional<Whole> bound, Span span) {
            this.name = name;
            this.first = first;
            this.bound = bound;
            this.span = span;
            this.next = new Typed.Reference(this, span);
        }

        /** Says the value after a step, over what the body defines; without it, the carry keeps its value. */
        public void becomes(Typed value) {
            next = value;
        }

        @Override
        public String name() {
            return name;
        }

        public Typed first() {
            return first;
        }

        public Typed next() {
            return next;
        }

        @Override
        public Type type() {
            return first.type();
        }

        @Override
        public Optional<Whole> bound() {
            return bound;
        }

        @Override
        public Span span() {
            return span;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What a scan collects, a row for each step: {@code s[t] = …}, {@code s[t,c] = …}. A row is read with a subscript for the
     * step first, which is proved to be a step already made or wrapped in an {@link Atom.Row}. {@code equals} is identity.
     */
    public static final class Rows implements Symbol {

        private final String name;
        private final Index step;
        private final Type type;
        private final Optional<Whole> bound;
        private final Span span;
        private Definition row;

        /**
         * @param step the index of the loop
         * @param type of all rows together: the number of steps, then the shape of a row
         * @param bound of rows of kind INDEX, the dim that they are indices of
         */
        public Rows(String name, Index step, Type type, Optional<Whole> bound, Span span) {
            this.name = name;
            this.step = step;
            this.type = type;
            this.bound = bound;
            this.span = span;
        }

        public Index step() {
            return step;
        }

        /** Says what computes the row of a step: one of the definitions of the body. */
        public void consistOf(Definition definition) {
            row = definition;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Type type() {
            return type;
        }

        public Definition row() {
            return row;
        }

        @Override
        public Optional<Whole> bound() {
            return bound;
        }

        @Override
        public Span span() {
            return span;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
