package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Recurrence;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.loops.Statement.Collect;
import dev.adjoint.loops.Statement.Write;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loops of T steps in about √T segments. What is handed on is kept at the edges of the segments only; of the segment at hand
 * everything is there. Where a loop in the other direction needs more, it goes through the segments from the last, and
 * makes the steps of each once more. So rows for 2√T steps are enough, and each step is made twice.
 *
 * <p>A. Griewank, Achieving logarithmic growth of temporal and spatial complexity in reverse automatic differentiation,
 * Optimization Methods and Software 1 (1992); this is its case of one level.
 */
final class Checkpoints {

    private final Window window;
    private final Index loop;

    /** The nodes of which only the rows of the segment at hand are kept. */
    private final Set<Node> windowed = new LinkedHashSet<>();

    private final Set<Node> violating = new HashSet<>();

    /** Whether it is known which nodes these are. */
    private boolean settled;

    private Checkpoints(Index loop) {
        this.loop = loop;
        this.window = Window.of(loop);
    }

    /**
     * The sections with loops in segments, where that was asked for and is possible: what the steps compute is read in the same
     * step only, or handed on to the next.
     *
     * @param sections the first one computes what all others read
     * @param wanted what stays an array for all steps
     * @param storage is told what keeps rows of a segment only
     */
    static List<List<Item>> of(List<List<Item>> sections, Collection<Node> wanted, Storage storage) {
        List<List<Item>> result = sections;
        for (Index loop : loops(sections)) {
            result = new Checkpoints(loop).segmented(result, wanted, storage).orElse(result);
        }
        return result;
    }

    /** Whether a node is filled by a loop that is to be in segments. */
    static boolean isAskedFor(Node node) {
        return node instanceof Accumulated accumulated
                && accumulated.recurrence().filter(Recurrence::checkpoint).isPresent();
    }

    private static Set<Index> loops(List<List<Item>> sections) {
        Set<Index> loops = new LinkedHashSet<>();
        sections.forEach(items -> items.forEach(item -> {
            if (item instanceof Item.Sweep sweep) {
                sweep.recurrent().recurrence().filter(Recurrence::checkpoint).ifPresent(r -> loops.add(r.loop()));
            }
        }));
        return loops;
    }

    private Optional<List<List<Item>>> segmented(List<List<Item>> sections, Collection<Node> wanted, Storage storage) {
        for (List<Item> section : sections) {
            boolean first = section == sections.get(0);
            boolean backward = sweeps(section).stream().anyMatch(Item.Sweep::backward);
            if (sweeps(section).stream().anyMatch(s -> s.backward() != backward) || (first && backward)) {
                return Optional.empty();
            }
            section.forEach(this::examine);
        }
        windowed.removeAll(wanted);
        windowed.removeIf(n -> n instanceof Node.Seed);
        windowed.removeAll(violating);
        settled = true;
        List<List<Item>> result = new ArrayList<>();
        Optional<Cut> forward = cut(sections.get(0));
        if (forward.isEmpty()) {
            return Optional.empty();
        }
        for (List<Item> section : sections) {
            Optional<Cut> cut = section == sections.get(0) ? forward : cut(section);
            if (cut.isEmpty()) {
                return Optional.empty();
            }
            result.add(
                    cut.get() == forward.get()
                            ? cut.get().items(List.of())
                            : cut.get().items(forward.get().inside));
        }
        windowed.forEach(node -> storage.window(node, window));
        return Optional.of(result);
    }

    private List<Item.Sweep> sweeps(List<Item> section) {
        return section.stream()
                .filter(Item.Sweep.class::isInstance)
                .map(Item.Sweep.class::cast)
                .filter(s -> s.step().loop().orElseThrow() == loop)
                .toList();
    }

    // What is read and written, and where.

    private void examine(Item item) {
        if (item instanceof Item.Sweep sweep && sweep.step().loop().orElseThrow() == loop) {
            sweep.body().forEach(i -> examine(i, Optional.of(sweep.step())));
        } else if (item instanceof Item.Single single) {
            for (Statement part : parts(single.statement())) {
                examine(part, part.stepOf(loop));
            }
        } else {
            examine(item, Optional.empty());
        }
    }

    private void examine(Item item, Optional<Index> step) {
        if (item instanceof Item.Sweep sweep) {
            sweep.body().forEach(i -> examine(i, step));
        } else if (item instanceof Item.When when) {
            use(when.made().node(), when.made().subscripts(), step, false);
            when.then().forEach(i -> examine(i, step));
            when.otherwise().forEach(i -> examine(i, step));
        } else if (item instanceof Item.Single single) {
            examine(single.statement(), step);
        }
    }

    private void examine(Statement statement, Optional<Index> step) {
        Node node = statement.node();
        if (statement instanceof Write write
                && !isSum(write)
                && write.reduce()
                        .flatMap(r -> Statement.over(loop, r.indices()))
                        .isPresent()) {
            // An extremum over the steps needs all of them at once.
            write.forEachRead((read, at) -> violating.add(read));
        }
        if (statement instanceof Collect collect && collect.terms().isEmpty()) {
            cleared(collect, step);
        }
        statement.writes().forEach(write -> use(node, write.at(), step, true));
        statement.forEachRead((read, at) -> use(read, at, step, false));
    }

    private void cleared(Collect collect, Optional<Index> step) {
        int axis = collect.node().axisOver(loop);
        if (axis >= 0) {
            boolean whole = collect.place()
                    .get(axis)
                    .index()
                    .filter(collect.all()::contains)
                    .isPresent();
            if (!whole) {
                use(collect.node(), collect.place(), step, true);
            }
        }
    }

    private void use(Node node, List<Whole> at, Optional<Index> step, boolean writes) {
        int axis = node.axisOver(loop);
        if (axis < 0) {
            return;
        }
        windowed.add(node);
        boolean handsOn = window.handsOn(node);
        Whole row = at.get(axis);
        if (step.isPresent()) {
            Whole here = Whole.of(step.get());
            if (!row.equals(here) && !(handsOn && row.equals(here.plus(1)))) {
                violating.add(node);
            }
            return;
        }
        boolean backward =
                handsOn && ((Accumulated) node).recurrence().orElseThrow().backward();
        boolean first = row.equals(Whole.ZERO) && !(writes && backward);
        boolean last = row.equals(window.steps()) && !(writes && !backward);
        if (!handsOn || !(first || last)) {
            violating.add(node);
        }
    }

    /** Whether an item belongs to steps from the last to the first, if only because it takes a carry's edge from there. */
    private boolean isBackward(Item item) {
        if (item instanceof Item.Sweep sweep) {
            return sweep.backward();
        }
        boolean[] backward = {false};
        if (item instanceof Item.Single single) {
            single.statement().writes().forEach(write -> backward[0] |= isHandedBack(write.node()));
            single.statement().forEachRead((read, at) -> backward[0] |= isHandedBack(read));
        }
        return backward[0];
    }

    private boolean isHandedBack(Node node) {
        return window.handsOn(node)
                && ((Accumulated) node).recurrence().orElseThrow().backward();
    }

    private static boolean isSum(Write write) {
        return write.reduce()
                .filter(r -> r.reducer() == Reducer.SUM || r.reducer() == Reducer.ANY)
                .isPresent();
    }

    /** The statement in parts each of which runs over the steps as a whole or not at all. */
    private List<Statement> parts(Statement statement) {
        int axis = statement.node().axisOver(loop);
        if (statement instanceof Write write) {
            boolean sums = isSum(write)
                    && axis < 0
                    && Statement.over(loop, write.reduce().orElseThrow().indices())
                            .isPresent();
            return sums ? Collect.of(write).apart() : List.of(write);
        }
        if (!(statement instanceof Collect collect) || collect.terms().isEmpty()) {
            return List.of(statement);
        }
        boolean own = collect.writesOwnRow(loop) && !(settled && !windowed.contains(collect.node()));
        return own ? List.of(collect.aligned(loop)) : collect.apart();
    }

    // What stands before, in and after the segments.

    /** A section around the segments: each item depends on none behind it. */
    private final class Cut {

        private final List<Item> before = new ArrayList<>();
        private final List<Item> inside = new ArrayList<>();
        private final List<Item> after = new ArrayList<>();

        List<Item> items(List<Item> forward) {
            if (inside.isEmpty()) {
                return before;
            }
            List<Item> again = again(forward);
            List<Item> body = new ArrayList<>(again);
            body.addAll(inside);
            boolean backward = inside.stream().anyMatch(Checkpoints.this::isBackward);
            List<Item> all = new ArrayList<>(before);
            List<Node> repeated = handedOn(again);
            List<Node> carried =
                    handedOn(inside).stream().filter(n -> !repeated.contains(n)).toList();
            all.add(new Item.Segments(window, backward, carried, repeated, body));
            all.addAll(after);
            return all;
        }

        /** What the items here read of what the forward loop computes for the segment at hand, and what that takes. */
        private List<Item> again(List<Item> forward) {
            Set<Node> needed = new HashSet<>();
            inside.forEach(i -> forEachRead(i, needed::add));
            needed.retainAll(windowed);
            int size = -1;
            while (size != needed.size()) {
                size = needed.size();
                forward.forEach(i -> need(i, needed));
            }
            return forward.stream().flatMap(i -> only(i, needed).stream()).toList();
        }

        private void need(Item item, Set<Node> needed) {
            forEachStatement(item, statement -> {
                if (needed.contains(statement.node())) {
                    statement.forEachRead((node, at) -> {
                        if (windowed.contains(node)) {
                            needed.add(node);
                        }
                    });
                }
            });
            forEachWhen(item, when -> {
                boolean[] holds = {false};
                forEachStatement(when, s -> holds[0] |= needed.contains(s.node()));
                if (holds[0] && windowed.contains(when.made().node())) {
                    needed.add(when.made().node());
                }
            });
        }

        private Optional<Item> only(Item item, Set<Node> needed) {
            if (item instanceof Item.Single single) {
                return Optional.of(item)
                        .filter(i -> needed.contains(single.statement().node()));
            }
            if (item instanceof Item.Sweep sweep) {
                List<Item> body = only(sweep.body(), needed);
                return body.isEmpty() ? Optional.empty() : Optional.of(sweep.with(body));
            }
            Item.When when = (Item.When) item;
            List<Item> then = only(when.then(), needed);
            return then.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Item.When(when.made(), then, only(when.otherwise(), needed)));
        }

        private List<Item> only(List<Item> items, Set<Node> needed) {
            return items.stream().flatMap(i -> only(i, needed).stream()).toList();
        }

        private List<Node> handedOn(List<Item> items) {
            Set<Node> nodes = new LinkedHashSet<>();
            items.forEach(i -> forEachStatement(i, s -> nodes.add(s.node())));
            // What is only read here was put there from outside, at the edge.
            items.forEach(i -> forEachRead(i, nodes::add));
            return nodes.stream()
                    .filter(n -> windowed.contains(n) && window.handsOn(n))
                    .toList();
        }
    }

    /** The section around the segments; nothing if what stands in them needs something that needs them. */
    private Optional<Cut> cut(List<Item> section) {
        List<Item> items = new ArrayList<>();
        for (Item item : section) {
            if (item instanceof Item.Single single) {
                parts(single.statement()).forEach(p -> items.add(new Item.Single(p)));
            } else {
                items.add(item);
            }
        }
        Cut cut = new Cut();
        Set<Node> made = new HashSet<>();
        Set<Node> later = new HashSet<>();
        for (Item item : items) {
            boolean[] reads = {false, false};
            forEachRead(item, node -> {
                reads[0] |= made.contains(node);
                reads[1] |= later.contains(node);
            });
            if (isMember(item)) {
                if (reads[1]) {
                    return Optional.empty();
                }
                cut.inside.add(windowed(item));
                forEachStatement(item, s -> made.add(s.node()));
            } else if (reads[0] || reads[1]) {
                cut.after.add(item);
                forEachStatement(item, s -> later.add(s.node()));
            } else {
                cut.before.add(item);
            }
        }
        return Optional.of(cut);
    }

    /** Whether an item runs over the steps, and of what it touches there are rows of the segment at hand only. */
    private boolean isMember(Item item) {
        if (item instanceof Item.Sweep sweep) {
            return sweep.step().loop().orElseThrow() == loop;
        }
        if (!(item instanceof Item.Single single)
                || single.statement().stepOf(loop).isEmpty()) {
            return false;
        }
        boolean[] touches = {windowed.contains(single.statement().node())};
        single.statement().forEachRead((node, at) -> touches[0] |= windowed.contains(node));
        return touches[0];
    }

    private Item windowed(Item item) {
        if (item instanceof Item.Sweep sweep) {
            return new Item.Sweep(sweep.step(), Optional.of(window), sweep.backward(), sweep.body(), sweep.recurrent());
        }
        Statement statement = ((Item.Single) item).statement();
        Index mine = statement.stepOf(loop).orElseThrow();
        return new Item.Single(statement.with(mine, window.steps(mine)));
    }

    private static void forEachStatement(Item item, Consumer<Statement> action) {
        if (item instanceof Item.Single single) {
            action.accept(single.statement());
        } else if (item instanceof Item.Sweep sweep) {
            sweep.body().forEach(i -> forEachStatement(i, action));
        } else if (item instanceof Item.When when) {
            when.then().forEach(i -> forEachStatement(i, action));
            when.otherwise().forEach(i -> forEachStatement(i, action));
        } else if (item instanceof Item.Segments segments) {
            segments.body().forEach(i -> forEachStatement(i, action));
        }
    }

    private static void forEachWhen(Item item, Consumer<Item.When> action) {
        if (item instanceof Item.Sweep sweep) {
            sweep.body().forEach(i -> forEachWhen(i, action));
        } else if (item instanceof Item.When when) {
            action.accept(when);
            when.then().forEach(i -> forEachWhen(i, action));
        } else if (item instanceof Item.Segments segments) {
            segments.body().forEach(i -> forEachWhen(i, action));
        }
    }

    private static void forEachRead(Item item, Consumer<Node> action) {
        forEachStatement(item, s -> s.forEachRead((node, at) -> action.accept(node)));
        forEachWhen(item, when -> action.accept(when.made().node()));
    }
}
