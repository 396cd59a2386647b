package dev.adjoint.tune;

import dev.adjoint.Options;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Primitive;
import java.util.ArrayList;
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
        Scratches rows = new Scratches();
        Scratches sums = new Scratches();
        Scratches arguments = new Scratches();
        Loops contracted = each(loops, nests -> Contractions.nests(nests, factors));
        Fusion fusion = new Fusion(contracted, rows);
        Loops tuned = each(contracted, fusion::nests);
        tuned = each(tuned, nests -> Interchange.nests(nests, sums));
        if (options.fma()) {
            Set<Primitive> exact = Mapping.exact(
                    tuned.sections().stream().flatMap(s -> s.nests().stream()).toList());
            tuned = each(tuned, nests -> Mapping.nests(nests, exact, arguments));
        }
        tuned = each(tuned, Splitting::nests);
        tuned = each(tuned, Lanes::nests);
        List<Buffer> lent = new ArrayList<>();
        List.of(factors, rows, sums, arguments).forEach(s -> lent.addAll(s.made()));
        List<Buffer> buffers = new ArrayList<>(loops.buffers());
        buffers.addAll(lent);
        buffers.removeAll(fusion.gone());
        List<Section> sections = new ArrayList<>(tuned.sections());
        if (options.threads().isPresent()) {
            sections = Sharing.sections(
                    sections, Set.copyOf(lent), options.threads().getAsLong());
        }
        Joining.section(tuned).ifPresent(sections::add);
        return tuned.with(buffers, sections);
    }

    /** The loops with the nests of each section changed. */
    private static Loops each(Loops loops, UnaryOperator<List<Nest>> pass) {
        List<Section> sections = loops.sections().stream()
                .map(section -> section.with(pass.apply(section.nests())))
                .toList();
        return loops.with(loops.buffers(), sections);
    }
}
