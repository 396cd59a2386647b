package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.random.Agreement;
import dev.adjoint.source.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schedules, and the leave to fuse multiplications with additions, make of samples, and that these stay right. */
final class SchedulesTest {

    private static final Options FAST = Options.defaults();
    private static final Options NOT_FUSED = FAST.fused(false);
    private static final Options REFERENCE = FAST.with(Options.Schedule.REFERENCE);

    private static final int POINTS = 3;

    private static Compilation compilation(String sample, Options options) {
        String file = sample + ".ad";
        String text = Expected.text(Path.of("samples", file));
        return Compiler.compile(new Source(file, text), options);
    }

    private static String java(String sample, Options options) {
        return compilation(sample, options).java().orElseThrow().text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_layer", "softmax_regression", "three_layer"})
    void productsAreCallsInTheFastScheduleAlone(String sample) {
        assertTrue(java(sample, FAST).contains("multiply("), sample);
        assertTrue(java(sample, NOT_FUSED).contains("multiply("), sample);
        assertFalse(java(sample, REFERENCE).contains("multiply("), sample);
    }

    @Test
    void nothingIsFusedWhereItMayNotBe() {
        assertTrue(java("two_layer", FAST).contains("Math.fma("));
        assertFalse(java("two_layer", NOT_FUSED).contains("fma"));
        assertFalse(java("two_layer", REFERENCE).contains("fma"));
    }

    /** The kernels of elementary functions are right only with a fused multiply-add. */
    @Test
    void elementaryFunctionsGoOverRowsWhereTheyMayBeFused() {
        assertTrue(java("softmax_regression", FAST).contains("expEach("));
        for (Options options : List.of(NOT_FUSED, REFERENCE)) {
            String text = java("softmax_regression", options);
            assertFalse(text.contains("expEach("), text);
            assertTrue(text.contains("Math.exp("), text);
        }
    }

    @Test
    void theReferenceIsFreeOfScratch() {
        String text = java("softmax_regression", REFERENCE);
        assertFalse(text.contains("panel"), text);
        assertFalse(text.contains("rows"), text);
    }

    private static final String DISTANCES = """
            dim N, D
            dim K = 19
            param c[K,D]
            input x[N,D]
            far[n,k] = sum((x[n,d] - c[k,d])^2 for d)
            f        = max(far)
            """;

    private static final String HANDED_ON = """
            dim N, M
            param w[N]
            input x[M,2], i[M] in N
            half[m] = if x[m,0] > 0 then w[i[m]]/2 else -w[i[m]]
            u[m]    = sum(half[m]*x[m,k] for k)
            f       = sum(u[m]^2*half[m] for m)
            """;

    private static String javaOf(String text, Options options) {
        return Compiler.compile(new Source("test.ad", text), options)
                .java()
                .orElseThrow()
                .text();
    }

    @Test
    void sumsOfALongLoopAreTakenSideBySide() {
        String text = javaOf(DISTANCES, FAST);
        assertTrue(text.contains("c_rows = new double[D][K];"), text);
        assertTrue(text.contains("(x_ - c_rows[4 * block][k])"), text);
        assertFalse(text.contains("K >= "), text);
        assertFalse(javaOf(DISTANCES, REFERENCE).contains("c_rows"));
    }

    @Test
    void whetherALoopIsLongIsAskedWhereItIsNotKnown() {
        assertTrue(javaOf(DISTANCES.replace("dim K = 19", "dim K"), FAST).contains("if (K >= 8) {"));
        assertFalse(javaOf(DISTANCES.replace("K = 19", "K = 7"), FAST).contains("c_rows"));
    }

    /** A copy that is used once is not worth its while. */
    @Test
    void sumsOfWhatIsReadOnceStayAsTheyAre() {
        String text = javaOf(DISTANCES.replace("param c[K,D]", "param c[N,K,D]").replace("c[k,d]", "c[n,k,d]"), FAST);
        assertFalse(text.contains("c_rows"), text);
    }

    /** What only the next loop takes is kept for one step: here a row of it, there a number. */
    @Test
    void loopsThatHandOnWhatTheyMakeAreOne() {
        String rows = javaOf(DISTANCES.replace("max(far)", "sum(argmin(far[n,:]) for n)"), FAST);
        assertTrue(rows.contains("far = new double[K];"), rows);
        assertTrue(javaOf(HANDED_ON, FAST).contains("double du = "));
        assertTrue(javaOf(HANDED_ON, REFERENCE).contains("du[m] = "));
    }

    private static Stream<Options> all() {
        return Stream.of(FAST, NOT_FUSED, REFERENCE, REFERENCE.fused(false));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valuesAndGradientsAgree(Options options) {
        for (String sample : List.of("two_layer", "softmax_regression")) {
            Compilation compilation = compilation(sample, options);
            for (long seed = 0; seed < POINTS; seed++) {
                Agreement.check(compilation, options, seed);
            }
        }
    }

    /** In the reference schedule nothing is fused anyway. */
    @Test
    void theReferenceIsTheSameWithAndWithoutFusing() {
        assertEquals(java("two_layer", REFERENCE), java("two_layer", REFERENCE.fused(false)));
    }
}
