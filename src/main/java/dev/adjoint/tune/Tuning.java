package dev.adjoint.tune;

import dev.adjoint.Options;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import java.util.ArrayList;
import java.util.List;
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
        Loops contracted = each(loops, new Contractions(factors)::nests);
        Fusion fusion = new Fusion(contracted, rows);
        Loops tuned = each(contracted, fusion::nests);
        tuned = each(tuned, new Interchange(sums)::nests);
        if (options.fma()) {
            tuned = each(tuned, new Mapping(arguments)::nests);
        }
        tuned = each(tuned, Splitting::nests);
        tuned = each(tuned, Lanes::nests);
        List<Buffer> buffers = new ArrayList<>(loops.buffers());
        List.of(factors, rows, sums, arguments).forEach(s -> buffers.addAll(s.made()));
        buffers.removeAll(fusion.gone());
        return tuned.with(buffers, tuned.sections());
    }

    /** The loops with the nests of each section changed. */
    private static Loops each(Loops loops, UnaryOperator<List<Nest>> pass) {
        List<Section> sections = loops.sections().stream()
                .map(section -> section.with(pass.apply(section.nests())))
                .toList();
        return loops.with(loops.buffers(), sections);
    }
}
