package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.shape.Index;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sections of a program (forward, gradient, pullback), cut between nests into methods that HotSpot compiles. The steps
 * of a loop that hands on values are cut likewise, if they are too long for one method. A scalar buffer that lives in one
 * method alone is a local of it.
 */
final class Sections {

    /**
     * A method of a section.
     *
     * @param around the loops in whose step it is called, whose indices it takes; none if the section itself calls it
     */
    record Method(List<Index> around, List<Nest> nests) {}

    /** A section: its methods, of which it calls those itself that stand in no loop. */
    record Section(String name, boolean isReverse, List<Method> methods) {

        static Section of(String name, boolean isReverse, List<Nest> nests) {
            Section section = new Section(name, isReverse, new ArrayList<>());
            section.add(nests, List.of());
            return section;
        }

        private List<Nest> add(List<Nest> nests, List<Index> around) {
            List<Nest> calls = new ArrayList<>();
            for (List<Nest> packed : pack(nests)) {
                int number = methods.size();
                methods.add(null);
                methods.set(
                        number,
                        new Method(
                                around,
                                packed.stream().map(n -> shortened(n, around)).toList()));
                calls.add(new Nest("", Optional.empty(), List.of(new Step.Invoke(number, around))));
            }
            return calls;
        }

        /** The nest; if it is made of nests and too long for a method, with calls of those in their place. */
        private Nest shortened(Nest nest, List<Index> around) {
            if (Bytecodes.estimate(nest) <= Bytecodes.LIMIT || !(nest.steps().get(0) instanceof Step.OfNests whole)) {
                return nest;
            }
            List<Index> inside = new ArrayList<>(around);
            inside.addAll(whole.indices());
            return new Nest(nest.comment(), nest.place(), List.of(whole.map(nests -> add(nests, inside))));
        }
    }

    private final Section forward;
    private final Optional<Section> gradient;
    private final Section pullback;

    Sections(Loops loops) {
        this.forward = Section.of("forward", false, loops.forward());
        this.gradient = loops.gradient().map(nests -> Section.of("gradient", true, complete(loops, nests)));
        this.pullback = Section.of("pullback", true, complete(loops, loops.pullback()));
    }

    /** The nests, after those that clear the gradients that no step writes. */
    private static List<Nest> complete(Loops loops, List<Nest> nests) {
        Set<Buffer> written = Touched.by(nests).written();
        List<Nest> all = new ArrayList<>();
        loops.buffers().stream()
                .filter(b -> b.place() == Buffer.Place.GRADIENT || b.place() == Buffer.Place.INPUT_GRADIENT)
                .filter(b -> !written.contains(b))
                .forEach(b -> all.add(new Nest(
                        b.name() + ": no output depends on it", Optional.empty(), List.of(new Step.Clear(b)))));
        all.addAll(nests);
        return all;
    }

    private static List<List<Nest>> pack(List<Nest> nests) {
        List<List<Nest>> methods = new ArrayList<>();
        int bytes = Bytecodes.AIM;
        for (Nest nest : nests) {
            int more = Bytecodes.estimate(nest);
            if (bytes + more > Bytecodes.AIM) {
                methods.add(new ArrayList<>());
                bytes = 0;
            }
            methods.get(methods.size() - 1).add(nest);
            bytes += more;
        }
        return methods;
    }

    /** All sections: forward, then those in reverse. */
    List<Section> all() {
        List<Section> all = new ArrayList<>(List.of(forward));
        gradient.ifPresent(all::add);
        all.add(pullback);
        return all;
    }

    Section forward() {
        return forward;
    }

    /** The gradient of the objective alone, if there are other outputs. */
    Optional<Section> gradient() {
        return gradient;
    }

    Section pullback() {
        return pullback;
    }

    /**
     * The scalar intermediates that no two methods share. What the reverse sections share with each other they write anew, so
     * only forward counts as a writer for others.
     */
    Set<Buffer> locals() {
        Set<Buffer> locals = new HashSet<>();
        Set<Buffer> shared = new HashSet<>();
        Set<Buffer> forwards = Touched.by(forward.methods().stream()
                        .flatMap(m -> m.nests().stream())
                        .toList())
                .buffers();
        for (Section section : all()) {
            Map<Buffer, Integer> methods = new HashMap<>();
            for (Method method : section.methods()) {
                Touched.by(method.nests()).buffers().forEach(b -> methods.merge(b, 1, Integer::sum));
            }
            methods.forEach((buffer, count) -> {
                boolean scalar = buffer.isScalar() && buffer.place() == Buffer.Place.SCRATCH;
                boolean crosses = section.isReverse() && forwards.contains(buffer);
                (scalar && count == 1 && !crosses ? locals : shared).add(buffer);
            });
        }
        locals.removeAll(shared);
        return locals;
    }
}
