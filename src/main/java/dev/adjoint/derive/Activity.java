package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which nodes vary, which depend on those with respect to which a graph is differentiated, and which a function answers for. */
final class Activity {

    private final Set<Node> active;
    private final Set<Node> varying;

    /** The results of functions with their own gradient, and what depends on the upstream gradients of these. */
    private final Map<Node, Template> templates = new HashMap<>();

    private final Set<Node> above = new HashSet<>();

    /** That of a graph which is differentiated with respect to some of its nodes. */
    Activity(Graph graph, Collection<Node> wrt) {
        this.active = new HashSet<>(wrt);
        this.varying = new HashSet<>(wrt);
        for (Template template : graph.templates()) {
            template.results().forEach(result -> templates.put(result, template));
            above.addAll(template.upstream());
        }
        // Around a loop, until nothing is added.
        int before = -1;
        while (active.size() + varying.size() + above.size() != before) {
            before = active.size() + varying.size() + above.size();
            graph.nodes().forEach(this::classify);
        }
    }

    /** Takes in a node made of those that are classified already. */
    void classify(Node node) {
        if (node instanceof Node.Leaf || Recurrences.varies(node) || isOpen(node)) {
            varying.add(node);
        }
        if (node instanceof Node.Kernel kernel) {
            for (Node.Kernel.Operand operand : kernel.operands()) {
                mark(varying, operand.node(), node);
                mark(active, operand.node(), node);
                mark(above, operand.node(), node);
            }
            return;
        }
        forEachBody(node, body -> {
            Exprs.forEachSource(body, source -> {
                mark(varying, source, node);
                mark(above, source, node);
            });
            Exprs.forEachRead(body, read -> {
                if (!templates.containsKey(node) && active.contains(read.node()) && node.kind() == Kind.REAL) {
                    active.add(node);
                }
            });
        });
        if (templates.containsKey(node) && reachesArgument(templates.get(node))) {
            active.add(node);
        }
    }

    private boolean reachesArgument(Template template) {
        return template.arguments().stream().anyMatch(argument -> active.contains(argument.node()));
    }

    /** What is not derived yet may be anything. */
    private static boolean isOpen(Node node) {
        return node instanceof Node.Accumulated accumulated && accumulated.isOpen();
    }

    private static void mark(Set<Node> marked, Node source, Node node) {
        if (marked.contains(source)) {
            marked.add(node);
        }
    }

    private static void forEachBody(Node node, Consumer<Expr> action) {
        if (node instanceof Node.Defined defined) {
            action.accept(defined.body());
            defined.reduce().flatMap(Reduce::filter).ifPresent(action);
        } else if (node instanceof Node.Accumulated accumulated && !accumulated.isOpen()) {
            for (Term term : accumulated.terms()) {
                action.accept(term.body());
                term.filter().ifPresent(action);
            }
        }
    }

    /** Whether a node is differentiated. */
    boolean isActive(Node node) {
        return active.contains(node);
    }

    boolean isActive(Expr expr) {
        boolean[] found = {false};
        Exprs.forEachRead(expr, read -> found[0] |= active.contains(read.node()));
        return found[0];
    }

    /** Whether no param or input reaches a formula. */
    boolean isConstant(Expr expr) {
        boolean[] constant = {true};
        Exprs.forEachSource(expr, source -> constant[0] &= !varying.contains(source));
        return constant[0];
    }

    /** The gradient that a function says for itself, of which the node is a result. */
    Optional<Template> template(Node node) {
        return Optional.ofNullable(templates.get(node));
    }

    /** The nodes that depend on an upstream gradient of such a function. */
    Set<Node> above() {
        return above;
    }
}
