package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.OwnGradient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Holds the gradients that functions say for themselves against differences of their bodies, where a program uses them: it
 * names the function and the argument, which the check of a whole program cannot. Surrogates are left out.
 */
public final class OwnGradientCheck {

    /** So many uses of a function are looked at, and so many entries of each argument. */
    private static final int USES = 12;

    private static final int ENTRIES = 24;

    /** An argument of a function, over all uses that were looked at. */
    public record Row(String function, String argument, Tally tally) {}

    /** An argument of a function, as it is written. */
    private record Key(String function, String argument, int start) {}

    private final Interpreter interpreter;
    private final Random random;
    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<Integer, Integer> uses = new LinkedHashMap<>();
    private boolean busy;

    private OwnGradientCheck(Interpreter interpreter, long seed) {
        this.interpreter = interpreter;
        this.random = new Random(seed);
    }

    /** Checks the uses that the outputs of the program need at a point; the seed draws upstream gradients. */
    public static List<Row> at(Interpreter interpreter, Point point, long seed) {
        OwnGradientCheck check = new OwnGradientCheck(interpreter, seed);
        Evaluation run = interpreter.at(point);
        run.observed(use -> check.used(use, run));
        for (Definition output : interpreter.program().outputs()) {
            run.values(output);
        }
        List<Row> rows = new ArrayList<>();
        check.tallies.forEach((key, tally) -> rows.add(new Row(key.function(), key.argument(), tally)));
        return rows;
    }

    private void used(Gated use, Evaluation run) {
        OwnGradient gradient = use.gradient();
        int start = gradient.written().start();
        if (busy || gradient.isSurrogate() || uses.merge(start, 1, Integer::sum) > USES) {
            return;
        }
        busy = true;
        List<Array> above = upstream(gradient);
        List<Array> claimed = use.gradient(above, run);
        for (int k = 0; k < claimed.size(); k++) {
            Definition argument = gradient.arguments().get(k);
            Key key = new Key(gradient.function(), argument.name(), start);
            tallies.merge(key, tally(use, k, claimed.get(k), above, run), Tally::and);
        }
        busy = false;
    }

    private List<Array> upstream(OwnGradient gradient) {
        return gradient.results().stream()
                .map(result -> {
                    int[] shape = interpreter.sizes().shape(result.type());
                    double[] numbers = random.doubles(Array.count(shape), -1, 1).toArray();
                    return new Array(shape, numbers, null);
                })
                .toList();
    }

    private Tally tally(Gated use, int k, Array claimed, List<Array> above, Evaluation run) {
        Array argument = use.arguments(run).get(k);
        Differences.Sample middle = sample(use, k, argument, above, run);
        Tally tally = Tally.of(claimed.size());
        for (int position : GradientCheck.chosen(claimed.size(), ENTRIES, random.nextLong())) {
            Differences.Estimate estimate = Differences.derivative(
                    x -> sample(use, k, moved(argument, position, x), above, run), argument.value(position), middle);
            List<Integer> subscripts = GradientCheck.subscripts(position, claimed.shape());
            tally = tally.with(subscripts, claimed.value(position), estimate, middle.value());
        }
        return tally;
    }

    private static Array moved(Array array, int position, double x) {
        double[] values = array.values();
        values[position] = x;
        return new Array(array.shape(), values, null);
    }

    /** The results, weighed with what is upstream of them. */
    private static Differences.Sample sample(Gated use, int k, Array argument, List<Array> above, Evaluation run) {
        Trace trace = new Trace();
        List<Array> results = run.traced(trace, () -> use.resultsAt(k, argument, run));
        double sum = 0;
        for (int r = 0; r < results.size(); r++) {
            for (int e = 0; e < results.get(r).size(); e++) {
                sum += above.get(r).value(e) * results.get(r).value(e);
            }
        }
        return new Differences.Sample(sum, trace.hash());
    }
}
