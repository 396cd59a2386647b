package dev.adjoint.interpret;

import dev.adjoint.shape.Variable;

/**
 * Derivatives by five-point central differences. The step is searched: halved from 1/16 of the number's size until two
 * estimates that follow each other agree, or until rounding makes it worse. A step is used only if all its points lie on the
 * smooth piece of the middle one.
 */
public final class Differences {

    private static final int LARGEST = 4;
    private static final int SMALLEST = 27;
    private static final double ROUNDING = 0x1p-51;

    /**
     * One derivative.
     *
     * @param error an estimate of its error; ∞ if no step was on one smooth piece
     */
    public record Estimate(double value, double error) {

        private static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);

        /** Whether no step could be used, because the point lies at a kink. */
        public boolean isAtKink() {
            return Double.isInfinite(error);
        }
    }

    /** The objective at a pair of points around the middle; {@code smooth} if both have the middle's trace. */
    private record Pair(double above, double below, boolean smooth) {

        double difference() {
            return above - below;
        }
    }

    private final Interpreter interpreter;
    private final Objective objective;
    private final Point point;
    private final double value;
    private final long trace;

    public Differences(Interpreter interpreter, Objective objective, Point point) {
        this.interpreter = interpreter;
        this.objective = objective;
        this.point = point;
        Evaluation run = interpreter.at(point);
        this.value = objective.value(run);
        this.trace = run.trace();
    }

    /** The value of the objective at the point. */
    public double value() {
        return value;
    }

    /** The derivative with respect to one element of a param or real input. */
    public Estimate at(Variable variable, int position) {
        double x = point.get(variable)[position];
        double scale = Math.max(1, Math.scalb(1.0, Math.getExponent(x)));
        Estimate best = Estimate.NONE;
        double before = Double.NaN;
        Pair wide = pair(variable, position, x, Math.scalb(scale, -LARGEST + 1));
        for (int k = LARGEST; k <= SMALLEST; k++) {
            double step = Math.scalb(scale, -k);
            Pair narrow = pair(variable, position, x, step);
            double estimate = narrow.smooth() && wide.smooth()
                    ? (8 * narrow.difference() - wide.difference()) / (12 * step)
                    : Double.NaN;
            double error = Math.abs(estimate - before) + ROUNDING * Math.abs(value) / step;
            if (error < best.error()) {
                best = new Estimate(estimate, error);
            }
            if (best.error() <= 1e-9 * Math.abs(best.value()) + 1e-12 * (1 + Math.abs(value))) {
                break;
            }
            before = estimate;
            wide = narrow;
        }
        return best;
    }

    private Pair pair(Variable variable, int position, double x, double step) {
        Evaluation above = interpreter.at(point.with(variable, position, x + step));
        Evaluation below = interpreter.at(point.with(variable, position, x - step));
        try {
            double right = objective.value(above);
            double left = objective.value(below);
            return new Pair(right, left, above.trace() == trace && below.trace() == trace);
        } catch (MissingRow beyondAStep) {
            return new Pair(Double.NaN, Double.NaN, false);
        }
    }
}
