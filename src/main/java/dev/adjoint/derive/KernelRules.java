package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.graph.Node.Kernel.Operand;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Operation;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The adjoints of linear algebra, in kernels and definitions by index, so that they can be differentiated again. The factors
 * of a matrix have no adjoint: what is made of them hands its own to the matrix.
 *
 * <p>See M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation", 2008, and
 * I. Murray, "Differentiation of the Cholesky decomposition", 2016.
 */
final class KernelRules {

    private final Kernel node;
    private final Node adjoint;
    private final Expr guard;
    private final Consumer<Node> make;
    private final BiConsumer<Node, Term> add;
    private final List<Index> axes;
    private final Index i;
    private final Index j;
    private final Index k;

    /**
     * The rules at one node.
     *
     * @param adjoint of the node
     * @param need which elements of the adjoint are reached, if that is not all
     * @param make takes nodes that are made on the way
     * @param add takes the terms of the adjoints of the operands
     */
    KernelRules(Kernel node, Node adjoint, Optional<Node> need, Consumer<Node> make, BiConsumer<Node, Term> add) {
        this.node = node;
        this.adjoint = adjoint;
        this.make = make;
        this.add = add;
        this.axes = node.axes();
        this.guard = Exprs.and(node.guard(), need.map(this::reached).orElse(Exprs.TRUE));
        this.i = index("i", matrix().node(), 2);
        this.j = index("j", matrix().node(), 2);
        this.k = index("k", matrix().node(), 2);
    }

    /** An index over an axis of a node, counted from the last; its name is none of those of the axes here. */
    private Index index(String name, Node of, int fromLast) {
        List<Whole> shape = of.shape();
        Whole size = shape.get(shape.size() - fromLast);
        String free = name;
        for (int n = 2; isAxis(free); n++) {
            free = name + n;
        }
        return new Index(free, size);
    }

    private boolean isAxis(String name) {
        return axes.stream().anyMatch(a -> a.name().equals(name));
    }

    /** Whether any element of the result is reached, over the axes. */
    private Expr reached(Node need) {
        List<Index> own = new ArrayList<>();
        for (Whole size : node.own()) {
            own.add(new Index("e" + own.size(), size));
        }
        Reduce any = new Reduce(Reducer.ANY, own, Optional.empty());
        Node.Label label = node.label().derived("any_" + need.name(), "need");
        Node reached = new Node.Defined(label, axes, Optional.of(any), read(need, own), Optional.empty());
        make.accept(reached);
        return read(reached, List.of());
    }

    /** The matrix itself: that of the factors, or the first operand. */
    private Operand matrix() {
        Operand first = node.operands().get(0);
        return first.node() instanceof Kernel lu && lu.operation() == Operation.LU ? factored(lu, first) : first;
    }

    /** What the factors are those of, over the axes of the node. */
    private static Operand factored(Kernel lu, Operand factors) {
        Map<Index, Whole> values = new HashMap<>();
        for (int axis = 0; axis < lu.axes().size(); axis++) {
            values.put(lu.axes().get(axis), factors.at().get(axis));
        }
        Operand matrix = lu.operands().get(0);
        return new Operand(
                matrix.node(),
                matrix.at().stream().map(w -> Exprs.substitute(w, values)).toList());
    }

    void spread() {
        switch (node.operation()) {
            case SOLVE -> solve(Operation.SOLVE_TRANSPOSED, false);
            case SOLVE_TRANSPOSED -> solve(Operation.SOLVE, true);
            case SOLVE_LOWER -> solve(Operation.SOLVE_LOWER_TRANSPOSED, false);
            case SOLVE_LOWER_TRANSPOSED -> solve(Operation.SOLVE_LOWER, true);
            case INVERSE -> inverse();
            case DET -> toMatrix(Exprs.times(scalarUpstream(), read(ofFactors(Operation.ADJUGATE), j, i)));
            case LOGDET -> toMatrix(Exprs.times(scalarUpstream(), read(ofFactors(Operation.INVERSE), j, i)));
            case ADJUGATE -> adjugate();
            case CHOL -> chol();
            case LU, CHOL_ADJOINT -> throw new IllegalStateException(node.operation() + " has no rule of its own");
        }
    }

    /** {@code dB = solve(A', dX)}, {@code dA = -dB*X'}; where A is transposed already, {@code dA = -X*dB'}. */
    private void solve(Operation other, boolean transposed) {
        Operand right = node.operands().get(1);
        boolean columns = node.own().size() == 2;
        Node solved = kernel("dright_" + node.name(), other, node.operands().get(0), operand(adjoint));
        List<Index> own = new ArrayList<>(List.of(i));
        List<Index> indices = new ArrayList<>(List.of(i, j));
        Index m = index("m", node, 1);
        if (columns) {
            own.add(m);
            indices.add(m);
        }
        toOperand(right, own, Exprs.TRUE, read(solved, own));
        List<Index> row = columns ? List.of(i, m) : List.of(i);
        List<Index> column = columns ? List.of(j, m) : List.of(j);
        Expr product = transposed
                ? Exprs.times(read(node, row), read(solved, column))
                : Exprs.times(read(solved, row), read(node, column));
        boolean lower = other == Operation.SOLVE_LOWER || other == Operation.SOLVE_LOWER_TRANSPOSED;
        toMatrix(indices, lower ? below() : Exprs.TRUE, Exprs.negate(product));
    }

    /** {@code dA = -X'*dX*X'}. */
    private void inverse() {
        Node left = inverseTimesUpstream(node);
        toMatrix(List.of(i, j, k), Exprs.TRUE, Exprs.negate(Exprs.times(read(left, i, k), read(node, j, k))));
    }

    /** {@code W'*dX} of the inverse W. */
    private Node inverseTimesUpstream(Node inverse) {
        return sum("left_" + node.name(), List.of(i, k), j, Exprs.times(read(inverse, j, i), read(adjoint, j, k)));
    }

    /** With the inverse W, {@code dA = sum(dX .* W)*X' - W'*dX*X'}: a singular matrix has no second derivative here. */
    private void adjugate() {
        Node inverse = ofFactors(Operation.INVERSE);
        Index l = index("l", node, 1);
        Reduce all = new Reduce(Reducer.SUM, List.of(k, l), filter());
        Node sum = new Node.Defined(
                node.label().derived("sum_" + node.name(), "sum"),
                axes,
                Optional.of(all),
                Exprs.times(read(adjoint, k, l), read(inverse, k, l)),
                Optional.empty());
        make.accept(sum);
        toMatrix(Exprs.times(read(sum, List.of()), read(node, j, i)));
        Node left = inverseTimesUpstream(inverse);
        toMatrix(List.of(i, j, k), Exprs.TRUE, Exprs.negate(Exprs.times(read(left, i, k), read(node, j, k))));
    }

    private void chol() {
        Node lower = kernel("lower_" + node.name(), Operation.CHOL_ADJOINT, List.of(operand(node), operand(adjoint)));
        toMatrix(List.of(i, j), below(), read(lower, i, j));
    }

    /**
     * What {@link Operation#CHOL_ADJOINT} computes, for L and d, as formulas and kernels that have rules. With P the lower
     * triangle of {@code L'*d}, its diagonal halved, and {@code S = L'^-1 * P * L^-1}, it is the lower triangle of {@code S +
     * S'}, its diagonal halved.
     *
     * @return in topological order, the result last
     */
    static List<Node> expanded(Kernel node) {
        List<Node> made = new ArrayList<>();
        KernelRules rules = new KernelRules(node, node, Optional.empty(), made::add, (operand, term) -> {});
        rules.expand(node.operands().get(0), node.operands().get(1));
        return made;
    }

    private void expand(Operand l, Operand d) {
        Expr lower = Exprs.compare(Comparison.GREATER_EQUAL, count(k), count(i));
        Reduce reduce = new Reduce(Reducer.SUM, List.of(k), Optional.of(Exprs.and(guard, lower)));
        Node product = defined(
                "product_" + node.name(),
                List.of(i, j),
                Optional.of(reduce),
                Exprs.times(read(l, k, i), read(d, k, j)));
        Expr half = Exprs.times(Exprs.constant(0.5), read(product, i, j));
        Node p = defined(
                "half_" + node.name(),
                List.of(i, j),
                Optional.empty(),
                Exprs.choose(onDiagonal(), half, Exprs.choose(below(), read(product, i, j), Exprs.ZERO)));
        Node left = kernel("left_" + node.name(), Operation.SOLVE_LOWER_TRANSPOSED, l, operand(p));
        Node turned = defined("turned_" + node.name(), List.of(i, j), Optional.empty(), read(left, j, i));
        Node both = kernel("both_" + node.name(), Operation.SOLVE_LOWER_TRANSPOSED, l, operand(turned));
        Expr twice = Exprs.plus(read(both, i, j), read(both, j, i));
        Expr all = Exprs.choose(onDiagonal(), read(both, i, i), twice);
        defined(
                "sum_" + node.name(),
                List.of(i, j),
                Optional.empty(),
                Exprs.choose(Exprs.and(guard, below()), all, Exprs.ZERO));
    }

    private Expr below() {
        return Exprs.compare(Comparison.LESS_EQUAL, count(j), count(i));
    }

    private Expr onDiagonal() {
        return Exprs.compare(Comparison.EQUAL, count(i), count(j));
    }

    private static Expr count(Index index) {
        return new Expr.Count(Whole.of(index));
    }

    private Node sum(String name, List<Index> own, Index over, Expr body) {
        return defined(name, own, Optional.of(new Reduce(Reducer.SUM, List.of(over), filter())), body);
    }

    private Optional<Expr> filter() {
        return guard.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(guard);
    }

    private Node defined(String name, List<Index> own, Optional<Reduce> reduce, Expr body) {
        Node.Label label = node.label().derived(name, node.label().gate());
        List<Index> all = new ArrayList<>(axes);
        all.addAll(own);
        Node made = new Node.Defined(label, all, reduce, body, Optional.empty());
        make.accept(made);
        return made;
    }

    /** An operation with a right side of the shape of the node. */
    private Node kernel(String name, Operation operation, Operand matrix, Operand right) {
        return kernel(name, operation, List.of(matrix, right));
    }

    /** What else is made of the factors: a matrix. */
    private Node ofFactors(Operation operation) {
        return kernel(
                operation.word() + "_" + node.name(),
                operation,
                List.of(node.operands().get(0)));
    }

    private Node kernel(String name, Operation operation, List<Operand> operands) {
        List<Whole> own = operation.hasRightSide() ? node.own() : List.of(i.size(), i.size());
        Node.Label label = node.label().derived(name, operation.word());
        Node made = new Kernel(label, operation, axes, operands, own, guard, node.place());
        make.accept(made);
        return made;
    }

    /** What a node of the same axes is for their values. */
    private Operand operand(Node of) {
        return new Operand(of, axes.stream().map(Whole::of).toList());
    }

    private Expr read(Node of, Index... own) {
        return read(of, List.of(own));
    }

    private Expr read(Node of, List<Index> own) {
        List<Whole> at = new ArrayList<>();
        axes.forEach(a -> at.add(Whole.of(a)));
        own.forEach(a -> at.add(Whole.of(a)));
        return new Expr.Read(of, at);
    }

    private Expr read(Operand of, Index row, Index column) {
        List<Whole> at = new ArrayList<>(of.at());
        at.add(Whole.of(row));
        at.add(Whole.of(column));
        return new Expr.Read(of.node(), at);
    }

    /** The adjoint of a node of one number for each value of the axes. */
    private Expr scalarUpstream() {
        List<Whole> at = new ArrayList<>();
        axes.forEach(a -> at.add(Whole.of(a)));
        at.add(Whole.ZERO);
        return new Expr.Read(adjoint, at);
    }

    private void toMatrix(Expr body) {
        toMatrix(List.of(i, j), Exprs.TRUE, body);
    }

    /** {@code dA[i,j] += body}, for all values of the indices, of which i and j are the first. */
    private void toMatrix(List<Index> indices, Expr condition, Expr body) {
        toOperand(matrix(), indices, condition, body);
    }

    /** {@code dB[…] += body}; the first indices are those of the operand's own axes, the others are summed. */
    private void toOperand(Operand operand, List<Index> indices, Expr condition, Expr body) {
        List<Index> all = new ArrayList<>(axes);
        all.addAll(indices);
        List<Whole> target = new ArrayList<>(operand.at());
        int own = operand.node().rank() - target.size();
        indices.subList(0, own).forEach(a -> target.add(Whole.of(a)));
        Expr path = Exprs.and(guard, condition);
        Optional<Expr> filter = path.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(path);
        add.accept(operand.node(), new Term(all, target, filter, body));
    }
}
