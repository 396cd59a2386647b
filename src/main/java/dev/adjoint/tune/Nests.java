package dev.adjoint.tune;

import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Nests that are changed one by one, also those inside of others. */
final class Nests {

    private Nests() {}

    /** What becomes of the steps of a nest. */
    interface Change {

        List<Step> steps(List<Step> steps, Reasons why);
    }

    /**
     * The nests with other steps.
     *
     * @param after is run after each
     */
    static List<Nest> map(List<Nest> nests, Change change, Runnable after) {
        List<Nest> result = new ArrayList<>();
        for (Nest nest : nests) {
            if (nest.steps().size() == 1 && nest.steps().get(0) instanceof Step.OfNests inner) {
                List<Step> steps = List.of(inner.map(its -> map(its, change, after)));
                result.add(nest.with(steps));
            } else {
                result.addAll(changed(nest, change));
                after.run();
            }
        }
        return result;
    }

    /** Hands over each nest that is not made of nests. */
    static void forEach(List<Nest> nests, Consumer<Nest> action) {
        for (Nest nest : nests) {
            if (nest.steps().size() == 1 && nest.steps().get(0) instanceof Step.OfNests inner) {
                inner.map(its -> {
                    forEach(its, action);
                    return its;
                });
            } else {
                action.accept(nest);
            }
        }
    }

    /** The nest with other steps; as it was if with them it would be too long for a method. */
    private static List<Nest> changed(Nest nest, Change change) {
        Reasons why = new Reasons();
        List<Nest> parts = parts(nest.with(change.steps(nest.steps(), why)).because(why.all()));
        boolean isTooLong = parts.stream().anyMatch(part -> Bytecodes.estimate(part) > Bytecodes.LIMIT);
        return isTooLong
                ? List.of(nest.because(why.all().stream()
                        .map(reason -> "too long for a method: " + reason)
                        .toList()))
                : parts;
    }

    /** The nest in parts, between which methods can be cut: where it would fill a method, and no local is needed behind. */
    private static List<Nest> parts(Nest nest) {
        if (Bytecodes.estimate(nest) <= Costs.PART) {
            return List.of(nest);
        }
        List<Nest> parts = new ArrayList<>();
        List<Step> part = new ArrayList<>();
        for (int k = 0; k < nest.steps().size(); k++) {
            part.add(nest.steps().get(k));
            boolean isFull = Bytecodes.estimate(new Nest("", Optional.empty(), part)) > Costs.PART;
            if (isFull
                    && isClosed(part, nest.steps().subList(k + 1, nest.steps().size()))) {
                parts.add(part(nest, part, parts.isEmpty()));
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part(nest, part, parts.isEmpty()));
        }
        return parts;
    }

    /** What stands over the nest stands over the first part. */
    private static Nest part(Nest nest, List<Step> steps, boolean isFirst) {
        return isFirst ? nest.with(steps) : new Nest("", nest.place(), steps);
    }

    /** Whether no step behind needs a local of the part. */
    static boolean isClosed(List<Step> part, List<Step> behind) {
        Set<Value.Local> locals = new HashSet<>();
        part.forEach(step -> locals.addAll(Touched.by(step).declared()));
        return behind.stream()
                .map(Touched::by)
                .noneMatch(t -> t.read().stream().anyMatch(locals::contains)
                        || t.assigned().stream().anyMatch(locals::contains));
    }
}
