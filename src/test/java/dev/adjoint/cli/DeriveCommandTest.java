package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ad derive}: what it prints is a program again. */
final class DeriveCommandTest {

    private static final String FIT = """
            dim N
            param a, b
            input x[N], y[N]
            r = a*x + b - y
            loss = sum(r.^2)
            end = a + b
            output r, loss, end
            """;

    @TempDir
    private Path folder;

    private String fit() {
        return Ad.file(folder, "fit.ad", FIT);
    }

    @Test
    void theFirstScalarOutputIsDerivedByAllParams() {
        Ad run = Ad.run("derive", fit());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().endsWith("output loss, da, db\n"), run.out());
    }

    @Test
    void anotherNumberByOtherVariables() {
        assertTrue(Ad.run("derive", fit(), "--of", "end", "--wrt", "b").out().endsWith("output end, db\n"));
        assertTrue(Ad.run("derive", fit(), "--wrt", "x,a").out().endsWith("output loss, dx, da\n"));
    }

    @Test
    void whatIsPrintedCanBeChecked() {
        Ad derived = Ad.run("derive", fit());
        Ad checked = Ad.withInput(derived.out(), "check", "-");
        assertEquals(0, checked.code(), checked.err() + checked.out());
    }

    @Test
    void namesThatAreNotThere() {
        Ad of = Ad.run("derive", fit(), "--of", "los");
        assertEquals(1, of.code());
        assertTrue(of.err().contains("did you mean `loss`?"), of.err());
        Ad wrt = Ad.run("derive", fit(), "--wrt", "a,z");
        assertTrue(wrt.err().contains("`z` is neither a param nor a real input"), wrt.err());
        assertEquals("", wrt.out());
    }

    @Test
    void noSingleNumber() {
        Ad run = Ad.run("derive", Ad.file(folder, "scores.ad", "dim N\nparam w[N]\ns = 2*w\n"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("`loss = sum(s.^2)`"), run.err());
    }

    @Test
    void whatHasNoWordsYet() {
        String deep = """
                dim T
                param z0
                scan r in T carry x = z0 { scan s in T carry y = x { scan t in T carry z = y { z = sin(z) }; y = z }; x = y }
                f = x^2
                """;
        Ad run = Ad.run("derive", Ad.file(folder, "deep.ad", deep));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0812]"), run.err());
    }
}
