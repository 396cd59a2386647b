package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sections of a program (forward, gradient, pullback), cut between nests into methods that HotSpot compiles. A scalar
 * buffer that lives in one method alone is a local of it.
 */
final class Sections {

    /** The methods of a section, each with its nests. */
    record Section(String name, boolean isReverse, List<List<Nest>> methods) {}

    private final Section forward;
    private final Optional<Section> gradient;
    private final Section pullback;

    Sections(Loops loops) {
        this.forward = new Section("forward", false, pack(loops.forward()));
        this.gradient = loops.gradient().map(nests -> new Section("gradient", true, pack(complete(loops, nests))));
        this.pullback = new Section("pullback", true, pack(complete(loops, loops.pullback())));
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
        Set<Buffer> forwards = Touched.by(
                        forward.methods().stream().flatMap(List::stream).toList())
                .buffers();
        for (Section section : all()) {
            Map<Buffer, Integer> methods = new HashMap<>();
            for (List<Nest> method : section.methods()) {
                Touched.by(method).buffers().forEach(b -> methods.merge(b, 1, Integer::sum));
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
