package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section.Role;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private static final Set<Role> GRADIENTS = EnumSet.of(Role.REVERSE, Role.FUSED);

    /**
     * A method of a section.
     *
     * @param around the loops in whose step it is called, whose indices it takes; none if the section itself calls it
     */
    record Method(List<Index> around, List<Nest> nests) {

        /** What the method does a part of, if several threads may share it. */
        Optional<Step.Share> share() {
            return nests.size() == 1 ? nests.get(0).share() : Optional.empty();
        }
    }

    /** A section: its methods, of which it calls those itself that stand in no loop. */
    record Section(String name, Role role, List<String> after, List<Method> methods) {

        static Section of(dev.adjoint.loops.Section whole, List<Nest> nests) {
            Section section = new Section(whole.name(), whole.role(), whole.after(), new ArrayList<>());
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
            return nest.with(List.of(whole.map(nests -> add(nests, inside))));
        }
    }

    private final Map<String, Section> all = new LinkedHashMap<>();

    Sections(Loops loops) {
        for (dev.adjoint.loops.Section section : loops.sections()) {
            List<Nest> nests = GRADIENTS.contains(section.role()) ? complete(loops, section.nests()) : section.nests();
            all.put(section.name(), Section.of(section, nests));
        }
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
            int more = nest.share().isPresent() ? Bytecodes.AIM : Bytecodes.estimate(nest);
            if (bytes + more > Bytecodes.AIM) {
                methods.add(new ArrayList<>());
                bytes = 0;
            }
            methods.get(methods.size() - 1).add(nest);
            bytes += more;
        }
        return methods;
    }

    /** All sections, each behind those that it comes after. */
    Collection<Section> all() {
        return all.values();
    }

    Optional<Section> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    Section get(String name) {
        return find(name).orElseThrow();
    }

    /**
     * The scalar intermediates that no two methods share. What two sections have in common of which none comes after the
     * other they both write anew.
     */
    Set<Buffer> locals() {
        Set<Buffer> locals = new HashSet<>();
        Set<Buffer> shared = new HashSet<>();
        for (Section section : all()) {
            Set<Buffer> before = new HashSet<>();
            section.after().forEach(name -> before.addAll(touched(get(name))));
            Map<Buffer, Integer> methods = new HashMap<>();
            for (Method method : section.methods()) {
                Touched.by(method.nests()).buffers().forEach(b -> methods.merge(b, 1, Integer::sum));
            }
            methods.forEach((buffer, count) -> {
                boolean scalar = buffer.isScalar() && buffer.place() == Buffer.Place.SCRATCH;
                (scalar && count == 1 && !before.contains(buffer) ? locals : shared).add(buffer);
            });
        }
        locals.removeAll(shared);
        return locals;
    }

    private static Set<Buffer> touched(Section section) {
        return Touched.by(section.methods().stream()
                        .flatMap(m -> m.nests().stream())
                        .toList())
                .buffers();
    }
}
