package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A gate: an array of numbers (rank 0 is a scalar) and how it comes about; {@code equals} is identity. What a node reads
 * was made before it, so a list of nodes in the order of making is in topological order.
 *
 * <p>The file is long because the kinds of nodes, few as they are, are best read beside each other.
 */
public sealed interface Node extends Atom.IndexArray {

    Label label();

    Kind kind();

    List<Whole> shape();

    <R> R accept(Visitor<R> visitor);

    @Override
    default String name() {
        return label().name();
    }

    /** Hands every node that this one reads to {@code action}; repeated ones repeatedly. */
    default void forEachSource(Consumer<Node> action) {}

    /** These nodes and all that they depend on. */
    static Set<Node> reachable(Collection<Node> roots) {
        Set<Node> reached = new HashSet<>(roots);
        Deque<Node> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            open.pop().forEachSource(source -> {
                if (reached.add(source)) {
                    open.push(source);
                }
            });
        }
        return reached;
    }

    /** For each axis, the loop whose steps it runs over, if it does. */
    default List<Optional<Index>> loops() {
        return shape().stream().map(size -> Optional.<Index>empty()).toList();
    }

    /** New indices for its axes, over the same loops; the k-th of the others is called {@code i} and k. */
    default List<Index> freshAxes() {
        List<Index> axes = new ArrayList<>();
        for (Optional<Index> loop : loops()) {
            String name = "i" + axes.size();
            Whole size = shape().get(axes.size());
            axes.add(loop.map(l -> Index.over(l, size)).orElseGet(() -> new Index(name, size)));
        }
        return axes;
    }

    /** The axis that runs over the steps of this loop, or -1. */
    default int axisOver(Index loop) {
        return loops().indexOf(Optional.of(loop));
    }

    /** Whether it may read nodes that stand behind it, as they were in earlier steps of a loop. */
    default boolean isRecurrent() {
        return false;
    }

    default int rank() {
        return shape().size();
    }

    /**
     * What a person calls a node.
     *
     * @param name the user's name for it, or one made from the gate
     * @param gate what the lecture calls it: {@code mul}, {@code max}, {@code matmul}
     * @param span the formula that it comes from
     * @param statement the statement that holds the formula
     * @param user whether the name is the user's own
     */
    record Label(String name, String gate, Span span, Span statement, boolean user) {

        /** The label of a gate that belongs to this one. */
        public Label derived(String newName, String newGate) {
            return new Label(newName, newGate, span, statement, false);
        }
    }

    /** A param or input: its elements are given. */
    final class Leaf implements Node {

        private final Variable variable;
        private final Label label;

        public Leaf(Variable variable) {
            this.variable = variable;
            this.label = new Label(variable.name(), "input", variable.span(), variable.span(), true);
        }

        public Variable variable() {
            return variable;
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return variable.type().kind();
        }

        @Override
        public List<Whole> shape() {
            return variable.type().shape();
        }

        @Override
        public Optional<Whole> bound() {
            return variable.bound();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leaf(this);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * What the caller gives: the upstream gradient of an output, or how a node moves; as many numbers as that has.
     */
    final class Seed implements Node {

        private final List<Whole> shape;
        private final List<Optional<Index>> loops;
        private final int number;
        private final Label label;

        private Seed(Node of, int number, Label label) {
            this.shape = of.shape();
            this.loops = of.loops();
            this.number = number;
            this.label = label;
        }

        /** The upstream gradient of the output of the given number, from 0. */
        public Seed(Node output, int number) {
            this(output, number, output.label().derived("d" + output.name(), "seed"));
        }

        /** How a node moves. */
        public static Seed direction(Node of) {
            return new Seed(of, -1, of.label().derived(of.name() + "Dot", "direction"));
        }

        @Override
        public List<Optional<Index>> loops() {
            return loops;
        }

        /** The number of the output, or -1. */
        public int number() {
            return number;
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return Kind.REAL;
        }

        @Override
        public List<Whole> shape() {
            return shape;
        }

        @Override
        public Optional<Whole> bound() {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.seed(this);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * A definition by index: {@code T[axes] = body}, or {@code T[axes] = reduce(body for bound if filter)}. Every index
     * begins at 0.
     */
    final class Defined implements Node {

        private final Label label;
        private final Kind kind;
        private final List<Index> axes;
        private final Optional<Reduce> reduce;
        private final Expr body;
        private final Optional<Whole> bound;

        /** A reduction over indices, the last fastest; elements where the filter does not hold are not evaluated. */
        public record Reduce(Reducer reducer, List<Index> indices, Optional<Expr> filter) {}

        public Defined(Label label, List<Index> axes, Optional<Reduce> reduce, Expr body, Optional<Whole> bound) {
            boolean isPosition = reduce.filter(r -> r.reducer().isPosition()).isPresent();
            this.label = label;
            this.kind =
                    isPosition ? Kind.INDEX : body.kind() == Kind.INDEX && bound.isEmpty() ? Kind.REAL : body.kind();
            this.axes = List.copyOf(axes);
            this.reduce = reduce;
            this.body = body;
            this.bound = bound;
        }

        public List<Index> axes() {
            return axes;
        }

        public Optional<Reduce> reduce() {
            return reduce;
        }

        public Expr body() {
            return body;
        }

        @Override
        public void forEachSource(Consumer<Node> action) {
            Exprs.forEachSource(body, action);
            reduce.flatMap(Reduce::filter).ifPresent(f -> Exprs.forEachSource(f, action));
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public List<Whole> shape() {
            return axes.stream().map(Index::size).toList();
        }

        @Override
        public List<Optional<Index>> loops() {
            return axes.stream().map(Index::loop).toList();
        }

        @Override
        public Optional<Whole> bound() {
            return bound;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.defined(this);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * What is put together by terms: all elements begin at 0 (or false), and each term adds its body, for all values of its
     * indices, to the element at its target. If the terms are disjoint they are no sums: every element is written once.
     *
     * <p>A recurrent node is one whose terms may read it, at elements that earlier steps of a loop have written: the rows of
     * a carry, and their adjoint. It is made before its terms are known, and stands before what it reads.
     */
    final class Accumulated implements Node {

        private final Label label;
        private final Reducer reducer;
        private final Kind kind;
        private final Optional<Whole> bound;
        private final List<Index> axes;
        private final boolean disjoint;
        private final Optional<Recurrence> recurrence;
        private List<Term> terms;

        /**
         * {@code T[target] += body} over the indices, the last fastest.
         *
         * @param target a subscript for each axis, in range wherever the filter holds
         */
        public record Term(List<Index> indices, List<Whole> target, Optional<Expr> filter, Expr body) {}

        /**
         * The loop that fills a recurrent node.
         *
         * @param loop the index of the loop
         * @param backward whether its steps are made from the last to the first
         * @param varies whether the values may change from step to step whatever they are made of, as those of a carry
         * @param ends whether the node says up to where the steps are made: from the first false element on, no step changes
         *     what is carried, and nothing else that is computed in it is asked for
         * @param checkpoint whether of what the steps compute for a loop in the other direction only some is to be kept, and
         *     the rest computed again
         */
        public record Recurrence(Index loop, boolean backward, boolean varies, boolean ends, boolean checkpoint) {

            /** That of a loop from the first step to the last. */
            public static Recurrence forward(Index loop, boolean varies) {
                return new Recurrence(loop, false, varies, false, false);
            }

            /** That of the adjoint. */
            public Recurrence reversed() {
                return new Recurrence(loop, !backward, varies, false, checkpoint);
            }
        }

        private Accumulated(
                Label label,
                Reducer reducer,
                Kind kind,
                Optional<Whole> bound,
                List<Index> axes,
                boolean disjoint,
                Optional<Recurrence> recurrence,
                List<Term> terms) {
            this.label = label;
            this.reducer = reducer;
            this.kind = kind;
            this.bound = bound;
            this.axes = List.copyOf(axes);
            this.disjoint = disjoint;
            this.recurrence = recurrence;
            this.terms = terms;
        }

        /** A sum or, with {@link Reducer#ANY}, a disjunction of terms. */
        public Accumulated(Label label, Reducer reducer, List<Index> axes, List<Term> terms) {
            this(label, reducer, kind(reducer), Optional.empty(), axes, false, Optional.empty(), List.copyOf(terms));
        }

        /** Terms whose targets cover every element exactly once, as in {@code [a, b]} and {@code concat(u, v)}. */
        public static Accumulated disjoint(Label label, List<Index> axes, List<Term> terms) {
            return new Accumulated(
                    label, Reducer.SUM, Kind.REAL, Optional.empty(), axes, true, Optional.empty(), List.copyOf(terms));
        }

        /** A recurrent node whose terms, not known yet, cover every element exactly once. */
        public static Accumulated recurrent(
                Label label, Kind kind, Optional<Whole> bound, List<Index> axes, Recurrence recurrence) {
            return new Accumulated(label, Reducer.SUM, kind, bound, axes, true, Optional.of(recurrence), null);
        }

        /** A recurrent sum or disjunction of terms that are not known yet. */
        public static Accumulated recurrent(Label label, Reducer reducer, List<Index> axes, Recurrence recurrence) {
            return new Accumulated(
                    label, reducer, kind(reducer), Optional.empty(), axes, false, Optional.of(recurrence), null);
        }

        /** What will be a copy of a node that has not been made yet. */
        public static Accumulated later(Label label, List<Index> axes) {
            return new Accumulated(label, Reducer.SUM, Kind.REAL, Optional.empty(), axes, true, Optional.empty(), null);
        }

        private static Kind kind(Reducer reducer) {
            return reducer == Reducer.ANY ? Kind.TRUTH : Kind.REAL;
        }

        /** The same with other terms. */
        public Accumulated with(List<Term> others) {
            return new Accumulated(label, reducer, kind, bound, axes, disjoint, recurrence, List.copyOf(others));
        }

        /** The same without terms yet. */
        public Accumulated open() {
            return new Accumulated(label, reducer, kind, bound, axes, disjoint, recurrence, null);
        }

        /** The same over other axes, without terms yet. */
        public Accumulated over(List<Index> others) {
            return new Accumulated(label, reducer, kind, bound, others, disjoint, recurrence, null);
        }

        /** Says the terms of a node that was made without. */
        public void close(List<Term> known) {
            if (terms != null) {
                throw new IllegalStateException(this + " has its terms already");
            }
            terms = List.copyOf(known);
        }

        public Reducer reducer() {
            return reducer;
        }

        /** Whether each element is written by exactly one term, without a filter. */
        public boolean isDisjoint() {
            return disjoint;
        }

        public Optional<Recurrence> recurrence() {
            return recurrence;
        }

        @Override
        public boolean isRecurrent() {
            return recurrence.isPresent();
        }

        public List<Index> axes() {
            return axes;
        }

        public List<Term> terms() {
            return terms;
        }

        /** Whether its terms are not known yet. */
        public boolean isOpen() {
            return terms == null;
        }

        @Override
        public void forEachSource(Consumer<Node> action) {
            if (isOpen()) {
                return;
            }
            for (Term term : terms) {
                Exprs.forEachSource(term.body(), action);
                term.filter().ifPresent(f -> Exprs.forEachSource(f, action));
                term.target().forEach(t -> Exprs.forEachSource(t, action));
            }
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public List<Whole> shape() {
            return axes.stream().map(Index::size).toList();
        }

        @Override
        public List<Optional<Index>> loops() {
            return axes.stream().map(Index::loop).toList();
        }

        @Override
        public Optional<Whole> bound() {
            return bound;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.accumulated(this);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * What no formula for one element says: for each value of the axes, an operation on whole matrices and vectors, which
     * are what the operands are at those axes.
     */
    final class Kernel implements Node {

        private final Label label;
        private final Operation operation;
        private final List<Index> axes;
        private final List<Operand> operands;
        private final List<Whole> own;
        private final Expr guard;
        private final String place;

        /** The part of a node at these subscripts of its first axes, with all of its other axes. */
        public record Operand(Node node, List<Whole> at) {}

        /**
         * An operation.
         *
         * @param own the shape of the result for one value of the axes
         * @param guard where it is done; elsewhere the result is not read
         * @param place what the failure of a matrix names: {@code gp.ad:7: chol(K)}
         */
        public Kernel(
                Label label,
                Operation operation,
                List<Index> axes,
                List<Operand> operands,
                List<Whole> own,
                Expr guard,
                String place) {
            this.label = label;
            this.operation = operation;
            this.axes = List.copyOf(axes);
            this.operands = List.copyOf(operands);
            this.own = List.copyOf(own);
            this.guard = guard;
            this.place = place;
        }

        /** The same of other operands, where another guard holds. */
        public Kernel with(List<Operand> others, Expr other) {
            return new Kernel(label, operation, axes, others, own, other, place);
        }

        public Operation operation() {
            return operation;
        }

        public List<Index> axes() {
            return axes;
        }

        public List<Operand> operands() {
            return operands;
        }

        /** The shape of the result for one value of the axes. */
        public List<Whole> own() {
            return own;
        }

        public Expr guard() {
            return guard;
        }

        public String place() {
            return place;
        }

        @Override
        public void forEachSource(Consumer<Node> action) {
            for (Operand operand : operands) {
                action.accept(operand.node());
                operand.at().forEach(w -> Exprs.forEachSource(w, action));
            }
            Exprs.forEachSource(guard, action);
        }

        @Override
        public List<Optional<Index>> loops() {
            List<Optional<Index>> loops = new ArrayList<>();
            axes.forEach(a -> loops.add(a.loop()));
            own.forEach(size -> loops.add(Optional.empty()));
            return loops;
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return Kind.REAL;
        }

        @Override
        public List<Whole> shape() {
            List<Whole> shape = new ArrayList<>(axes.stream().map(Index::size).toList());
            shape.addAll(own);
            return shape;
        }

        @Override
        public Optional<Whole> bound() {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.kernel(this);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** The reductions of the graph; all others are made of these. */
    enum Reducer {
        /** From 0. */
        SUM,
        /** From −∞. */
        MAX,
        /** From +∞. */
        MIN,
        /** From false: whether one element is true. */
        ANY,
        /** Where the maximum is first found, NaN counting as more than any number; 0 if there is no element. One index. */
        ARGMAX,
        /** The same for the minimum, NaN counting as less than any number. */
        ARGMIN;

        /** Whether the result is a value of the index, so that the node is of kind INDEX. */
        public boolean isPosition() {
            return this == ARGMAX || this == ARGMIN;
        }
    }

    /** One method a kind of node. */
    interface Visitor<R> {
        R leaf(Leaf leaf);

        R seed(Seed seed);

        R defined(Defined defined);

        R accumulated(Accumulated accumulated);

        R kernel(Kernel kernel);
    }
}
