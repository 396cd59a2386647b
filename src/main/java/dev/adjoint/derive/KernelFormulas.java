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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What derivatives of linear algebra are written with: formulas over the axes of a kernel and over its matrix. */
abstract class KernelFormulas {

    final Kernel node;
    final List<Index> axes;

    /** Where the kernel is done and what is derived from it is asked for. */
    final Expr guard;

    /** Over the rows and columns of the matrix. */
    final Index i;

    final Index j;
    final Index k;

    private final Consumer<Node> make;

    /**
     * Formulas at one node.
     *
     * @param need which elements are asked for, if that is not all
     * @param make takes nodes that are made on the way
     */
    KernelFormulas(Kernel node, Optional<Node> need, Consumer<Node> make) {
        this.node = node;
        this.make = make;
        this.axes = node.axes();
        this.guard = Exprs.and(node.guard(), need.map(this::reached).orElse(Exprs.TRUE));
        this.i = index("i", matrix().node(), 2);
        this.j = index("j", matrix().node(), 2);
        this.k = index("k", matrix().node(), 2);
    }

    /** An index over an axis of a node, counted from the last; its name is none of those of the axes here. */
    Index index(String name, Node of, int fromLast) {
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
    Operand matrix() {
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

    Expr below() {
        return Exprs.compare(Comparison.LESS_EQUAL, count(j), count(i));
    }

    Expr onDiagonal() {
        return Exprs.compare(Comparison.EQUAL, count(i), count(j));
    }

    static Expr count(Index index) {
        return new Expr.Count(Whole.of(index));
    }

    Node sum(String name, List<Index> own, Index over, Expr body) {
        return defined(name, own, Optional.of(new Reduce(Reducer.SUM, List.of(over), filter())), body);
    }

    Optional<Expr> filter() {
        return guard.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(guard);
    }

    Node defined(String name, List<Index> own, Optional<Reduce> reduce, Expr body) {
        Node.Label label = node.label().derived(name, node.label().gate());
        List<Index> all = new ArrayList<>(axes);
        all.addAll(own);
        Node made = new Node.Defined(label, all, reduce, body, Optional.empty());
        make.accept(made);
        return made;
    }

    /** An operation with a right side of the shape of the node. */
    Node kernel(String name, Operation operation, Operand matrix, Operand right) {
        return kernel(name, operation, List.of(matrix, right));
    }

    /** What else is made of the factors: a matrix. */
    Node ofFactors(Operation operation) {
        return kernel(
                operation.word() + "_" + node.name(),
                operation,
                List.of(node.operands().get(0)));
    }

    Node kernel(String name, Operation operation, List<Operand> operands) {
        List<Whole> own = operation.hasRightSide() ? node.own() : List.of(i.size(), i.size());
        Node.Label label = node.label().derived(name, operation.word());
        Node made = new Kernel(label, operation, axes, operands, own, guard, node.place());
        make.accept(made);
        return made;
    }

    /** What a node of the same axes is for their values. */
    Operand operand(Node of) {
        return new Operand(of, axes.stream().map(Whole::of).toList());
    }

    Expr read(Node of, Index... own) {
        return read(of, List.of(own));
    }

    Expr read(Node of, List<Index> own) {
        List<Whole> at = new ArrayList<>();
        axes.forEach(a -> at.add(Whole.of(a)));
        own.forEach(a -> at.add(Whole.of(a)));
        return new Expr.Read(of, at);
    }

    Expr read(Operand of, Index row, Index column) {
        return read(of, List.of(row, column));
    }

    Expr read(Operand of, List<Index> own) {
        List<Whole> at = new ArrayList<>(of.at());
        own.forEach(a -> at.add(Whole.of(a)));
        return new Expr.Read(of.node(), at);
    }
}
