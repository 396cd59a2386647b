package dev.adjoint.loops;

import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes out loops of few, known steps: the whole nest of a small matrix, the three steps of a vector in space. A loop stays
 * one if it runs long or if its copies would make the nest large, so that unrolling never makes a method that HotSpot does
 * not compile.
 */
final class Unrolling {

    /** A loop of more steps stays. */
    private static final long STEPS = 16;

    /** Bytes of bytecode that the copies of one loop may take. */
    private static final int BYTES = 1_600;

    private Unrolling() {}

    static Nest unroll(Nest nest) {
        Nest unrolled = nest.with(steps(nest.steps()));
        if (unrolled.equals(nest)) {
            return nest;
        }
        return Bytecodes.estimate(unrolled) <= 2 * BYTES
                ? unrolled.because(List.of("written out: loops of at most " + STEPS + " steps"))
                : nest.because(List.of("not written out: more than " + 2 * BYTES + " bytes of bytecode"));
    }

    private static List<Step> steps(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Loop loop) {
                result.addAll(loop(loop.index(), steps(loop.body())));
            } else if (step instanceof Step.Branch branch) {
                result.add(new Step.Branch(branch.condition(), steps(branch.then()), steps(branch.otherwise())));
            } else {
                result.add(step);
            }
        }
        return result;
    }

    private static List<Step> loop(Index index, List<Step> body) {
        List<Step> loop = List.of(new Step.Loop(index, body));
        OptionalLong size = index.size().known();
        OptionalLong lower = index.lower().known();
        if (size.isEmpty() || lower.isEmpty() || size.getAsLong() > STEPS || holdsLoop(body)) {
            return loop;
        }
        List<Step> copies = new ArrayList<>();
        for (long k = 0; k < size.getAsLong(); k++) {
            Whole value = Whole.of(lower.getAsLong() + k);
            copies.addAll(new Copying(Copying.setting(index, value), element -> element).steps(body));
        }
        return Bytecodes.estimate(new Nest("", Optional.empty(), copies)) <= BYTES ? copies : loop;
    }

    private static boolean holdsLoop(List<Step> steps) {
        return steps.stream()
                .anyMatch(s -> s instanceof Step.Loop
                        || (s instanceof Step.Branch b && (holdsLoop(b.then()) || holdsLoop(b.otherwise()))));
    }
}
