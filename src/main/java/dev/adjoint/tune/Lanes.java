package dev.adjoint.tune;

import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes long sums, and largest and smallest elements, in several lanes, so that each addition need not wait for the one before
 * it: element k goes into lane k mod 8. Sums in a loop, one for each step, do not wait for each other.
 */
final class Lanes {

    private static final int LANES = 8;

    /** A sum of fewer terms stays as it is. */
    private static final long SHORT = 16;

    /** Bytes of bytecode of a nest; one that is longer stays as it is. */
    private static final int LONG = Bytecodes.AIM / 2;

    /** Bytes of bytecode of a term; one that is longer takes longer than the addition. */
    private static final int TERM = 90;

    private static final Set<Primitive> CHEAP = EnumSet.of(
            Primitive.ADD,
            Primitive.SUBTRACT,
            Primitive.MULTIPLY,
            Primitive.NEGATE,
            Primitive.SQUARE,
            Primitive.ABS,
            Primitive.MAX,
            Primitive.MIN,
            Primitive.STOP);

    private Lanes() {}

    static List<Nest> nests(List<Nest> nests) {
        return Nests.map(nests, Lanes::widened, () -> {});
    }

    /** The steps in lanes, unless they would be long: where many sums are taken, they do not wait for each other. */
    private static List<Step> widened(List<Step> steps) {
        List<Step> lanes = steps(steps);
        return Bytecodes.estimate(new Nest("", Optional.empty(), lanes)) <= LONG ? lanes : steps;
    }

    private static List<Step> steps(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            Step step = steps.get(k);
            if (step instanceof Step.Loop loop) {
                Optional<List<Step>> lanes = k == 0 ? Optional.empty() : lanes(steps.get(k - 1), loop);
                result.addAll(lanes.orElse(List.of(loop)));
            } else {
                result.add(step);
            }
        }
        return result;
    }

    /** {@code acc = 0; for indices { acc += term }} in lanes. */
    private static Optional<List<Step>> lanes(Step before, Step.Loop loop) {
        if (!(before instanceof Step.Declare declare) || !(declare.value() instanceof Value.Constant)) {
            return Optional.empty();
        }
        Chain chain = Chain.of(loop);
        List<Index> around = chain.indices().subList(0, chain.indices().size() - 1);
        Index index = chain.indices().get(around.size());
        OptionalLong size = index.size().known();
        if (!index.size().isSize() || (size.isPresent() && size.getAsLong() < SHORT)) {
            return Optional.empty();
        }
        return chain.single()
                .flatMap(step -> Term.of(step, declare.local()))
                .filter(Lanes::isCheap)
                .map(term -> lanes(declare, term, around, index));
    }

    private static boolean isCheap(Term term) {
        return CHEAP.containsAll(Touched.by(term.value()).primitives()) && Bytecodes.of(term.value()) <= TERM;
    }

    private static List<Step> lanes(Step.Declare first, Term term, List<Index> around, Index index) {
        List<Value.Local> lanes = new ArrayList<>(List.of(first.local()));
        List<Step> steps = new ArrayList<>();
        for (int lane = 1; lane < LANES; lane++) {
            Value.Local local =
                    new Value.Local(first.local().name(), first.local().kind());
            lanes.add(local);
            steps.add(new Step.Declare(local, first.value()));
        }
        Whole blocks = index.size().over(Whole.of(LANES));
        Index block = new Index("block", blocks);
        List<Step> whole = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Whole place =
                    index.lower().plus(Whole.of(block).times(Whole.of(LANES))).plus(lane);
            Copying copying = new Copying(Copying.setting(index, place), e -> e);
            whole.add(term.into(lanes.get(lane), copying.value(term.value())));
        }
        Index rest = index.between(index.lower().plus(blocks.times(Whole.of(LANES))), index.upper());
        Value last = new Copying(Copying.setting(index, Whole.of(rest)), e -> e).value(term.value());
        steps.addAll(Step.Loop.nest(
                around,
                List.of(new Step.Loop(block, whole), new Step.Loop(rest, List.of(term.into(first.local(), last))))));
        Value all = term.together(lanes.stream().<Value>map(Value.Get::new).toList());
        steps.add(new Step.Assign(first.local(), Step.Mode.SET, all));
        return steps;
    }
}
