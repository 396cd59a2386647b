package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Kernel.Operand;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What computes a node, or a part of it, where some loops may stand around already: their indices are in its formulas, and
 * only the rest is still to be run over.
 */
sealed interface Statement {

    Node node();

    /** Whether all of it runs over the steps of a loop. */
    boolean runsOver(Index loop);

    /** The statement in one step of the loop around it. */
    Statement inside(Index loop, Index step);

    /** The same with other formulas; what is filtered by a condition that never holds is left out. */
    Statement map(UnaryOperator<Expr> formulas);

    /** The index of its own, also a summed one, that takes the steps of a loop. */
    Optional<Index> stepOf(Index loop);

    /** The same with another index in the place of one of its own. */
    Statement with(Index mine, Index other);

    /** Every element that is read, also as a gathered index. */
    void forEachAccess(Consumer<Access> action);

    /** The same without the conditions. */
    default void forEachRead(BiConsumer<Node, List<Whole>> action) {
        forEachAccess(access -> action.accept(access.node(), access.at()));
    }

    /** What it writes, in terms of its own indices; empty for one that only clears. */
    List<Access> writes();

    /** All of a node. */
    static Statement of(Node node) {
        if (node instanceof Node.Defined defined) {
            return new Write(defined, defined.axes(), wholes(defined.axes()), defined.reduce(), defined.body());
        }
        if (node instanceof Node.Kernel kernel) {
            return new Call(kernel, kernel.axes(), wholes(kernel.axes()), kernel.operands(), kernel.guard());
        }
        Node.Accumulated accumulated = (Node.Accumulated) node;
        return new Collect(accumulated, accumulated.terms(), !accumulated.isDisjoint(), wholes(accumulated.axes()));
    }

    static List<Whole> wholes(List<Index> indices) {
        return indices.stream().map(Whole::of).toList();
    }

    /** The index among these that takes the values of a loop. */
    static Optional<Index> over(Index loop, List<Index> indices) {
        return indices.stream()
                .filter(i -> i.loop().filter(l -> l == loop).isPresent())
                .findFirst();
    }

    private static List<Index> without(Index index, List<Index> indices) {
        return indices.stream().filter(i -> i != index).toList();
    }

    private static Map<Index, Whole> value(Index index, Index step) {
        return Map.of(index, Whole.of(step));
    }

    private static List<Index> replace(List<Index> indices, Index mine, Index other) {
        return indices.stream().map(i -> i == mine ? other : i).toList();
    }

    private static Optional<Expr> filter(Optional<Expr> filter, UnaryOperator<Expr> formulas) {
        return filter.map(formulas).filter(f -> !f.equals(Exprs.TRUE));
    }

    private static List<Whole> substitute(List<Whole> wholes, Map<Index, Whole> values) {
        return wholes.stream().map(w -> Exprs.substitute(w, values)).toList();
    }

    /** {@code T[target] = body}, or a reduction of it, over the axes. */
    record Write(Node.Defined node, List<Index> axes, List<Whole> target, Optional<Reduce> reduce, Expr body)
            implements Statement {

        @Override
        public boolean runsOver(Index loop) {
            return over(loop, axes).isPresent();
        }

        @Override
        public Write inside(Index loop, Index step) {
            return over(loop, axes)
                    .map(mine -> with(mine, step))
                    .map(now -> new Write(node, without(step, now.axes), now.target, now.reduce, now.body))
                    .orElse(this);
        }

        @Override
        public Optional<Index> stepOf(Index loop) {
            return Statement.over(loop, axes).or(() -> reduce.flatMap(r -> Statement.over(loop, r.indices())));
        }

        @Override
        public Write with(Index mine, Index other) {
            Map<Index, Whole> values = value(mine, other);
            return new Write(
                    node,
                    replace(axes, mine, other),
                    substitute(target, values),
                    reduce.map(r -> new Reduce(
                            r.reducer(),
                            replace(r.indices(), mine, other),
                            r.filter().map(f -> Exprs.substitute(f, values)))),
                    Exprs.substitute(body, values));
        }

        @Override
        public Write map(UnaryOperator<Expr> formulas) {
            return new Write(
                    node,
                    axes,
                    target,
                    reduce.map(r -> new Reduce(r.reducer(), r.indices(), filter(r.filter(), formulas))),
                    formulas.apply(body));
        }

        @Override
        public void forEachAccess(Consumer<Access> action) {
            Expr path = reduce.flatMap(Reduce::filter).orElse(Exprs.TRUE);
            Access.forEach(path, Exprs.TRUE, action);
            Access.forEach(body, path, action);
        }

        @Override
        public List<Access> writes() {
            return List.of(new Access(node, target, Exprs.TRUE));
        }
    }

    /**
     * Terms that are added up, or written each to its place.
     *
     * @param fresh whether all elements at {@code place} begin at 0
     * @param place a subscript for each axis of the node: the step of a loop around, or the axis itself
     */
    record Collect(Node node, List<Term> terms, boolean fresh, List<Whole> place) implements Statement {

        /** A sum over indices, as a term that is added. */
        static Collect of(Write sum) {
            Reduce reduce = sum.reduce().orElseThrow();
            List<Index> indices = new ArrayList<>(sum.axes());
            indices.addAll(reduce.indices());
            Term term = new Term(indices, sum.target(), reduce.filter(), sum.body());
            return new Collect(sum.node(), List.of(term), true, sum.target());
        }

        /** The axes of the node. */
        List<Index> all() {
            return node instanceof Node.Defined defined ? defined.axes() : ((Node.Accumulated) node).axes();
        }

        Reducer reducer() {
            return node instanceof Node.Defined defined
                    ? defined.reduce().orElseThrow().reducer()
                    : ((Node.Accumulated) node).reducer();
        }

        /** Whether each element is written by exactly one term. */
        boolean isDisjoint() {
            return node instanceof Node.Accumulated accumulated && accumulated.isDisjoint();
        }

        /** The same as one statement that clears, if need be, and one for each term. */
        List<Statement> apart() {
            List<Statement> parts = new ArrayList<>();
            if (fresh) {
                parts.add(new Collect(node, List.of(), true, place));
            }
            terms.forEach(t -> parts.add(new Collect(node, List.of(t), false, place)));
            return parts;
        }

        @Override
        public boolean runsOver(Index loop) {
            return !terms.isEmpty()
                    && terms.stream().allMatch(t -> over(loop, t.indices()).isPresent());
        }

        @Override
        public Collect inside(Index loop, Index step) {
            List<Whole> placed = over(loop, all())
                    .map(axis -> substitute(place, value(axis, step)))
                    .orElse(place);
            return new Collect(
                    node, terms.stream().map(t -> inside(t, loop, step)).toList(), fresh, placed);
        }

        private static Term inside(Term term, Index loop, Index step) {
            return over(loop, term.indices())
                    .map(mine -> with(term, mine, step))
                    .map(now -> new Term(without(step, now.indices()), now.target(), now.filter(), now.body()))
                    .orElse(term);
        }

        /** Whether each term writes, in each step of the loop, the row of that step. */
        boolean writesOwnRow(Index loop) {
            int axis = node.axisOver(loop);
            return axis >= 0
                    && terms.stream()
                            .allMatch(t -> over(loop, t.indices())
                                    .filter(i -> t.target().get(axis).equals(Whole.of(i)))
                                    .isPresent());
        }

        /** The same with one index over the loop in all terms. */
        Collect aligned(Index loop) {
            Index step = stepOf(loop).orElseThrow();
            List<Term> now = terms.stream()
                    .map(t -> with(t, over(loop, t.indices()).orElseThrow(), step))
                    .toList();
            return new Collect(node, now, fresh, place);
        }

        /** The term with another index in the place of one of its own. */
        private static Term with(Term term, Index mine, Index other) {
            Map<Index, Whole> values = value(mine, other);
            return new Term(
                    replace(term.indices(), mine, other),
                    substitute(term.target(), values),
                    term.filter().map(f -> Exprs.substitute(f, values)),
                    Exprs.substitute(term.body(), values));
        }

        @Override
        public Optional<Index> stepOf(Index loop) {
            return terms.stream()
                    .flatMap(t -> Statement.over(loop, t.indices()).stream())
                    .findFirst();
        }

        @Override
        public Collect with(Index mine, Index other) {
            return new Collect(
                    node, terms.stream().map(t -> with(t, mine, other)).toList(), fresh, place);
        }

        @Override
        public Collect map(UnaryOperator<Expr> formulas) {
            List<Term> now = new ArrayList<>();
            for (Term term : terms) {
                Optional<Expr> filter = filter(term.filter(), formulas);
                if (filter.filter(Exprs.FALSE::equals).isEmpty()) {
                    now.add(new Term(term.indices(), term.target(), filter, formulas.apply(term.body())));
                }
            }
            return new Collect(node, now, fresh, place);
        }

        @Override
        public void forEachAccess(Consumer<Access> action) {
            for (Term term : terms) {
                Expr path = term.filter().orElse(Exprs.TRUE);
                Access.forEach(path, Exprs.TRUE, action);
                Access.forEach(term.body(), path, action);
                term.target().forEach(t -> Access.forEach(t, path, action));
            }
        }

        @Override
        public List<Access> writes() {
            return terms.stream()
                    .map(t -> new Access(node, t.target(), t.filter().orElse(Exprs.TRUE)))
                    .toList();
        }

        /** The axes that are still to be run over. */
        List<Index> axes() {
            return all().stream().filter(a -> place.contains(Whole.of(a))).toList();
        }
    }

    /** An operation on what the operands are, where the guard holds, for all values of the axes. */
    record Call(Node.Kernel node, List<Index> axes, List<Whole> place, List<Operand> operands, Expr guard)
            implements Statement {

        @Override
        public boolean runsOver(Index loop) {
            return over(loop, axes).isPresent();
        }

        @Override
        public Call inside(Index loop, Index step) {
            return over(loop, axes)
                    .map(mine -> with(mine, step))
                    .map(now -> new Call(node, without(step, now.axes), now.place, now.operands, now.guard))
                    .orElse(this);
        }

        @Override
        public Optional<Index> stepOf(Index loop) {
            return Statement.over(loop, axes);
        }

        @Override
        public Call with(Index mine, Index other) {
            Map<Index, Whole> values = value(mine, other);
            return new Call(
                    node,
                    replace(axes, mine, other),
                    substitute(place, values),
                    operands.stream()
                            .map(o -> new Operand(o.node(), substitute(o.at(), values)))
                            .toList(),
                    Exprs.substitute(guard, values));
        }

        @Override
        public Call map(UnaryOperator<Expr> formulas) {
            return new Call(node, axes, place, operands, formulas.apply(guard));
        }

        @Override
        public void forEachAccess(Consumer<Access> action) {
            for (Operand operand : operands) {
                action.accept(new Access(operand.node(), whole(operand.at(), operand.node()), guard));
                operand.at().forEach(w -> Access.forEach(w, guard, action));
            }
            Access.forEach(guard, Exprs.TRUE, action);
        }

        @Override
        public List<Access> writes() {
            return List.of(new Access(node, whole(place, node), guard));
        }

        /** Subscripts of all axes: those after the first stand for all elements. */
        private static List<Whole> whole(List<Whole> first, Node node) {
            List<Whole> all = new ArrayList<>(first);
            for (int axis = all.size(); axis < node.rank(); axis++) {
                all.add(Whole.of(new Index("all", node.shape().get(axis))));
            }
            return all;
        }
    }
}
