package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long something takes: a weight, so many times. The unit is a multiply-add of a product of matrices, a sixteenth of a
 * nanosecond.
 */
record Work(List<Whole> factors, long weight) {

    static final Work NONE = new Work(List.of(), 0);

    Work {
        factors = List.copyOf(factors);
    }

    Work times(List<Whole> sizes) {
        List<Whole> more = new ArrayList<>(sizes);
        more.addAll(factors);
        return new Work(more, weight);
    }

    /** Of things of different sizes what has more sizes that are open is taken for all. */
    private Work plus(Work other) {
        long mine = open();
        long its = other.open();
        if (weight == 0 || mine < its) {
            return other;
        }
        return mine == its ? new Work(factors, weight + other.weight) : this;
    }

    private long open() {
        return factors.stream().filter(f -> !f.isNumber()).count();
    }

    Step.Size size() {
        return new Step.Size(factors);
    }

    /** Whether the sizes are made of dims alone. */
    boolean isOfDims() {
        return factors.stream()
                .flatMap(f -> f.atoms().stream())
                .noneMatch(a -> a instanceof Index || a instanceof Atom.Gathered || a instanceof Atom.Row);
    }

    /** The work of a step, where loops inside have in all steps the length that they have in the last one. */
    static Work of(Step step) {
        if (step instanceof Step.Loop loop) {
            Index index = loop.index();
            Work inside = of(loop.body());
            List<Whole> full = inside.factors.stream().map(f -> last(f, index)).toList();
            return new Work(full, inside.weight).times(List.of(index.upper().minus(index.lower())));
        }
        if (step instanceof Step.Branch branch) {
            return of(branch.then()).plus(of(branch.otherwise()));
        }
        if (step instanceof Step.Multiply multiply) {
            return new Work(List.of(), 1)
                    .times(multiply.m().factors())
                    .times(multiply.n().factors())
                    .times(multiply.depth().factors());
        }
        if (step instanceof Step.Each each) {
            return new Work(each.count().factors(), Costs.FUNCTION);
        }
        if (step instanceof Step.Call call) {
            Whole rows = call.sizes().get(0);
            return new Work(List.of(rows, rows, rows), Costs.STATEMENT);
        }
        boolean hasFunctions = Touched.by(step).primitives().stream().anyMatch(Primitive::isFunction);
        return new Work(List.of(), hasFunctions ? Costs.FUNCTION : Costs.STATEMENT);
    }

    private static Work of(List<Step> steps) {
        return steps.stream().map(Work::of).reduce(NONE, Work::plus);
    }

    private static Whole last(Whole size, Index index) {
        return size.substitute(atom -> atom == index ? Optional.of(index.upper()) : Optional.empty());
    }
}
