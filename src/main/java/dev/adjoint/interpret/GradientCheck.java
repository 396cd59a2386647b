package dev.adjoint.interpret;

import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Holds a gradient against five-point differences, entry by entry. */
public final class GradientCheck {

    /** How much, of the summed magnitudes, may lie between a derivative and the dual one. */
    private static final double OF_MAGNITUDE = 1e-12;

    private final Interpreter interpreter;
    private final Objective objective;
    private final Point point;
    private final int most;
    private final long seed;
    private final boolean duals;

    private GradientCheck(
            Interpreter interpreter, Objective objective, Point point, int most, long seed, boolean duals) {
        this.interpreter = interpreter;
        this.objective = objective;
        this.point = point;
        this.most = most;
        this.seed = seed;
        this.duals = duals;
    }

    /** A check at one point, of at most 200 entries of each array. */
    public GradientCheck(Interpreter interpreter, Objective objective, Point point) {
        this(interpreter, objective, point, 200, 0, false);
    }

    /** The same, but of at most {@code entries} of each array, drawn by the seed. */
    public GradientCheck sampling(int entries, long drawnBy) {
        return new GradientCheck(interpreter, objective, point, entries, drawnBy, duals);
    }

    /** The same, and the entries are held against dual numbers as well. */
    public GradientCheck withDuals() {
        return new GradientCheck(interpreter, objective, point, most, seed, true);
    }

    /** Checks the derivatives claimed for each param or input, in the order of the map. */
    public GradientReport of(Map<Variable, double[]> claimed) {
        Differences differences = new Differences(interpreter, objective, point);
        List<GradientReport.Row> rows = new ArrayList<>();
        claimed.forEach((variable, gradient) -> rows.add(row(variable, gradient, differences)));
        return new GradientReport(differences.value(), rows);
    }

    private GradientReport.Row row(Variable variable, double[] claimed, Differences differences) {
        int[] shape = interpreter.sizes().shape(variable.type());
        Optional<String> surrogate = surrogate(variable);
        Tally tally = Tally.of(claimed.length);
        for (int position : chosen(claimed.length, most, seed)) {
            if (duals && !isDual(variable, position, claimed[position])) {
                tally = tally.failing();
            }
            if (surrogate.isEmpty()) {
                tally = tally.with(
                        subscripts(position, shape),
                        claimed[position],
                        differences.at(variable, position),
                        differences.value());
            }
        }
        return new GradientReport.Row(variable, tally, surrogate);
    }

    /** The functions by whose surrogate gradients the objective depends on a variable. */
    private Optional<String> surrogate(Variable variable) {
        if (!interpreter.hasSurrogates()) {
            return Optional.empty();
        }
        double[] ones = new double[interpreter.sizes().count(variable.type())];
        Arrays.fill(ones, 1);
        Evaluation run = interpreter.along(point, Map.of(variable, ones));
        objective.tangent(run);
        return run.surrogates().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", run.surrogates()));
    }

    private boolean isDual(Variable variable, int position, double claimed) {
        double[] direction = new double[interpreter.sizes().count(variable.type())];
        direction[position] = 1;
        Evaluation run = interpreter.along(point, Map.of(variable, direction));
        return Math.abs(claimed - objective.tangent(run)) <= OF_MAGNITUDE * objective.magnitude(run);
    }

    /** The positions that are looked at, in order; at most so many, drawn by the seed. */
    static int[] chosen(int entries, int most, long seed) {
        int[] positions = new int[entries];
        Arrays.setAll(positions, k -> k);
        if (entries <= most) {
            return positions;
        }
        Random random = new Random(seed);
        for (int k = 0; k < most; k++) {
            int other = k + random.nextInt(entries - k);
            int position = positions[other];
            positions[other] = positions[k];
            positions[k] = position;
        }
        int[] chosen = Arrays.copyOf(positions, most);
        Arrays.sort(chosen);
        return chosen;
    }

    static List<Integer> subscripts(int position, int[] shape) {
        Integer[] subscripts = new Integer[shape.length];
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            subscripts[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return List.of(subscripts);
    }
}
