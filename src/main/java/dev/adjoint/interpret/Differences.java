package dev.adjoint.interpret;

import dev.adjoint.shape.Variable;
import java.util.function.DoubleFunction;

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

    /** A function at one point, and which sides of its kinks it took there. */
    record Sample(double value, long trace) {}

    /** The function at a pair of points around the middle; {@code smooth} if both have the middle's trace. */
    private record Pair(double above, double below, boolean smooth) {

        static Pair of(DoubleFunction<Sample> function, double x, double step, Sample middle) {
            Sample above = function.apply(x + step);
            Sample below = function.apply(x - step);
            boolean smooth = above.trace() == middle.trace() && below.trace() == middle.trace();
            return new Pair(above.value(), below.value(), smooth);
        }

        double difference() {
            return above - below;
        }
    }

    private final Interpreter interpreter;
    private final Objective objective;
    private final Point point;
    private final Sample middle;

    public Differences(Interpreter interpreter, Objective objective, Point point) {
        this.interpreter = interpreter;
        this.objective = objective;
        this.point = point;
        this.middle = sample(point);
    }

    private Sample sample(Point at) {
        Evaluation run = interpreter.at(at);
        double value = objective.value(run);
        return new Sample(value, run.trace());
    }

    /** A point near the middle, where a row that is not there is a kink between. */
    private Sample near(Point at) {
        try {
            return sample(at);
        } catch (MissingRow beyondAStep) {
            return new Sample(Double.NaN, ~middle.trace());
        }
    }

    /** The value of the objective at the point. */
    public double value() {
        return middle.value();
    }

    /** The derivative with respect to one element of a param or real input. */
    public Estimate at(Variable variable, int position) {
        double x = point.get(variable)[position];
        return derivative(moved -> near(point.with(variable, position, moved)), x, middle);
    }

    /**
     * The derivative of a function of one number.
     *
     * @param middle the function at x
     */
    static Estimate derivative(DoubleFunction<Sample> function, double x, Sample middle) {
        double scale = Math.max(1, Math.scalb(1.0, Math.getExponent(x)));
        Estimate best = Estimate.NONE;
        double before = Double.NaN;
        Pair wide = Pair.of(function, x, Math.scalb(scale, -LARGEST + 1), middle);
        for (int k = LARGEST; k <= SMALLEST; k++) {
            double step = Math.scalb(scale, -k);
            Pair narrow = Pair.of(function, x, step, middle);
            double estimate = narrow.smooth() && wide.smooth()
                    ? (8 * narrow.difference() - wide.difference()) / (12 * step)
                    : Double.NaN;
            double error = Math.abs(estimate - before) + ROUNDING * Math.abs(middle.value()) / step;
            if (error < best.error()) {
                best = new Estimate(estimate, error);
            }
            if (best.error() <= 1e-9 * Math.abs(best.value()) + 1e-12 * (1 + Math.abs(middle.value()))) {
                break;
            }
            before = estimate;
            wide = narrow;
        }
        return best;
    }
}
