package dev.adjoint.tune;

import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts loops where a condition on the index changes: {@code for i in 0:N { if i == 0 … }} becomes the first step and a loop over
 * the others, neither of which asks. The JVM vectorises no loop with a branch.
 */
final class Splitting {

    private final Reasons why;

    private Splitting(Reasons why) {
        this.why = why;
    }

    static List<Nest> nests(List<Nest> nests) {
        return Nests.map(nests, (steps, why) -> new Splitting(why).steps(steps, 0), () -> {});
    }

    private List<Step> steps(List<Step> steps, int cuts) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            result.addAll(step instanceof Step.Loop loop ? loop(loop, cuts) : List.of(step));
        }
        return result;
    }

    private List<Step> loop(Step.Loop whole, int cuts) {
        Step.Loop loop = new Step.Loop(whole.index(), cuts == 0 ? steps(whole.body(), 0) : whole.body());
        Optional<Cut> cut = cuts == Costs.CUTS ? Optional.empty() : Cut.of(loop);
        if (cut.isEmpty()) {
            return List.of(loop);
        }
        Optional<Value> within = cut.get().within(loop.index());
        if (Bytecodes.estimate(new Nest("", Optional.empty(), List.of(loop))) > Costs.CUT) {
            why.add("loop over " + loop.index() + " not cut: longer than " + Costs.CUT + " bytes of bytecode");
            return List.of(loop);
        }
        why.add("loop over " + loop.index() + " cut at " + cut.get().from() + ": a condition changes there");
        List<Step> pieces = steps(cut.get().pieces(loop), cuts + 1);
        return within.<List<Step>>map(w -> List.of(new Step.Branch(w, pieces, List.of(loop))))
                .orElse(pieces);
    }

    /**
     * Where a condition changes.
     *
     * @param from the first step behind the lower part
     * @param to the first step of the upper part: {@code from}, or the one behind it
     * @param below what the condition is in the lower part
     * @param at what it is in between, if that is a step
     * @param above what it is in the upper part
     */
    private record Cut(Value.Compare condition, Whole from, Whole to, boolean below, boolean at, boolean above) {

        static Optional<Cut> of(Step.Loop loop) {
            Looking looking = new Looking(loop);
            return looking.conditions.stream()
                    .flatMap(c -> of(c, loop.index(), looking.inside).stream())
                    .findFirst();
        }

        private static Optional<Cut> of(Value.Compare condition, Index index, Set<Index> inside) {
            if (!(condition.left() instanceof Value.Count left) || !(condition.right() instanceof Value.Count right)) {
                return Optional.empty();
            }
            Whole difference = left.value().minus(right.value());
            boolean rises = difference.minus(Whole.of(index)).atoms().stream().noneMatch(a -> a == index);
            boolean falls = difference.plus(Whole.of(index)).atoms().stream().noneMatch(a -> a == index);
            if (rises == falls) {
                return Optional.empty();
            }
            Whole place =
                    rises ? Whole.of(index).minus(difference) : Whole.of(index).plus(difference);
            boolean isKnown = place.atoms().stream()
                    .noneMatch(a -> inside.contains(a) || a instanceof Atom.Gathered || a instanceof Atom.Row);
            boolean below = condition.comparison().holds(rises ? -1 : 1);
            boolean at = condition.comparison().holds(0);
            boolean above = condition.comparison().holds(rises ? 1 : -1);
            Whole from = below == at ? place.plus(1) : place;
            Whole to = above == at ? place : place.plus(1);
            Cut cut = from.equals(to.plus(1)) ? null : new Cut(condition, from, to, below, at, above);
            return Optional.ofNullable(cut).filter(c -> isKnown && !c.isOutside(index));
        }

        private boolean isOutside(Index index) {
            return Ranges.surely(index.lower().minus(from).minus(1))
                    || Ranges.surely(to.minus(index.upper()).minus(1));
        }

        /** That the place lies in the loop, unless it surely does. */
        Optional<Value> within(Index index) {
            List<Value> unsure = new ArrayList<>();
            if (!Ranges.surely(from.minus(index.lower()))) {
                unsure.add(atLeast(from, index.lower()));
            }
            if (!Ranges.surely(index.upper().minus(to))) {
                unsure.add(atLeast(index.upper(), to));
            }
            return unsure.stream().reduce(Value.And::new);
        }

        private static Value atLeast(Whole large, Whole small) {
            return new Value.Compare(Comparison.GREATER_EQUAL, new Value.Count(large), new Value.Count(small));
        }

        List<Step> pieces(Step.Loop loop) {
            List<Step> pieces = new ArrayList<>();
            piece(loop, loop.index().lower(), from, below, pieces);
            piece(loop, from, to, at, pieces);
            piece(loop, to, loop.index().upper(), above, pieces);
            return pieces;
        }

        private void piece(Step.Loop loop, Whole lower, Whole upper, boolean holds, List<Step> pieces) {
            Whole size = upper.minus(lower).closed();
            if (size.equals(Whole.ZERO)) {
                return;
            }
            boolean isOne = size.equals(Whole.ONE);
            Index index = isOne ? null : loop.index().between(lower, upper);
            Copying copying =
                    new Copying(Copying.setting(loop.index(), isOne ? lower : Whole.of(index)), element -> element);
            copying.replace(condition, new Value.Truth(holds));
            List<Step> body = copying.steps(loop.body());
            if (!body.isEmpty()) {
                pieces.addAll(isOne ? body : List.of(new Step.Loop(index, body)));
            }
        }
    }

    /** The conditions on whole numbers in a loop, and the indices of the loops inside. */
    private static final class Looking {

        private final List<Value.Compare> conditions = new ArrayList<>();
        private final Set<Index> inside = new HashSet<>();

        Looking(Step.Loop loop) {
            look(loop.body());
        }

        private void look(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Loop loop) {
                    inside.add(loop.index());
                    look(loop.body());
                } else if (step instanceof Step.Branch branch) {
                    look(branch.condition());
                    look(branch.then());
                    look(branch.otherwise());
                } else if (step instanceof Step.Declare declare) {
                    look(declare.value());
                } else if (step instanceof Step.Assign assign) {
                    look(assign.value());
                } else if (step instanceof Step.Store store) {
                    look(store.value());
                }
            }
        }

        private void look(Value value) {
            if (value instanceof Value.Compare compare) {
                conditions.add(compare);
            } else if (value instanceof Value.Apply apply) {
                apply.operands().forEach(this::look);
            } else if (value instanceof Value.Choose choose) {
                look(choose.condition());
                look(choose.then());
                look(choose.otherwise());
            } else if (value instanceof Value.And and) {
                look(and.left());
                look(and.right());
            } else if (value instanceof Value.Or or) {
                look(or.left());
                look(or.right());
            } else if (value instanceof Value.Not not) {
                look(not.operand());
            }
        }
    }
}
