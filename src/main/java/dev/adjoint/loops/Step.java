package dev.adjoint.loops;

import dev.adjoint.graph.Operation;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One step of a nest. */
public sealed interface Step {

    <R> R accept(Visitor<R> visitor);

    /** The body for index = lower … upper - 1. */
    record Loop(Index index, List<Step> body) implements Step {

        /** The body in loops over all indices, the first outermost. */
        public static List<Step> nest(List<Index> indices, List<Step> body) {
            List<Step> steps = List.copyOf(body);
            for (int k = indices.size() - 1; k >= 0; k--) {
                steps = List.of(new Loop(indices.get(k), steps));
            }
            return steps;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loop(this);
        }
    }

    /** A step that is made of nests, between which methods may be cut. */
    sealed interface OfNests extends Step {

        /** What the nests inside may refer to besides what stands around. */
        List<Index> indices();

        /** The same with other nests inside. */
        OfNests map(UnaryOperator<List<Nest>> change);
    }

    /**
     * The nests for each step of a loop that hands values from step to step, from {@code lower} up to and without
     * {@code upper}; from the last to the first if {@code backward}.
     */
    record Sweep(Index index, Whole lower, Whole upper, boolean backward, List<Nest> body) implements OfNests {

        public Sweep {
            body = List.copyOf(body);
        }

        @Override
        public List<Index> indices() {
            return List.of(index);
        }

        @Override
        public Sweep map(UnaryOperator<List<Nest>> change) {
            return new Sweep(index, lower, upper, backward, change.apply(body));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sweep(this);
        }
    }

    /** The nests for each segment of the steps of a loop; from the last to the first if {@code backward}. */
    record Segments(Window window, boolean backward, List<Nest> body) implements OfNests {

        public Segments {
            body = List.copyOf(body);
        }

        @Override
        public List<Index> indices() {
            return List.of(window.segment(), window.from(), window.to());
        }

        @Override
        public Segments map(UnaryOperator<List<Nest>> change) {
            return new Segments(window, backward, change.apply(body));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.segments(this);
        }
    }

    /** The nests {@code then} where the condition holds, else {@code otherwise}. */
    record When(Value condition, List<Nest> then, List<Nest> otherwise) implements OfNests {

        public When {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public List<Index> indices() {
            return List.of();
        }

        @Override
        public When map(UnaryOperator<List<Nest>> change) {
            return new When(condition, change.apply(then), change.apply(otherwise));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.when(this);
        }
    }

    /** The nests that are a method of their own: the one of this number in the section, which takes the indices. */
    record Invoke(int method, List<Index> indices) implements Step {

        public Invoke {
            indices = List.copyOf(indices);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.invoke(this);
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

    /**
     * {@code c[i, j] = } or {@code += } the sum over k of {@code a[i, k] * b[k, j]}, for i &lt; m, j &lt; n and k &lt; depth. No
     * two elements of c are the same.
     */
    record Multiply(Size m, Size n, Size depth, Matrix a, Matrix b, Matrix c, boolean adds) implements Step {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.multiply(this);
        }
    }

    /**
     * Puts the function of each of so many numbers in their place.
     *
     * @param skipped how many elements behind {@code first} it begins
     */
    record Each(Primitive function, Value.Element first, Size skipped, Size count) implements Step {

        public Each(Primitive function, Value.Element first, Size count) {
            this(function, first, Size.ZERO, count);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.each(this);
        }
    }

    /**
     * The body for parts of {@code lower} up to and without {@code upper}, which may run at the same time: each for {@code from}
     * up to and without {@code to}. It stands alone in a nest of a section.
     *
     * @param grain what each part is a multiple of, but for the last one, which is longer
     * @param work what must reach {@code least} for more than one part; nothing if it always does
     * @param own the intermediates of which each part that runs beside others needs its own
     */
    record Share(
            Index from,
            Index to,
            Whole lower,
            Whole upper,
            Value grain,
            Optional<Size> work,
            long least,
            Set<Buffer> own,
            List<Step> body)
            implements Step {

        public Share {
            own = Set.copyOf(own);
            body = List.copyOf(body);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.share(this);
        }
    }

    /** A product of whole numbers, which is written as it is made. */
    record Size(List<Whole> factors) {

        public static final Size ONE = new Size(List.of());
        public static final Size ZERO = new Size(List.of(Whole.ZERO));

        public Size {
            factors = List.copyOf(factors);
        }

        public Whole product() {
            return factors.stream().reduce(Whole.ONE, Whole::times);
        }

        public Size times(Whole number) {
            List<Whole> more = new ArrayList<>(List.of(number));
            more.addAll(factors);
            return new Size(more);
        }

        Size map(UnaryOperator<Whole> change) {
            return new Size(factors.stream().map(change).toList());
        }

        @Override
        public String toString() {
            return factors.isEmpty()
                    ? "1"
                    : factors.stream()
                            .map(f -> f.isNumber() || f.atom().isPresent() ? f.toString() : "(" + f + ")")
                            .collect(Collectors.joining("*"));
        }
    }

    /**
     * Elements of a buffer at regular distances.
     *
     * @param first where it begins
     * @param skipped how many elements behind {@code first} it does so
     * @param row the distance from one row to the next
     * @param column the distance from one column to the next
     */
    record Matrix(Value.Element first, Size skipped, Size row, Size column) {

        public Matrix(Value.Element first, Size row, Size column) {
            this(first, Size.ZERO, row, column);
        }

        /** The same from another row on. */
        public Matrix fromRow(Whole number) {
            return new Matrix(first, row.times(number), row, column);
        }

        /** The same from another column on. */
        public Matrix fromColumn(Whole number) {
            return new Matrix(first, column.times(number), row, column);
        }

        public Buffer buffer() {
            return first.buffer();
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

        R segments(Segments segments);

        R when(When when);

        R invoke(Invoke invoke);

        R declare(Declare declare);

        R reserve(Reserve reserve);

        R assign(Assign assign);

        R store(Store store);

        R branch(Branch branch);

        R clear(Clear clear);

        R call(Call call);

        R multiply(Multiply multiply);

        R each(Each each);

        R share(Share share);
    }
}
