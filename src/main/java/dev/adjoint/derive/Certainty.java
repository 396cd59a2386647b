package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which guards of recurrent nodes hold for all elements. A guard depends on itself by way of the steps of its loop, so that
 * all are supposed to hold until one turns out not to follow: the largest set of which each follows from the others, from
 * the step that is made first on.
 */
final class Certainty {

    private final Map<Accumulated, List<Term>> guards;
    private final Set<Node> supposed;
    private final Map<Node, Boolean> known = new HashMap<>();

    private Certainty(Map<Accumulated, List<Term>> guards) {
        this.guards = guards;
        this.supposed = new HashSet<>(guards.keySet());
    }

    /**
     * Those that hold everywhere.
     *
     * @param guards not closed yet, with their terms
     */
    static Set<Node> of(Map<Accumulated, List<Term>> guards) {
        Certainty certainty = new Certainty(guards);
        boolean again = true;
        while (again) {
            certainty.known.clear();
            again = guards.keySet().stream()
                    .filter(certainty.supposed::contains)
                    .filter(g -> !certainty.holds(guards.get(g), g))
                    .toList()
                    .stream()
                    .map(certainty.supposed::remove)
                    .reduce(false, Boolean::logicalOr);
        }
        return certainty.supposed;
    }

    private boolean holds(List<Term> terms, Node guard) {
        List<Term> certain = terms.stream()
                .filter(t -> holds(t.body()) && holds(t.filter().orElse(Exprs.TRUE)))
                .toList();
        return Coverage.isWhole(certain, guard.shape());
    }

    private boolean holds(Expr condition) {
        if (condition instanceof Expr.And and) {
            return holds(and.left()) && holds(and.right());
        }
        if (condition instanceof Expr.Or or) {
            return holds(or.left()) || holds(or.right());
        }
        if (condition instanceof Expr.Read read) {
            return holds(read.node());
        }
        return condition.equals(Exprs.TRUE);
    }

    private boolean holds(Node node) {
        if (node instanceof Accumulated guard && guards.containsKey(guard)) {
            return supposed.contains(guard);
        }
        Boolean before = known.get(node);
        if (before == null) {
            before = (node instanceof Node.Defined defined
                            && (defined.reduce().isEmpty()
                                    || (defined.reduce().get().reducer() == Node.Reducer.ANY
                                            && defined.reduce().get().filter().isEmpty()))
                            && holds(defined.body()))
                    || (node instanceof Accumulated all && !all.isRecurrent() && holds(all.terms(), all));
            known.put(node, before);
        }
        return before;
    }
}
