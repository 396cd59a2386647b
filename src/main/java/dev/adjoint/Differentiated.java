package dev.adjoint;

import dev.adjoint.derive.Reverse;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Template;
import dev.adjoint.loops.Scheduler.Asked;
import dev.adjoint.loops.Scheduler.Plan;
import dev.adjoint.loops.Scheduler.Task;
import dev.adjoint.optimise.Optimiser;
import dev.adjoint.optimise.Pass;
import dev.adjoint.optimise.Rebuilt;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A graph with its derivatives.
 *
 * @param nodes all, in topological order: the formula's, the seeds, the adjoints and tangents
 * @param outputs the node of each output
 * @param tasks the gradient of the objective, unless the pullback is just that; the pullback from the seeds of all outputs;
 *     what the products are made with
 */
record Differentiated(List<Node> nodes, Map<Definition, Node> outputs, List<Task> tasks, Products products) {

    static Differentiated of(Program program, Graph built, Request request) {
        Graph shared = rebuilt(built, Optimiser::share);
        List<Node> kept = List.copyOf(pick(request.outputs(), shared.values()).values());
        Graph graph = rebuilt(shared, (all, wanted) -> Optimiser.defer(all, wanted, kept));
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
        List<Task> tasks = new ArrayList<>();
        request.objective()
                .filter(objective -> request.seeded() > 1)
                .map(objective -> derive(graph, Map.of(outputs.get(objective), Exprs.ONE), leaves, nodes))
                .ifPresent(gradient -> tasks.add(Task.gradient(gradient)));
        tasks.add(Task.pullback(derive(graph, seeds, leaves, nodes)));
        Products products = Products.of(program, graph, nodes);
        tasks.addAll(products.tasks());
        return new Differentiated(nodes, outputs, tasks, products);
    }

    /** The graph after a pass. */
    private static Graph rebuilt(Graph graph, BiFunction<List<Node>, List<Node>, Rebuilt> pass) {
        List<Node> wanted = new ArrayList<>(graph.values().values());
        graph.templates().forEach(t -> wanted.addAll(t.nodes()));
        Rebuilt rebuilt = pass.apply(graph.nodes(), wanted);
        Iterator<Node> became = rebuilt.wanted().iterator();
        Map<Symbol, Node> values = follow(graph.values(), became);
        List<Template> templates = graph.templates().stream()
                .map(t -> t.mapped(node -> became.next()))
                .toList();
        return new Graph(rebuilt.nodes(), values, templates);
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
    Plan optimised(Request request) {
        return optimised(request, EnumSet.allOf(Pass.class));
    }

    /** The same after some of the passes. */
    Plan optimised(Request request, Set<Pass> passes) {
        List<Node> wanted = new ArrayList<>(outputs.values());
        tasks.forEach(task -> wanted.addAll(task.results().values()));
        products.asked().forEach(asked -> asked.places().ifPresent(p -> wanted.addAll(p.nodes())));
        Rebuilt rebuilt = Optimiser.run(nodes, wanted, passes);
        Iterator<Node> became = rebuilt.wanted().iterator();
        Map<Definition, Node> outputsNow = follow(outputs, became);
        List<Task> tasksNow = tasks.stream()
                .map(task -> new Task(task.name(), task.role(), task.given(), follow(task.results(), became)))
                .toList();
        List<Asked> askedNow = products.asked().stream()
                .map(asked -> asked.with(asked.places().map(p -> p.map(n -> became.next()))))
                .toList();
        Plan plan = new Plan(rebuilt.nodes(), outputsNow, request.seeded(), tasksNow, askedNow, request.wrt());
        return Results.apart(plan);
    }

    private static <S> Map<S, Node> follow(Map<S, Node> before, Iterator<Node> became) {
        Map<S, Node> now = new LinkedHashMap<>();
        before.keySet().forEach(key -> now.put(key, became.next()));
        return now;
    }
}
