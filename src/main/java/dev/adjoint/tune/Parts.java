package dev.adjoint.tune;

import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A step in parts, each from one number up to another. */
final class Parts {

    private final Whole lower;
    private final Whole upper;
    private final Index from;
    private final Index to;
    private final Whole first;
    private final Step.Size length;

    private Parts(Whole lower, Whole upper) {
        this.lower = lower;
        this.upper = upper;
        this.from = new Index("from", lower, upper);
        this.to = new Index("to", lower, upper.plus(1));
        this.first = Whole.of(from);
        this.length = new Step.Size(List.of(Whole.of(to).minus(first)));
    }

    /** The step in parts, unless it is surely less work than {@code least}. */
    static Optional<Step.Share> of(Step step, Independence independence, long least) {
        Work work = Work.of(step);
        long weight = Math.max(work.weight(), 1);
        long needed = (least + weight - 1) / weight;
        OptionalLong known = work.size().product().known();
        boolean isTooLittle = known.isPresent() && known.getAsLong() < needed;
        if (isTooLittle || !work.isOfDims()) {
            return Optional.empty();
        }
        Optional<Step.Size> open = known.isPresent() ? Optional.empty() : Optional.of(work.size());
        return Optional.of(of(
                step,
                independence.along(),
                (parts, grain, part) -> new Step.Share(
                        parts.from,
                        parts.to,
                        parts.lower,
                        parts.upper,
                        grain,
                        open,
                        needed,
                        independence.own(),
                        List.of(part))));
    }

    /** What is made of the parts of a step. */
    private interface Making {
        Step.Share of(Parts parts, Value grain, Step part);
    }

    private static Step.Share of(Step step, Step along, Making making) {
        if (step instanceof Step.Multiply multiply) {
            boolean byColumns = isFew(multiply.m()) && !isFew(multiply.n());
            Parts parts = new Parts(Whole.ZERO, (byColumns ? multiply.n() : multiply.m()).product());
            Value grain =
                    grain((byColumns ? multiply.m() : multiply.n()).product().closed());
            return making.of(parts, grain, byColumns ? parts.columns(multiply) : parts.rows(multiply));
        }
        if (step instanceof Step.Each each) {
            Parts parts = new Parts(Whole.ZERO, each.count().product());
            Step.Size skipped = new Step.Size(List.of(parts.first));
            return making.of(
                    parts, count(Costs.NUMBERS), new Step.Each(each.function(), each.first(), skipped, parts.length));
        }
        Step.Loop loop = (Step.Loop) along;
        Parts parts = new Parts(loop.index().lower(), loop.index().upper());
        return making.of(parts, count(1), parts.steps(step, loop));
    }

    private static Value count(long number) {
        return new Value.Count(Whole.of(number));
    }

    /** What the rows of a product are shared by, if it has so many columns. */
    private static Value grain(Whole columns) {
        if (columns.isNumber()) {
            return count(columns.number() == 1 ? Costs.ELEMENTS : Costs.ROWS);
        }
        Value isVector = new Value.Compare(Comparison.EQUAL, new Value.Count(columns), count(1));
        return new Value.Choose(isVector, count(Costs.ELEMENTS), count(Costs.ROWS));
    }

    private Step rows(Step.Multiply all) {
        return new Step.Multiply(
                length,
                all.n(),
                all.depth(),
                all.a().fromRow(first),
                all.b(),
                all.c().fromRow(first),
                all.adds());
    }

    private Step columns(Step.Multiply all) {
        Step.Matrix b = all.b().fromColumn(first);
        return new Step.Multiply(
                all.m(), length, all.depth(), all.a(), b, all.c().fromColumn(first), all.adds());
    }

    /** The step with some of the steps of a loop in it. */
    private Step steps(Step step, Step.Loop along) {
        if (step == along) {
            Index index = along.index().between(first, Whole.of(to));
            Copying copying = new Copying(Copying.setting(along.index(), Whole.of(index)), element -> element);
            return new Step.Loop(index, copying.steps(along.body()));
        }
        if (step instanceof Step.Loop loop) {
            return new Step.Loop(loop.index(), steps(loop.body(), along));
        }
        return step instanceof Step.Branch branch
                ? new Step.Branch(branch.condition(), steps(branch.then(), along), branch.otherwise())
                : step;
    }

    private List<Step> steps(List<Step> steps, Step.Loop along) {
        return steps.stream().map(step -> steps(step, along)).toList();
    }

    private static boolean isFew(Step.Size size) {
        OptionalLong number = size.product().known();
        return number.isPresent() && number.getAsLong() < Costs.FEW;
    }
}
