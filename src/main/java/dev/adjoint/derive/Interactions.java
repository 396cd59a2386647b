package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a Hessian may be other than 0, by structure: each gate lets an operand interact with all on which its local gradient
 * for that operand depends, which for a sum is nothing and for a product the other factor.
 *
 * <p>After A. Walther, Computing sparse Hessians with automatic differentiation, ACM TOMS 34(1), 2008, for families of
 * elements in place of single ones.
 */
final class Interactions {

    private final Footprints footprints;
    private final Footprint.Names names = new Footprint.Names();
    private final Set<Block> found = new LinkedHashSet<>();

    private Interactions(Footprints footprints) {
        this.footprints = footprints;
    }

    /** The places of the Hessian of a node, on both sides of the diagonal. */
    static List<Block> of(Graph graph, Node scalar, List<Node> wrt) {
        Interactions interactions = new Interactions(new Footprints(graph, wrt));
        Activity activity = interactions.footprints.activity();
        Set<Node> reached = Node.reachable(List.of(scalar));
        Set<Node> own = new HashSet<>(wrt);
        for (Node node : graph.nodes()) {
            if (reached.contains(node) && activity.isActive(node) && !own.contains(node)) {
                Optional<Template> template = activity.template(node);
                template.ifPresentOrElse(interactions::inside, () -> interactions.inside(node));
            }
        }
        return List.copyOf(interactions.found);
    }

    private void inside(Node node) {
        if (node instanceof Node.Defined defined) {
            Expr filter = defined.reduce().flatMap(Node.Defined.Reduce::filter).orElse(Exprs.TRUE);
            gates(defined.body(), filter);
        } else if (node instanceof Node.Accumulated accumulated) {
            accumulated.terms().forEach(t -> gates(t.body(), t.filter().orElse(Exprs.TRUE)));
        } else {
            List<Footprint> all = footprints.of(node);
            pairs(all, all, Exprs.TRUE);
        }
    }

    /** Of a function with its own gradient, what that gradient depends on. */
    private void inside(Template template) {
        for (Template.Argument argument : template.arguments()) {
            List<Footprint> moved = footprints.of(new Expr.Read(argument.node(), argument.target()));
            List<Whole> at = argument.indices().stream().map(Whole::of).toList();
            pairs(moved, footprints.of(new Expr.Read(argument.partial(), at)), Exprs.TRUE);
        }
    }

    private void gates(Expr expr, Expr path) {
        if (!footprints.activity().isActive(expr)) {
            return;
        }
        if (expr instanceof Expr.Choose choose) {
            gates(choose.then(), Exprs.and(path, choose.condition()));
            gates(choose.otherwise(), Exprs.and(path, Exprs.not(choose.condition())));
        } else if (expr instanceof Expr.Apply gate) {
            for (int k = 0; k < gate.operands().size(); k++) {
                Expr operand = gate.operands().get(k);
                Optional<Expr> slope = Calculus.local(
                        gate.primitive(), gate.operands(), k, gate, Exprs.ONE, footprints.activity()::isConstant);
                slope.ifPresent(s -> pairs(footprints.of(operand), footprints.of(s), path));
                gates(operand, path);
            }
        }
    }

    private void pairs(List<Footprint> left, List<Footprint> right, Expr path) {
        for (Footprint a : left) {
            for (Footprint b : right) {
                Block block = normal(a, b.moved(Map.of()), path);
                found.add(block);
                found.add(block.mirrored());
            }
        }
    }

    /** The places of a pair, over the indices that they need. */
    private Block normal(Footprint a, Footprint b, Expr path) {
        List<Whole> places = new ArrayList<>(a.at());
        places.addAll(b.at());
        Expr condition = footprints.fixed().may(Exprs.and(path, Exprs.and(a.condition(), b.condition())));
        Set<Index> needed = Exprs.indicesOf(places);
        List<Whole> conditions = new ArrayList<>();
        Exprs.forEachWhole(condition, conditions::add);
        Set<Index> dropped = Exprs.indicesOf(conditions);
        dropped.removeAll(needed);
        Map<Index, Index> own = names.of(needed);
        Map<Index, Whole> values = Footprint.Names.values(own);
        return new Block(
                List.copyOf(own.values()),
                Exprs.substitute(Footprint.without(condition, dropped), values),
                new Block.Place(a.leaf(), Footprint.substitute(a.at(), values)),
                new Block.Place(b.leaf(), Footprint.substitute(b.at(), values)));
    }
}
