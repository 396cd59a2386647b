package dev.adjoint.loops;

import dev.adjoint.graph.Operation;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.List;

/** One step of a nest. */
public sealed interface Step {

    <R> R accept(Visitor<R> visitor);

    /** The body for index = lower … upper - 1. */
    record Loop(Index index, List<Step> body) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loop(this);
        }
    }

    /**
     * The nests for each step of a loop that hands values from step to step; from the last to the first if {@code backward}.
     */
    record Sweep(Index index, boolean backward, List<Nest> body) implements Step {

        public Sweep {
            body = List.copyOf(body);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sweep(this);
        }
    }

    /** A new local with its first value. */
    record Declare(Value.Local local, Value value) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.declare(this);
        }
    }

    /** A new local that both sides of a {@link Branch} set before it is read. */
    record Reserve(Value.Local local) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reserve(this);
        }
    }

    /** {@code local = value}, {@code local += value} or {@code local |= value}. */
    record Assign(Value.Local local, Mode mode, Value value) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.assign(this);
        }
    }

    /** {@code buffer[…] = value}, {@code += value} or {@code |= value}. */
    record Store(Value.Element target, Mode mode, Value value) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.store(this);
        }
    }

    /** {@code if (condition) { then } else { otherwise }}; {@code otherwise} may be empty. */
    record Branch(Value condition, List<Step> then, List<Step> otherwise) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.branch(this);
        }
    }

    /** All elements of a buffer to 0, or to false. */
    record Clear(Buffer buffer) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.clear(this);
        }
    }

    /**
     * An operation on whole matrices and vectors; elements with fewer subscripts than axes are the parts that begin there.
     *
     * @param sizes of the matrix, and where there is a right side, the number of its columns
     * @param place what the failure of a matrix names
     */
    record Call(
            Operation operation, List<Value.Element> operands, List<Whole> sizes, Value.Element result, String place)
            implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** How a value is put somewhere. */
    enum Mode {
        SET,
        ADD,
        OR
    }

    /** One method a kind of step. */
    interface Visitor<R> {
        R loop(Loop loop);

        R sweep(Sweep sweep);

        R declare(Declare declare);

        R reserve(Reserve reserve);

        R assign(Assign assign);

        R store(Store store);

        R branch(Branch branch);

        R clear(Clear clear);

        R call(Call call);
    }
}
