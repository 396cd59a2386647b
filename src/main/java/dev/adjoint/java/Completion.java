package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.shape.Variable;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Loops with a buffer for every param, input and gradient, also for those that no step touches. */
final class Completion {

    private Completion() {}

    static Loops of(Loops loops) {
        Map<Buffer.Place, Set<Variable>> known = new EnumMap<>(Buffer.Place.class);
        Set<Buffer> buffers = new LinkedHashSet<>(loops.buffers());
        buffers.forEach(b -> b.variable().ifPresent(v -> of(known, b.place()).add(v)));
        Function<Buffer.Place, Consumer<Variable>> adder = place -> variable -> {
            if (of(known, place).add(variable)) {
                buffers.add(Buffer.of(variable, place));
            }
        };
        loops.program().params().forEach(adder.apply(Buffer.Place.THETA));
        loops.program().params().forEach(adder.apply(Buffer.Place.GRADIENT));
        loops.program().inputs().forEach(adder.apply(Buffer.Place.INPUT));
        loops.wrt().forEach(adder.apply(Buffer.Place.INPUT_GRADIENT));
        return loops.with(List.copyOf(buffers), loops.sections());
    }

    private static Set<Variable> of(Map<Buffer.Place, Set<Variable>> known, Buffer.Place place) {
        return known.computeIfAbsent(place, p -> new HashSet<>());
    }
}
