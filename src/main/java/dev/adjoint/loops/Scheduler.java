package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.optimise.Pruning;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From graph to loop nests: gives every node that is stored a buffer, puts nodes of the same axes into one nest, and writes
 * the nests of each section in order.
 */
public final class Scheduler {

    private final Program program;
    private final Storage storage = new Storage();

    /**
     * What is to be scheduled.
     *
     * @param nodes all, in topological order
     * @param outputs the node of each definition that is kept
     * @param tasks what is computed besides the outputs
     */
    public record Plan(
            List<Node> nodes, Map<Definition, Node> outputs, int seeded, List<Task> tasks, List<Variable> wrt) {}

    /**
     * A section besides that of the outputs.
     *
     * @param results the gradient node of each leaf
     */
    public record Task(String name, Section.Role role, Map<Variable, Node> results) {

        public static Task gradient(Map<Variable, Node> results) {
            return new Task(Section.GRADIENT, Section.Role.REVERSE, results);
        }

        public static Task pullback(Map<Variable, Node> results) {
            return new Task(Section.PULLBACK, Section.Role.REVERSE, results);
        }
    }

    /** The nodes of a section. */
    private record Drawn(String name, Section.Role role, List<String> after, List<Node> nodes) {}

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

        List<Node> forward = Pruning.reachable(plan.nodes(), List.copyOf(outputs));
        List<Drawn> drawn = new ArrayList<>();
        drawn.add(new Drawn(Section.FORWARD, Section.Role.FORWARD, List.of(), forward));
        Set<Node> done = new HashSet<>(forward);
        Set<Node> lasting = new HashSet<>(wanted);
        for (Task task : plan.tasks()) {
            List<Node> nodes = rest(plan, task.results().values(), done);
            nodes.forEach(n -> readElsewhere(n, done, lasting));
            drawn.add(new Drawn(task.name(), task.role(), List.of(Section.FORWARD), nodes));
        }

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
        return Scalars.replace(new Loops(program, all, kept, plan.seeded(), sections, plan.wrt()));
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

    private static List<Node> rest(Plan plan, Collection<Node> roots, Set<Node> done) {
        return Pruning.reachable(plan.nodes(), List.copyOf(roots)).stream()
                .filter(n -> !done.contains(n))
                .toList();
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
        for (Node node : plan.nodes()) {
            if (node instanceof Node.Leaf leaf) {
                storage.keep(node, given.get(leaf.variable()));
            } else if (node instanceof Node.Seed seed) {
                Buffer buffer = Buffer.ofOutput(node.name(), node.shape(), Buffer.Place.SEED, seed.number());
                storage.keep(node, buffer);
                all.add(buffer);
            }
        }
        plan.tasks().forEach(task -> task.results().forEach((v, node) -> storage.keep(node, gradients.get(v))));
    }
}
