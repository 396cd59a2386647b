package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is seen of a circuit with some boxes folded: a folded box is one node, and wires into it are drawn together. */
final class Scene {

    /** A gate, a folded box or the end of an output; {@code equals} is identity. */
    static final class Node {

        private final String id;
        private final Gate gate;
        private final Box folded;
        private final Circuit.Output output;

        private Node(String id, Gate gate, Box folded, Circuit.Output output) {
            this.id = id;
            this.gate = gate;
            this.folded = folded;
            this.output = output;
        }

        String id() {
            return id;
        }

        /** The gate; of an output the one that computes it; null for a folded box. */
        Gate gate() {
            return gate;
        }

        Box folded() {
            return folded;
        }

        Optional<Circuit.Output> output() {
            return Optional.ofNullable(output);
        }

        /** The open box in which it stands, or null. */
        Box parent() {
            return folded != null ? folded.parent() : output != null ? null : gate.box();
        }

        boolean isGate() {
            return folded == null && output == null;
        }
    }

    /**
     * What is drawn of one or more wires from one gate to one node.
     *
     * @param source whose value is on it
     * @param gradient what comes back on the wires together
     */
    record Edge(String id, Node from, Node to, Gate source, List<Wire> wires, Optional<Value> gradient) {}

    private final Circuit circuit;
    private final Optional<Numbers> numbers;
    private final Set<Box> folded;
    private final Map<Object, Node> nodes = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private int hidden;

    private Scene(Circuit circuit, Optional<Numbers> numbers, Set<Box> folded) {
        this.circuit = circuit;
        this.numbers = numbers;
        this.folded = folded;
    }

    /** @param most how many nodes are drawn at most: those that are nearest to the outputs */
    static Scene of(Circuit circuit, Optional<Numbers> numbers, Set<Box> folded, int most) {
        Scene scene = new Scene(circuit, numbers, folded);
        circuit.gates().forEach(scene::node);
        Map<List<Object>, List<Wire>> joined = new LinkedHashMap<>();
        circuit.gates().forEach(gate -> gate.inputs().forEach(wire -> scene.join(wire, joined)));
        circuit.boxes().stream().filter(scene::isOutermostHiddenLoop).forEach(loop -> scene.joinInputs(loop, joined));
        joined.forEach((ends, wires) -> scene.edge((Node) ends.get(0), (Node) ends.get(1), wires));
        scene.outputs();
        scene.keep(most);
        return scene;
    }

    /** All, as one reads the formula: what a gate reads before it, its first operand first. */
    List<Node> nodes() {
        Map<Node, List<Node>> sources = new HashMap<>();
        edges.forEach(
                e -> sources.computeIfAbsent(e.to(), t -> new ArrayList<>()).add(e.from()));
        Set<Node> read = new LinkedHashSet<>();
        nodes.values().stream().filter(n -> n.output().isPresent()).forEach(n -> read(n, sources, read));
        nodes.values().forEach(n -> read(n, sources, read));
        return List.copyOf(read);
    }

    private static void read(Node node, Map<Node, List<Node>> sources, Set<Node> read) {
        List<Node> before = sources.remove(node);
        if (before != null) {
            before.forEach(source -> read(source, sources, read));
        }
        read.add(node);
    }

    List<Edge> edges() {
        return edges;
    }

    /** The boxes that are drawn open, outer ones first. */
    List<Box> open() {
        return circuit.boxes().stream()
                .filter(box -> nodes.values().stream()
                        .anyMatch(node -> node.parent() != null && node.parent().isWithin(box)))
                .toList();
    }

    /** How many nodes are left out. */
    int hidden() {
        return hidden;
    }

    /** How many wires leave a gate. */
    long ways(Gate gate) {
        return edges.stream().filter(edge -> edge.source() == gate).count();
    }

    /** Whether a gate's value leaves the circuit under this name. */
    boolean isOutput(Gate gate, String name) {
        return nodes.values().stream()
                .anyMatch(node -> node.gate() == gate
                        && node.output().filter(o -> o.name().equals(name)).isPresent());
    }

    private Node node(Gate gate) {
        Box outermost = null;
        for (Box box = gate.box(); box != null; box = box.parent()) {
            outermost = folded.contains(box) ? box : outermost;
        }
        if (outermost == null) {
            return nodes.computeIfAbsent(gate, g -> new Node(gate.id(), gate, null, null));
        }
        Box box = outermost;
        return nodes.computeIfAbsent(box, b -> new Node(box.id(), null, box, null));
    }

    /** A loop that is not seen, in none that is not seen: its wires are those of all steps together. */
    private boolean isOutermostHiddenLoop(Box box) {
        return box.scan().isPresent() && isHidden(box) && !isHidden(Box.loopAround(box.parent()));
    }

    private boolean isHidden(Box box) {
        for (Box at = box; at != null; at = at.parent()) {
            if (folded.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Wires that come in from one gate are drawn as one if they end in a folded box; others each for itself. */
    private void join(Wire wire, Map<List<Object>, List<Wire>> joined) {
        Box loop = Box.loopAround(wire.target().box());
        Node from = node(wire.source());
        Node to = node(wire.target());
        if (from != to && !isHidden(loop)) {
            Object key = to.folded() == null ? wire : wire.source();
            joined.computeIfAbsent(List.of(from, to, key), k -> new ArrayList<>())
                    .add(wire);
        }
    }

    private void joinInputs(Box loop, Map<List<Object>, List<Wire>> joined) {
        Node to = node(loop.ends().values().iterator().next());
        for (Wire wire : loop.inputs()) {
            Node from = node(wire.source());
            if (from != to) {
                joined.computeIfAbsent(List.of(from, to, wire.source()), k -> new ArrayList<>())
                        .add(wire);
            }
        }
    }

    private void edge(Node from, Node to, List<Wire> wires) {
        Optional<Value> gradient = wires.stream()
                .map(wire -> numbers.flatMap(n -> n.gradient(wire)))
                .flatMap(Optional::stream)
                .reduce(Scene::plus);
        edges.add(new Edge("e" + edges.size(), from, to, wires.get(0).source(), wires, gradient));
    }

    private static Value plus(Value a, Value b) {
        double[] sum = a.numbers().clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += b.numbers()[k];
        }
        return new Value(a.shape(), sum);
    }

    /** The objective leaves the circuit, and so does what nothing else uses. */
    private void outputs() {
        Set<Gate> used = edges.stream().map(Edge::source).collect(Collectors.toSet());
        for (Circuit.Output output : circuit.outputs()) {
            Gate gate = output.gate();
            boolean isObjective = circuit.objective().filter(output::equals).isPresent();
            if (isObjective || !used.contains(gate)) {
                Node end = new Node("o" + gate.number(), gate, null, output);
                nodes.put(output, end);
                Optional<Value> one =
                        isObjective ? numbers.map(n -> new Value(new int[0], new double[] {1})) : Optional.empty();
                edges.add(new Edge("e" + edges.size(), node(gate), end, gate, List.of(), one));
            }
        }
    }

    private void keep(int most) {
        if (nodes.size() <= most) {
            return;
        }
        Map<Node, List<Node>> sources = new HashMap<>();
        edges.forEach(
                e -> sources.computeIfAbsent(e.to(), t -> new ArrayList<>()).add(e.from()));
        Set<Node> kept = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        nodes.values().stream().filter(node -> node.output().isPresent()).forEach(open::add);
        while (!open.isEmpty() && kept.size() < most) {
            Node next = open.remove();
            if (kept.add(next)) {
                open.addAll(sources.getOrDefault(next, List.of()));
            }
        }
        hidden = nodes.size() - kept.size();
        nodes.values().removeIf(node -> !kept.contains(node));
        edges.removeIf(edge -> !kept.contains(edge.from()) || !kept.contains(edge.to()));
    }

    /** The boxes to fold so that few nodes are left, the innermost first. */
    static Set<Box> folds(Circuit circuit, int comfortable) {
        Set<Box> folds = new HashSet<>();
        List<Box> inner = new ArrayList<>(circuit.boxes());
        Collections.reverse(inner);
        for (Box box : inner) {
            long seen = circuit.gates().stream()
                    .map(gate -> rest(gate, folds))
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            if (seen <= comfortable) {
                break;
            }
            folds.add(box);
        }
        return folds;
    }

    private static Object rest(Gate gate, Set<Box> folds) {
        Object seen = gate;
        for (Box box = gate.box(); box != null; box = box.parent()) {
            seen = folds.contains(box) ? box : seen;
        }
        return seen;
    }
}
