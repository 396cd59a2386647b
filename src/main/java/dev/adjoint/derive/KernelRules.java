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
import java.util.List;
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
final class KernelRules extends KernelFormulas {

    private final Node adjoint;
    private final BiConsumer<Node, Term> add;

    /**
     * The rules at one node.
     *
     * @param adjoint of the node
     * @param need which elements of the adjoint are reached, if that is not all
     * @param make takes nodes that are made on the way
     * @param add takes the terms of the adjoints of the operands
     */
    KernelRules(Kernel node, Node adjoint, Optional<Node> need, Consumer<Node> make, BiConsumer<Node, Term> add) {
        super(node, need, make);
        this.adjoint = adjoint;
        this.add = add;
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
        Expr body = Exprs.times(read(adjoint, k, l), read(inverse, k, l));
        Node sum = defined("sum_" + node.name(), List.of(), Optional.of(all), body);
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
