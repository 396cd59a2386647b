package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what is kept, and how much of it. A node that is read in its own nest only is a local; one that is read in the
 * step of a loop that writes it only is kept for one step; all others are arrays with all of their axes.
 */
final class Planning {

    private final Collection<Node> lasting;
    private final Storage storage;
    private final Map<Node, Group> homes = new HashMap<>();

    /** The loops around each use of a node, where they are the same for all. */
    private final Map<Node, List<Part.Sweep>> common = new HashMap<>();

    private final Set<Node> shared = new HashSet<>();

    private Planning(Collection<Node> lasting, Storage storage) {
        this.lasting = lasting;
        this.storage = storage;
    }

    /**
     * Gives buffers to nodes.
     *
     * @param wanted what the user reads
     * @param lasting that, and what is read in another section than the one that writes it
     */
    static void plan(List<List<Part>> sections, Collection<Node> wanted, Collection<Node> lasting, Storage storage) {
        Planning planning = new Planning(lasting, storage);
        sections.forEach(parts -> parts.forEach(p -> planning.note(p, List.of())));
        planning.drop();
        sections.forEach(parts -> parts.forEach(planning::reserve));
        wanted.forEach(storage::reserve);
    }

    private void note(Part part, List<Part.Sweep> around) {
        if (part instanceof Part.Sweep sweep) {
            List<Part.Sweep> deeper = new ArrayList<>(around);
            deeper.add(sweep);
            sweep.body().forEach(p -> note(p, deeper));
            return;
        }
        if (part instanceof Part.Segments segments) {
            segments.body().forEach(p -> note(p, around));
            return;
        }
        if (part instanceof Part.When when) {
            use(when.made().node(), when.made().subscripts(), around);
            when.then().forEach(p -> note(p, around));
            when.otherwise().forEach(p -> note(p, around));
            return;
        }
        Group group = (Group) part;
        for (Statement statement : group.statements()) {
            homes.merge(statement.node(), group, (a, b) -> {
                shared.add(statement.node());
                return a;
            });
            if (statement.writes().isEmpty()) {
                use(statement.node(), ((Statement.Collect) statement).place(), around);
            }
            statement.writes().forEach(write -> use(write.node(), write.at(), around));
            statement.forEachRead((node, at) -> use(node, at, around));
        }
    }

    /** Keeps of the loops around those in whose own step the element is. */
    private void use(Node node, List<Whole> at, List<Part.Sweep> around) {
        List<Part.Sweep> own = around.stream().filter(s -> isOwn(node, at, s)).toList();
        common.merge(node, own, (a, b) -> a.stream().filter(b::contains).toList());
    }

    private static boolean isOwn(Node node, List<Whole> at, Part.Sweep sweep) {
        int axis = axis(node, sweep);
        return axis >= 0 && at.get(axis).equals(Whole.of(sweep.step()));
    }

    private static int axis(Node node, Part.Sweep sweep) {
        return node.axisOver(sweep.step().loop().orElseThrow());
    }

    private void drop() {
        common.forEach((node, sweeps) -> {
            if (!lasting.contains(node) && homes.containsKey(node)) {
                sweeps.forEach(s -> storage.drop(node, axis(node, s)));
            }
        });
    }

    /** What is read outside its nest, accumulated or a row of sums has a buffer. */
    private void reserve(Part part) {
        if (part instanceof Part.Sweep sweep) {
            sweep.body().forEach(this::reserve);
            return;
        }
        if (part instanceof Part.Segments segments) {
            segments.carried().forEach(storage::reserve);
            segments.repeated().forEach(storage::reserve);
            segments.body().forEach(this::reserve);
            return;
        }
        if (part instanceof Part.When when) {
            storage.reserve(when.made().node());
            when.then().forEach(this::reserve);
            when.otherwise().forEach(this::reserve);
            return;
        }
        Group group = (Group) part;
        for (Statement statement : group.statements()) {
            Node node = statement.node();
            if (statement instanceof Statement.Collect || group.isAlone() || shared.contains(node)) {
                storage.reserve(node);
            }
            statement.forEachRead((source, at) -> {
                Group home = homes.get(source);
                if (home != null && (home != group || source.kind() == Kind.INDEX)) {
                    storage.reserve(source);
                }
            });
        }
    }
}
