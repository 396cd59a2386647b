package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.optimise.Pruning;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * From graph to loop nests: gives every node that is stored a buffer, puts nodes of the same axes into one nest, and writes
 * the nests of each section in order.
 */
public final class Scheduler {

    private final Program program;
    private final Storage storage = new Storage();
    private final Map<String, LinearMap> maps = new HashMap<>();
    private final Map<Asked, Drafted> matrices = new LinkedHashMap<>();

    /**
     * What is to be scheduled.
     *
     * @param nodes all, in topological order
     * @param outputs the node of each definition that is kept
     * @param tasks what is computed besides the outputs
     * @param products the products that are made with tasks
     */
    public record Plan(
            List<Node> nodes,
            Map<Definition, Node> outputs,
            int seeded,
            List<Task> tasks,
            List<Asked> products,
            List<Variable> wrt) {}

    /**
     * A section besides that of the outputs.
     *
     * @param given of a product, the node of each part of the vector that is given
     * @param results the node of each part of what is computed: gradients, or the vector that a product makes
     */
    public record Task(String name, Section.Role role, Map<Symbol, Node.Seed> given, Map<Symbol, Node> results) {

        public static Task gradient(Map<Variable, Node> results) {
            return new Task(Section.GRADIENT, Section.Role.REVERSE, Map.of(), new LinkedHashMap<>(results));
        }

        public static Task pullback(Map<Variable, Node> results) {
            return new Task(Section.PULLBACK, Section.Role.REVERSE, Map.of(), new LinkedHashMap<>(results));
        }

        private boolean isProduct() {
            return role == Section.Role.PRODUCT;
        }
    }

    /** A product, and the names of the tasks that it is made with; of a sparse matrix the places. */
    public record Asked(
            Derivation derivation,
            Optional<String> forward,
            Optional<String> reverse,
            boolean symmetric,
            Optional<Places> places) {

        /** The same with other places. */
        public Asked with(Optional<Places> others) {
            return new Asked(derivation, forward, reverse, symmetric, others);
        }
    }

    /** The nodes of the rows and columns of a sparse matrix, and of what stands there if the structure yields it. */
    public record Places(List<Node> rows, List<Node> columns, List<Node> entries) {

        /** What became of each, in this order. */
        public Places map(UnaryOperator<Node> became) {
            return new Places(
                    rows.stream().map(became).toList(),
                    columns.stream().map(became).toList(),
                    entries.stream().map(became).toList());
        }

        /** All of them, in this order. */
        public List<Node> nodes() {
            List<Node> nodes = new ArrayList<>(rows);
            nodes.addAll(columns);
            nodes.addAll(entries);
            return nodes;
        }
    }

    /** The nodes of a section. */
    private record Drawn(String name, Section.Role role, List<String> after, List<Node> nodes) {}

    /** A sparse matrix with its nodes. */
    private record Drafted(SparseMatrix matrix, Places places) {}

    private Scheduler(Program program) {
        this.program = program;
    }

    /** The loop nests of a program. */
    public static Loops schedule(Program program, Plan plan) {
        return new Scheduler(program).run(plan);
    }

    private Loops run(Plan plan) {
        Collection<Node> outputs = plan.outputs().values();
        List<Buffer> all = new ArrayList<>();
        name(plan, all);
        Set<Node> wanted = new LinkedHashSet<>(outputs);
        plan.tasks().forEach(task -> wanted.addAll(task.results().values()));
        plan.products().forEach(p -> p.places().ifPresent(places -> wanted.addAll(places.nodes())));

        List<Node> forward = Pruning.reachable(plan.nodes(), List.copyOf(outputs));
        List<Drawn> drawn = new ArrayList<>();
        drawn.add(new Drawn(Section.FORWARD, Section.Role.FORWARD, List.of(), forward));
        Set<Node> lasting = new HashSet<>(wanted);
        plan.tasks().forEach(task -> draw(task, plan, forward, drawn, lasting));
        matrices.values().forEach(matrix -> draw(matrix, plan, forward, drawn, lasting));

        Endings endings = Endings.of(forward);
        lasting.addAll(endings.nodes());
        List<List<Item>> items =
                drawn.stream().map(d -> items(d.nodes(), lasting, endings)).toList();
        List<List<Part>> parts = Checkpoints.of(items, wanted, storage).stream()
                .map(Grouping::of)
                .toList();
        Planning.plan(parts, wanted, lasting, storage);
        storage.buffers().stream().filter(b -> !all.contains(b)).forEach(all::add);
        Writing writing = new Writing(storage);
        List<Section> sections = new ArrayList<>();
        for (Drawn each : drawn) {
            List<Nest> nests = writing.nests(parts.get(sections.size()));
            sections.add(new Section(each.name(), each.role(), each.after(), nests));
        }
        List<Definition> kept = List.copyOf(plan.outputs().keySet());
        List<Product> products = plan.products().stream()
                .map(p -> new Product(
                        p.derivation(),
                        p.forward().map(maps::get),
                        p.reverse().map(maps::get),
                        p.symmetric(),
                        Optional.ofNullable(matrices.get(p)).map(Drafted::matrix)))
                .toList();
        return Scalars.replace(new Loops(program, all, kept, plan.seeded(), sections, products, plan.wrt()));
    }

    /** Adds the sections of a task: of a product, first what does not depend on the vector that is given. */
    private static void draw(Task task, Plan plan, List<Node> forward, List<Drawn> drawn, Set<Node> lasting) {
        Set<Node> done = new HashSet<>(forward);
        List<Node> nodes = Pruning.reachable(
                        plan.nodes(), List.copyOf(task.results().values()))
                .stream()
                .filter(n -> !done.contains(n))
                .toList();
        List<String> after = new ArrayList<>(List.of(Section.FORWARD));
        // Of a loop in segments there are the rows of one segment at a time, which another section cannot read.
        if (task.isProduct() && plan.nodes().stream().noneMatch(Checkpoints::isAskedFor)) {
            Set<Node> moving = dependent(nodes, task);
            List<Node> slopes = nodes.stream().filter(n -> !moving.contains(n)).toList();
            if (!slopes.isEmpty()) {
                slopes.forEach(n -> readElsewhere(n, done, lasting));
                String name = Section.slopes(task.name());
                drawn.add(new Drawn(name, Section.Role.SLOPES, List.copyOf(after), slopes));
                after.add(name);
                done.addAll(slopes);
                nodes = nodes.stream().filter(moving::contains).toList();
            }
        }
        nodes.forEach(n -> readElsewhere(n, done, lasting));
        drawn.add(new Drawn(task.name(), task.role(), after, nodes));
    }

    /** Adds the sections of a sparse matrix; its places are made of sizes and index inputs, without the forward pass. */
    private static void draw(Drafted drafted, Plan plan, List<Node> forward, List<Drawn> drawn, Set<Node> lasting) {
        SparseMatrix matrix = drafted.matrix();
        List<Node> places = new ArrayList<>(drafted.places().rows());
        places.addAll(drafted.places().columns());
        drawn.add(new Drawn(
                matrix.patternSection(), Section.Role.PATTERN, List.of(), Pruning.reachable(plan.nodes(), places)));
        if (!matrix.entries().isEmpty()) {
            Set<Node> done = new HashSet<>(forward);
            List<Node> nodes = Pruning.reachable(plan.nodes(), drafted.places().entries()).stream()
                    .filter(n -> !done.contains(n))
                    .toList();
            nodes.forEach(n -> readElsewhere(n, done, lasting));
            drawn.add(new Drawn(matrix.entriesSection(), Section.Role.ENTRIES, List.of(Section.FORWARD), nodes));
        }
    }

    /** The nodes that depend on the vector that is given, and those that make up the one that is made. */
    private static Set<Node> dependent(List<Node> nodes, Task task) {
        Set<Node> dependent = new HashSet<>(task.given().values());
        dependent.addAll(task.results().values());
        int before = 0;
        while (dependent.size() != before) {
            before = dependent.size();
            nodes.forEach(node -> node.forEachSource(source -> {
                if (dependent.contains(source)) {
                    dependent.add(node);
                }
            }));
        }
        return dependent;
    }

    private static List<Item> items(List<Node> section, Set<Node> lasting, Endings endings) {
        return Skipping.of(Turns.of(section, lasting, endings), lasting, endings);
    }

    private static void readElsewhere(Node node, Set<Node> done, Set<Node> lasting) {
        node.forEachSource(source -> {
            if (done.contains(source)) {
                lasting.add(source);
            }
        });
    }

    /** The buffers that belong to params, inputs and outputs. */
    private void name(Plan plan, List<Buffer> all) {
        program.params().forEach(v -> all.add(Buffer.of(v, Buffer.Place.THETA)));
        program.inputs().forEach(v -> all.add(Buffer.of(v, Buffer.Place.INPUT)));
        Map<Variable, Buffer> given = new HashMap<>();
        all.forEach(b -> given.put(b.variable().orElseThrow(), b));
        Map<Variable, Buffer> gradients = new HashMap<>();
        program.params().forEach(v -> gradients.put(v, Buffer.of(v, Buffer.Place.GRADIENT)));
        plan.wrt().forEach(v -> gradients.put(v, Buffer.of(v, Buffer.Place.INPUT_GRADIENT)));
        program.params().forEach(v -> all.add(gradients.get(v)));
        plan.wrt().forEach(v -> all.add(gradients.get(v)));
        int[] number = {0};
        plan.outputs().forEach((definition, node) -> {
            int k = number[0]++;
            Buffer buffer = node.kind() == Kind.INDEX
                    ? Buffer.ofIndices(definition.name(), node.bound(), node.shape(), k)
                    : Buffer.ofOutput(definition.name(), node.shape(), Buffer.Place.OUTPUT, k);
            storage.keep(node, buffer);
            all.add(buffer);
        });
        plan.tasks().stream().filter(Task::isProduct).forEach(task -> vectors(task, all));
        plan.products().forEach(p -> p.places().ifPresent(places -> places(p, places, all)));
        for (Node node : plan.nodes()) {
            if (node instanceof Node.Leaf leaf) {
                storage.keep(node, given.get(leaf.variable()));
            } else if (node instanceof Node.Seed seed && !storage.has(seed)) {
                Buffer buffer = Buffer.ofOutput(node.name(), node.shape(), Buffer.Place.SEED, seed.number());
                storage.keep(node, buffer);
                all.add(buffer);
            }
        }
        plan.tasks().stream()
                .filter(task -> !task.isProduct())
                .forEach(task -> task.results().forEach((v, node) -> storage.keep(node, gradients.get(v))));
    }

    /** The parts of the vectors that a product takes and makes. */
    private void vectors(Task task, List<Buffer> all) {
        LinearMap.Vector from = vector(task.given(), Buffer.Place.DIRECTION);
        LinearMap.Vector to = vector(task.results(), Buffer.Place.PRODUCT);
        all.addAll(from.buffers());
        all.addAll(to.buffers());
        maps.put(task.name(), new LinearMap(task.name(), from, to));
    }

    private void places(Asked asked, Places places, List<Buffer> all) {
        String name = asked.derivation().name();
        List<Buffer> rows = buffers(places.rows(), Buffer.Place.ROWS, all);
        List<Buffer> columns = buffers(places.columns(), Buffer.Place.COLUMNS, all);
        List<Buffer> entries = buffers(places.entries(), Buffer.Place.ENTRIES, all);
        matrices.put(asked, new Drafted(new SparseMatrix(name, rows, columns, entries), places));
    }

    private List<Buffer> buffers(List<Node> nodes, Buffer.Place place, List<Buffer> all) {
        List<Buffer> buffers = new ArrayList<>();
        for (Node node : nodes) {
            Buffer buffer = Buffer.ofPlaces(node.name(), node.kind(), node.shape(), place);
            storage.keep(node, buffer);
            buffers.add(buffer);
        }
        all.addAll(buffers);
        return buffers;
    }

    private LinearMap.Vector vector(Map<Symbol, ? extends Node> nodes, Buffer.Place place) {
        List<Buffer> buffers = new ArrayList<>();
        nodes.forEach((symbol, node) -> {
            Buffer buffer = Buffer.ofVector(node.name(), symbol.type().shape(), place);
            storage.keep(node, buffer);
            buffers.add(buffer);
        });
        return new LinearMap.Vector(List.copyOf(nodes.keySet()), buffers);
    }
}
