package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.graph.Node.Kernel.Operand;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Operation;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tangents of linear algebra, in kernels and definitions by index, so that they can be differentiated again. The factors
 * of a matrix have no tangent: what is made of them reads that of the matrix.
 *
 * <p>See M. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation", 2008, and
 * I. Murray, "Differentiation of the Cholesky decomposition", 2016.
 */
final class KernelTangents extends KernelFormulas {

    private final Map<Node, Node> tangents;

    /**
     * The rules at one node.
     *
     * @param tangents those known so far; what has none is 0
     * @param make takes nodes that are made on the way
     */
    KernelTangents(Kernel node, Map<Node, Node> tangents, Consumer<Node> make) {
        super(node, Optional.empty(), make);
        this.tangents = tangents;
    }

    /** The tangent; nothing if it is 0, or if there is none because the node is only part of others. */
    Optional<Node> derive() {
        Optional<Operand> a = tangent(matrix());
        return switch (node.operation()) {
            case SOLVE, SOLVE_LOWER -> solve(a.map(t -> read(t, i, j)));
            case SOLVE_TRANSPOSED, SOLVE_LOWER_TRANSPOSED -> solve(a.map(t -> read(t, j, i)));
            case INVERSE -> a.map(this::inverse);
            case DET ->
                a.map(t -> trace(ofFactors(Operation.ADJUGATE), t, node.own().get(0)));
            case LOGDET ->
                a.map(t -> trace(ofFactors(Operation.INVERSE), t, node.own().get(0)));
            case ADJUGATE -> a.map(this::adjugate);
            case CHOL -> a.map(this::chol);
            case LU -> Optional.empty();
            case CHOL_ADJOINT -> throw new IllegalStateException(node.operation() + " has no rule of its own");
        };
    }

    private Optional<Operand> tangent(Operand operand) {
        return Optional.ofNullable(tangents.get(operand.node())).map(t -> new Operand(t, operand.at()));
    }

    private String named(String prefix) {
        return prefix + node.name();
    }

    private Node pointwise(String name, List<Index> own, Expr body) {
        return defined(name, own, Optional.empty(), Exprs.choose(guard, body, Exprs.ZERO));
    }

    /** {@code X' = solve(A, B' - A'*X)}, the element of A' at hand being {@code matrix}. */
    private Optional<Node> solve(Optional<Expr> matrix) {
        boolean columns = node.own().size() == 2;
        Index m = index("m", node, 1);
        List<Index> own = columns ? List.of(i, m) : List.of(i);
        Optional<Expr> right = tangent(node.operands().get(1)).map(t -> read(t, own));
        Optional<Expr> product = matrix.map(a -> {
            Expr body = Exprs.times(a, read(node, columns ? List.of(j, m) : List.of(j)));
            return read(defined(named("product_"), own, Optional.of(overColumns()), body), own);
        });
        if (right.isEmpty() && product.isEmpty()) {
            return Optional.empty();
        }
        Expr all = product.isEmpty()
                ? right.get()
                : right.map(r -> Exprs.minus(r, product.get())).orElseGet(() -> Exprs.negate(product.get()));
        Node solved = pointwise(named("right_"), own, all);
        return Optional.of(
                kernel(Tangent.named(node), node.operation(), node.operands().get(0), operand(solved)));
    }

    /** Over the columns of the matrix, or of its transposed, that are read. */
    private Reduce overColumns() {
        Expr read = switch (node.operation()) {
            case SOLVE_LOWER -> below();
            case SOLVE_LOWER_TRANSPOSED -> Exprs.compare(Comparison.GREATER_EQUAL, count(j), count(i));
            default -> Exprs.TRUE;
        };
        Expr filter = Exprs.and(guard, read);
        return new Reduce(Reducer.SUM, List.of(j), filter.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(filter));
    }

    /** {@code W' = -W*A'*W}. */
    private Node inverse(Operand a) {
        Node product = sum(named("product_"), List.of(i, k), j, Exprs.times(read(a, i, j), read(node, j, k)));
        Expr body = Exprs.negate(Exprs.times(read(node, i, j), read(product, j, k)));
        return sum(Tangent.named(node), List.of(i, k), j, body);
    }

    /** {@code trace(M*A')}. */
    private Node trace(Node m, Operand a, Whole one) {
        Reduce all = new Reduce(Reducer.SUM, List.of(i, j), filter());
        Expr body = Exprs.times(read(m, j, i), read(a, i, j));
        return defined(Tangent.named(node), List.of(new Index("e", one)), Optional.of(all), body);
    }

    /** With the inverse W, {@code X' = trace(X*A')*W - X*A'*W}: a singular matrix has no second derivative here. */
    private Node adjugate(Operand a) {
        Node inverse = ofFactors(Operation.INVERSE);
        Reduce all = new Reduce(Reducer.SUM, List.of(i, j), filter());
        Node trace =
                defined(named("trace_"), List.of(), Optional.of(all), Exprs.times(read(node, j, i), read(a, i, j)));
        Node right = sum(named("right_"), List.of(i, k), j, Exprs.times(read(a, i, j), read(inverse, j, k)));
        Node product = sum(named("product_"), List.of(i, k), j, Exprs.times(read(node, i, j), read(right, j, k)));
        Expr scaled = Exprs.times(read(trace), read(inverse, i, k));
        return pointwise(Tangent.named(node), List.of(i, k), Exprs.minus(scaled, read(product, i, k)));
    }

    /** {@code L' = L*P}, P the lower triangle of {@code L^-1 * A' * L'^-1}, its diagonal halved. */
    private Node chol(Operand a) {
        Node symmetric =
                pointwise(named("symmetric_"), List.of(i, j), Exprs.choose(below(), read(a, i, j), read(a, j, i)));
        Node left = kernel(named("left_"), Operation.SOLVE_LOWER, operand(node), operand(symmetric));
        Node turned = pointwise(named("turned_"), List.of(i, j), read(left, j, i));
        Node both = kernel(named("both_"), Operation.SOLVE_LOWER, operand(node), operand(turned));
        Expr diagonal = Exprs.compare(Comparison.EQUAL, count(k), count(j));
        Expr halved = Exprs.times(Exprs.constant(0.5), read(both, k, j));
        Expr inside = Exprs.and(
                Exprs.compare(Comparison.LESS_EQUAL, count(j), count(k)),
                Exprs.compare(Comparison.LESS_EQUAL, count(k), count(i)));
        Reduce reduce = new Reduce(Reducer.SUM, List.of(k), Optional.of(Exprs.and(guard, inside)));
        Expr body = Exprs.times(read(node, i, k), Exprs.choose(diagonal, halved, read(both, k, j)));
        return defined(Tangent.named(node), List.of(i, j), Optional.of(reduce), body);
    }
}
