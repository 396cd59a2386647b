package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loops that may end before their last step: for each, the node whose first false element says where. */
final class Endings {

    private final Map<Index, Accumulated> ends = new LinkedHashMap<>();

    private Endings() {}

    /** Those among the nodes of the section that runs first. */
    static Endings of(List<Node> nodes) {
        Endings endings = new Endings();
        for (Node node : nodes) {
            if (node instanceof Accumulated accumulated) {
                accumulated
                        .recurrence()
                        .filter(r -> r.ends() && deciding(accumulated).isPresent())
                        .ifPresent(r -> endings.ends.put(r.loop(), accumulated));
            }
        }
        return endings;
    }

    Collection<Accumulated> nodes() {
        return ends.values();
    }

    /** What stands as a condition around all that is done in a step of the loop; false where it is not made. */
    Node deciding(Index loop) {
        return deciding(ends.get(loop)).orElseThrow();
    }

    private static Optional<Node> deciding(Accumulated ends) {
        Term last = ends.terms().get(ends.terms().size() - 1);
        return last.filter().filter(Expr.Read.class::isInstance).map(f -> ((Expr.Read) f).node());
    }

    /**
     * Whether the step at hand of a loop is made; nothing if it may not end early, or if that depends on more than the steps.
     *
     * @param steps the step at hand of each loop around, and of the loop itself
     */
    Optional<Expr.Read> made(Index loop, Map<Index, Index> steps) {
        Accumulated node = ends.get(loop);
        if (node == null) {
            return Optional.empty();
        }
        List<Whole> at = new ArrayList<>();
        for (Optional<Index> axis : node.loops()) {
            Index step = axis.map(steps::get).orElse(null);
            if (step == null) {
                return Optional.empty();
            }
            at.add(axis.get() == loop ? Whole.of(step).plus(1) : Whole.of(step));
        }
        return Optional.of(new Expr.Read(node, at));
    }
}
