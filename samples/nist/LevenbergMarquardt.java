package nist;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/** Fits a formula to observations by the optimiser of Hipparchus, which asks for values and Jacobian together. */
public final class LevenbergMarquardt {

    private static final int MOST_STEPS = 1000;

    /** What it goes by: the least change of the sum of squares and of the parameters, the least slope. */
    private static final double TOLERANCE = 1e-14;

    private LevenbergMarquardt() {}

    /** The method of a generated class that {@code derive jacobian} asks for. */
    @FunctionalInterface
    public interface Formula {
        void valueAndJacobian(double[] theta, double[] values, double[] jacobian);
    }

    /** Returns the parameters whose values are nearest to the observations, by the sum of squares. */
    public static Optimum fit(Formula formula, double[] start, double[] observed) {
        return new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(TOLERANCE)
                .withParameterRelativeTolerance(TOLERANCE)
                .withOrthoTolerance(TOLERANCE)
                .optimize(new LeastSquaresBuilder()
                        .model(point -> evaluate(formula, point.toArray(), observed.length))
                        .start(start)
                        .target(observed)
                        .maxEvaluations(MOST_STEPS)
                        .maxIterations(MOST_STEPS)
                        .build());
    }

    private static Pair<RealVector, RealMatrix> evaluate(Formula formula, double[] theta, int count) {
        double[] values = new double[count];
        double[] jacobian = new double[count * theta.length];
        formula.valueAndJacobian(theta, values, jacobian);
        double[][] rows = new double[count][theta.length];
        for (int n = 0; n < count; n++) {
            System.arraycopy(jacobian, n * theta.length, rows[n], 0, theta.length);
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(rows, false));
    }
}
