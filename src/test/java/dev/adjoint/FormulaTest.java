package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.adjoint.samples.SoftmaxRegression;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Programs that are loaded at run time, and used by name. */
final class FormulaTest {

    private static final Path REGRESSION = Path.of("samples/softmax_regression.ad");
    private static final double[][] POINTS = {{0, 1}, {1, 0}, {1, 1}};
    private static final double[] THETA = {0.1, 0.2, 0.3, -0.4, 0.5, 0.6};

    private static Formula regression() {
        return Adjoint.load(REGRESSION).size("C", 2).set("X", POINTS).set("y", 0, 1, 1);
    }

    private static void says(String message, Class<? extends Exception> type, Executable mistake) {
        assertEquals(message, assertThrows(type, mistake).getMessage());
    }

    private static void refused(String message, Executable mistake) {
        says(message, IllegalArgumentException.class, mistake);
    }

    @Test
    void computesWhatTheClassComputesThatIsCompiledWithTheProject() {
        SoftmaxRegression compiled = new SoftmaxRegression(3, 2, 2);
        compiled.X(new double[] {0, 1, 1, 0, 1, 1}).y(new int[] {0, 1, 1});
        Formula loaded = regression();
        double[] g = new double[6];
        assertEquals(compiled.value(THETA), loaded.value(THETA));
        assertEquals(compiled.value(THETA), loaded.valueAndGradient(THETA, g));
        assertArrayEquals(compiled.gradient(THETA), g);
        assertArrayEquals(g, loaded.gradient(THETA));
        assertArrayEquals(compiled.initial(new Random(3)), loaded.initial(new Random(3)));
        assertArrayEquals(new double[] {compiled.loss()}, loaded.output("loss"));
        loaded.forward(THETA).backward(new double[] {2}, g);
        assertArrayEquals(compiled.forward(THETA).backward(2), g);
    }

    @Test
    void theLayoutIsThatOfTheClass() {
        Formula f = regression();
        assertEquals(
                List.of(new Formula.Parameter("W", List.of(2, 2), 0, 4), new Formula.Parameter("b", List.of(2), 4, 2)),
                f.layout());
        assertEquals(6, f.parameters());
        assertArrayEquals(new double[] {0.5, 0.6}, f.part("b", THETA));
        assertEquals(
                new SoftmaxRegression(3, 2, 2).layout().toString().replace("Entry", "Parameter"),
                f.layout().toString());
    }

    @Test
    void allocatesNothing() {
        Formula f = regression();
        double[] g = new double[6];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (int warm = 0; warm < 20_000; warm++) {
            sum += f.valueAndGradient(THETA, g) + f.value(THETA);
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int k = 0; k < 10_000; k++) {
            sum += f.valueAndGradient(THETA, g) + f.value(THETA);
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(bytes < 10_000, bytes + " bytes for 20,000 calls");
        assertTrue(sum > 0);
    }

    @Test
    void sizesFollowFromArraysAndFollowThemAgain() {
        Formula f = Adjoint.load("dim N, D\nparam w[D]\ninput X[N,D], y[N]\nf = sum((X*w - y).^2)");
        f.set("y", 1.0, 2.0, 3.0).set("X", new double[6]);
        assertEquals(2, f.parameters());
        assertEquals(14, f.value(new double[2]));
        f.set("X", new double[][] {{1, 2, 3}}).set("y", 4);
        assertEquals(3, f.parameters());
        assertEquals(16, f.value(new double[3]));
        assertEquals("dim N = 1, D = 3\nparam w[D]\ninput X[N,D], y[N]\noutput f", f.toString());
    }

    @Test
    void realArraysAreBoundAndWholeNumbersAreCopied() {
        Formula f = Adjoint.load("dim N\nparam a\ninput x[N], y[N] in N\nf = a*sum(x[y[n]] for n)");
        double[] x = {1, 2};
        int[] y = {0, 0};
        f.set("x", x).set("y", y);
        assertEquals(2, f.value(new double[] {1}));
        x[0] = 5;
        y[0] = 1;
        assertEquals(10, f.value(new double[] {1}));
    }

    @Test
    void optionsAreThoseOfTheCommand() {
        Options options = Options.defaults()
                .sized(Map.of("N", 2L))
                .wrt(List.of("x"))
                .keep(List.of("h"))
                .derive(List.of("hessian f", "hessianVector f"));
        Formula f = Adjoint.load("dim N\nparam w[N]\ninput x[N]\nh = w .* x\nf = sum(h.^2)", options);
        double[] theta = {1, 2};
        f.set("x", 3, 4).value(theta);
        assertArrayEquals(new double[] {3, 8}, f.output("h"));
        f.gradient(theta);
        assertArrayEquals(new double[] {6, 32}, f.gradient("x"));
        assertArrayEquals(new double[] {18, 0, 0, 32}, f.product("hessian", theta));
        assertArrayEquals(new double[] {18, 0}, f.product("hessianVector", theta, new double[] {1, 0}));
        refused("`hessian` is a matrix, it takes no vector", () -> f.product("hessian", theta, theta));
        refused("`hessianVector` is that of a vector v", () -> f.product("hessianVector", theta));
        refused("there is no product `hesian`, did you mean `hessian`?", () -> f.product("hesian", theta));
        refused("there is no gradient for an input `w`, only x", () -> f.gradient("w"));
    }

    @Test
    void floatIsFloatInside() {
        Formula f = Adjoint.load("param w\nf = w/3", Options.defaults().with(Options.Real.FLOAT));
        assertEquals(1f / 3f, f.value(new double[] {1}));
        assertArrayEquals(new double[] {1f / 3f}, f.gradient(new double[] {1}));
    }

    @Test
    void forksHaveTheirOwnArrays() {
        Formula f = regression();
        Formula other = f.fork();
        assertNotSame(f.instance(), other.instance());
        f.value(THETA);
        double[] loss = f.output("loss");
        other.value(new double[6]);
        assertArrayEquals(loss, f.output("loss"));
        assertEquals(Math.log(2), other.output("loss")[0], 1e-15);
    }

    @Test
    void theClassIsThere() throws Exception {
        Formula f = regression();
        assertTrue(f.java().startsWith("// Generated by Adjoint"), f.java());
        assertEquals(f.type(), f.instance().getClass());
        assertEquals(6, f.type().getMethod("parameters").invoke(f.instance()));
    }

    @Test
    void longFormulasNeedNoLongStackOfTheCaller() throws InterruptedException {
        double[] value = new double[1];
        String program = "param x\nf = x" + "*x + x".repeat(3000);
        Thread small =
                new Thread(null, () -> value[0] = Adjoint.load(program).value(new double[] {1}), "small", 256 << 10);
        small.start();
        small.join();
        assertEquals(3001, value[0]);
    }

    @Test
    void namesAreRefusedWithTheOneThatWasMeant() {
        Formula f = regression();
        refused("there is no input `x`, did you mean `X`?", () -> f.set("x", POINTS));
        refused("there is no input `labels`, only X, y", () -> f.set("labels", 1));
        refused("`W` is a param, so its numbers are in theta: see layout()", () -> f.set("W", 1, 2));
        refused("`N` is a dim: say size(\"N\", 10)", () -> f.set("N", 1));
        refused("there is no dim `n`, did you mean `N`?", () -> f.size("n", 1));
        refused("there is no output `los`, did you mean `loss`?", () -> f.output("los"));
        refused("there is no param `X`, only W, b", () -> f.part("X", THETA));
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        Formula f = regression();
        refused("`y` is an index of C: give it as int, not as double", () -> f.set("y", 1.0));
        refused("row 1 of `X` has 1 numbers, and row 0 has 2", () -> f.set("X", new double[][] {{1, 2}, {3}}));
        refused("`X` is empty, and every size is at least 1", () -> f.set("X", new double[0][]));
        refused(
                "`y[N]` is not given in rows: give its numbers one after another, the last subscript running fastest",
                () -> f.set("y", new int[][] {{1}}));
        refused("dim `N` cannot be 0: a size is at least 1", () -> f.size("N", 0));
        refused("theta has 1 numbers, not 6", () -> f.part("b", new double[1]));
        refused(
                "y[0] is 7: an index of C lies in 0 ... 1",
                () -> f.set("y", 7, 0, 0).value(THETA));
        refused(
                "theta has 5 numbers, not 6 = C*D + C",
                () -> f.set("y", 0, 0, 0).value(new double[5]));
        refused(
                "`y` has 2 numbers, and `y[N]` is [3] with N = 3",
                () -> f.set("y", 0, 0).value(THETA));
        refused(
                "`X` is [1, 6], and `X[N,D]` is [3, 2] with N = 3, D = 2",
                () -> f.size("N", 3)
                        .size("D", 2)
                        .set("X", new double[][] {{0, 1, 1, 0, 1, 1}})
                        .value(THETA));
    }

    @Test
    void nullIsRefusedByName() {
        Formula f = regression();
        says("the array for `X` is null", NullPointerException.class, () -> f.set("X", (double[]) null));
        says("the array for `y` is null", NullPointerException.class, () -> f.set("y", (int[]) null));
        says("the program is null", NullPointerException.class, () -> Adjoint.load((String) null));
    }

    @Test
    void whatIsMissingIsSaid() {
        Formula f = Adjoint.load(REGRESSION);
        says(
                "the size of dim `C` and of dim `D` is not known: set the inputs that show it, or say size(\"C\", 10) and"
                        + " size(\"D\", 10)",
                IllegalStateException.class,
                f::parameters);
        f.size("C", 2).set("X", POINTS);
        says("input y[N] is not set", IllegalStateException.class, () -> f.value(THETA));
        Formula scores = Adjoint.load("param w[2]\ns = 2*w");
        says(
                "no output is one real number, so there is no value and no gradient: call forward(theta), then output(\"s\")",
                UnsupportedOperationException.class,
                () -> scores.value(new double[2]));
        assertArrayEquals(
                new double[] {2, 4}, scores.forward(new double[] {1, 2}).output("s"));
        Formula closed = Adjoint.load("dim N = 3\nparam w[N]\nf = sum(w)");
        refused("dim `N` is not open, it is N", () -> closed.size("N", 3));
    }
}
