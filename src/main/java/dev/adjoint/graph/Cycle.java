package dev.adjoint.graph;

import dev.adjoint.graph.Node.Accumulated.Recurrence;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Nodes that depend on each other, over the steps of a loop.
 *
 * @param members in topological order but for the recurrent ones
 * @param along axes that every step hands on as they are, as that of the uses of a loop under an index: for each of them,
 *     which axis it is of each member
 */
public record Cycle(List<Node> members, List<Map<Node, Integer>> along) {

    /** The cycle of each node that is in one, of those that count. */
    public static Map<Node, Cycle> all(List<Node> nodes, Predicate<Node> counts) {
        Map<Node, Cycle> cycles = new HashMap<>();
        Map<Node, Set<Node>> readers = new HashMap<>();
        nodes.forEach(n -> n.forEachSource(
                s -> readers.computeIfAbsent(s, k -> new HashSet<>()).add(n)));
        for (Node node : nodes) {
            if (node.isRecurrent() && counts.test(node) && !cycles.containsKey(node)) {
                Set<Node> both = Node.reachable(List.of(node));
                both.retainAll(readers(node, readers));
                both.add(node);
                List<Node> members =
                        nodes.stream().filter(both::contains).filter(counts).toList();
                Cycle cycle = new Cycle(members, along(node, Set.copyOf(members)));
                members.forEach(m -> cycles.put(m, cycle));
            }
        }
        return cycles;
    }

    private static Set<Node> readers(Node node, Map<Node, Set<Node>> readers) {
        Set<Node> found = new HashSet<>();
        List<Node> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            for (Node reader : readers.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (found.add(reader)) {
                    open.add(reader);
                }
            }
        }
        return found;
    }

    private static List<Map<Node, Integer>> along(Node node, Set<Node> members) {
        List<Map<Node, Integer>> along = new ArrayList<>();
        for (int axis = 0; axis < node.rank(); axis++) {
            Map<Node, Integer> same = new HashMap<>(Map.of(node, axis));
            List<Node> open = new ArrayList<>(List.of(node));
            boolean holds = true;
            while (holds && !open.isEmpty()) {
                holds = follow(open.remove(open.size() - 1), same, members, open);
            }
            if (holds && same.keySet().containsAll(members)) {
                along.add(same);
            }
        }
        return along;
    }

    /** Whether all that a member reads of the cycle it reads at the value that its own axis has. */
    private static boolean follow(Node node, Map<Node, Integer> same, Set<Node> members, List<Node> open) {
        int axis = same.get(node);
        boolean[] holds = {true};
        if (node instanceof Node.Defined defined) {
            reads(defined.body(), Whole.of(defined.axes().get(axis)), same, members, open, holds);
        } else if (node instanceof Node.Accumulated accumulated) {
            for (Term term : accumulated.terms()) {
                Whole target = term.target().get(axis);
                holds[0] &= target.index().isPresent();
                reads(term.body(), target, same, members, open, holds);
            }
        } else if (node instanceof Node.Kernel kernel) {
            holds[0] = axis < kernel.axes().size();
            for (Node.Kernel.Operand operand : kernel.operands()) {
                if (holds[0]) {
                    Whole value = Whole.of(kernel.axes().get(axis));
                    read(operand.node(), operand.at(), value, same, members, open, holds);
                }
            }
        }
        return holds[0];
    }

    private static void reads(
            Expr body, Whole value, Map<Node, Integer> same, Set<Node> members, List<Node> open, boolean[] holds) {
        Exprs.forEachRead(body, r -> read(r.node(), r.subscripts(), value, same, members, open, holds));
    }

    private static void read(
            Node node,
            List<Whole> at,
            Whole value,
            Map<Node, Integer> same,
            Set<Node> members,
            List<Node> open,
            boolean[] holds) {
        if (!members.contains(node)) {
            return;
        }
        Integer known = same.get(node);
        int place = known == null ? at.indexOf(value) : known;
        if (place < 0 || place >= at.size() || !at.get(place).equals(value)) {
            holds[0] = false;
        } else if (known == null) {
            same.put(node, place);
            open.add(node);
        }
    }

    /** The axis of one member that has the same value as that of another. */
    public Optional<Integer> sameAxis(Node member, int axis, Node other) {
        return along.stream()
                .filter(same -> same.get(member) == axis)
                .map(same -> same.get(other))
                .findFirst();
    }

    /** Whether the steps of a loop are made from the last to the first, if it is one of those that hand on values. */
    public Optional<Boolean> isBackward(Index loop) {
        return members.stream()
                .filter(Node::isRecurrent)
                .map(m -> ((Node.Accumulated) m).recurrence().orElseThrow())
                .filter(r -> r.loop() == loop)
                .map(Recurrence::backward)
                .findFirst();
    }
}
