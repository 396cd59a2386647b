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

    private final Reasons why;

    private Lanes(Reasons why) {
        this.why = why;
    }

    static List<Nest> nests(List<Nest> nests) {
        return Nests.map(nests, Lanes::widened, () -> {});
    }

    /** The steps in lanes, unless they would be long: where many sums are taken, they do not wait for each other. */
    private static List<Step> widened(List<Step> steps, Reasons why) {
        Reasons whyWider = new Reasons();
        List<Step> lanes = new Lanes(whyWider).steps(steps);
        if (Bytecodes.estimate(new Nest("", Optional.empty(), lanes)) <= Costs.NEST) {
            why.addAll(whyWider);
            return lanes;
        }
        if (!whyWider.isEmpty()) {
            why.add("sums one term after another: in lanes longer than " + Costs.NEST + " bytes of bytecode");
        }
        return steps;
    }

    private List<Step> steps(List<Step> steps) {
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
    private Optional<List<Step>> lanes(Step before, Step.Loop loop) {
        if (!(before instanceof Step.Declare declare) || !(declare.value() instanceof Value.Constant)) {
            return Optional.empty();
        }
        Chain chain = Chain.of(loop);
        List<Index> around = chain.indices().subList(0, chain.indices().size() - 1);
        Index index = chain.indices().get(around.size());
        if (!index.size().isSize()) {
            return Optional.empty();
        }
        Optional<Term> term = chain.single().flatMap(step -> Term.of(step, declare.local()));
        return term.filter(t -> isWorthwhile(t, index)).map(t -> lanes(declare, t, around, index));
    }

    private boolean isWorthwhile(Term term, Index index) {
        String what = term.what() + " over " + index;
        OptionalLong size = index.size().known();
        if (size.isPresent() && size.getAsLong() < Costs.TERMS) {
            why.add(what + " one after another: fewer than " + Costs.TERMS + " terms");
            return false;
        }
        if (!isCheap(term)) {
            why.add(what + " one after another: a term takes longer than taking it in");
            return false;
        }
        why.add(what + " in " + Costs.LANES + " lanes: none waits for the one before");
        return true;
    }

    private static boolean isCheap(Term term) {
        return CHEAP.containsAll(Touched.by(term.value()).primitives()) && Bytecodes.of(term.value()) <= Costs.TERM;
    }

    private static List<Step> lanes(Step.Declare first, Term term, List<Index> around, Index index) {
        List<Value.Local> lanes = new ArrayList<>(List.of(first.local()));
        List<Step> steps = new ArrayList<>();
        for (int lane = 1; lane < Costs.LANES; lane++) {
            Value.Local local =
                    new Value.Local(first.local().name(), first.local().kind());
            lanes.add(local);
            steps.add(new Step.Declare(local, first.value()));
        }
        Whole blocks = index.size().over(Whole.of(Costs.LANES));
        Index block = new Index("block", blocks);
        List<Step> whole = new ArrayList<>();
        for (int lane = 0; lane < Costs.LANES; lane++) {
            Whole place = index.lower()
                    .plus(Whole.of(block).times(Whole.of(Costs.LANES)))
                    .plus(lane);
            Copying copying = new Copying(Copying.setting(index, place), e -> e);
            whole.add(term.into(lanes.get(lane), copying.value(term.value())));
        }
        Index rest = index.between(index.lower().plus(blocks.times(Whole.of(Costs.LANES))), index.upper());
        Value last = new Copying(Copying.setting(index, Whole.of(rest)), e -> e).value(term.value());
        steps.addAll(Step.Loop.nest(
                around,
                List.of(new Step.Loop(block, whole), new Step.Loop(rest, List.of(term.into(first.local(), last))))));
        Value all = term.together(lanes.stream().<Value>map(Value.Get::new).toList());
        steps.add(new Step.Assign(first.local(), Step.Mode.SET, all));
        return steps;
    }
}
