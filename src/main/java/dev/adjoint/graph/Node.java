package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gate: an array of numbers (rank 0 is a scalar) and how it comes about; {@code equals} is identity. What a node reads
 * was made before it, so a list of nodes in the order of making is in topological order.
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

    /** The upstream gradient of an output, given by the caller: as many numbers as the output has. */
    final class Seed implements Node {

        private final List<Whole> shape;
        private final int number;
        private final Label label;

        /** The upstream gradient of the output of the given number, from 0. */
        public Seed(Node output, int number) {
            this.shape = output.shape();
            this.number = number;
            this.label = output.label().derived("d" + output.name(), "seed");
        }

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
            this.label = label;
            this.kind = body.kind() == Kind.INDEX && bound.isEmpty() ? Kind.REAL : body.kind();
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
     */
    final class Accumulated implements Node {

        private final Label label;
        private final Reducer reducer;
        private final List<Whole> shape;
        private final List<Term> terms;
        private final boolean disjoint;

        /**
         * {@code T[target] += body} over the indices, the last fastest.
         *
         * @param target a subscript for each axis, in range wherever the filter holds
         */
        public record Term(List<Index> indices, List<Whole> target, Optional<Expr> filter, Expr body) {}

        /** The reducer is {@link Reducer#SUM} or {@link Reducer#ANY}. */
        public Accumulated(Label label, Reducer reducer, List<Whole> shape, List<Term> terms) {
            this(label, reducer, shape, terms, false);
        }

        private Accumulated(Label label, Reducer reducer, List<Whole> shape, List<Term> terms, boolean disjoint) {
            this.disjoint = disjoint;
            this.label = label;
            this.reducer = reducer;
            this.shape = List.copyOf(shape);
            this.terms = List.copyOf(terms);
        }

        /** Terms whose targets cover every element exactly once, as in {@code [a, b]} and {@code concat(u, v)}. */
        public static Accumulated disjoint(Label label, List<Whole> shape, List<Term> terms) {
            return new Accumulated(label, Reducer.SUM, shape, terms, true);
        }

        /** The same with other terms. */
        public Accumulated with(List<Term> others) {
            return new Accumulated(label, reducer, shape, others, disjoint);
        }

        public Reducer reducer() {
            return reducer;
        }

        /** Whether each element is written by exactly one term, without a filter. */
        public boolean isDisjoint() {
            return disjoint;
        }

        public List<Term> terms() {
            return terms;
        }

        @Override
        public Label label() {
            return label;
        }

        @Override
        public Kind kind() {
            return reducer == Reducer.ANY ? Kind.TRUTH : Kind.REAL;
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
        ANY
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
