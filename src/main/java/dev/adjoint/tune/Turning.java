package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Loops with what is inside turned to {@link SideBySide}; what that copies stands before the outermost loop that it can. */
final class Turning {

    /** What is copied is used this often, or the loops are as good as they are. */
    private static final long REUSE = 4;

    private final Scratches scratches;
    private final Deque<Step.Loop> around = new ArrayDeque<>();
    private final IdentityHashMap<Step.Loop, List<Step>> before = new IdentityHashMap<>();
    private final Set<Whole> lengths = new LinkedHashSet<>();

    Turning(Scratches scratches) {
        this.scratches = scratches;
    }

    /** The sizes of the loops that were turned, where they are not known. */
    Set<Whole> lengths() {
        return lengths;
    }

    List<Step> steps(Step.Loop loop) {
        Optional<SideBySide> sums =
                SideBySide.of(loop, element -> place(element).isPresent());
        if (sums.isPresent()) {
            if (loop.index().size().known().isEmpty()) {
                lengths.add(loop.index().size());
            }
            return turned(sums.get());
        }
        around.push(loop);
        List<Step> body = new ArrayList<>();
        for (Step step : loop.body()) {
            body.addAll(step instanceof Step.Loop inner ? steps(inner) : List.of(step));
        }
        around.pop();
        List<Step> steps = new ArrayList<>(before.getOrDefault(loop, List.of()));
        steps.add(new Step.Loop(loop.index(), body));
        return steps;
    }

    private List<Step> turned(SideBySide sums) {
        for (Value.Element element : sums.moving()) {
            before.computeIfAbsent(place(element).orElseThrow(), l -> new ArrayList<>())
                    .addAll(sums.copy(element, scratches));
        }
        return sums.steps(scratches);
    }

    /** The outermost loop before which an element has its value, if the loops from there are worth a copy. */
    private Optional<Step.Loop> place(Value.Element element) {
        Touched touched = Touched.by(element);
        Step.Loop place = null;
        boolean isReused = false;
        for (Step.Loop loop : around) {
            Index index = loop.index();
            boolean stays = !touched.indices().contains(index)
                    && Touched.by(loop).written().stream().noneMatch(touched.buffers()::contains);
            if (!stays) {
                break;
            }
            place = loop;
            OptionalLong size = index.size().known();
            isReused |= size.isEmpty() || size.getAsLong() >= REUSE;
        }
        return isReused ? Optional.of(place) : Optional.empty();
    }
}
