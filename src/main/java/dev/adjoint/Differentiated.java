package dev.adjoint;

import dev.adjoint.derive.Reverse;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Template;
import dev.adjoint.loops.Scheduler;
import dev.adjoint.optimise.Optimiser;
import dev.adjoint.optimise.Pass;
import dev.adjoint.optimise.Rebuilt;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph with its adjoints.
 *
 * @param nodes all, in topological order: the formula's, the seeds, the adjoints
 * @param outputs the node of each output
 * @param gradient the gradient of the objective for each variable; absent if the pullback is just that
 * @param pullback the vector-Jacobian product for each variable, from the seeds of all outputs
 */
record Differentiated(
        List<Node> nodes,
        Map<Definition, Node> outputs,
        Optional<Map<Variable, Node>> gradient,
        Map<Variable, Node> pullback) {

    static Differentiated of(Graph built, Request request) {
        Graph graph = deferred(shared(built), request);
        Map<Definition, Node> outputs = pick(request.outputs(), graph.values());
        List<Variable> wanted = new ArrayList<>(request.params());
        wanted.addAll(request.wrt());
        Map<Variable, Node> leaves = pick(wanted, graph.values());
        List<Node> nodes = new ArrayList<>(graph.nodes());

        Map<Node, Expr> seeds = new LinkedHashMap<>();
        for (Definition output : request.outputs().subList(0, request.seeded())) {
            Node.Seed seed = new Node.Seed(outputs.get(output), seeds.size());
            nodes.add(seed);
            seeds.put(outputs.get(output), new Expr.Read(seed, List.of()));
        }
        Map<Variable, Node> pullback = derive(graph, seeds, leaves, nodes);
        Optional<Map<Variable, Node>> gradient = request.objective()
                .filter(objective -> request.seeded() > 1)
                .map(objective -> derive(graph, Map.of(outputs.get(objective), Exprs.ONE), leaves, nodes));
        return new Differentiated(nodes, outputs, gradient, pullback);
    }

    private static Graph shared(Graph graph) {
        Map<Symbol, Node> values = graph.values();
        List<Node> wanted = new ArrayList<>(values.values());
        graph.templates().forEach(t -> wanted.addAll(t.nodes()));
        Rebuilt shared = Optimiser.share(graph.nodes(), wanted);
        Iterator<Node> became = shared.wanted().iterator();
        Map<Symbol, Node> valuesNow = follow(values, became);
        List<Template> templates = graph.templates().stream()
                .map(t -> t.mapped(node -> became.next()))
                .toList();
        return new Graph(shared.nodes(), valuesNow, templates);
    }

    private static Graph deferred(Graph graph, Request request) {
        List<Node> outputs = List.copyOf(pick(request.outputs(), graph.values()).values());
        List<Node> wanted = new ArrayList<>(graph.values().values());
        graph.templates().forEach(t -> wanted.addAll(t.nodes()));
        Rebuilt deferred = Optimiser.defer(graph.nodes(), wanted, outputs);
        Iterator<Node> became = deferred.wanted().iterator();
        Map<Symbol, Node> valuesNow = follow(graph.values(), became);
        List<Template> templates = graph.templates().stream()
                .map(t -> t.mapped(node -> became.next()))
                .toList();
        return new Graph(deferred.nodes(), valuesNow, templates);
    }

    private static <S extends Symbol> Map<S, Node> pick(List<S> symbols, Map<Symbol, Node> values) {
        Map<S, Node> picked = new LinkedHashMap<>();
        symbols.forEach(s -> picked.put(s, values.get(s)));
        return picked;
    }

    /** Adds the adjoint nodes to {@code nodes}; a variable without influence has no gradient node. */
    private static Map<Variable, Node> derive(
            Graph graph, Map<Node, Expr> seeds, Map<Variable, Node> leaves, List<Node> nodes) {
        Reverse.Adjoint adjoint = Reverse.derive(graph, seeds, List.copyOf(leaves.values()));
        nodes.addAll(adjoint.nodes());
        Map<Variable, Node> gradients = new LinkedHashMap<>();
        leaves.forEach((variable, leaf) -> {
            if (adjoint.gradients().containsKey(leaf)) {
                gradients.put(variable, adjoint.gradients().get(leaf));
            }
        });
        return gradients;
    }

    /** The same after the passes, ready to be scheduled. */
    Scheduler.Plan optimised(Request request) {
        return optimised(request, EnumSet.allOf(Pass.class));
    }

    /** The same after some of the passes. */
    Scheduler.Plan optimised(Request request, Set<Pass> passes) {
        List<Node> wanted = new ArrayList<>(outputs.values());
        gradient.ifPresent(g -> wanted.addAll(g.values()));
        wanted.addAll(pullback.values());
        Rebuilt rebuilt = Optimiser.run(nodes, wanted, passes);
        Iterator<Node> became = rebuilt.wanted().iterator();
        Map<Definition, Node> outputsNow = follow(outputs, became);
        Optional<Map<Variable, Node>> gradientNow = gradient.map(g -> follow(g, became));
        Map<Variable, Node> pullbackNow = follow(pullback, became);
        List<Scheduler.Task> tasks = new ArrayList<>();
        gradientNow.map(Scheduler.Task::gradient).ifPresent(tasks::add);
        tasks.add(Scheduler.Task.pullback(pullbackNow));
        return new Scheduler.Plan(rebuilt.nodes(), outputsNow, request.seeded(), tasks, request.wrt());
    }

    private static <S> Map<S, Node> follow(Map<S, Node> before, Iterator<Node> became) {
        Map<S, Node> now = new LinkedHashMap<>();
        before.keySet().forEach(key -> now.put(key, became.next()));
        return now;
    }
}
