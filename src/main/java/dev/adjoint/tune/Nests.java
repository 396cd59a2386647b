package dev.adjoint.tune;

import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Nests that are changed one by one, also those inside of others. */
final class Nests {

    private Nests() {}

    /**
     * The nests with other steps.
     *
     * @param after is run after each
     */
    static List<Nest> map(List<Nest> nests, UnaryOperator<List<Step>> change, Runnable after) {
        List<Nest> result = new ArrayList<>();
        for (Nest nest : nests) {
            List<Step> steps;
            if (nest.steps().size() == 1 && nest.steps().get(0) instanceof Step.OfNests inner) {
                steps = List.of(inner.map(its -> map(its, change, after)));
            } else {
                steps = change.apply(nest.steps());
                after.run();
            }
            result.add(new Nest(nest.comment(), nest.place(), steps));
        }
        return result;
    }
}
