package dev.adjoint.loops;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes single numbers of a small intermediate array whose every element is named by numbers, as it is once the loops over
 * it are unrolled: numbers become locals, which HotSpot keeps in registers.
 */
final class Scalars {

    /** Larger arrays stay arrays. */
    private static final long ELEMENTS = 64;

    private final Map<Buffer, Map<List<Long>, Buffer>> parts = new HashMap<>();

    private Scalars(List<Buffer> buffers, List<Nest> all) {
        Set<Buffer> whole = new HashSet<>();
        Copying looking = new Copying(
                w -> {
                    w.atoms().forEach(a -> {
                        if (a instanceof Atom.Gathered gathered) {
                            whole.add((Buffer) gathered.array());
                        }
                    });
                    return w;
                },
                element -> {
                    if (!isNamed(element)) {
                        whole.add(element.buffer());
                    }
                    return element;
                });
        all.forEach(nest -> looking.steps(nest.steps()));
        for (Buffer buffer : buffers) {
            if (buffer.place() == Buffer.Place.SCRATCH && isSmall(buffer) && !whole.contains(buffer)) {
                parts.put(buffer, new HashMap<>());
            }
        }
    }

    /** Whether a single element is named, by numbers; behind a condition that never holds they may lie outside the array. */
    private static boolean isNamed(Value.Element element) {
        if (element.subscripts().size() < element.buffer().shape().size()) {
            return false;
        }
        for (int axis = 0; axis < element.subscripts().size(); axis++) {
            OptionalLong at = element.subscripts().get(axis).known();
            OptionalLong size = element.buffer().shape().get(axis).known();
            if (at.isEmpty() || size.isEmpty() || at.getAsLong() < 0 || at.getAsLong() >= size.getAsLong()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmall(Buffer buffer) {
        long elements = 1;
        for (Whole size : buffer.shape()) {
            OptionalLong known = size.known();
            if (known.isEmpty() || known.getAsLong() > ELEMENTS) {
                return false;
            }
            elements *= known.getAsLong();
        }
        return !buffer.isScalar() && elements <= ELEMENTS;
    }

    /** The loop nests with such arrays replaced. */
    static Loops replace(Loops loops) {
        List<Nest> all =
                loops.sections().stream().flatMap(s -> s.nests().stream()).toList();
        Scalars scalars = new Scalars(loops.buffers(), all);
        if (scalars.parts.isEmpty()) {
            return loops;
        }
        List<Section> sections = loops.sections().stream()
                .map(s -> s.with(scalars.nests(s.nests())))
                .toList();
        List<Buffer> buffers = new ArrayList<>();
        for (Buffer buffer : loops.buffers()) {
            if (scalars.parts.containsKey(buffer)) {
                buffers.addAll(scalars.parts.get(buffer).values());
            } else {
                buffers.add(buffer);
            }
        }
        return loops.with(buffers, sections);
    }

    private List<Nest> nests(List<Nest> nests) {
        return nests.stream().map(n -> n.with(steps(n.steps()))).toList();
    }

    private List<Step> steps(List<Step> steps) {
        List<Step> cleared = new ArrayList<>();
        steps.forEach(s -> cleared.addAll(clear(s)));
        return new Copying(w -> w, this::replace).steps(cleared);
    }

    /** {@code Clear} of a replaced array, as stores. Unrolled nests clear at their top only. */
    private List<Step> clear(Step step) {
        if (step instanceof Step.OfNests nests) {
            return List.of(nests.map(this::clear));
        }
        if (!(step instanceof Step.Clear clear) || !parts.containsKey(clear.buffer())) {
            return List.of(step);
        }
        List<List<Whole>> places = List.of(List.of());
        for (Whole size : clear.buffer().shape()) {
            List<List<Whole>> longer = new ArrayList<>();
            for (List<Whole> place : places) {
                for (long k = 0; k < size.known().orElseThrow(); k++) {
                    List<Whole> next = new ArrayList<>(place);
                    next.add(Whole.of(k));
                    longer.add(next);
                }
            }
            places = longer;
        }
        Value zero = clear.buffer().kind() == Kind.TRUTH ? new Value.Truth(false) : new Value.Constant(0);
        return places.stream()
                .map(at -> (Step) new Step.Store(new Value.Element(clear.buffer(), at), Step.Mode.SET, zero))
                .toList();
    }

    private List<Nest> clear(List<Nest> nests) {
        return nests.stream()
                .map(n -> n.with(
                        n.steps().stream().flatMap(s -> clear(s).stream()).toList()))
                .toList();
    }

    private Value.Element replace(Value.Element element) {
        Map<List<Long>, Buffer> its = parts.get(element.buffer());
        if (its == null) {
            return element;
        }
        List<Long> at =
                element.subscripts().stream().map(s -> s.known().orElseThrow()).toList();
        Buffer part = its.computeIfAbsent(
                at,
                k -> Buffer.scratch(
                        element.buffer().name() + k.stream().map(n -> "_" + n).collect(Collectors.joining()),
                        element.buffer().kind(),
                        element.buffer().bound(),
                        List.of()));
        return new Value.Element(part, List.of());
    }
}
