package dev.adjoint.loops;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * A scalar formula over locals and buffers. Whole numbers in it are made of dims, the indices of the loops around, and
 * {@code Atom.Gathered} elements of INDEX buffers. {@link Choose}, {@link And} and {@link Or} are lazy.
 */
public sealed interface Value {

    <R> R accept(Visitor<R> visitor);

    /** A real number. */
    record Constant(double value) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** A whole number; converted where a real one is needed. */
    record Count(Whole value) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.count(this);
        }
    }

    /** The value of a local. */
    record Get(Local local) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.get(this);
        }
    }

    /** An element of a buffer of kind REAL or TRUTH; no subscripts for a scalar. */
    record Element(Buffer buffer, List<Whole> subscripts) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.element(this);
        }
    }

    /** A primitive; an operand may be a {@link Count}. */
    record Apply(Primitive primitive, List<Value> operands) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.apply(this);
        }
    }

    /** Floor held to 0 … size - 1, 0 for NaN: a whole number of an int. */
    record Held(Value operand, Whole size) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.held(this);
        }
    }

    /** {@code condition ? then : otherwise}. */
    record Choose(Value condition, Value then, Value otherwise) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choose(this);
        }
    }

    /** {@code left < right} and its like. */
    record Compare(Comparison comparison, Value left, Value right) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** {@code left && right}. */
    record And(Value left, Value right) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** {@code left || right}. */
    record Or(Value left, Value right) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /** {@code !operand}. */
    record Not(Value operand) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** A truth value known beforehand. */
    record Truth(boolean value) implements Value {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truth(this);
        }
    }

    /** A variable of the nest; {@code equals} is identity. The name is a proposal. */
    final class Local {

        private final String name;
        private final Kind kind;

        public Local(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        public String name() {
            return name;
        }

        public Kind kind() {
            return kind;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One method a kind of value. */
    interface Visitor<R> {
        R constant(Constant constant);

        R count(Count count);

        R get(Get get);

        R element(Element element);

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
