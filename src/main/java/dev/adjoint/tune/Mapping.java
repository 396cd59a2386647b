package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes elementary functions out of loops: their arguments go into an array, a kernel puts the function of each in its place,
 * in loops that the JVM vectorises, and what is left of the loop reads it there.
 */
final class Mapping {

    /** The functions that there is a kernel for. */
    static final Set<Primitive> FUNCTIONS = EnumSet.of(
            Primitive.EXP,
            Primitive.EXPM1,
            Primitive.LOG,
            Primitive.LOG1P,
            Primitive.TANH,
            Primitive.SIGMOID,
            Primitive.SOFTPLUS);

    private final Set<Primitive> exact;
    private final Scratch scratch;
    private final Reasons why;

    private Mapping(Set<Primitive> exact, Scratch scratch, Reasons why) {
        this.exact = exact;
        this.scratch = scratch;
        this.why = why;
    }

    /** @param exact the functions that stay what they are everywhere */
    static List<Nest> nests(List<Nest> nests, Set<Primitive> exact, Scratches scratches) {
        return Nests.map(nests, (steps, why) -> new Mapping(exact, scratches, why).steps(steps), scratches::release);
    }

    /**
     * The functions in nests that look which operands are equal to a maximum. A function that is taken once more there must
     * make the same bits as in the nest that made the maximum, and a kernel does not make those of {@code Math}.
     */
    static Set<Primitive> exact(List<Nest> nests) {
        Set<Primitive> exact = EnumSet.noneOf(Primitive.class);
        Nests.forEach(nests, nest -> {
            Touched touched = Touched.by(List.of(nest));
            if (touched.hasTies()) {
                exact.addAll(touched.primitives());
            }
        });
        return exact;
    }

    private List<Step> steps(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            result.addAll(step instanceof Step.Loop loop ? chain(Chain.of(loop)) : List.of(step));
        }
        return result;
    }

    private List<Step> chain(Chain chain) {
        List<Step> before = new ArrayList<>();
        boolean isFlat = chain.body().stream()
                .noneMatch(s -> s instanceof Step.Loop || s instanceof Step.Multiply || s instanceof Step.OfNests);
        if (!isFlat) {
            return Step.Loop.nest(chain.indices(), steps(chain.body()));
        }
        if (!chain.isSized()) {
            return Step.Loop.nest(chain.indices(), chain.body());
        }
        List<Step> body = chain.body();
        Optional<Value.Apply> next = next(body);
        if (next.isPresent() && chain.steps().orElse(Costs.ROW) < Costs.ROW) {
            why.add(next.get().primitive().word() + " one by one: fewer than " + Costs.ROW + " numbers");
            next = Optional.empty();
        }
        while (next.isPresent()) {
            String word = next.get().primitive().word();
            why.add(word + " over rows: " + chain.count() + " numbers by a loop that the JVM vectorises");
            body = takeOut(next.get(), chain, body, before);
            next = next(body);
        }
        if (!body.stream().allMatch(Step.Declare.class::isInstance)) {
            before.addAll(Step.Loop.nest(chain.indices(), body));
        }
        return before;
    }

    /** The first function in the body whose argument is made of what stands before the loops. */
    private Optional<Value.Apply> next(List<Step> body) {
        for (int k = 0; k < body.size(); k++) {
            Value value = value(body.get(k));
            if (value != null) {
                Optional<Value.Apply> found = next(value, body, body.subList(0, k));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Value value(Step step) {
        if (step instanceof Step.Declare declare) {
            return declare.value();
        }
        if (step instanceof Step.Assign assign) {
            return assign.value();
        }
        return step instanceof Step.Store store ? store.value() : null;
    }

    private Optional<Value.Apply> next(Value value, List<Step> body, List<Step> before) {
        if (!(value instanceof Value.Apply apply)) {
            return Optional.empty();
        }
        for (Value operand : apply.operands()) {
            Optional<Value.Apply> inner = next(operand, body, before);
            if (inner.isPresent()) {
                return inner;
            }
        }
        boolean isReady = FUNCTIONS.contains(apply.primitive())
                && isReady(Chain.inlining(before).value(apply), body);
        if (isReady && exact.contains(apply.primitive())) {
            why.add(apply.primitive().word()
                    + " one by one: where it is taken again, results are compared for being equal");
            return Optional.empty();
        }
        return isReady ? Optional.of(apply) : Optional.empty();
    }

    /** Whether a value is made of what the body does not make. */
    private static boolean isReady(Value value, List<Step> body) {
        List<Value.Element> stored = new ArrayList<>();
        Set<Buffer> written = new HashSet<>();
        for (Step step : body) {
            if (step instanceof Step.Store store) {
                stored.add(store.target());
            } else {
                written.addAll(Touched.by(step).written());
            }
        }
        boolean[] ready = {Touched.by(value).read().isEmpty()};
        new Copying(w -> w, e -> {
                    ready[0] &= !written.contains(e.buffer()) && stored.stream().allMatch(s -> isOther(s, e));
                    return e;
                })
                .value(value);
        return ready[0];
    }

    /** Whether two elements are never the same, whatever the indices are. */
    private static boolean isOther(Value.Element stored, Value.Element read) {
        if (stored.buffer() != read.buffer()) {
            return true;
        }
        for (int axis = 0; axis < stored.subscripts().size(); axis++) {
            Whole difference =
                    stored.subscripts().get(axis).minus(read.subscripts().get(axis));
            if (difference.isNumber() && difference.number() != 0) {
                return true;
            }
        }
        return false;
    }

    /** Puts the arguments in an array and the function of each in its place; the body reads it there. */
    private List<Step> takeOut(Value.Apply apply, Chain chain, List<Step> body, List<Step> steps) {
        Value argument = Chain.inlining(body).value(apply.operands().get(0));
        Value.Element place = own(apply, chain, body)
                .orElseGet(
                        () -> new Value.Element(scratch.make(apply.primitive().word(), chain.sizes()), chain.places()));
        steps.addAll(Step.Loop.nest(chain.indices(), List.of(new Step.Store(place, Step.Mode.SET, argument))));
        Value.Element first = Strided.of(place, chain.indices()).orElseThrow().begin(chain.indices());
        steps.add(new Step.Each(apply.primitive(), first, chain.count()));
        List<Step> rest = new ArrayList<>();
        for (Step step : body) {
            boolean isKept = step instanceof Step.Store store
                    && store.target().equals(place)
                    && store.value().equals(apply);
            if (!isKept) {
                rest.add(step);
            }
        }
        Copying replacing = new Copying(w -> w, e -> e);
        replacing.replace(apply, place);
        return replacing.steps(rest);
    }

    /** Where the body keeps the results one behind the other, if it does just that. */
    private static Optional<Value.Element> own(Value.Apply apply, Chain chain, List<Step> body) {
        for (Step step : body) {
            if (step instanceof Step.Store store
                    && store.value().equals(apply)
                    && store.mode() == Step.Mode.SET
                    && isRun(store.target(), chain)) {
                Buffer buffer = store.target().buffer();
                long uses = body.stream()
                        .filter(s -> Touched.by(s).buffers().contains(buffer))
                        .count();
                return uses == 1 ? Optional.of(store.target()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether the loops go from each element to the one behind it. */
    private static boolean isRun(Value.Element target, Chain chain) {
        Optional<Strided> strided = Strided.of(target, chain.indices());
        if (strided.isEmpty()) {
            return false;
        }
        Whole stride = Whole.ONE;
        for (int k = chain.indices().size() - 1; k >= 0; k--) {
            Index index = chain.indices().get(k);
            if (!strided.get().stride(index).product().closed().equals(stride.closed())) {
                return false;
            }
            stride = stride.times(index.size());
        }
        return true;
    }
}
