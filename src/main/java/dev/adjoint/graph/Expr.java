package dev.adjoint.graph;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * The scalar formula in a gate: over numbers, indices, reads of other nodes and primitives. Both sides of a {@link Choose}
 * and the right side of {@link And} and {@link Or} are lazy, so that a condition guards the reads behind it.
 */
public sealed interface Expr {

    Kind kind();

    <R> R accept(Visitor<R> visitor);

    /** A real number. */
    record Constant(double value) implements Expr {

        @Override
        public Kind kind() {
            return Kind.REAL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** A whole number of dims, indices and gathered indices; among real numbers it counts as one. */
    record Count(Whole value) implements Expr {

        @Override
        public Kind kind() {
            return Kind.INDEX;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.count(this);
        }
    }

    /** An element of a real or truth node; elements of index nodes are read by {@code Atom.Gathered}. */
    record Read(Node node, List<Whole> subscripts) implements Expr {

        @Override
        public Kind kind() {
            return node.kind();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    /** A primitive; operands are real or counts. */
    record Apply(Primitive primitive, List<Expr> operands) implements Expr {

        @Override
        public Kind kind() {
            return Kind.REAL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.apply(this);
        }
    }

    /**
     * Floor of a real number or count, held to 0 … size - 1; 0 for NaN. A node of such a formula is of kind INDEX and has the
     * size as its bound.
     */
    record Held(Expr operand, Whole size) implements Expr {

        @Override
        public Kind kind() {
            return Kind.INDEX;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.held(this);
        }
    }

    /** {@code condition ? then : otherwise}; the side that is not taken is not evaluated. */
    record Choose(Expr condition, Expr then, Expr otherwise) implements Expr {

        @Override
        public Kind kind() {
            return then.kind();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choose(this);
        }
    }

    /** A truth value: {@code left < right} and its like. */
    record Compare(Comparison comparison, Expr left, Expr right) implements Expr {

        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** {@code left && right}. */
    record And(Expr left, Expr right) implements Expr {

        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** {@code left || right}. */
    record Or(Expr left, Expr right) implements Expr {

        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /** {@code !operand}. */
    record Not(Expr operand) implements Expr {

        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** A truth value known beforehand. */
    record Truth(boolean value) implements Expr {

        @Override
        public Kind kind() {
            return Kind.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truth(this);
        }
    }

    /** One method a kind of formula. */
    interface Visitor<R> {
        R constant(Constant constant);

        R count(Count count);

        R read(Read read);

        R apply(Apply apply);

        R held(Held held);

        R choose(Choose choose);

        R compare(Compare compare);

        R and(And and);

        R or(Or or);

        R not(Not not);

        R truth(Truth truth);
    }
}
