package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Primitive;
import java.util.List;
import java.util.Optional;

/**
 * What is taken together with an accumulator, step by step.
 *
 * @param fold MAX or MIN; empty for a sum
 * @param value is free of the accumulator
 */
record Term(Value.Local accumulator, Optional<Primitive> fold, Value value) {

    /** The term of {@code acc += value} or {@code acc = max(acc, value)}. */
    static Optional<Term> of(Step step, Value.Local accumulator) {
        if (!(step instanceof Step.Assign assign) || assign.local() != accumulator) {
            return Optional.empty();
        }
        if (assign.mode() == Step.Mode.ADD) {
            return free(new Term(accumulator, Optional.empty(), assign.value()));
        }
        boolean folds = assign.mode() == Step.Mode.SET
                && assign.value() instanceof Value.Apply apply
                && (apply.primitive() == Primitive.MAX || apply.primitive() == Primitive.MIN)
                && apply.operands().size() == 2
                && apply.operands().get(0).equals(new Value.Get(accumulator));
        if (!folds) {
            return Optional.empty();
        }
        Value.Apply apply = (Value.Apply) assign.value();
        return free(new Term(
                accumulator, Optional.of(apply.primitive()), apply.operands().get(1)));
    }

    /** What it is a term of. */
    String what() {
        return fold.map(Primitive::word).orElse("sum");
    }

    private static Optional<Term> free(Term term) {
        boolean reads = Touched.by(term.value()).read().contains(term.accumulator());
        return reads ? Optional.empty() : Optional.of(term);
    }

    /** The step that takes another value together with a local. */
    Step into(Value.Local local, Value other) {
        return fold.<Step>map(f -> new Step.Assign(local, Step.Mode.SET, together(new Value.Get(local), other)))
                .orElseGet(() -> new Step.Assign(local, Step.Mode.ADD, other));
    }

    /** The step that takes another value together with an element. */
    Step into(Value.Element element, Value other) {
        return fold.<Step>map(f -> new Step.Store(element, Step.Mode.SET, together(element, other)))
                .orElseGet(() -> new Step.Store(element, Step.Mode.ADD, other));
    }

    Value together(Value one, Value other) {
        return new Value.Apply(fold.orElse(Primitive.ADD), List.of(one, other));
    }

    /** All of the values together, neighbours first, so that few wait for each other. */
    Value together(List<Value> values) {
        if (values.size() == 1) {
            return values.get(0);
        }
        int half = (values.size() + 1) / 2;
        return together(together(values.subList(0, half)), together(values.subList(half, values.size())));
    }
}
