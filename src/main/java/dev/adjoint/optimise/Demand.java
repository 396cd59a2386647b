package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the result of a kernel is asked for: a definition by index of truth values, {@code need[g] or= c} over its uses, and
 * the same for what lies between the kernel and the outputs. A condition that depends on the kernel itself is left out.
 */
final class Demand {

    private final List<Node> nodes;
    private final Set<Node> roots;
    private final Kernel kernel;

    /** What depends on the kernel, itself among it. */
    private final Set<Node> dependent = new HashSet<>();

    /** What depends on it in the same step of the loops that it is made in: a condition that does comes too late. */
    private final Set<Node> behind = new HashSet<>();

    private final Map<Node, List<Term>> uses = new HashMap<>();
    private final Set<Node> always = new HashSet<>();
    private final Map<Node, Node> needs = new HashMap<>();
    private final List<Node> made = new ArrayList<>();

    private Demand(List<Node> nodes, Set<Node> roots, Kernel kernel) {
        this.nodes = nodes;
        this.roots = roots;
        this.kernel = kernel;
    }

    /**
     * Where a kernel's result is asked for, over its axes, and the nodes that say so.
     *
     * @param always whether that is so for all values of its axes
     */
    record Asked(boolean always, Expr where, List<Node> nodes) {}

    /** Where the result of a kernel is asked for if the roots are. */
    static Asked of(Kernel kernel, List<Node> nodes, Set<Node> roots) {
        return new Demand(nodes, roots, kernel).asked();
    }

    private Asked asked() {
        dependent.add(kernel);
        behind.add(kernel);
        int before = 0;
        while (dependent.size() + behind.size() != before) {
            before = dependent.size() + behind.size();
            nodes.forEach(this::mark);
        }
        // What is handed on from step to step is asked for in every step.
        List<Node> recurrent = nodes.stream()
                .filter(n -> n.isRecurrent() && dependent.contains(n))
                .toList();
        always.addAll(recurrent);
        recurrent.forEach(this::follow);
        for (int k = nodes.size() - 1; nodes.get(k) != kernel; k--) {
            Node node = nodes.get(k);
            if (dependent.contains(node) && isUsed(node) && !node.isRecurrent()) {
                follow(node);
            }
        }
        if (!isUsed(kernel) || isAlways(kernel)) {
            return new Asked(true, Exprs.TRUE, List.of());
        }
        Expr where = where(kernel, wholes(kernel.axes()));
        return new Asked(false, where, made);
    }

    private void mark(Node node) {
        node.forEachSource(source -> {
            if (dependent.contains(source)) {
                dependent.add(node);
            }
            if (behind.contains(source) && !isMadeInStepsOf(node)) {
                behind.add(node);
            }
        });
    }

    /** Whether the kernel is made in each step of the loop that hands on the node, and so has the node of earlier steps. */
    private boolean isMadeInStepsOf(Node node) {
        return node instanceof Node.Accumulated accumulated
                && accumulated
                        .recurrence()
                        .filter(r -> kernel.axisOver(r.loop()) >= 0)
                        .isPresent();
    }

    private boolean isAlways(Node node) {
        return roots.contains(node) || always.contains(node);
    }

    private boolean isUsed(Node node) {
        return isAlways(node) || uses.containsKey(node);
    }

    private static List<Whole> wholes(List<Index> indices) {
        return indices.stream().map(Whole::of).toList();
    }

    /** Whether an element of a node is asked for; of a kernel, any for these values of its axes. */
    private Expr where(Node node, List<Whole> at) {
        return isAlways(node) ? Exprs.TRUE : new Expr.Read(needs.computeIfAbsent(node, this::need), at);
    }

    private Node need(Node node) {
        Node.Label label = node.label().derived("need_" + node.name(), "need");
        List<Term> terms = uses.get(node);
        Term first = terms.get(0);
        List<Whole> shape = node.shape().subList(0, asked(node));
        Node need;
        if (terms.size() == 1 && first.indices().size() == shape.size() && covers(first.target(), shape)) {
            List<Index> own =
                    first.target().stream().map(t -> t.index().orElseThrow()).toList();
            need = new Node.Defined(label, own, Optional.empty(), first.filter().orElseThrow(), Optional.empty());
        } else {
            need = new Node.Accumulated(label, Reducer.ANY, node.freshAxes().subList(0, shape.size()), terms);
        }
        made.add(need);
        return need;
    }

    /** Notes what a node asks for where it is asked for itself. */
    private void follow(Node node) {
        if (node instanceof Node.Defined defined) {
            Expr where = where(node, wholes(defined.axes()));
            List<Index> indices = new ArrayList<>(defined.axes());
            defined.reduce().ifPresent(r -> indices.addAll(r.indices()));
            Optional<Expr> filter = defined.reduce().flatMap(Reduce::filter);
            filter.ifPresent(f -> walk(f, where, indices));
            walk(defined.body(), filter.map(f -> both(where, f)).orElse(where), indices);
        } else if (node instanceof Node.Accumulated accumulated) {
            accumulated.terms().forEach(term -> follow(node, term));
        } else if (node instanceof Kernel other) {
            follow(other, where(node, wholes(other.axes())));
        } else {
            node.forEachSource(always::add);
        }
    }

    private void follow(Node node, Term term) {
        Expr where = where(node, term.target());
        term.filter().ifPresent(f -> walk(f, where, term.indices()));
        walk(term.body(), term.filter().map(f -> both(where, f)).orElse(where), term.indices());
        term.target().forEach(t -> Exprs.forEachSource(t, always::add));
    }

    private void follow(Kernel other, Expr where) {
        Exprs.forEachSource(other.guard(), always::add);
        Expr path = both(where, other.guard());
        for (Kernel.Operand operand : other.operands()) {
            List<Index> all = operand.node().freshAxes();
            List<Index> own = all.subList(operand.at().size(), all.size());
            List<Index> indices = new ArrayList<>(other.axes());
            indices.addAll(own);
            List<Whole> at = new ArrayList<>(operand.at());
            at.addAll(wholes(own));
            operand.at().forEach(w -> Exprs.forEachSource(w, always::add));
            ask(operand.node(), at, path, indices);
        }
    }

    private boolean depends(Whole whole) {
        boolean[] depends = {false};
        Exprs.forEachSource(whole, source -> depends[0] |= behind.contains(source));
        return depends[0];
    }

    private Expr both(Expr path, Expr condition) {
        boolean[] depends = {false};
        Exprs.forEachSource(condition, source -> depends[0] |= behind.contains(source));
        return depends[0] ? path : Exprs.and(path, condition);
    }

    private void walk(Expr expr, Expr path, List<Index> indices) {
        if (expr instanceof Expr.Read read) {
            read.subscripts().forEach(w -> Exprs.forEachSource(w, always::add));
            ask(read.node(), read.subscripts(), path, indices);
        } else if (expr instanceof Expr.Choose choose) {
            walk(choose.condition(), path, indices);
            walk(choose.then(), both(path, choose.condition()), indices);
            walk(choose.otherwise(), both(path, Exprs.not(choose.condition())), indices);
        } else if (expr instanceof Expr.And and) {
            walk(and.left(), path, indices);
            walk(and.right(), both(path, and.left()), indices);
        } else if (expr instanceof Expr.Or or) {
            walk(or.left(), path, indices);
            walk(or.right(), both(path, Exprs.not(or.left())), indices);
        } else if (expr instanceof Expr.Not not) {
            walk(not.operand(), path, indices);
        } else if (expr instanceof Expr.Compare compare) {
            walk(compare.left(), path, indices);
            walk(compare.right(), path, indices);
        } else if (expr instanceof Expr.Apply apply) {
            apply.operands().forEach(o -> walk(o, path, indices));
        } else {
            Exprs.forEachSource(expr, always::add);
        }
    }

    /** Notes that an element is asked for, for all values of the indices for which the path holds. */
    private void ask(Node node, List<Whole> subscripts, Expr path, List<Index> indices) {
        if (!dependent.contains(node) || always.contains(node)) {
            return;
        }
        List<Whole> target = subscripts.subList(0, asked(node));
        boolean known = target.stream().noneMatch(this::depends);
        if (!known || (path.equals(Exprs.TRUE) && covers(target, node.shape().subList(0, target.size())))) {
            always.add(node);
            uses.remove(node);
            return;
        }
        Set<Atom> used = new HashSet<>();
        target.forEach(w -> used.addAll(w.atoms()));
        Exprs.forEachWhole(path, w -> used.addAll(w.atoms()));
        List<Index> free = indices.stream().filter(used::contains).toList();
        Optional<Expr> filter = Optional.of(path);
        uses.computeIfAbsent(node, n -> new ArrayList<>()).add(new Term(free, target, filter, Exprs.TRUE));
    }

    /** How many axes tell what is asked for apart: a kernel makes all for one value of its axes at once. */
    private static int asked(Node node) {
        return node instanceof Kernel other ? other.axes().size() : node.rank();
    }

    /** Whether the subscripts are different indices that run over whole axes. */
    private static boolean covers(List<Whole> subscripts, List<Whole> shape) {
        Set<Index> seen = new HashSet<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            Optional<Index> index = subscripts.get(axis).index();
            if (index.isEmpty()
                    || !seen.add(index.get())
                    || !index.get().size().closed().equals(shape.get(axis).closed())) {
                return false;
            }
        }
        return true;
    }
}
