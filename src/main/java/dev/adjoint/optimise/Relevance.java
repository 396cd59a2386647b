package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * On which of their axes nodes depend. An index that stands only where the axis of another node is read that does not depend
 * on that axis makes no difference; around a loop, that is taken to be so until the contrary is found.
 */
final class Relevance {

    private final Map<Node, boolean[]> relevant = new HashMap<>();
    private boolean grown;

    private Relevance() {}

    /** @param fixed nodes that keep all axes */
    static Relevance of(List<Node> nodes, Set<Node> fixed) {
        Relevance relevance = new Relevance();
        for (Node node : nodes) {
            boolean[] axes = new boolean[node.rank()];
            boolean whole = fixed.contains(node) || node instanceof Node.Leaf || node instanceof Node.Seed;
            Arrays.fill(axes, whole);
            relevance.relevant.put(node, axes);
        }
        do {
            relevance.grown = false;
            nodes.forEach(relevance::look);
        } while (relevance.grown);
        return relevance;
    }

    /** Those of a list, one for each of the first axes of a node, on whose axes it depends. */
    <T> List<T> of(Node node, List<T> all) {
        boolean[] axes = relevant.get(node);
        List<T> some = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            if (axes[k]) {
                some.add(all.get(k));
            }
        }
        return some;
    }

    private void mark(Node node, int axis) {
        boolean[] axes = relevant.get(node);
        grown |= !axes[axis];
        axes[axis] = true;
    }

    private void look(Node node) {
        if (node instanceof Defined defined) {
            Set<Atom> used = new HashSet<>();
            note(defined.body(), used);
            defined.reduce().flatMap(Defined.Reduce::filter).ifPresent(f -> note(f, used));
            mark(node, defined.axes(), used);
        } else if (node instanceof Accumulated accumulated) {
            accumulated.terms().forEach(term -> look(node, term));
            for (int axis = 0; accumulated.terms().isEmpty() && axis < node.rank(); axis++) {
                mark(node, axis);
            }
        } else if (node instanceof Kernel kernel) {
            look(kernel);
        }
    }

    private void mark(Node node, List<Index> axes, Set<Atom> used) {
        for (int axis = 0; axis < axes.size(); axis++) {
            if (used.contains(axes.get(axis))) {
                mark(node, axis);
            }
        }
    }

    private void look(Kernel kernel) {
        Set<Atom> used = new HashSet<>();
        note(kernel.guard(), used);
        for (Kernel.Operand operand : kernel.operands()) {
            note(operand.node(), operand.at(), used);
            for (int axis = operand.at().size(); axis < operand.node().rank(); axis++) {
                mark(operand.node(), axis);
            }
        }
        mark(kernel, kernel.axes(), used);
        for (int axis = kernel.axes().size(); axis < kernel.rank(); axis++) {
            mark(kernel, axis);
        }
    }

    /** An axis makes no difference if the term says the same for all of it. */
    private void look(Node node, Term term) {
        Set<Atom> used = new HashSet<>();
        note(term.body(), used);
        term.filter().ifPresent(f -> note(f, used));
        for (int axis = 0; axis < term.target().size(); axis++) {
            Whole at = term.target().get(axis);
            Optional<Index> index = at.index();
            boolean covers = index.isPresent()
                    && term.indices().contains(index.get())
                    && index.get().size().equals(node.shape().get(axis))
                    && !used.contains(index.get())
                    && occurrences(term.target(), index.get()) == 1;
            if (!covers) {
                mark(node, axis);
            }
        }
    }

    private static long occurrences(List<Whole> target, Index index) {
        return target.stream().filter(t -> t.atoms().contains(index)).count();
    }

    private void note(Expr expr, Set<Atom> used) {
        expr.accept(new Exprs.Walker() {
            @Override
            public Void read(Expr.Read read) {
                note(read.node(), read.subscripts(), used);
                return null;
            }

            @Override
            public Void count(Expr.Count count) {
                note(count.value(), used);
                return null;
            }
        });
    }

    private void note(Node node, List<Whole> subscripts, Set<Atom> used) {
        of(node, subscripts).forEach(subscript -> note(subscript, used));
    }

    /** The atoms of a number; of a gathered one those of the subscripts that matter. */
    private void note(Whole number, Set<Atom> used) {
        number.substitute(atom -> {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                note(node, gathered.subscripts(), used);
                return Optional.of(Whole.ZERO);
            }
            if (atom instanceof Index) {
                used.add(atom);
            }
            return Optional.empty();
        });
    }
}
