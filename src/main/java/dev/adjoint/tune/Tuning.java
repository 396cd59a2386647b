package dev.adjoint.tune;

import dev.adjoint.Options;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Primitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The passes in their order. */
public final class Tuning {

    private Tuning() {}

    /** The nests as they are to run, by the schedule that is asked for. */
    public static Loops tune(Loops loops, Options options) {
        if (options.schedule() == Options.Schedule.REFERENCE) {
            return loops;
        }
        // Each pass has its own: what one pass has lent to a nest is still in use there when the next one comes to it.
        Scratches factors = new Scratches();
        Scratches sums = new Scratches();
        Scratches arguments = new Scratches();
        List<UnaryOperator<List<Nest>>> passes = new ArrayList<>();
        passes.add(nests -> Contractions.nests(nests, factors));
        passes.add(nests -> Interchange.nests(nests, sums));
        if (options.fma()) {
            List<Nest> all =
                    loops.sections().stream().flatMap(s -> s.nests().stream()).toList();
            Set<Primitive> exact = Mapping.exact(all);
            passes.add(nests -> Mapping.nests(nests, exact, arguments));
        }
        passes.add(Splitting::nests);
        passes.add(Lanes::nests);
        List<Section> sections = new ArrayList<>();
        for (Section section : loops.sections()) {
            List<Nest> nests = section.nests();
            for (UnaryOperator<List<Nest>> pass : passes) {
                nests = pass.apply(nests);
            }
            sections.add(section.with(nests));
        }
        List<Buffer> buffers = new ArrayList<>(loops.buffers());
        buffers.addAll(factors.made());
        buffers.addAll(sums.made());
        buffers.addAll(arguments.made());
        Loops tuned = loops.with(buffers, sections);
        if (options.threads().isPresent()) {
            Set<Buffer> lent = new HashSet<>(factors.made());
            lent.addAll(sums.made());
            lent.addAll(arguments.made());
            sections = Sharing.sections(sections, lent, options.threads().getAsLong());
        }
        Joining.section(tuned).ifPresent(sections::add);
        return tuned.with(buffers, sections);
    }
}
