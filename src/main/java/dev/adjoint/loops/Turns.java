package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Recurrence;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Orders statements. Those that depend on each other in a circle take turns in the steps of a loop, in which only what is
 * read in the step that writes it must come later; inside, the same is done again, so that loops nest. What does not depend
 * on what the loop hands on stays outside, as whole arrays.
 *
 * <p>J. R. Allen, K. Kennedy, Automatic translation of Fortran programs to vector form, ACM TOPLAS 9 (1987).
 */
final class Turns {

    /** A loop around, in whose step the statements are. */
    private record Around(Index loop, Index step, boolean backward) {}

    private final Collection<Node> readElsewhere;
    private final Endings endings;
    private final List<Around> around;
    private final boolean strict;

    private Turns(Collection<Node> readElsewhere, Endings endings, List<Around> around, boolean strict) {
        this.readElsewhere = readElsewhere;
        this.endings = endings;
        this.around = around;
        this.strict = strict;
    }

    /**
     * The nodes of a section as items, each after what it reads.
     *
     * @param readElsewhere what other sections and the user read: it stays an array for all steps
     * @param endings where a step that is not made shows, what it would do stands in an {@link Item.When} of its own
     */
    static List<Item> of(List<Node> nodes, Collection<Node> readElsewhere, Endings endings) {
        List<Statement> statements = nodes.stream()
                .filter(n -> !(n instanceof Node.Leaf || n instanceof Node.Seed))
                .map(Statement::of)
                .toList();
        return new Turns(readElsewhere, endings, List.of(), true).items(statements);
    }

    private List<Item> items(List<Statement> statements) {
        return items(statements, this::loop, this::sweep);
    }

    /**
     * The statements as items, each after what it reads.
     *
     * @param loopOf the loop in which the statements of a circle take turns
     * @param inLoop what becomes of them there
     */
    private List<Item> items(
            List<Statement> statements,
            Function<List<Statement>, Loop> loopOf,
            BiFunction<List<Statement>, Loop, List<Item>> inLoop) {
        List<Set<Integer>> readers = readers(statements);
        List<List<Statement>> members = new ArrayList<>();
        List<Optional<Loop>> loops = new ArrayList<>();
        for (List<Integer> component : Components.of(readers)) {
            List<Statement> its = component.stream().map(statements::get).toList();
            members.add(new ArrayList<>(its));
            loops.add(isCircle(component, readers) ? Optional.of(loopOf.apply(its)) : Optional.empty());
        }
        sink(members, loops);
        List<Item> items = new ArrayList<>();
        for (int k = 0; k < members.size(); k++) {
            List<Statement> its = members.get(k);
            Optional<Loop> loop = loops.get(k);
            if (loop.isPresent()) {
                items.addAll(inLoop.apply(its, loop.get()));
            } else {
                its.forEach(s -> items.add(new Item.Single(s)));
            }
        }
        return items;
    }

    private static boolean isCircle(List<Integer> component, List<Set<Integer>> readers) {
        return component.size() > 1 || readers.get(component.get(0)).contains(component.get(0));
    }

    /** For each statement, those that must come after it. */
    private List<Set<Integer>> readers(List<Statement> statements) {
        Map<Node, List<Integer>> writers = new HashMap<>();
        List<Set<Integer>> readers = new ArrayList<>();
        for (int k = 0; k < statements.size(); k++) {
            writers.computeIfAbsent(statements.get(k).node(), n -> new ArrayList<>())
                    .add(k);
            readers.add(new LinkedHashSet<>());
        }
        for (List<Integer> parts : writers.values()) {
            for (int part : parts) {
                if (isClearing(statements.get(part))) {
                    parts.stream().filter(p -> p != part).forEach(readers.get(part)::add);
                }
            }
        }
        for (int k = 0; k < statements.size(); k++) {
            int reader = k;
            statements.get(k).forEachAccess(read -> {
                for (int writer : writers.getOrDefault(read.node(), List.of())) {
                    if (isSameStep(statements.get(writer), read)) {
                        readers.get(writer).add(reader);
                    }
                }
            });
        }
        return readers;
    }

    private static boolean isClearing(Statement statement) {
        return statement instanceof Statement.Collect collect && collect.terms().isEmpty();
    }

    /** Whether what is read may have been written in the same step of all loops around. */
    private boolean isSameStep(Statement writer, Access read) {
        List<Access> writes = isClearing(writer)
                ? List.of(new Access(read.node(), ((Statement.Collect) writer).place(), Exprs.TRUE))
                : writer.writes();
        return writes.stream().anyMatch(w -> around.stream().allMatch(a -> isSameStep(a, w, read)));
    }

    private boolean isSameStep(Around loop, Access written, Access read) {
        int axis = read.node().axisOver(loop.loop());
        if (axis < 0) {
            return true;
        }
        Whole difference = read.at().get(axis).minus(written.at().get(axis));
        if (difference.isNumber()) {
            return difference.number() == 0;
        }
        Whole here = Whole.of(loop.step());
        return !isOther(written, axis, here) && !isOther(read, axis, here) && (strict || isPlain(difference));
    }

    /** Whether a row is that of another step for sure. */
    private static boolean isOther(Access access, int axis, Whole here) {
        Whole row = access.at().get(axis);
        if (row.atom().orElse(null) instanceof Atom.Row checked) {
            return checked.made().equals(here);
        }
        List<Whole> facts = Facts.of(access.path());
        return isProved(here.minus(row).minus(1), facts)
                || isProved(row.minus(here).minus(1), facts);
    }

    private static boolean isProved(Whole value, List<Whole> facts) {
        return Ranges.nonNegative(value, facts) instanceof Ranges.Verdict.Proved;
    }

    private static boolean isPlain(Whole difference) {
        return difference.atoms().stream().allMatch(Index.class::isInstance);
    }

    /** A loop in which statements of a circle may take turns. */
    private record Loop(Index index, boolean backward, Node.Accumulated recurrent) {}

    /** The outermost loop that all statements of the circle run over. */
    private Loop loop(List<Statement> circle) {
        List<Loop> candidates = new ArrayList<>();
        for (Statement statement : circle) {
            if (statement.node() instanceof Node.Accumulated node && node.isRecurrent()) {
                Recurrence recurrence = node.recurrence().orElseThrow();
                candidates.add(new Loop(recurrence.loop(), recurrence.backward(), node));
            }
        }
        return candidates.stream()
                .filter(l -> around.stream().noneMatch(a -> a.loop() == l.index()))
                .filter(l -> serves(l, circle))
                .min(Comparator.comparingInt(l -> l.recurrent().axisOver(l.index())))
                .orElseThrow(() -> new NoLoop(circle));
    }

    private boolean serves(Loop loop, List<Statement> circle) {
        List<Statement> parts = parts(circle, loop.index());
        List<Set<Integer>> readers = readers(parts);
        return Components.of(readers).stream()
                .filter(c -> isCircle(c, readers))
                .flatMap(List::stream)
                .allMatch(k -> parts.get(k).runsOver(loop.index()));
    }

    /** The statements, those that write other rows than that of their own step taken apart. */
    private static List<Statement> parts(List<Statement> statements, Index loop) {
        List<Statement> parts = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Collect collect && !collect.writesOwnRow(loop)) {
                parts.addAll(collect.apart());
            } else {
                parts.add(statement);
            }
        }
        return parts;
    }

    /** What stands before and after the loop, and the loop. */
    private List<Item> sweep(List<Statement> circle, Loop loop) {
        return items(parts(circle, loop.index()), its -> loop, (its, same) -> List.of(turns(its, same)));
    }

    private Item.Sweep turns(List<Statement> statements, Loop loop) {
        Index step = Index.over(loop.index(), loop.index().size());
        List<Statement> inside =
                statements.stream().map(s -> s.inside(loop.index(), step)).toList();
        List<Around> deeper = new ArrayList<>(around);
        deeper.add(new Around(loop.index(), step, loop.backward()));
        List<Item> body;
        try {
            body = new Turns(readElsewhere, endings, deeper, true).step(inside);
        } catch (NoLoop unknownRows) {
            // Rows that are read at places not known here are rows of earlier steps: the checker has seen to it.
            body = new Turns(readElsewhere, endings, deeper, false).step(inside);
        }
        return new Item.Sweep(step, Optional.empty(), loop.backward(), body, loop.recurrent());
    }

    /** The statements of one step: what decides whether it is made, then the others if it is. */
    private List<Item> step(List<Statement> statements) {
        Around innermost = around.get(around.size() - 1);
        Map<Index, Index> steps = new HashMap<>();
        around.forEach(a -> steps.put(a.loop(), a.step()));
        Optional<Expr.Read> made = endings.made(innermost.loop(), steps);
        if (made.isEmpty()) {
            return items(statements);
        }
        List<Set<Integer>> readers = readers(statements);
        Set<Integer> deciding = new HashSet<>();
        for (int k = 0; k < statements.size(); k++) {
            if (statements.get(k).node() == made.get().node()) {
                deciding.add(k);
            }
        }
        int before = -1;
        while (deciding.size() != before) {
            before = deciding.size();
            for (int k = 0; k < statements.size(); k++) {
                if (readers.get(k).stream().anyMatch(deciding::contains)) {
                    deciding.add(k);
                }
            }
        }
        List<Statement> first = new ArrayList<>();
        List<Statement> rest = new ArrayList<>();
        for (int k = 0; k < statements.size(); k++) {
            (deciding.contains(k) ? first : rest).add(statements.get(k));
        }
        List<Item> items = new ArrayList<>(items(first));
        if (!rest.isEmpty()) {
            items.add(new Item.When(made.get(), items(rest), List.of()));
        }
        return items;
    }

    /** Moves into a loop what is read there only, each element in its own step: one step of it need be kept. */
    private void sink(List<List<Statement>> members, List<Optional<Loop>> loops) {
        Map<Node, Set<Integer>> places = new HashMap<>();
        Map<Node, Boolean> ownStep = new HashMap<>();
        for (int k = members.size() - 1; k >= 0; k--) {
            if (loops.get(k).isEmpty()) {
                Statement statement = members.get(k).get(0);
                Set<Integer> readers = places.getOrDefault(statement.node(), Set.of());
                if (readers.size() == 1) {
                    int into = readers.iterator().next();
                    if (into > k
                            && loops.get(into).isPresent()
                            && mayMove(statement, loops.get(into).get(), ownStep)) {
                        members.get(into).add(0, statement);
                        members.set(k, List.of());
                        note(statement, into, loops.get(into), places, ownStep);
                        continue;
                    }
                }
            }
            for (Statement statement : members.get(k)) {
                note(statement, k, loops.get(k), places, ownStep);
            }
        }
    }

    private boolean mayMove(Statement statement, Loop loop, Map<Node, Boolean> ownStep) {
        return statement instanceof Statement.Write
                && statement.runsOver(loop.index())
                && !readElsewhere.contains(statement.node())
                && ownStep.getOrDefault(statement.node(), true);
    }

    private static void note(
            Statement statement,
            int place,
            Optional<Loop> loop,
            Map<Node, Set<Integer>> places,
            Map<Node, Boolean> ownStep) {
        Index step = loop.map(l -> l.index().fresh()).orElse(null);
        Statement inside = loop.map(l -> statement.inside(l.index(), step)).orElse(statement);
        inside.forEachRead((node, subscripts) -> {
            places.computeIfAbsent(node, n -> new HashSet<>()).add(place);
            int axis = loop.map(l -> node.axisOver(l.index())).orElse(-1);
            boolean own = axis >= 0 && subscripts.get(axis).equals(Whole.of(step));
            ownStep.merge(node, own, Boolean::logicalAnd);
        });
    }

    /** A circle for which there is no loop. */
    private static final class NoLoop extends IllegalStateException {

        private static final long serialVersionUID = 1;

        NoLoop(List<Statement> circle) {
            super("no loop orders " + circle.stream().map(s -> s.node().name()).toList());
        }
    }
}
