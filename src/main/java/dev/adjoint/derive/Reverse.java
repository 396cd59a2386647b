package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Operation;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverse-mode differentiation of a graph. The adjoint of a read {@code A[g]} in {@code T[i] = reduce(body for r)} is the
 * accumulation {@code dA[g] += dT[i] * local gradient} over (i, r); each node hands its adjoint to what it reads before
 * those nodes hand on theirs.
 */
public final class Reverse {

    private final Activity activity;
    private final Set<Node> ends;
    private final Map<Node, List<Term>> terms = new HashMap<>();
    private final Map<Node, Node> adjoints = new LinkedHashMap<>();
    private final List<Node> made = new ArrayList<>();
    private final Map<Node, Node.Accumulated> needs = new HashMap<>();
    private final Map<Node.Accumulated, List<Term>> open = new LinkedHashMap<>();
    private final Guards guards;
    private final Slope slope;

    /** Of functions with their own gradient, the adjoints known so far. */
    private final Map<Node, Instance.Became> results = new HashMap<>();

    /**
     * The nodes that compute the gradients.
     *
     * @param nodes in topological order; they read nodes of the graph besides each other
     * @param gradients of each node that was asked for; one without influence is absent
     */
    public record Adjoint(List<Node> nodes, Map<Node, Node> gradients) {}

    private Reverse(Graph graph, List<Node> wrt, Slope slope) {
        Set<Node> own = new HashSet<>();
        graph.templates().forEach(t -> own.addAll(t.results()));
        this.guards = new Guards(graph.nodes(), own);
        this.activity = new Activity(graph, wrt);
        this.ends = Set.copyOf(wrt);
        this.slope = slope;
    }

    /**
     * Derives the adjoint of a graph.
     *
     * @param seeds the upstream gradient of each output that has one: a {@link Node.Seed} of its shape, or a constant for a
     *     scalar
     * @param wrt the nodes whose gradients are wanted, which are taken as given
     */
    public static Adjoint derive(Graph graph, Map<Node, Expr> seeds, List<Node> wrt) {
        return derive(graph, graph.nodes(), seeds, wrt, Calculus::local);
    }

    /**
     * The same for a part of a graph.
     *
     * @param part in topological order; what leads from {@code wrt} to the seeded nodes leads through these alone
     */
    static Adjoint derive(Graph graph, List<Node> part, Map<Node, Expr> seeds, List<Node> wrt, Slope slope) {
        Reverse reverse = new Reverse(graph, wrt, slope);
        seeds.forEach(reverse::seed);
        reverse.run(part, Recurrences.of(part, seeds.keySet()));
        Map<Node, Node> gradients = new LinkedHashMap<>(reverse.adjoints);
        gradients.keySet().retainAll(wrt);
        return new Adjoint(List.copyOf(reverse.made), gradients);
    }

    /** From the last node to the first; a recurrent one opens before all that it reads. */
    private void run(List<Node> nodes, Recurrences recurrences) {
        Map<Node, Template> firstResults = firstResults(nodes);
        for (int k = nodes.size() - 1; k >= 0; k--) {
            recurrences.endingAt(k).stream()
                    .filter(n -> activity.isActive(n) && !ends.contains(n))
                    .forEach(this::open);
            Node node = nodes.get(k);
            if (adjoints.containsKey(node)) {
                close((Node.Accumulated) node);
            } else if (activity.isActive(node) && terms.containsKey(node)) {
                settle(node);
            }
            Optional.ofNullable(firstResults.get(node)).ifPresent(this::repeat);
        }
        Guards.close(open);
    }

    /** Of each function with its own gradient the result that comes first: once it is settled, all are. */
    private Map<Node, Template> firstResults(List<Node> nodes) {
        Map<Node, Template> first = new HashMap<>();
        Set<Template> seen = new HashSet<>();
        for (Node node : nodes) {
            activity.template(node).filter(seen::add).ifPresent(t -> first.put(node, t));
        }
        return first;
    }

    /** All results of a function with its own gradient are settled: hands on what it says. */
    private void repeat(Template template) {
        List<Instance.Became> adjointsOfResults = template.results().stream()
                .map(result -> results.getOrDefault(result, Instance.Became.ZERO))
                .toList();
        Instance instance = new Instance(template, activity.above(), adjointsOfResults, made::add);
        for (Template.Argument argument : template.arguments()) {
            if (activity.isActive(argument.node())) {
                instance.of(argument).ifPresent(term -> add(argument.node(), term));
            }
        }
    }

    /**
     * What an operation is made of that has no rule of its own: nodes of other operations, in topological order, the result
     * last.
     */
    public static List<Node> parts(Node.Kernel kernel) {
        return KernelRules.expanded(kernel);
    }

    private void seed(Node output, Expr seed) {
        List<Index> axes = output.freshAxes();
        List<Whole> at = axes.stream().map(Whole::of).toList();
        Expr upstream = seed instanceof Expr.Read read ? new Expr.Read(read.node(), at) : seed;
        add(output, new Term(axes, at, Optional.empty(), upstream));
    }

    private void add(Node node, Term term) {
        terms.computeIfAbsent(node, n -> new ArrayList<>()).add(term);
    }

    private void spread(Node.Kernel kernel, Node adjoint, Optional<Node> need) {
        if (kernel.operation() != Operation.CHOL_ADJOINT) {
            new KernelRules(kernel, adjoint, need, made::add, this::addActive).spread();
            return;
        }
        // It has no rule of its own: what it is made of is differentiated in its place.
        List<Node> parts = KernelRules.expanded(kernel);
        made.addAll(parts);
        parts.forEach(activity::classify);
        seed(parts.get(parts.size() - 1), new Expr.Read(adjoint, List.of()));
        for (int k = parts.size() - 1; k >= 0; k--) {
            if (terms.containsKey(parts.get(k))) {
                settle(parts.get(k));
            }
        }
    }

    private void addActive(Node node, Term term) {
        if (activity.isActive(node)) {
            add(node, term);
        }
    }

    /** The adjoint of a recurrent node stands before what it reads: its terms are not known yet. */
    private void open(Node.Accumulated node) {
        Node.Accumulated adjoint = Node.Accumulated.recurrent(
                label(node),
                Reducer.SUM,
                node.axes(),
                node.recurrence().orElseThrow().reversed());
        Optional<Node.Accumulated> need = guards.open(node);
        made.add(adjoint);
        adjoints.put(node, adjoint);
        need.ifPresent(made::add);
        need.ifPresent(n -> needs.put(node, n));
        spread(node, adjoint, need.map(n -> n));
    }

    private void close(Node.Accumulated node) {
        List<Term> all = terms.getOrDefault(node, List.of());
        Terms.close((Node.Accumulated) adjoints.get(node), all);
        if (needs.containsKey(node)) {
            open.put(needs.get(node), all);
        }
    }

    private static Node.Label label(Node node) {
        return node.label().derived("d" + node.name(), node.label().gate());
    }

    /** All terms of a node's adjoint are known: adds them up and hands the sum on. */
    private void settle(Node node) {
        List<Term> all = terms.remove(node);
        Node adjoint = Terms.combine(label(node), Reducer.SUM, node, all);
        made.add(adjoint);
        adjoints.put(node, adjoint);
        if (ends.contains(node)) {
            return;
        }
        Optional<Node> need = guards.of(node, all);
        need.ifPresent(made::add);
        if (activity.template(node).isPresent()) {
            results.put(node, new Instance.Became(Optional.of(adjoint), need));
            return;
        }
        if (node instanceof Node.Defined defined) {
            spread(defined, adjoint, need);
        } else if (node instanceof Node.Accumulated accumulated) {
            spread(accumulated, adjoint, need);
        } else if (node instanceof Node.Kernel kernel) {
            spread(kernel, adjoint, need);
        }
    }

    private void spread(Node.Accumulated node, Node adjoint, Optional<Node> need) {
        for (Term term : node.terms()) {
            Expr path = term.filter().orElse(Exprs.TRUE);
            // The target is in range where the filter holds.
            Expr reached = need.map(n -> Exprs.and(path, new Expr.Read(n, term.target())))
                    .orElse(path);
            Optional<Expr> value =
                    node.isDisjoint() ? Optional.of(new Expr.Read(node, term.target())) : Optional.empty();
            chain(term.indices()).push(term.body(), element(adjoint, term.target()), reached, value);
        }
    }

    /** An element of an adjoint: that of what is differentiated itself is the number 1. */
    private static Expr element(Node adjoint, List<Whole> at) {
        return adjoint instanceof Node.Defined defined
                        && defined.reduce().isEmpty()
                        && defined.body() instanceof Expr.Constant constant
                ? constant
                : new Expr.Read(adjoint, at);
    }

    private static Expr guarded(Optional<Node> need, List<Whole> at, Expr path) {
        return need.map(n -> Exprs.and(new Expr.Read(n, at), path)).orElse(path);
    }

    private void spread(Node.Defined node, Node adjoint, Optional<Node> need) {
        List<Whole> at = node.axes().stream().map(Whole::of).toList();
        Expr value = new Expr.Read(node, at);
        Expr upstream = element(adjoint, at);
        if (node.reduce().isEmpty()) {
            chain(node.axes()).push(node.body(), upstream, guarded(need, at, Exprs.TRUE), Optional.of(value));
            return;
        }
        Reduce reduce = node.reduce().get();
        List<Index> indices = new ArrayList<>(node.axes());
        indices.addAll(reduce.indices());
        Expr path = guarded(need, at, reduce.filter().orElse(Exprs.TRUE));
        Expr share = upstream;
        if (reduce.reducer() != Reducer.SUM) {
            Winners winners = Winners.of(node);
            made.add(winners.count());
            share = Exprs.over(upstream, Exprs.read(winners.count(), node.axes()));
            path = Exprs.and(path, winners.wins());
        }
        chain(indices).push(node.body(), share, path, Optional.empty());
    }

    /** The chain rule along a formula that is evaluated for these indices. */
    private Chain chain(List<Index> indices) {
        return new Chain(activity, slope, (read, path, d) -> {
            Optional<Expr> filter = path.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(path);
            add(read.node(), new Term(indices, read.subscripts(), filter, d));
        });
    }
}
