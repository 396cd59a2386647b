package dev.adjoint;

import dev.adjoint.derive.Reverse;
import dev.adjoint.derive.Sparsity;
import dev.adjoint.derive.Tangent;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Symmetry;
import dev.adjoint.loops.Scheduler.Asked;
import dev.adjoint.loops.Scheduler.Places;
import dev.adjoint.loops.Scheduler.Task;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Derivation.Mode;
import dev.adjoint.shape.Derivation.Product;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The products that are asked for, and the linear maps that they are made with: a map that two products need is derived once.
 */
final class Products {

    /** The kinds of maps. */
    private enum Way {
        TANGENT,
        COTANGENT,
        CURVATURE
    }

    private record Key(Way way, List<Definition> of, List<Variable> wrt) {}

    private final Graph graph;
    private final List<Node> nodes;
    private final boolean symmetric;
    private final Map<Key, Task> tasks = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    private Products(Program program, Graph graph, List<Node> nodes) {
        this.graph = graph;
        this.nodes = nodes;
        this.symmetric = Symmetry.of(program);
    }

    /** Derives the maps of all products, whose nodes it adds to {@code nodes}. */
    static Products of(Program program, Graph graph, List<Node> nodes) {
        Products products = new Products(program, graph, nodes);
        program.derivations().forEach(d -> products.asked.add(products.ask(d)));
        return products;
    }

    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    List<Asked> asked() {
        return asked;
    }

    private Asked ask(Derivation derivation) {
        Product product = derivation.product();
        if (product.isSparse()) {
            return sparse(derivation);
        }
        if (product.isSecond()) {
            String map = task(Way.CURVATURE, derivation);
            return new Asked(derivation, Optional.of(map), Optional.empty(), symmetric, Optional.empty());
        }
        Optional<Mode> mode = product == Product.JVP
                ? Optional.of(Mode.FORWARD)
                : product == Product.VJP ? Optional.of(Mode.REVERSE) : derivation.cheaper();
        Optional<String> forward =
                mode.equals(Optional.of(Mode.REVERSE)) ? Optional.empty() : Optional.of(task(Way.TANGENT, derivation));
        Optional<String> reverse = mode.equals(Optional.of(Mode.FORWARD))
                ? Optional.empty()
                : Optional.of(task(Way.COTANGENT, derivation));
        return new Asked(derivation, forward, reverse, false, Optional.empty());
    }

    /** The numbers of a sparse matrix come from its structure, or else from products with few vectors. */
    private Asked sparse(Derivation derivation) {
        Node of = node(derivation.of().get(0));
        List<Node> wrt = all(derivation.wrt());
        Sparsity sparsity = derivation.product().isSecond()
                ? Sparsity.hessianPattern(graph, of, wrt)
                : derivation.mode().isPresent()
                        ? Sparsity.jacobianPattern(graph, of, wrt)
                        : Sparsity.jacobian(graph, of, wrt);
        nodes.addAll(sparsity.nodes());
        Places places = new Places(sparsity.rows(), sparsity.columns(), sparsity.entries());
        Optional<String> forward = Optional.empty();
        Optional<String> reverse = Optional.empty();
        if (sparsity.isPattern() && derivation.product().isSecond()) {
            forward = Optional.of(task(Way.CURVATURE, derivation));
        } else if (sparsity.isPattern()) {
            forward = isWanted(derivation, Mode.FORWARD) ? Optional.of(task(Way.TANGENT, derivation)) : forward;
            reverse = isWanted(derivation, Mode.REVERSE) ? Optional.of(task(Way.COTANGENT, derivation)) : reverse;
        }
        return new Asked(derivation, forward, reverse, false, Optional.of(places));
    }

    private static boolean isWanted(Derivation derivation, Mode mode) {
        return derivation.mode().isEmpty() || derivation.mode().get() == mode;
    }

    /** The name of the task that computes a map. */
    private String task(Way way, Derivation derivation) {
        Key key = new Key(way, derivation.of(), derivation.wrt());
        if (!tasks.containsKey(key)) {
            long before = tasks.keySet().stream().filter(k -> k.way() == way).count();
            String name = way.name().toLowerCase(Locale.ROOT) + (before == 0 ? "" : "Of" + (before + 1));
            tasks.put(
                    key,
                    switch (way) {
                        case TANGENT -> tangent(name, derivation.of(), derivation.wrt());
                        case COTANGENT -> cotangent(name, derivation.of(), derivation.wrt());
                        case CURVATURE -> curvature(name, derivation.of().get(0), derivation.wrt());
                    });
        }
        return tasks.get(key).name();
    }

    private Node node(Symbol symbol) {
        return graph.values().get(symbol);
    }

    private List<Node> all(List<? extends Symbol> symbols) {
        return symbols.stream().map(this::node).toList();
    }

    /** How some definitions move if the variables do. */
    private Task tangent(String name, List<Definition> of, List<Variable> wrt) {
        Map<Symbol, Node.Seed> given = directions(wrt);
        Tangent.Tangents tangents = Tangent.derive(graph, moving(given), all(of));
        nodes.addAll(tangents.nodes());
        Map<Symbol, Node> results = new LinkedHashMap<>();
        of.forEach(d -> results.put(d, orZero(tangents.tangents().get(node(d)), node(d))));
        return new Task(name, Section.Role.PRODUCT, given, results);
    }

    /** What reaches the variables from the upstream gradients of some definitions. */
    private Task cotangent(String name, List<Definition> of, List<Variable> wrt) {
        Map<Symbol, Node.Seed> given = new LinkedHashMap<>();
        Map<Node, Expr> seeds = new LinkedHashMap<>();
        for (Definition definition : of) {
            Node.Seed seed = new Node.Seed(node(definition), -1);
            given.put(definition, seed);
            nodes.add(seed);
            seeds.put(node(definition), new Expr.Read(seed, List.of()));
        }
        Reverse.Adjoint adjoint = Reverse.derive(graph, seeds, all(wrt));
        nodes.addAll(adjoint.nodes());
        Map<Symbol, Node> results = new LinkedHashMap<>();
        wrt.forEach(v -> results.put(v, orZero(adjoint.gradients().get(node(v)), node(v))));
        return new Task(name, Section.Role.PRODUCT, given, results);
    }

    /** How the gradient of a scalar moves if the variables do: forward over reverse. */
    private Task curvature(String name, Definition of, List<Variable> wrt) {
        Reverse.Adjoint adjoint = Reverse.derive(graph, Map.of(node(of), Exprs.ONE), all(wrt));
        nodes.addAll(adjoint.nodes());
        List<Node> both = new ArrayList<>(graph.nodes());
        both.addAll(adjoint.nodes());
        Graph differentiated = new Graph(both, graph.values(), graph.templates());
        Map<Symbol, Node.Seed> given = directions(wrt);
        Tangent.Tangents tangents = Tangent.derive(
                differentiated, moving(given), adjoint.gradients().values());
        nodes.addAll(tangents.nodes());
        Map<Symbol, Node> results = new LinkedHashMap<>();
        for (Variable variable : wrt) {
            Node gradient = adjoint.gradients().get(node(variable));
            results.put(
                    variable,
                    orZero(gradient == null ? null : tangents.tangents().get(gradient), node(variable)));
        }
        return new Task(name, Section.Role.PRODUCT, given, results);
    }

    private Map<Symbol, Node.Seed> directions(List<Variable> wrt) {
        Map<Symbol, Node.Seed> directions = new LinkedHashMap<>();
        wrt.forEach(v -> directions.put(v, Node.Seed.direction(node(v))));
        nodes.addAll(directions.values());
        return directions;
    }

    private Map<Node, Node> moving(Map<Symbol, Node.Seed> directions) {
        Map<Node, Node> moving = new LinkedHashMap<>();
        directions.forEach((symbol, seed) -> moving.put(node(symbol), seed));
        return moving;
    }

    /** The derivative, or zeros of the shape of a node. */
    private Node orZero(Node derivative, Node like) {
        if (derivative != null) {
            return derivative;
        }
        Node zero = zero(like);
        nodes.add(zero);
        return zero;
    }

    /** Zeros of the shape of a node. */
    static Node zero(Node like) {
        return new Node.Defined(
                like.label().derived("zero_" + like.name(), "zero"),
                like.freshAxes(),
                Optional.empty(),
                Exprs.ZERO,
                Optional.empty());
    }
}
