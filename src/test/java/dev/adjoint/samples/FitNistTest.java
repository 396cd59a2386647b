package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import nist.FitNist;
import nist.Problem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hipparchus finds the parameters that NIST certifies, from both starts. */
final class FitNistTest {

    private static final double DIGITS = 6;

    static Stream<Arguments> fits() {
        return FitNist.NAMES.stream().flatMap(name -> Stream.of(1, 2).map(start -> Arguments.of(name, start)));
    }

    private static Problem problem(String name) throws IOException {
        return Problem.read(Path.of("samples/nist/" + name + ".dat"));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void findsTheCertifiedParameters(String name, int start) throws IOException {
        Problem problem = problem(name);
        assertTrue(problem.digits(problem.start(start)) < 2, "the start is no answer");

        Optimum fit = FitNist.fit(name, problem, start);

        double digits = problem.digits(fit.getPoint().toArray());
        assertTrue(digits >= DIGITS, digits + " digits: " + fit.getPoint());
        double squares = fit.getCost() * fit.getCost();
        assertEquals(problem.sumOfSquares(), squares, 1e-9 * problem.sumOfSquares());
    }

    /** At the least sum of squares, no column of the Jacobian has anything in common with the residuals. */
    @ParameterizedTest
    @MethodSource("fits")
    void jacobianIsOrthogonalToTheResiduals(String name, int start) throws IOException {
        Optimum fit = FitNist.fit(name, problem(name), start);
        for (int k = 0; k < fit.getPoint().getDimension(); k++) {
            double cosine = fit.getJacobian().getColumnVector(k).cosine(fit.getResiduals());
            assertEquals(0, cosine, 1e-6, "column " + k);
        }
    }

    @Test
    void firstStartsStandInTheFormulas() throws IOException {
        Random unused = new Random(1);
        assertArrayEquals(problem("Misra1a").start(1), new Misra1a(1).initial(unused));
        assertArrayEquals(problem("Chwirut2").start(1), new Chwirut2(1).initial(unused));
        assertArrayEquals(problem("Gauss1").start(1), new Gauss1(1).initial(unused));
        assertArrayEquals(problem("Nelson").start(1), new Nelson(1).initial(unused));
        assertArrayEquals(problem("Thurber").start(1), new Thurber(1).initial(unused));
    }
}
