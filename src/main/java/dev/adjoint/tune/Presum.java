package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Of a sum of products over an index that only one factor moves with, that factor is summed first: {@code sum(a[n,i]*b[i,j]
 * for n, i) = sum(sum(a[n,i] for n)*b[i,j] for i)}.
 */
final class Presum {

    private Presum() {}

    static Optional<List<Step>> steps(Sum sum, Factors factors, Scratch scratch, Reasons why) {
        return steps(sum, factors.left(), factors.right(), scratch, why)
                .or(() -> steps(sum, factors.right(), factors.left(), scratch, why));
    }

    private static Optional<List<Step>> steps(Sum sum, Value factor, Value other, Scratch scratch, Reasons why) {
        Set<Index> its = Touched.by(factor).indices();
        Set<Index> ofOther = Touched.by(other).indices();
        Set<Index> free = sum.free();
        List<Index> summed = new ArrayList<>();
        List<Index> kept = new ArrayList<>();
        List<Index> rest = new ArrayList<>(sum.indices());
        for (Index index : sum.indices()) {
            if (its.contains(index)) {
                (free.contains(index) || ofOther.contains(index) ? kept : summed).add(index);
            }
        }
        rest.removeAll(summed);
        if (summed.isEmpty() || kept.isEmpty()) {
            return Optional.empty();
        }
        List<Value> counting = new ArrayList<>();
        List<Value> others = new ArrayList<>();
        for (Value condition : sum.filter()) {
            Set<Index> moving = sum.indices(condition);
            if (moving.stream().noneMatch(summed::contains)) {
                others.add(condition);
            } else if (summed.containsAll(moving)) {
                counting.add(condition);
            } else {
                return Optional.empty();
            }
        }
        if (!sum.filter().isEmpty() && !Inside.where(counting).isSure(factor)) {
            return Optional.empty();
        }
        String name = Contraction.name(factor);
        why.add(name + " summed over " + Contraction.names(summed) + " first: the other factor does not move with it");
        List<Whole> shape = kept.stream().map(Index::size).toList();
        List<Whole> place = kept.stream().map(i -> Whole.of(i).minus(i.lower())).toList();
        Buffer sums = scratch.make(name + "_sum", shape);
        Value.Element partial = new Value.Element(sums, place);
        Value product = Factors.product(partial, other);
        List<Step> steps = new ArrayList<>(List.of(new Step.Clear(sums)));
        if (counting.isEmpty()) {
            steps.addAll(total(summed, kept, partial, factor));
            steps.addAll(products(sum.with(rest, sum.mode(), product, others), scratch, why));
            return Optional.of(steps);
        }
        // Where no term counts, the other factor does not either.
        Value.Local some = new Value.Local("some", Kind.TRUTH);
        List<Step> counts = new ArrayList<>(List.of(new Step.Assign(some, Step.Mode.SET, new Value.Truth(true))));
        counts.addAll(total(List.of(), kept, partial, factor));
        Value counted = counting.stream().reduce(Value.And::new).orElseThrow();
        steps.add(new Step.Declare(some, new Value.Truth(false)));
        steps.addAll(Step.Loop.nest(summed, List.of(new Step.Branch(counted, counts, List.of()))));
        if (sum.mode() == Step.Mode.SET) {
            steps.addAll(Sum.cleared(sum.target(), sum.indices()));
        }
        List<Step> products = products(sum.with(rest, Step.Mode.ADD, product, others), scratch, why);
        steps.add(new Step.Branch(new Value.Get(some), products, List.of()));
        return Optional.of(steps);
    }

    private static List<Step> total(List<Index> summed, List<Index> kept, Value.Element partial, Value factor) {
        List<Index> all = new ArrayList<>(summed);
        all.addAll(kept);
        return Step.Loop.nest(all, List.of(new Step.Store(partial, Step.Mode.ADD, factor)));
    }

    private static List<Step> products(Sum sum, Scratch scratch, Reasons why) {
        return Contraction.steps(sum, scratch, why).orElseGet(sum::loops);
    }
}
