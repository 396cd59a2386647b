package dev.adjoint.notation;

import dev.adjoint.graph.Cycle;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Target;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
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
record Sweep(Cycle cycle, Index loop, Whole steps, boolean backward) {

    static Sweep of(Cycle cycle) {
        Set<Index> loops = new LinkedHashSet<>();
        boolean backward = false;
        for (Node member : cycle.members()) {
            if (member instanceof Node.Accumulated accumulated && accumulated.isRecurrent()) {
                loops.add(accumulated.recurrence().orElseThrow().loop());
                backward = accumulated.recurrence().orElseThrow().backward();
            }
        }
        if (loops.size() > 1) {
            throw new Unwritten("a `scan` inside a `scan`");
        }
        Index loop = loops.iterator().next();
        Whole steps = loop.size();
        for (Node member : cycle.members()) {
            if (member.axisOver(loop) < 0 || member instanceof Node.Kernel) {
                throw new Unwritten("what a `scan` does to whole matrices");
            }
            Whole rows = member.shape().get(member.axisOver(loop));
            steps = rows.minus(steps).isNumber() && rows.minus(steps).number() > 0 ? rows : steps;
        }
        return new Sweep(cycle, loop, steps, backward);
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

    /** The members in an order in which each reads of its own step only what stands before it. */
    List<Node> ordered() {
        Set<Node> done = new LinkedHashSet<>();
        cycle.members().forEach(m -> visit(m, done, new HashSet<>()));
        return List.copyOf(done);
    }

    private void visit(Node member, Set<Node> done, Set<Node> open) {
        if (done.contains(member) || !open.add(member)) {
            return;
        }
        List<Expr> formulas = new ArrayList<>();
        if (member instanceof Node.Defined defined) {
            formulas.add(defined.body());
            defined.reduce().flatMap(Node.Defined.Reduce::filter).ifPresent(formulas::add);
            formulas.forEach(f -> follow(f, Whole.of(defined.axes().get(axis(member))), done, open));
        } else if (member instanceof Node.Accumulated accumulated) {
            List<Whole> here = accumulated.axes().stream().map(Whole::of).toList();
            for (Node.Accumulated.Term term : accumulated.terms()) {
                Map<Index, Whole> values = Target.of(term, here).values();
                follow(Exprs.substitute(term.body(), values), here.get(axis(member)), done, open);
                term.filter().ifPresent(f -> follow(Exprs.substitute(f, values), here.get(axis(member)), done, open));
            }
        }
        done.add(member);
    }

    private void follow(Expr formula, Whole own, Set<Node> done, Set<Node> open) {
        Exprs.forEachRead(formula, read -> follow(read.node(), read.subscripts(), own, done, open));
        Exprs.forEachWhole(
                formula,
                whole -> whole.atoms().forEach(atom -> {
                    if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                        follow(node, gathered.subscripts(), own, done, open);
                    }
                }));
    }

    private void follow(Node node, List<Whole> at, Whole own, Set<Node> done, Set<Node> open) {
        if (cycle.members().contains(node) && at.get(axis(node)).equals(own)) {
            visit(node, done, open);
        }
    }
}
