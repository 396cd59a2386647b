package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reads each node, how often, and what it would cost to compute it again at each reader. */
final class Uses {

    /** A node of at most this cost is computed again by each reader rather than stored. */
    private static final int CHEAP = 2;

    /** What all that one formula reads may cost together where it is put into the formula. */
    private static final int LARGE = 400;

    /** The different subscripts with which a node is read, by reader. */
    private final Map<Node, Set<List<Object>>> sites = new HashMap<>();

    /** How many reads the formula has that reads a node; of several, the most. */
    private final Map<Node, Integer> crowd = new HashMap<>();

    /** Whether some reader asks for elements more often than there are. */
    private final Set<Node> repeated = new HashSet<>();

    /** The nodes of which whole parts are read, as kernels do, and those that say which steps of a loop are made. */
    private final Set<Node> whole = new HashSet<>();

    private Uses() {}

    static Uses of(List<Node> nodes) {
        Uses uses = new Uses();
        for (Node node : nodes) {
            if (node instanceof Node.Defined defined) {
                int loops = defined.rank()
                        + defined.reduce().map(r -> r.indices().size()).orElse(0);
                uses.note(node, defined.body(), loops);
                defined.reduce().flatMap(Reduce::filter).ifPresent(f -> uses.note(node, f, loops));
            } else if (node instanceof Node.Accumulated accumulated) {
                if (accumulated.recurrence().filter(r -> r.ends()).isPresent()) {
                    accumulated.forEachSource(uses.whole::add);
                }
                for (Term term : accumulated.terms()) {
                    int loops = term.indices().size();
                    uses.note(term, term.body(), loops);
                    term.filter().ifPresent(f -> uses.note(term, f, loops));
                    term.target().forEach(t -> uses.note(term, new Expr.Count(t), loops));
                }
            } else if (node instanceof Node.Kernel kernel) {
                uses.note(kernel, kernel.guard(), kernel.axes().size());
                for (Node.Kernel.Operand operand : kernel.operands()) {
                    uses.whole.add(operand.node());
                    operand.at()
                            .forEach(w -> uses.note(
                                    operand, new Expr.Count(w), kernel.axes().size()));
                }
            }
        }
        return uses;
    }

    private void note(Object reader, Expr body, int loops) {
        int[] reads = {0};
        Exprs.forEachRead(body, read -> reads[0]++);
        Exprs.forEachRead(body, read -> crowd.merge(read.node(), reads[0], Math::max));
        Exprs.forEachRead(
                body, read -> note(read.node(), List.of(new Identity(reader), read.subscripts()), loops, read));
        Exprs.forEachWhole(
                body,
                whole ->
                        Exprs.forEachSource(whole, source -> note(source, List.of(new Identity(reader)), loops, null)));
    }

    private void note(Node node, List<Object> site, int loops, Expr.Read read) {
        sites.computeIfAbsent(node, n -> new HashSet<>()).add(site);
        boolean each = read != null && loops == node.rank() && isPermutation(read.subscripts());
        if (!each) {
            repeated.add(node);
        }
    }

    private static boolean isPermutation(List<Whole> subscripts) {
        Set<Index> seen = new HashSet<>();
        return subscripts.stream().allMatch(s -> s.index().filter(seen::add).isPresent());
    }

    /**
     * Whether readers should compute the node for themselves.
     *
     * @param node as it was, for its readers
     * @param now as it is, for its cost
     */
    boolean pays(Node node, Node.Defined now) {
        if (now.reduce().isPresent() || whole.contains(node)) {
            return false;
        }
        if (now.kind() == Kind.INDEX) {
            return now.body() instanceof Expr.Count;
        }
        int cost = Cost.of(now.body());
        int readers = sites.getOrDefault(node, Set.of()).size();
        if (cost == 0) {
            return true;
        }
        if (repeated.contains(node)) {
            return false;
        }
        return readers <= 1 ? cost * crowd.getOrDefault(node, 1) <= LARGE : now.rank() > 0 && cost <= CHEAP;
    }

    /** An object compared by identity. */
    private static final class Identity {
        private final Object object;

        Identity(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
