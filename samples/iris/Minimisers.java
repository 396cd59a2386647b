package iris;

import dev.adjoint.samples.Iris;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;
import smile.math.BFGS;
import smile.math.DifferentiableMultivariateFunction;

/** A generated class in the hands of two libraries of optimisation. Each method returns the theta of the least loss. */
public final class Minimisers {

    private static final int MOST_EVALUATIONS = 10_000;

    /** How exactly the least loss along a line is found. */
    private static final double LINE_TOLERANCE = 1e-8;

    /** The search begins with it; the one of Hipparchus, 1e-8, lets conjugate gradients end early. */
    private static final double FIRST_STEP = 1e-3;

    private Minimisers() {}

    /** By the conjugate gradients of Hipparchus, which takes value and gradient by method reference. */
    public static double[] byConjugateGradient(Iris iris, double[] start) {
        return new NonLinearConjugateGradientOptimizer(
                        Formula.POLAK_RIBIERE,
                        new SimpleValueChecker(1e-15, 1e-15),
                        LINE_TOLERANCE,
                        LINE_TOLERANCE,
                        FIRST_STEP)
                .optimize(
                        new ObjectiveFunction(iris::value),
                        new ObjectiveFunctionGradient(iris::gradient),
                        GoalType.MINIMIZE,
                        new InitialGuess(start),
                        new MaxEval(MOST_EVALUATIONS))
                .getPoint();
    }

    /** By the BFGS of Smile, which asks for value and gradient together. */
    public static double[] byBfgs(Iris iris, double[] start) {
        double[] theta = start.clone();
        BFGS.minimize(new Adapted(iris), theta, 1e-10, MOST_EVALUATIONS);
        return theta;
    }

    /** A generated class as Smile takes it. */
    @SuppressWarnings("serial") // what Smile minimises is Serializable by its interface, and never serialized
    private record Adapted(Iris iris) implements DifferentiableMultivariateFunction {
        @Override
        public double f(double[] theta) {
            return iris.value(theta);
        }

        @Override
        public double g(double[] theta, double[] gradient) {
            return iris.valueAndGradient(theta, gradient);
        }
    }
}
