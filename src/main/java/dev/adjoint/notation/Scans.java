package dev.adjoint.notation;

import dev.adjoint.graph.Cycle;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The loops of a program that is written. What a loop inside a step collects is there in that step alone: so it has a name of
 * its own there, and the step collects it again for all others.
 */
final class Scans implements Formulas.Rows {

    private final Notation notation;
    private final Names names;
    private final Map<Node, Sweep> sweeps = new LinkedHashMap<>();
    private Sweep outer;
    private Whole now;
    private final Map<Node, Sweep> inside = new HashMap<>();

    Scans(Notation notation, Names names, List<Node> nodes) {
        this.notation = notation;
        this.names = names;
        Map<Cycle, Sweep> known = new HashMap<>();
        Cycle.all(nodes, node -> true)
                .forEach((node, cycle) ->
                        sweeps.put(node, known.computeIfAbsent(cycle, c -> Sweep.of(c.members(), Set.of()))));
    }

    /** The nodes in the loop of a node; none if it is in no loop. */
    List<Node> around(Node node) {
        return sweeps.containsKey(node) ? sweeps.get(node).members() : List.of();
    }

    private boolean isHere(Node node, List<Whole> subscripts) {
        return inside.containsKey(node) && subscripts.get(outer.axis(node)).equals(now);
    }

    @Override
    public String name(Node node, List<Whole> subscripts) {
        return isHere(node, subscripts) ? names.local(node) : names.of(node);
    }

    @Override
    public List<Whole> at(Node node, List<Whole> subscripts) {
        if (isHere(node, subscripts)) {
            Sweep sweep = inside.get(node);
            List<Whole> at = new ArrayList<>(subscripts);
            Whole row = sweep.turned(at.get(sweep.axis(node)));
            List<Integer> axes = new ArrayList<>(List.of(outer.axis(node), sweep.axis(node)));
            axes.sort((a, b) -> b - a);
            axes.forEach(axis -> at.remove((int) axis));
            at.add(0, row);
            return at;
        }
        Sweep sweep = sweeps.get(node);
        return sweep == null || sweep.axis(node) >= subscripts.size() ? subscripts : sweep.at(node, subscripts);
    }

    /** Writes the loop of a node. */
    void write(Node node) {
        outer = sweeps.get(node);
        Index step = names.distinct(List.of(new Index("s", outer.steps()))).get(0);
        now = outer.turned(Whole.of(step));
        notation.line("scan " + step.name() + " in " + notation.range(outer.steps()) + " {");
        for (List<Node> group : outer.ordered()) {
            if (outer.isLoop(group)) {
                inside(Sweep.of(group, List.of(outer.loop())), step);
            } else {
                row(group.get(0), "  ", Map.of(outer, step));
            }
        }
        notation.line("}");
        inside.clear();
    }

    private void inside(Sweep sweep, Index step) {
        Index own = names.distinct(List.of(step, new Index("r", sweep.steps()))).get(1);
        sweep.members().forEach(m -> inside.put(m, sweep));
        notation.line("  scan " + own.name() + " in " + notation.range(sweep.steps()) + " {");
        Map<Sweep, Index> steps = new LinkedHashMap<>();
        steps.put(outer, step);
        steps.put(sweep, own);
        for (List<Node> group : sweep.ordered()) {
            if (sweep.isLoop(group)) {
                throw new Unwritten("a `scan` inside a `scan` inside a `scan`");
            }
            row(group.get(0), "    ", steps);
        }
        notation.line("  }");
        sweep.members().forEach(m -> again(m, step));
    }

    /** What the loop inside has collected, for all steps of the loop around it. */
    private void again(Node member, Index step) {
        List<Index> all = new ArrayList<>(member.freshAxes());
        all.set(outer.axis(member), step);
        List<Index> axes = new ArrayList<>(names.distinct(all));
        axes.set(outer.axis(member), step);
        List<Whole> at = new ArrayList<>(axes.stream().map(Whole::of).toList());
        at.set(outer.axis(member), now);
        String here = names.local(member) + notation.brackets(at(member, at));
        axes.remove(step);
        notation.line("  " + names.of(member) + notation.brackets(outer.at(member, at)) + " = " + here
                + notation.ranges(" where ", axes, List.of()));
    }

    /** Writes the definition of a row of a node, at the steps of the loops around it. */
    private void row(Node member, String indent, Map<Sweep, Index> steps) {
        if (member instanceof Node.Kernel kernel) {
            kernel(kernel, indent, steps);
            return;
        }
        List<Index> all = new ArrayList<>(
                member instanceof Node.Defined defined ? defined.axes() : ((Node.Accumulated) member).axes());
        steps.forEach((sweep, step) -> all.set(sweep.axis(member), step));
        List<Index> axes = new ArrayList<>(names.distinct(all));
        List<Whole> at = new ArrayList<>(axes.stream().map(Whole::of).toList());
        steps.forEach((sweep, step) -> {
            axes.set(sweep.axis(member), step);
            at.set(sweep.axis(member), sweep.turned(Whole.of(step)));
        });
        List<Expr> said = new ArrayList<>();
        String formula = guarded(member, notation.element(member, at, axes, said), steps, "0");
        if (member.kind() == Kind.INDEX && isShort(member, steps)) {
            formula = "index(" + formula + ", " + notation.size(member.bound().orElseThrow()) + ")";
        }
        axes.removeAll(steps.values());
        notation.line(indent + name(member, at) + notation.brackets(at(member, at)) + " = " + formula
                + notation.ranges(" where ", axes, said));
    }

    private static boolean isShort(Node member, Map<Sweep, Index> steps) {
        return steps.keySet().stream().anyMatch(sweep -> sweep.isShort(member));
    }

    /** A formula for the steps for which the node has rows. */
    private String guarded(Node member, String formula, Map<Sweep, Index> steps, String otherwise) {
        List<String> conditions = new ArrayList<>();
        steps.forEach((sweep, step) -> {
            if (sweep.isShort(member)) {
                Whole rows = member.shape().get(sweep.axis(member));
                conditions.add(notation.print(sweep.turned(Whole.of(step))) + " < " + rows);
            }
        });
        return conditions.isEmpty()
                ? formula
                : "if " + String.join(" && ", conditions) + " then " + formula + " else " + otherwise;
    }

    private void kernel(Node.Kernel kernel, String indent, Map<Sweep, Index> steps) {
        Map<Index, Whole> values = new HashMap<>();
        steps.forEach((sweep, step) -> values.put(kernel.axes().get(sweep.axis(kernel)), sweep.turned(Whole.of(step))));
        notation.matrices()
                .row(
                        kernel,
                        values,
                        formula -> guarded(
                                kernel, formula, steps, notation.matrices().zeros(kernel)))
                .ifPresent(text -> notation.line(indent + text));
    }
}
