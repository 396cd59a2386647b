package nist;

import dev.adjoint.samples.Chwirut2;
import dev.adjoint.samples.Gauss1;
import dev.adjoint.samples.Misra1a;
import dev.adjoint.samples.Nelson;
import dev.adjoint.samples.Thurber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;

/** Fits the five formulas to their observations, from both starts, and says how many certified digits come out. */
public final class FitNist {

    /** The problems, easy ones first. */
    public static final List<String> NAMES = List.of("Misra1a", "Chwirut2", "Gauss1", "Nelson", "Thurber");

    private FitNist() {}

    /** Fits all and prints a table; {@code args} may name the folder of the files. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "samples/nist");
        System.out.println("problem   start  calls  sum of squares    digits");
        for (String name : NAMES) {
            Problem problem = Problem.read(folder.resolve(name + ".dat"));
            for (int start = 1; start <= 2; start++) {
                Optimum fit = fit(name, problem, start);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s  %5d  %5d  %.10e  %4.1f%n",
                        name,
                        start,
                        fit.getEvaluations(),
                        fit.getCost() * fit.getCost(),
                        problem.digits(fit.getPoint().toArray()));
            }
        }
    }

    /** Fits one of them. */
    public static Optimum fit(String name, Problem problem, int start) {
        double[] observed = problem.column(0);
        if (name.equals("Nelson")) { // whose formula is that of the logarithm
            observed = Arrays.stream(observed).map(Math::log).toArray();
        }
        return LevenbergMarquardt.fit(formula(name, problem), problem.start(start), observed);
    }

    private static LevenbergMarquardt.Formula formula(String name, Problem problem) {
        double[] x = problem.column(1);
        return switch (name) {
            case "Misra1a" -> new Misra1a(x.length).x(x)::valueAndJacobian;
            case "Chwirut2" -> new Chwirut2(x.length).x(x)::valueAndJacobian;
            case "Gauss1" -> new Gauss1(x.length).x(x)::valueAndJacobian;
            case "Nelson" -> new Nelson(x.length).x1(x).x2(problem.column(2))::valueAndJacobian;
            case "Thurber" -> new Thurber(x.length).x(x)::valueAndJacobian;
            default -> throw new IllegalArgumentException("no formula for " + name);
        };
    }
}
