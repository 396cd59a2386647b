package dev.adjoint.optimise;

import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Guards each kernel that may fail by where its result is asked for, so that a definition that is used on one side of an
 * {@code if} only does not fail on the other.
 */
final class Deferral {

    private final Map<Node, Node> rebuilt = new HashMap<>();

    private Deferral() {}

    /**
     * The graph with its kernels guarded.
     *
     * @param outputs the nodes that are always asked for
     */
    static Rebuilt run(List<Node> nodes, List<Node> wanted, List<Node> outputs) {
        List<Node> kernels = nodes.stream()
                .filter(n -> n instanceof Kernel kernel && kernel.operation().isPartial())
                .toList();
        List<Node> followed = new ArrayList<>(wanted);
        followed.addAll(outputs);
        followed.addAll(kernels);
        Rebuilt now = Rebuilt.unchanged(nodes, followed);
        int from = wanted.size() + outputs.size();
        for (int k = 0; k < kernels.size(); k++) {
            Kernel kernel = (Kernel) now.wanted().get(from + k);
            Set<Node> roots = new HashSet<>(now.wanted().subList(wanted.size(), from));
            Demand.Asked asked = Demand.of(kernel, now.nodes(), roots);
            now = asked.always() ? now : new Deferral().guarded(now, kernel, asked);
        }
        return new Rebuilt(now.nodes(), now.wanted().subList(0, wanted.size()));
    }

    private Rebuilt guarded(Rebuilt before, Kernel kernel, Demand.Asked asked) {
        Kernel guarded = kernel.with(kernel.operands(), Exprs.and(kernel.guard(), asked.where()));
        List<Node> all = new ArrayList<>(asked.nodes());
        before.nodes().forEach(n -> all.add(n == kernel ? guarded : n));
        Set<Node> sorted = new LinkedHashSet<>();
        all.forEach(n -> place(n, kernel, guarded, sorted));
        List<Node> nodes = new ArrayList<>();
        for (Node node : sorted) {
            Node now = new Rewriting(rebuilt, Map.of()).node(node);
            rebuilt.put(node == guarded ? kernel : node, now);
            nodes.add(now);
        }
        Rewriting.close(before.nodes(), rebuilt, Map.of());
        return new Rebuilt(nodes, before.wanted().stream().map(rebuilt::get).toList());
    }

    /** Puts a node behind what it reads; a recurrent one reads also what stands behind it. */
    private static void place(Node node, Kernel before, Kernel now, Set<Node> sorted) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.peek();
            if (!sorted.contains(next) && !next.isRecurrent()) {
                next.forEachSource(source -> {
                    Node read = source == before ? now : source;
                    if (!sorted.contains(read)) {
                        open.push(read);
                    }
                });
            }
            if (open.peek() == next) {
                sorted.add(open.pop());
            }
        }
    }
}
