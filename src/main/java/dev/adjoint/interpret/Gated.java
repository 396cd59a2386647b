package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.OwnGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * One use of a function with its own gradient, made ready for evaluation. Its values, and their derivatives along a
 * direction, are those of the body: so the gradient that the function says is held against something else. That of a
 * surrogate is meant to differ; there the derivatives are the transposed of what it says.
 */
final class Gated {

    private final Translation translation;
    private final OwnGradient gradient;
    private final int[] arguments;
    private final int[] inner;
    private final List<Loop> loops;
    private final List<Formula> results;
    private int[] values = new int[0];
    private int[] upstream = new int[0];
    private int[] steps = new int[0];
    private List<Loop> loopsOfSteps = List.of();
    private List<Formula> partials = List.of();

    Gated(Translation translation, OwnGradient gradient) {
        this.translation = translation;
        this.gradient = gradient;
        this.arguments = slots(gradient.arguments());
        this.inner = slots(gradient.locals());
        this.loops = translation.loops(gradient.locals());
        this.results = gradient.results().stream().map(translation::formula).toList();
    }

    private int[] slots(List<Definition> definitions) {
        return definitions.stream().mapToInt(translation::slot).toArray();
    }

    OwnGradient gradient() {
        return gradient;
    }

    /** The value of a result, all of it afresh. */
    Array at(int result, Evaluation run) {
        run.forget(arguments, List.of());
        if (gradient.isSurrogate()) {
            return surrogate(result, run);
        }
        run.forget(inner, loops);
        Array value = results.get(result).at(run);
        run.used(this);
        return value;
    }

    /** The value with the derivatives that the said gradient gives it. */
    private Array surrogate(int result, Evaluation run) {
        List<Array> from = arguments(run);
        int level = from.stream().mapToInt(Array::level).max().orElse(0);
        if (level > 0) {
            put(from.stream().map(a -> a.primal(level)).toList(), run);
            Array value = surrogate(result, run);
            Array dot = new Array(value.shape());
            for (int e = 0; e < dot.size(); e++) {
                dot.set(e, along(gradient(units(result, e), run), from, level));
            }
            put(from, run);
            return Array.nested(level, value, dot);
        }
        run.forget(inner, loops);
        Array value = results.get(result).at(run);
        run.used(this);
        return turned(value, result, run);
    }

    private void put(List<Array> values, Evaluation run) {
        for (int k = 0; k < arguments.length; k++) {
            run.put(arguments[k], values.get(k));
        }
    }

    /** A row of the Jacobian times what stands before the ε of a level in the arguments. */
    private static Dual along(List<Array> row, List<Array> from, int level) {
        Dual sum = Dual.ZERO;
        for (int k = 0; k < row.size(); k++) {
            for (int i = 0; i < row.get(k).size(); i++) {
                Dual dot = from.get(k).get(i).dot(level);
                if (!dot.isNothing()) {
                    sum = Slopes.plus(sum, Slopes.times(row.get(k).get(i), dot));
                }
            }
        }
        return sum;
    }

    /** The values of the arguments where the function was used last. */
    List<Array> arguments(Evaluation run) {
        List<Array> all = new ArrayList<>();
        for (int slot : arguments) {
            all.add(run.array(slot));
        }
        return all;
    }

    /** The results where argument {@code k} has another value, the others the ones they have. */
    List<Array> resultsAt(int k, Array value, Evaluation run) {
        Array before = run.array(arguments[k]);
        run.put(arguments[k], value);
        run.forget(inner, loops);
        List<Array> all = results.stream().map(r -> r.at(run)).toList();
        run.put(arguments[k], before);
        return all;
    }

    /** What the function says that reaches each argument, given what is upstream of each result. */
    List<Array> gradient(List<Array> above, Evaluation run) {
        translateGradient();
        run.forget(inner, loops);
        for (int k = 0; k < values.length; k++) {
            run.put(values[k], results.get(k).at(run));
            run.put(upstream[k], above.get(k));
        }
        run.forget(steps, loopsOfSteps);
        return partials.stream().map(p -> p.at(run)).toList();
    }

    /** The gradient reads the results, so it is translated after them. */
    private void translateGradient() {
        if (values.length == 0) {
            values = slots(gradient.values());
            upstream = gradient.upstream().stream().mapToInt(translation::slot).toArray();
            partials = gradient.partials().stream().map(translation::formula).toList();
            steps = slots(gradient.steps());
            loopsOfSteps = translation.loops(gradient.steps());
        }
    }

    /** The values with the tangents that the said gradient gives them, a row of the Jacobian an element. */
    private Array turned(Array value, int result, Evaluation run) {
        Array turned = new Array(value.shape(), value.values(), null);
        List<Array> from = arguments(run);
        if (from.stream().allMatch(Array::isStill)) {
            return turned;
        }
        run.reached(gradient);
        for (int e = 0; e < turned.size(); e++) {
            List<Array> row = gradient(units(result, e), run);
            double tangent = 0;
            double magnitude = 0;
            for (int k = 0; k < row.size(); k++) {
                for (int i = 0; i < from.get(k).size(); i++) {
                    Dual x = from.get(k).get(i);
                    if (!x.isStill()) {
                        tangent += row.get(k).value(i) * x.tangent();
                        magnitude += Math.abs(row.get(k).value(i)) * x.magnitude();
                    }
                }
            }
            turned.set(e, value.value(e), tangent, magnitude);
        }
        return turned;
    }

    /** Upstream gradients that are 1 at one element of one result and 0 elsewhere. */
    private List<Array> units(int result, int element) {
        List<Array> units = new ArrayList<>();
        for (int k = 0; k < gradient.results().size(); k++) {
            Array unit = new Array(
                    translation.sizes().shape(gradient.results().get(k).type()));
            if (k == result) {
                unit.set(element, Dual.constant(1));
            }
            units.add(unit);
        }
        return units;
    }
}
