package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a node of each gate inside a formula that costs much and whose local gradient needs its value: once the graph is
 * differentiated, the reverse reads what is stored and does not compute {@code tanh(x)} again. If nobody but the formula
 * reads it in the end, it is put back.
 */
final class Keeping {

    /** Those whose derivative is a formula of their value. */
    private static final Set<Primitive> GATES = EnumSet.of(
            Primitive.EXP, Primitive.EXPM1, Primitive.SIGMOID, Primitive.TANH, Primitive.TAN, Primitive.SQRT);

    private final List<Node> kept = new ArrayList<>();

    private Keeping() {}

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Keeping keeping = new Keeping();
        Map<Node, Node> rebuilt = new HashMap<>();
        for (Node node : nodes) {
            Node now = new Rewriting(rebuilt, Map.of()).node(node);
            now = now instanceof Node.Defined defined ? keeping.keep(defined) : now;
            rebuilt.put(node, now);
            keeping.kept.add(now);
        }
        Rewriting.close(nodes, rebuilt, Map.of());
        return new Rebuilt(keeping.kept, wanted.stream().map(rebuilt::get).toList());
    }

    private Node keep(Node.Defined node) {
        if (node.reduce().isPresent() || !(node.body() instanceof Expr.Apply apply)) {
            return node;
        }
        Expr body = inside(apply, node);
        return body == apply ? node : new Node.Defined(node.label(), node.axes(), Optional.empty(), body, node.bound());
    }

    /** The formula with its gates read; only what is evaluated in any case is kept. */
    private Expr inside(Expr.Apply apply, Node.Defined node) {
        List<Expr> operands = new ArrayList<>();
        boolean same = true;
        for (Expr operand : apply.operands()) {
            Expr now = operand instanceof Expr.Apply inner ? gate(inner, node) : operand;
            same &= now == operand;
            operands.add(now);
        }
        return same ? apply : new Expr.Apply(apply.primitive(), operands);
    }

    private Expr gate(Expr.Apply apply, Node.Defined node) {
        Expr now = inside(apply, node);
        return GATES.contains(apply.primitive()) ? named((Expr.Apply) now, node) : now;
    }

    private Expr named(Expr.Apply gate, Node.Defined node) {
        boolean[] reads = {false};
        Exprs.forEachRead(gate, read -> reads[0] |= read.node().kind() == Kind.REAL);
        if (!reads[0]) {
            return gate;
        }
        Set<Atom> used = new HashSet<>();
        Exprs.forEachWhole(gate, w -> used.addAll(w.atoms()));
        List<Index> around = node.axes().stream().filter(used::contains).toList();
        Map<Index, Whole> values = new HashMap<>();
        List<Index> axes = new ArrayList<>();
        for (Index index : around) {
            axes.add(index.fresh());
            values.put(index, Whole.of(axes.get(axes.size() - 1)));
        }
        String word = gate.primitive().word();
        Node.Label label = node.label().derived(word, word);
        Node named = new Node.Defined(label, axes, Optional.empty(), Exprs.substitute(gate, values), Optional.empty());
        kept.add(named);
        return Exprs.read(named, around);
    }
}
