package dev.adjoint.derive;

import dev.adjoint.graph.Cycle;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Target;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * On which elements of the leaves each element of a node may depend, by the structure of the definitions: the subscripts of
 * its reads, those of what it reads put into them, and so on. It is never too little; a loop that hands on values depends
 * on all that its steps up to there read, a matrix operation on all of its operands.
 */
final class Footprints {

    /** From so many different places in one leaf on, all of it is meant. */
    private static final int MANY = 64;

    private final Activity activity;
    private final Fixed fixed;
    private final Footprint.Names names = new Footprint.Names();
    private final Map<Node, Cycle> cycles;
    private final Map<Node, List<Index>> axes = new HashMap<>();
    private final Map<Node, List<Footprint>> known = new HashMap<>();
    private final Map<Node, List<Footprint>> outside = new HashMap<>();
    private final Set<Node> hidden = new HashSet<>();

    Footprints(Graph graph, List<Node> wrt) {
        this.activity = new Activity(graph, wrt);
        this.fixed = new Fixed(graph.nodes());
        this.cycles = Cycle.all(graph.nodes(), activity::isActive);
        for (Node leaf : wrt) {
            List<Index> own = axes(leaf);
            known.put(
                    leaf,
                    List.of(new Footprint(leaf, own.stream().map(Whole::of).toList(), List.of(), Exprs.TRUE)));
        }
        // In order, so that nothing goes deep.
        graph.nodes().forEach(this::of);
    }

    Activity activity() {
        return activity;
    }

    Fixed fixed() {
        return fixed;
    }

    /** The indices of a node over which its footprints are. */
    List<Index> axes(Node node) {
        return axes.computeIfAbsent(node, n -> {
            if (n instanceof Node.Defined defined) {
                return defined.axes();
            }
            return n instanceof Node.Accumulated accumulated ? accumulated.axes() : Footprint.fresh(n.shape());
        });
    }

    /** The footprints of each element of a node. */
    List<Footprint> of(Node node) {
        if (!activity.isActive(node) || hidden.contains(node)) {
            return List.of();
        }
        List<Footprint> found = known.get(node);
        if (found == null) {
            found = normal(derive(node));
            known.put(node, found);
        }
        return found;
    }

    /** The footprints of a formula, over the indices in it. */
    List<Footprint> of(Expr formula) {
        List<Footprint> found = new ArrayList<>();
        collect(formula, Exprs.TRUE, found);
        return normal(found);
    }

    private List<Footprint> normal(List<Footprint> found) {
        Set<Footprint> different = new LinkedHashSet<>();
        found.forEach(f -> different.add(f.normal(fixed, names)));
        Map<Node, Integer> counts = new HashMap<>();
        different.forEach(f -> counts.merge(f.leaf(), 1, Integer::sum));
        counts.forEach((leaf, count) -> {
            if (count > MANY) {
                different.removeIf(f -> f.leaf() == leaf);
                different.add(Footprint.whole(leaf).normal(fixed, names));
            }
        });
        return List.copyOf(different);
    }

    private List<Footprint> derive(Node node) {
        Optional<Template> template = activity.template(node);
        if (template.isPresent()) {
            List<Footprint> found = new ArrayList<>();
            int around = template.get().around();
            template.get().arguments().forEach(a -> found.addAll(of(a, around, node)));
            return found;
        }
        Cycle cycle = cycles.get(node);
        return cycle == null ? direct(node) : around(cycle, node);
    }

    /** What an argument of a function with its own gradient hands on: each use under an index is one by itself. */
    private List<Footprint> of(Template.Argument argument, int around, Node result) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < around; k++) {
            values.put(argument.indices().get(k), Whole.of(axes(result).get(k)));
        }
        Expr read = new Expr.Read(argument.node(), Footprint.substitute(argument.target(), values));
        List<Index> rest = argument.indices().subList(around, argument.indices().size());
        return of(read).stream().map(f -> f.under(Exprs.TRUE, rest)).toList();
    }

    /** What the reads of a node lead to, one step from it. */
    private List<Footprint> direct(Node node) {
        List<Footprint> found = new ArrayList<>();
        if (node instanceof Node.Defined defined) {
            Expr filter = defined.reduce().flatMap(Node.Defined.Reduce::filter).orElse(Exprs.TRUE);
            List<Index> bound =
                    defined.reduce().map(Node.Defined.Reduce::indices).orElse(List.of());
            of(defined.body()).forEach(f -> found.add(f.under(filter, bound)));
        } else if (node instanceof Node.Accumulated accumulated) {
            accumulated.terms().forEach(term -> found.addAll(of(term, accumulated)));
        } else if (node instanceof Node.Kernel kernel) {
            kernel.operands().forEach(operand -> found.addAll(of(operand, kernel)));
        }
        return found;
    }

    /** Of a term, what it adds to the element at hand: its indices are those whose target that is. */
    private List<Footprint> of(Term term, Node.Accumulated node) {
        Target target = Target.of(term, node.axes().stream().map(Whole::of).toList());
        Expr filter = Exprs.substitute(term.filter().orElse(Exprs.TRUE), target.values());
        Expr body = Exprs.substitute(term.body(), target.values());
        Expr condition = Exprs.and(target.condition(), filter);
        return of(body).stream().map(f -> f.under(condition, target.left())).toList();
    }

    private List<Footprint> of(Node.Kernel.Operand operand, Node.Kernel kernel) {
        Map<Index, Whole> values = new HashMap<>();
        List<Index> own = axes(kernel);
        for (int k = 0; k < kernel.axes().size(); k++) {
            values.put(kernel.axes().get(k), Whole.of(own.get(k)));
        }
        List<Whole> at = new ArrayList<>(Footprint.substitute(operand.at(), values));
        List<Index> whole = Footprint.fresh(
                operand.node().shape().subList(at.size(), operand.node().rank()));
        whole.forEach(i -> at.add(Whole.of(i)));
        return of(new Expr.Read(operand.node(), at)).stream()
                .map(f -> f.under(Exprs.TRUE, whole))
                .toList();
    }

    private void collect(Expr expr, Expr path, List<Footprint> found) {
        if (!activity.isActive(expr)) {
            return;
        }
        if (expr instanceof Expr.Read read) {
            Map<Index, Whole> values = new HashMap<>();
            List<Index> own = axes(read.node());
            for (int k = 0; k < own.size(); k++) {
                values.put(own.get(k), read.subscripts().get(k));
            }
            of(read.node()).forEach(f -> found.add(f.moved(values).under(path, List.of())));
        } else if (expr instanceof Expr.Choose choose) {
            collect(choose.then(), Exprs.and(path, choose.condition()), found);
            collect(choose.otherwise(), Exprs.and(path, Exprs.not(choose.condition())), found);
        } else if (expr instanceof Expr.Apply gate) {
            for (int k = 0; k < gate.operands().size(); k++) {
                if (hasSlope(gate, k)) {
                    collect(gate.operands().get(k), path, found);
                }
            }
        }
    }

    /** Whether an operand of a gate has a local gradient that is not 0 everywhere. */
    boolean hasSlope(Expr.Apply gate, int k) {
        return Calculus.local(gate.primitive(), gate.operands(), k, gate, Exprs.ONE, activity::isConstant)
                .isPresent();
    }

    /** What the steps of a loop read from outside, up to the step at hand. */
    private List<Footprint> around(Cycle cycle, Node node) {
        List<Footprint> found = new ArrayList<>();
        for (Node member : cycle.members()) {
            Map<Index, Whole> values = new HashMap<>();
            List<Index> every = new ArrayList<>();
            Expr condition = Exprs.TRUE;
            List<Index> its = axes(member);
            List<Index> here = axes(node);
            for (int axis = 0; axis < its.size(); axis++) {
                Optional<Integer> same = cycle.sameAxis(member, axis, node);
                if (same.isPresent()) {
                    values.put(its.get(axis), Whole.of(here.get(same.get())));
                    continue;
                }
                Index any = new Index(its.get(axis).name(), its.get(axis).size());
                every.add(any);
                values.put(its.get(axis), Whole.of(any));
                condition = Exprs.and(condition, upTo(cycle, member, axis, any, node));
            }
            Expr reached = condition;
            outside(cycle, member).forEach(f -> found.add(f.moved(values).under(reached, every)));
        }
        return found;
    }

    /** That a step is not behind the one at hand. */
    private Expr upTo(Cycle cycle, Node member, int axis, Index step, Node node) {
        Optional<Index> loop = member.loops().get(axis);
        int here = loop.map(node::axisOver).orElse(-1);
        Optional<Boolean> backward = loop.flatMap(cycle::isBackward);
        if (here < 0 || backward.isEmpty()) {
            return Exprs.TRUE;
        }
        Whole now = Whole.of(axes(node).get(here));
        return backward.get()
                ? Exprs.compare(Comparison.GREATER_EQUAL, Whole.of(step), now.minus(1))
                : Exprs.compare(Comparison.LESS_EQUAL, Whole.of(step), now);
    }

    /** What a node of a loop reads from outside of it. */
    private List<Footprint> outside(Cycle cycle, Node member) {
        List<Footprint> found = outside.get(member);
        if (found == null) {
            hidden.addAll(cycle.members());
            found = normal(direct(member));
            hidden.removeAll(cycle.members());
            outside.put(member, found);
        }
        return found;
    }
}
