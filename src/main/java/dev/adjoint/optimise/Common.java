package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a node of each costly gate that the formulas of several nodes have in common, such as {@code cos(th[p])} in a formula
 * and in its derivatives: then it is computed once. It is one for which an array of its own is no more than what is there:
 * some formula in which it stands has an element for each of its values.
 */
final class Common {

    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final List<Node> kept = new ArrayList<>();
    private final Map<Expr, Set<Node>> users = new HashMap<>();
    private final Set<Expr> natural = new HashSet<>();
    private final Map<Expr, Node> made = new HashMap<>();
    private final Map<List<Object>, Index> standard = new HashMap<>();

    private Common() {}

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Common common = new Common();
        nodes.forEach(common::count);
        for (Node node : nodes) {
            Node now = common.replaced(node);
            now = new Rewriting(common.rebuilt, Map.of()).node(now);
            common.rebuilt.put(node, now);
            common.kept.add(now);
        }
        Rewriting.close(nodes, common.rebuilt, Map.of());
        return new Rebuilt(common.kept, wanted.stream().map(common.rebuilt::get).toList());
    }

    /** A gate over standard indices, with the indices that it has here in their order. */
    private record Gate(Expr.Apply standard, List<Index> indices) {}

    private void count(Node node) {
        if (node instanceof Node.Defined defined) {
            boolean pointwise = defined.reduce().isEmpty() && node.kind() == Kind.REAL;
            count(defined.body(), node, pointwise ? new HashSet<>(defined.axes()) : Set.of());
        } else if (node instanceof Node.Accumulated accumulated && !node.isRecurrent()) {
            accumulated.terms().forEach(t -> count(t.body(), node, Set.of()));
        }
    }

    private void count(Expr expr, Node user, Set<Index> axes) {
        if (expr instanceof Expr.Choose choose) {
            count(choose.then(), user, axes);
            count(choose.otherwise(), user, axes);
        } else if (expr instanceof Expr.Apply apply) {
            gate(apply).ifPresent(gate -> {
                users.computeIfAbsent(gate.standard(), g -> new HashSet<>()).add(user);
                if (!axes.isEmpty() && axes.containsAll(gate.indices())) {
                    natural.add(gate.standard());
                }
            });
            apply.operands().forEach(o -> count(o, user, axes));
        }
    }

    /** The gate, if it is costly and may be computed for all values of its indices. */
    private Optional<Gate> gate(Expr.Apply apply) {
        if (!Cost.isCostly(apply.primitive()) || !isEverywhere(apply)) {
            return Optional.empty();
        }
        Set<Index> indices = new LinkedHashSet<>();
        Exprs.forEachWhole(
                apply,
                whole -> whole.atoms().forEach(atom -> {
                    if (atom instanceof Index index) {
                        indices.add(index);
                    }
                }));
        Map<Index, Whole> values = new HashMap<>();
        for (Index index : indices) {
            List<Object> key = List.of(values.size(), index.size(), index.loop());
            values.put(index, Whole.of(standard.computeIfAbsent(key, k -> index.fresh())));
        }
        Expr.Apply common = (Expr.Apply) Exprs.substitute(apply, values);
        return Optional.of(new Gate(common, List.copyOf(indices)));
    }

    /** Whether what a gate reads is there for all values of the indices, and something is read. */
    private static boolean isEverywhere(Expr.Apply apply) {
        boolean[] everywhere = {true, false};
        Exprs.forEachRead(apply, read -> {
            everywhere[1] |= read.node().kind() == Kind.REAL;
            for (int axis = 0; axis < read.subscripts().size(); axis++) {
                everywhere[0] &= isInside(
                        read.subscripts().get(axis), read.node().shape().get(axis));
            }
        });
        Exprs.forEachWhole(
                apply,
                whole -> everywhere[0] &=
                        whole.atoms().stream().allMatch(a -> a instanceof Index || isPlain(a) || whole.isSize()));
        return everywhere[0] && everywhere[1] && !chooses(apply);
    }

    private static boolean isInside(Whole subscript, Whole size) {
        Optional<Index> index = subscript.index();
        return subscript.isNumber()
                || (index.isPresent() && index.get().size().closed().equals(size.closed()))
                || subscript.atom().filter(Common::isPlain).isPresent();
    }

    /** Whether it is an element of an index array at whole axes. */
    private static boolean isPlain(Atom atom) {
        if (!(atom instanceof Atom.Gathered gathered) || !(gathered.array() instanceof Node node)) {
            return false;
        }
        for (int axis = 0; axis < gathered.subscripts().size(); axis++) {
            if (!isInside(gathered.subscripts().get(axis), node.shape().get(axis))) {
                return false;
            }
        }
        return true;
    }

    private static boolean chooses(Expr expr) {
        return expr instanceof Expr.Choose
                || (expr instanceof Expr.Apply apply
                        && apply.operands().stream().anyMatch(Common::chooses));
    }

    private Node replaced(Node node) {
        if (node instanceof Node.Defined defined) {
            Expr body = isItself(defined)
                    ? operandsReplaced((Expr.Apply) defined.body(), node)
                    : replaced(defined.body(), node);
            return body.equals(defined.body())
                    ? node
                    : new Node.Defined(defined.label(), defined.axes(), defined.reduce(), body, defined.bound());
        }
        if (node instanceof Node.Accumulated accumulated && !node.isRecurrent()) {
            return accumulated.with(accumulated.terms().stream()
                    .map(t -> new Term(t.indices(), t.target(), t.filter(), replaced(t.body(), node)))
                    .toList());
        }
        return node;
    }

    /** Whether a node is nothing but a shared gate, and the first to be so: then it serves the others. */
    private boolean isItself(Node.Defined node) {
        if (node.reduce().isPresent() || !(node.body() instanceof Expr.Apply apply)) {
            return false;
        }
        Optional<Gate> gate = gate(apply)
                .filter(g -> isWorth(g.standard()) && g.indices().equals(node.axes()))
                .filter(g -> !made.containsKey(g.standard()));
        gate.ifPresent(g -> made.put(g.standard(), node));
        return gate.isPresent();
    }

    private Expr replaced(Expr expr, Node user) {
        if (expr instanceof Expr.Choose choose) {
            return Exprs.choose(choose.condition(), replaced(choose.then(), user), replaced(choose.otherwise(), user));
        }
        if (!(expr instanceof Expr.Apply apply)) {
            return expr;
        }
        Optional<Gate> gate = gate(apply).filter(g -> isWorth(g.standard()));
        if (gate.isPresent()) {
            Node shared = made.get(gate.get().standard());
            if (shared == null) {
                shared = make(apply, gate.get(), user);
            }
            return Exprs.read(shared, gate.get().indices());
        }
        return operandsReplaced(apply, user);
    }

    private Expr.Apply operandsReplaced(Expr.Apply apply, Node user) {
        List<Expr> operands =
                apply.operands().stream().map(o -> replaced(o, user)).toList();
        return new Expr.Apply(apply.primitive(), operands);
    }

    private boolean isWorth(Expr gate) {
        return natural.contains(gate) && users.get(gate).size() > 1;
    }

    /** The gate as a node of its own. */
    private Node make(Expr.Apply apply, Gate gate, Node user) {
        List<Index> axes = new ArrayList<>();
        Map<Index, Whole> values = new HashMap<>();
        for (Index index : gate.indices()) {
            axes.add(index.fresh());
            values.put(index, Whole.of(axes.get(axes.size() - 1)));
        }
        Expr body = Exprs.substitute(operandsReplaced(apply, user), values);
        String word = apply.primitive().word();
        Node.Label label = user.label().derived(word, word);
        Node node = new Node.Defined(label, axes, Optional.<Reduce>empty(), body, Optional.empty());
        Node now = new Rewriting(rebuilt, Map.of()).node(node);
        made.put(gate.standard(), node);
        rebuilt.put(node, now);
        kept.add(now);
        return node;
    }
}
