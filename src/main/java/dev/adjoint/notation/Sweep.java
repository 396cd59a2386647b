package dev.adjoint.notation;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Target;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop that hands on values, as a {@code scan} in which every node collects rows. Its steps go forward; one whose own steps
 * go backward has its rows in the opposite order: step s makes what belongs to {@code steps - 1 - s}.
 *
 * @param steps as many as the longest of its nodes has rows
 */
record Sweep(List<Node> members, Index loop, Whole steps, boolean backward) {

    /**
     * That of nodes which depend on each other.
     *
     * @param around the loops in whose step it is
     */
    static Sweep of(Collection<Node> members, Collection<Index> around) {
        Set<Index> loops = new LinkedHashSet<>();
        Map<Index, Boolean> backward = new HashMap<>();
        for (Node member : members) {
            if (member instanceof Node.Accumulated accumulated && accumulated.isRecurrent()) {
                Index loop = accumulated.recurrence().orElseThrow().loop();
                loops.add(loop);
                backward.put(loop, accumulated.recurrence().orElseThrow().backward());
            }
        }
        loops.removeAll(around);
        Index loop = loops.stream()
                .filter(l -> members.stream().allMatch(m -> m.axisOver(l) >= 0))
                .findFirst()
                .orElseThrow(() -> new Unwritten("a `scan` of this kind"));
        Whole steps = loop.size();
        for (Node member : members) {
            Whole rows = member.shape().get(member.axisOver(loop));
            steps = rows.minus(steps).isNumber() && rows.minus(steps).number() > 0 ? rows : steps;
        }
        return new Sweep(List.copyOf(members), loop, steps, backward.get(loop));
    }

    /** The row in which a value of the loop's axis stands, or the value of a row. */
    Whole turned(Whole at) {
        return backward ? steps.minus(1).minus(at) : at;
    }

    int axis(Node member) {
        return member.axisOver(loop);
    }

    /** The subscripts of an element in the rows of a member: the loop's comes first. */
    List<Whole> at(Node member, List<Whole> subscripts) {
        List<Whole> at = new ArrayList<>(subscripts);
        at.add(0, turned(at.remove(axis(member))));
        return at;
    }

    /** Whether a member has no row for the last steps. */
    boolean isShort(Node member) {
        return !member.shape().get(axis(member)).closed().equals(steps.closed());
    }

    /**
     * The members in an order in which each reads of its own step only what stands before it; those that do so of each other
     * together, which is a loop inside this one.
     */
    List<List<Node>> ordered() {
        Map<Node, Set<Node>> reads = new HashMap<>();
        members.forEach(m -> reads.put(m, ofSameStep(m)));
        Map<Node, Set<Node>> reached = new HashMap<>();
        members.forEach(m -> reached.put(m, reached(m, reads)));
        List<List<Node>> groups = new ArrayList<>();
        Set<Node> seen = new HashSet<>();
        members.forEach(m -> visit(m, reads, reached, seen, groups));
        return groups;
    }

    /** Whether nodes that stand together are a loop. */
    boolean isLoop(List<Node> group) {
        return group.size() > 1 || ofSameStep(group.get(0)).contains(group.get(0));
    }

    private static Set<Node> reached(Node from, Map<Node, Set<Node>> reads) {
        Set<Node> reached = new HashSet<>();
        List<Node> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            for (Node next : reads.get(open.remove(open.size() - 1))) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static void visit(
            Node member,
            Map<Node, Set<Node>> reads,
            Map<Node, Set<Node>> reached,
            Set<Node> seen,
            List<List<Node>> groups) {
        if (!seen.add(member)) {
            return;
        }
        List<Node> group = new ArrayList<>(List.of(member));
        for (Node other : reads.keySet()) {
            if (other != member
                    && reached.get(member).contains(other)
                    && reached.get(other).contains(member)) {
                group.add(other);
                seen.add(other);
            }
        }
        group.forEach(m -> reads.get(m).forEach(r -> visit(r, reads, reached, seen, groups)));
        groups.add(group);
    }

    /** The members that a member reads at its own step. */
    private Set<Node> ofSameStep(Node member) {
        Set<Node> found = new LinkedHashSet<>();
        if (member instanceof Node.Defined defined) {
            Whole own = Whole.of(defined.axes().get(axis(member)));
            follow(defined.body(), own, found);
            defined.reduce().flatMap(Node.Defined.Reduce::filter).ifPresent(f -> follow(f, own, found));
        } else if (member instanceof Node.Kernel kernel) {
            Whole own = Whole.of(kernel.axes().get(axis(member)));
            kernel.operands().forEach(o -> follow(o.node(), o.at(), own, found));
            follow(kernel.guard(), own, found);
        } else if (member instanceof Node.Accumulated accumulated) {
            List<Whole> here = accumulated.axes().stream().map(Whole::of).toList();
            for (Node.Accumulated.Term term : accumulated.terms()) {
                Map<Index, Whole> values = Target.of(term, here).values();
                follow(Exprs.substitute(term.body(), values), here.get(axis(member)), found);
                term.filter().ifPresent(f -> follow(Exprs.substitute(f, values), here.get(axis(member)), found));
            }
        }
        return found;
    }

    private void follow(Expr formula, Whole own, Set<Node> found) {
        Exprs.forEachRead(formula, read -> follow(read.node(), read.subscripts(), own, found));
        Exprs.forEachWhole(
                formula,
                whole -> whole.atoms().forEach(atom -> {
                    if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                        follow(node, gathered.subscripts(), own, found);
                    }
                }));
    }

    private void follow(Node node, List<Whole> at, Whole own, Set<Node> found) {
        if (members.contains(node)
                && axis(node) < at.size()
                && at.get(axis(node)).equals(own)) {
            found.add(node);
        }
    }
}
