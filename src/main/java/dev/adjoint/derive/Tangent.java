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
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Forward-mode differentiation of a graph: the derivative of every node along one direction. What reaches an operand of a gate
 * from an upstream gradient is linear in that gradient, and the tangent of the gate is the same made of the operands' own
 * tangents, added up: {@link Calculus} serves both modes. A tangent is read where the node is, with the same subscripts, under
 * the same conditions, and a loop's is a loop in the same direction.
 */
public final class Tangent {

    /** A tangent that is read more than once in a formula becomes a node if it is larger. */
    private static final int LARGE = 6;

    private final Graph graph;
    private final Activity activity;
    private final Map<Node, Node> tangents;
    private final List<Node> made = new ArrayList<>();
    private final List<Node.Accumulated> open = new ArrayList<>();
    private final Set<Template> answered = new HashSet<>();

    /**
     * The nodes that compute tangents.
     *
     * @param nodes in topological order; they read nodes of the graph and the directions besides each other
     * @param tangents of each node that was asked for, of its shape; one that no direction reaches is absent
     */
    public record Tangents(List<Node> nodes, Map<Node, Node> tangents) {}

    private Tangent(Graph graph, Map<Node, Node> directions) {
        this.graph = graph;
        this.activity = new Activity(graph, directions.keySet());
        this.tangents = new LinkedHashMap<>(directions);
    }

    /**
     * Derives the tangents of a graph.
     *
     * @param directions for each node that moves, which is taken as given, how fast: a node of its shape
     * @param of the nodes whose tangents are wanted
     */
    public static Tangents derive(Graph graph, Map<Node, Node> directions, Collection<Node> of) {
        Tangent tangent = new Tangent(graph, directions);
        Set<Node> needed = tangent.needed(of);
        graph.nodes().stream().filter(needed::contains).forEach(tangent::derive);
        tangent.open.forEach(tangent::close);
        Map<Node, Node> wanted = new LinkedHashMap<>(tangent.tangents);
        wanted.keySet().retainAll(new HashSet<>(of));
        return new Tangents(List.copyOf(tangent.made), wanted);
    }

    /** What the tangent of a node is called. */
    static String named(Node node) {
        return node.name() + "Dot";
    }

    private static Node.Label label(Node node) {
        return node.label().derived(named(node), node.label().gate());
    }

    /** The nodes, of those that are differentiated, through which a direction may reach those asked for. */
    private Set<Node> needed(Collection<Node> of) {
        Set<Node> needed = new HashSet<>();
        Deque<Node> next = new ArrayDeque<>(of);
        while (!next.isEmpty()) {
            Node node = next.pop();
            if (activity.isActive(node) && needed.add(node) && !tangents.containsKey(node)) {
                Optional<Template> template = activity.template(node);
                template.ifPresent(t -> t.arguments().forEach(argument -> next.push(argument.node())));
                if (template.isEmpty()) {
                    node.forEachSource(next::push);
                }
            }
        }
        return needed;
    }

    private void derive(Node node) {
        if (tangents.containsKey(node)) {
            return;
        }
        Optional<Template> template = activity.template(node);
        if (template.isPresent()) {
            if (answered.add(template.get())) {
                results(template.get());
            }
        } else if (node instanceof Node.Defined defined) {
            derive(defined).ifPresent(t -> keep(node, t));
        } else if (node instanceof Node.Accumulated accumulated) {
            derive(accumulated).ifPresent(t -> keep(node, t));
        } else if (node instanceof Node.Kernel kernel) {
            derive(kernel).ifPresent(t -> tangents.put(node, t));
        }
    }

    private void keep(Node node, Node tangent) {
        made.add(tangent);
        tangents.put(node, tangent);
    }

    /** {@code T'[i] = sum(body' for r)}; for a maximum the mean over those that win. */
    private Optional<Node> derive(Node.Defined node) {
        if (node.reduce().isEmpty()) {
            Optional<Expr> value = Optional.of(Exprs.read(node, node.axes()));
            Scope scope = new Scope(node.label(), node.axes(), Exprs.TRUE, value);
            return defined(node, Optional.empty(), of(node.body(), scope));
        }
        Reduce reduce = node.reduce().get();
        List<Index> indices = new ArrayList<>(node.axes());
        indices.addAll(reduce.indices());
        Expr path = reduce.filter().orElse(Exprs.TRUE);
        if (reduce.reducer() == Reducer.SUM) {
            Scope scope = new Scope(node.label(), indices, path, Optional.empty());
            return defined(node, node.reduce(), of(node.body(), scope));
        }
        Winners winners = Winners.of(node);
        Expr wins = Exprs.and(path, winners.wins());
        Expr winner = of(node.body(), new Scope(node.label(), indices, wins, Optional.empty()));
        if (winner.equals(Exprs.ZERO)) {
            return Optional.empty();
        }
        made.add(winners.count());
        Reduce mean = new Reduce(Reducer.SUM, reduce.indices(), Optional.of(wins));
        return defined(node, Optional.of(mean), Exprs.over(winner, Exprs.read(winners.count(), node.axes())));
    }

    private static Optional<Node> defined(Node.Defined node, Optional<Reduce> reduce, Expr body) {
        return body.equals(Exprs.ZERO)
                ? Optional.empty()
                : Optional.of(new Node.Defined(label(node), node.axes(), reduce, body, Optional.empty()));
    }

    private Optional<Node> derive(Node.Accumulated node) {
        if (node.isRecurrent()) {
            open.add(node);
            Node.Accumulated.Recurrence recurrence = node.recurrence().orElseThrow();
            return Optional.of(
                    node.isDisjoint()
                            ? Node.Accumulated.recurrent(
                                    label(node), Kind.REAL, Optional.empty(), node.axes(), recurrence)
                            : Node.Accumulated.recurrent(label(node), Reducer.SUM, node.axes(), recurrence));
        }
        List<Term> terms = terms(node);
        if (terms.stream().allMatch(t -> t.body().equals(Exprs.ZERO))) {
            return Optional.empty();
        }
        return Optional.of(
                node.isDisjoint()
                        ? Node.Accumulated.disjoint(label(node), node.axes(), terms)
                        : Terms.combine(label(node), Reducer.SUM, node, terms));
    }

    /** The tangent of a recurrent node stands before what it reads: now all that is there. */
    private void close(Node.Accumulated node) {
        Node.Accumulated tangent = (Node.Accumulated) tangents.get(node);
        if (node.isDisjoint()) {
            tangent.close(terms(node));
        } else {
            Terms.close(tangent, terms(node));
        }
    }

    /** The terms of a tangent; those that are 0 are left out, unless every element must be written. */
    private List<Term> terms(Node.Accumulated node) {
        List<Term> terms = new ArrayList<>();
        for (Term term : node.terms()) {
            Expr path = term.filter().orElse(Exprs.TRUE);
            Optional<Expr> value =
                    node.isDisjoint() ? Optional.of(new Expr.Read(node, term.target())) : Optional.empty();
            Expr body = of(term.body(), new Scope(node.label(), term.indices(), path, value));
            if (node.isDisjoint() || !body.equals(Exprs.ZERO)) {
                terms.add(new Term(term.indices(), term.target(), term.filter(), body));
            }
        }
        return terms;
    }

    private Optional<Node> derive(Node.Kernel kernel) {
        if (kernel.operation() != Operation.CHOL_ADJOINT) {
            return new KernelTangents(kernel, tangents, made::add).derive();
        }
        // It has no rule of its own: what it is made of is differentiated in its place.
        List<Node> parts = KernelRules.expanded(kernel);
        for (Node part : parts) {
            made.add(part);
            activity.classify(part);
            if (activity.isActive(part)) {
                derive(part);
            }
        }
        return Optional.ofNullable(tangents.get(parts.get(parts.size() - 1)));
    }

    /**
     * The results of a function with its own gradient. What it says is linear in the upstream gradients d; the tangents are the
     * transposed of it: what of the arguments' tangents reaches d.
     */
    private void results(Template template) {
        Map<Node, Expr> seeds = new LinkedHashMap<>();
        for (Template.Argument argument : template.arguments()) {
            Node tangent = tangents.get(argument.node());
            if (tangent != null) {
                Expr moved = new Expr.Read(tangent, argument.target());
                Scope scope = new Scope(tangent.label(), argument.indices(), Exprs.TRUE, Optional.empty());
                seeds.put(argument.partial(), cut(scope, moved));
            }
        }
        Set<Node> reached = Node.reachable(seeds.keySet());
        List<Node> nodes = graph.nodes().stream().filter(reached::contains).toList();
        Graph said = new Graph(nodes, Map.of(), List.of());
        Reverse.Adjoint turned = Reverse.derive(said, nodes, seeds, template.upstream(), Stillness::local);
        made.addAll(turned.nodes());
        for (int k = 0; k < template.results().size(); k++) {
            Node tangent = turned.gradients().get(template.upstream().get(k));
            if (tangent != null) {
                tangents.put(template.results().get(k), tangent);
            }
        }
    }

    /**
     * Where a formula is differentiated.
     *
     * @param label of the node that it belongs to
     * @param indices those that the formula is evaluated for
     * @param path the condition under which it is
     * @param value the formula's value, where a node has stored it
     */
    private record Scope(Node.Label label, List<Index> indices, Expr path, Optional<Expr> value) {

        Scope under(Expr condition) {
            return new Scope(label, indices, Exprs.and(path, condition), value);
        }

        Scope inner() {
            return new Scope(label, indices, path, Optional.empty());
        }
    }

    /** The tangent of a formula; {@link Exprs#ZERO} if it is 0. */
    private Expr of(Expr expr, Scope scope) {
        if (!activity.isActive(expr)) {
            return Exprs.ZERO;
        }
        if (expr instanceof Expr.Read read) {
            Node tangent = tangents.get(read.node());
            return tangent == null ? Exprs.ZERO : new Expr.Read(tangent, read.subscripts());
        }
        if (expr instanceof Expr.Choose choose) {
            Expr condition = choose.condition();
            Expr then = of(choose.then(), scope.under(condition));
            Expr otherwise = of(choose.otherwise(), scope.under(Exprs.not(condition)));
            return then.equals(otherwise) ? then : Exprs.choose(condition, then, otherwise);
        }
        return expr instanceof Expr.Apply gate ? of(gate, scope) : Exprs.ZERO;
    }

    private Expr of(Expr.Apply gate, Scope scope) {
        Expr sum = Exprs.ZERO;
        Expr value = scope.value().orElse(gate);
        for (int k = 0; k < gate.operands().size(); k++) {
            Expr moved = of(gate.operands().get(k), scope.inner());
            if (!moved.equals(Exprs.ZERO)) {
                Expr d = isReadOnce(gate, k) || Exprs.size(moved) <= LARGE ? moved : cut(scope, moved);
                Optional<Expr> share =
                        Stillness.local(gate.primitive(), gate.operands(), k, value, d, activity::isConstant);
                sum = share.isEmpty() ? sum : plus(sum, share.get());
            }
        }
        return sum;
    }

    /** Whether the tangent of an operand stands in that of the gate once. */
    private static boolean isReadOnce(Expr.Apply gate, int k) {
        return gate.primitive() != Primitive.MAX
                && gate.primitive() != Primitive.MIN
                && !Stillness.mayBeInfinite(gate.primitive(), gate.operands(), k);
    }

    private static Expr plus(Expr sum, Expr share) {
        if (sum.equals(Exprs.ZERO)) {
            return share;
        }
        return share instanceof Expr.Apply apply && apply.primitive() == Primitive.NEGATE
                ? Exprs.minus(sum, apply.operands().get(0))
                : Exprs.plus(sum, share);
    }

    /** A formula as a node of its own, and the read of it. */
    private Expr cut(Scope scope, Expr formula) {
        Node.Label label = scope.label()
                .derived(scope.label().name() + "Part", scope.label().gate());
        Expr guarded = Exprs.choose(scope.path(), formula, Exprs.ZERO);
        Node node = new Node.Defined(label, scope.indices(), Optional.empty(), guarded, Optional.empty());
        made.add(node);
        return Exprs.read(node, scope.indices());
    }
}
