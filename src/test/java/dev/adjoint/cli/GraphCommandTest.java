package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ad graph} as a user meets it. */
final class GraphCommandTest {

    @TempDir
    private Path folder;

    private String file(String text) {
        return Ad.file(folder, "f.ad", text);
    }

    @Test
    void valuesBesideTheProgram() {
        Ad run = Ad.run("graph", "samples/gates.ad");

        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("f     *2  #6     -20    1\n"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void valuesOnTheCommandLineGoFirst() {
        Ad run = Ad.run("graph", "samples/gates.ad", "x=5");

        assertTrue(run.out().lines().anyMatch(line -> line.matches("y +param +-4 +10")), run.out());
    }

    @Test
    void withoutValuesTheGatesAlone() {
        Ad run = Ad.run("graph", file("dim N\nparam w[N]\ninput x[N]\nf = w'*x\n"));

        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("w     param [N]\n"), run.out());
        assertFalse(run.out().contains("gradient"));
    }

    @Test
    void aMissingValue() {
        Ad run = Ad.run("graph", "samples/two_layer.ad", "--values", Ad.file(folder, "v.json", "{\"x\": [1]}"));

        assertEquals(1, run.code());
        assertTrue(run.err().contains("there are no values for `W1[H,D]`"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aDefinitionThatIsNotThere() {
        Ad run = Ad.run("graph", "samples/two_layer.ad", "--of", "hh");

        assertEquals(1, run.code());
        assertTrue(run.err().contains("did you mean `h`?"), run.err());
    }

    @Test
    void whatLeadsToADefinition() {
        Ad run = Ad.run("graph", "samples/sum_times.ad", "--of", "q");

        assertEquals(
                "gate  what     value  gradient\nx     param    -2     1\ny     param    5      1\nq     +  x, y  3      1\n",
                run.out());
    }

    @Test
    void noNumberNoGradients() {
        Ad run = Ad.run("graph", "samples/two_layer.ad");

        assertEquals(0, run.code());
        assertEquals("ad: no output is one real number, so there are no gradients\n", run.err());
    }

    @Test
    void notFiniteIsSaid() {
        Ad run = Ad.run("graph", file("param x\nf = 1/x\n"), "x=0");

        assertEquals(0, run.code());
        assertTrue(run.err().contains("the first value that is not finite is made by `1/x` in line 2"), run.err());
        assertTrue(run.out().contains("∞"));
    }

    @Test
    void theEndingOfTheOutputSaysTheFormat() throws Exception {
        for (String[] each : new String[][] {{"f.svg", "<svg"}, {"f.html", "<!DOCTYPE html>"}, {"f.dot", "digraph"}}) {
            Path to = folder.resolve(each[0]);
            Ad run = Ad.run("graph", "samples/neuron.ad", "-o", to.toString());

            assertEquals(0, run.code(), run.err());
            assertTrue(Files.readString(to).startsWith(each[1]));
            assertEquals("", run.out());
        }
    }

    @Test
    void aPageNeedsNothingElse() {
        Ad run = Ad.run("graph", "samples/neuron.ad", "--format", "html");

        assertFalse(run.out().replace("http://www.w3.org/2000/svg", "").contains("http"));
        assertFalse(run.out().contains("@SCRIPT@"));
    }

    @Test
    void outputThatCannotBeWritten() {
        Ad run = Ad.run(
                "graph", "samples/neuron.ad", "-o", folder.resolve("none/f.svg").toString());

        assertEquals(1, run.code());
        assertTrue(run.err().contains("E0004") && !run.hasStackTrace(), run.err());
    }

    @Test
    void colourOnlyWhereItIsAskedFor() {
        assertFalse(Ad.run("graph", "samples/neuron.ad").out().contains("\u001b"));
        assertTrue(
                Ad.run("graph", "samples/neuron.ad", "--color", "always").out().contains("\u001b[32m"));
    }

    @Test
    void aProgramThatIsRefused() {
        Ad run = Ad.run("graph", file("f = x\n"));

        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0"), run.err());
    }

    /** The time is generous for a machine that is busy with other tests. */
    @Test
    void tenThousandGates() {
        StringBuilder text = new StringBuilder("param x, y\na0 = x*y\n");
        for (int k = 1; k < 2500; k++) {
            text.append("a" + k + " = a" + (k - 1) + "*1.0001 + sin(a" + Math.max(0, k - 3) + ")*y\n");
        }
        String file = file(text + "f = a2499\n");

        Ad run =
                assertTimeout(Duration.ofSeconds(30), () -> Ad.run("graph", file, "x=0.5", "y=0.2", "--format", "svg"));

        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("there are 9997 gates") && run.err().contains("`--of NAME`"), run.err());
        assertTrue(Ad.run("graph", file).out().lines().count() > 9_997);
    }
}
