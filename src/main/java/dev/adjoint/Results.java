package dev.adjoint;

import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.loops.Scheduler.Asked;
import dev.adjoint.loops.Scheduler.Plan;
import dev.adjoint.loops.Scheduler.Task;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps apart what sections write to arrays of the caller's: a result that another section depends on too becomes a copy,
 * since those arrays are there in its own section alone.
 */
final class Results {

    private final List<Node> nodes;

    /** How many sections depend on each node. */
    private final Map<Node, Integer> sections = new HashMap<>();

    private Results(List<Node> nodes) {
        this.nodes = new ArrayList<>(nodes);
    }

    /** The plan with such copies. */
    static Plan apart(Plan plan) {
        Results results = new Results(plan.nodes());
        results.section(List.copyOf(plan.outputs().values()));
        plan.tasks().forEach(task -> results.section(List.copyOf(task.results().values())));
        for (Asked asked : plan.products()) {
            asked.places().ifPresent(places -> {
                List<Node> where = new ArrayList<>(places.rows());
                where.addAll(places.columns());
                results.section(where);
                results.section(places.entries());
            });
        }
        List<Task> tasks = plan.tasks().stream().map(results::apart).toList();
        List<Asked> products = plan.products().stream()
                .map(asked -> asked.with(asked.places().map(p -> p.map(results::apart))))
                .toList();
        return new Plan(results.nodes, plan.outputs(), plan.seeded(), tasks, products, plan.wrt());
    }

    private void section(List<Node> results) {
        Set<Node> reached = Node.reachable(results);
        reached.forEach(node -> sections.merge(node, 1, Integer::sum));
    }

    private Task apart(Task task) {
        Map<Symbol, Node> results = new LinkedHashMap<>();
        task.results().forEach((symbol, node) -> results.put(symbol, apart(node)));
        return new Task(task.name(), task.role(), task.given(), results);
    }

    private Node apart(Node node) {
        if (sections.get(node) == 1) {
            return node;
        }
        List<Index> axes = node.freshAxes();
        List<Whole> at = axes.stream().map(Whole::of).toList();
        Node copy = new Node.Defined(node.label(), axes, Optional.empty(), Exprs.element(node, at), node.bound());
        nodes.add(copy);
        return copy;
    }
}
