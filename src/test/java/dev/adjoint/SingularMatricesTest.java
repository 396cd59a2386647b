package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices that are singular, or not positive definite: what is said, where it is not asked for, and determinants. */
final class SingularMatricesTest {

    private static final Options NAN = Options.defaults().with(Options.Singular.NAN);

    /** A program whose only param is {@code theta}, in the class and in the interpreter. */
    private record Both(Program program, Generated.Instance instance) {

        static Both of(String text, Options options) {
            Compilation compilation = Compiler.compile(new Source("dir/gp.ad", text), options);
            assertFalse(
                    compilation.failed(), () -> "" + compilation.diagnostics().all());
            Generated generated = Generated.compile(
                            compilation.java().orElseThrow(),
                            compilation.loops().orElseThrow(),
                            options)
                    .orElseThrow();
            return new Both(compilation.program().orElseThrow(), generated.instance(Map.of()));
        }

        static Both of(String text) {
            return of(text, Options.defaults());
        }

        double interpreted(double... theta) {
            Sizes sizes = Sizes.of(Map.of());
            return interpreted(new Interpreter(program, sizes), theta);
        }

        double interpreted(Interpreter interpreter, double... theta) {
            Point point = new Point(interpreter.sizes());
            point.set(program.params().get(0), theta);
            return interpreter.at(point).value(program.outputs().get(0));
        }

        double[] gradient(double... theta) {
            double[] g = new double[theta.length];
            Arrays.fill(g, 42);
            instance.valueAndGradient(theta, g);
            return g;
        }

        void failsWith(String message, double... theta) {
            assertEquals(
                    message,
                    assertThrows(ArithmeticException.class, () -> instance.forward(theta))
                            .getMessage());
            assertEquals(
                    message,
                    assertThrows(ArithmeticException.class, () -> interpreted(theta))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "solve(A, ones(2))  | solve(A, ones(2)): singular: pivot 1 is 0.0     | 1, 2, 2, 4",
                "solve(A', ones(2)) | solve(A', ones(2)): singular: pivot 0 is 0.0    | 0, 2, 0, 4",
                "inv(A)             | inv(A): singular: pivot 1 is 0.0                | 1, 1, 1, 1",
                "[logdet(A)]        | logdet(A): singular: pivot 1 is 0.0             | 3, 1, 6, 2",
                "chol(A)            | chol(A): not positive definite: pivot 1 is -3.0 | 1, 2, 2, 1",
                "chol(A)            | chol(A): not positive definite: pivot 0 is 0.0  | 0, 2, 2, 1"
            })
    void namesTheLineAndThePivot(String formula, String message, String numbers) {
        double[] theta = Arrays.stream(numbers.split(", "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        String text = "dim N = 2\nparam A[N,N]\nf = sum(" + formula + ")\n";

        Both.of(text).failsWith("gp.ad:3: " + message, theta);

        Both lenient = Both.of(text, NAN);
        assertEquals(Double.NaN, lenient.instance().value(theta));
        assertEquals(
                Double.NaN,
                lenient.interpreted(new Interpreter(lenient.program(), Sizes.of(Map.of())).lenient(), theta));
        assertTrue(Arrays.stream(lenient.gradient(theta)).anyMatch(Double::isNaN));
    }

    @Test
    void thereIsNoBackwardAfterAFailure() {
        Both both = Both.of("dim N = 2\nparam A[N,N]\nf = sum(inv(A))\n");
        both.instance().forward(new double[] {1, 2, 3, 4});
        assertThrows(ArithmeticException.class, () -> both.instance().forward(new double[4]));

        assertThrows(IllegalStateException.class, () -> both.instance().backward(new double[] {1}, new double[4]));
    }

    @Test
    void whatIsNoNumberIsNoFailure() {
        double nan = Double.NaN;
        Both chol = Both.of("dim N = 2\nparam A[N,N]\nf = sum(chol(A))\n");
        assertEquals(nan, chol.instance().value(new double[] {nan, 0, 0, 1}));
        assertEquals(nan, chol.instance().value(new double[] {1, nan, nan, 1}));
        Both solve = Both.of("dim N = 2\nparam A[N,N]\nf = sum(solve(A, ones(2)))\n");
        assertEquals(nan, solve.instance().value(new double[] {nan, 0, 0, 1}));
        assertEquals(nan, solve.instance().value(new double[] {0, nan, nan, 1}));
    }

    /** The param is {@code A[0,0]}, 0 here, so that the matrix is singular. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f = if a > 0 then sum(solve(A, b)) else 7",
                "x = solve(A, b)\nf = if a > 0 then sum(x) else 7",
                "x = solve(A, b)\ny = 2*x\nz = sum(y.^2)\nf = if a > 0 then z else 7",
                "L = chol(A)\nx = solve(L', solve(L, b))\nf = if a > 0 then x[0] + logdet(A) else 7",
                "x = solve(A, b)\ny = inv(A)*x\nf = if !(a <= 0) && y[0] < 3 then 1 else 7",
                "x[n] = solve(T[n,:,:], b)\nf = x[1,0] + 6",
                "x[n] = solve(T[n,:,:], b)\ny = 2*x\nf = sum(if n == 1 then y[n,0] else 3.75 for n) + 1.25",
                "x[n] = if n == 0 then b else solve(T[n,:,:], b)\nf = sum(x) + 3.5",
                "fn safe(A, b) { x = solve(A, b)\nreturn if A[0,0] == 0 then 0*b else x }\nf = 7 + sum(safe(A, b))",
                "scan n in N carry h = b { x = solve(A, h); h = if a > 0 then x else h }\nf = sum(h) + 5",
                "scan n in N carry h = b { h = if h[0] > 5 then solve(A, h) else h }\nf = sum(h) + 5",
                "scan n in N carry h = b while h[0] < 3 { h = h + 1; s[n] = if n > 2 then det(inv(A)) else 0.5 }\n"
                        + "f = sum(s) + sum(h)",
                "u = sqrt(a - 1)\nf = if a > 0 then sum(solve(u*A, b)) else 7"
            })
    void isNotDoneWhereItIsNotAskedFor(String formula) {
        String setting = """
                dim N = 2
                param a
                A = [[a, 0], [0, 1]]
                b = [1, 1]
                T[n,i,j] = A[i,j] + (if i == j && n == 1 then 1 else 0) where n in 0:2
                """;
        Both both = Both.of(setting + formula + "\n");

        assertEquals(7, both.instance().value(new double[1]));
        assertEquals(7, both.interpreted(0));
        assertTrue(Double.isFinite(both.gradient(0)[0]));
    }

    @Test
    void determinantsOfSingularMatricesHaveGradients() {
        Both both = Both.of("dim N = 4\nparam A[N,N]\nf = det(A)\n");
        Random random = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            double[] theta = random.ints(16, -2, 3).asDoubleStream().toArray();
            if (trial % 2 == 0) {
                System.arraycopy(theta, 0, theta, 12, 4);
            }
            double[] cofactors = new double[16];
            for (int k = 0; k < 16; k++) {
                cofactors[k] = ((k / 4 + k % 4) % 2 == 0 ? 1 : -1) * determinant(without(theta, 4, k / 4, k % 4), 3);
            }
            assertArrayEquals(cofactors, both.gradient(theta), 1e-12, () -> Arrays.toString(theta));
            assertEquals(determinant(theta, 4), both.instance().value(theta), 1e-12);
        }
    }

    private static double[] without(double[] a, int n, int row, int column) {
        double[] rest = new double[(n - 1) * (n - 1)];
        int next = 0;
        for (int k = 0; k < n * n; k++) {
            if (k / n != row && k % n != column) {
                rest[next++] = a[k];
            }
        }
        return rest;
    }

    /** By its first row: exact for small whole numbers. */
    private static double determinant(double[] a, int n) {
        if (n == 1) {
            return a[0];
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (j % 2 == 0 ? 1 : -1) * a[j] * determinant(without(a, n, 0, j), n - 1);
        }
        return sum;
    }

    @Test
    void floatsAreNearDoubles() {
        String text = """
                dim N = 6
                param G[N,N]
                A = 0.2*G + 2*eye(N)
                L = chol(A*A')
                f = sum(solve(A, G)) + logdet(A) + det(A) + sum(inv(A')) + sum(solve(L', solve(L, G)))
                """;
        Both wide = Both.of(text);
        Both narrow = Both.of(text, Options.defaults().with(Options.Real.FLOAT));
        double[] theta = new Random(3).doubles(36, -1, 1).toArray();

        assertEquals(wide.instance().value(theta), narrow.instance().value(theta), 1e-3);
        assertArrayEquals(wide.gradient(theta), narrow.gradient(theta), 1e-3);
    }
}
