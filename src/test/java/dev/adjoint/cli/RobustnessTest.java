package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is a message and an exit code, never a stack trace. */
class RobustnessTest {

    @TempDir
    Path directory;

    private static void refused(Ad run, String code) {
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().contains("error[" + code + "]"), run.err());
        assertFalse(run.hasStackTrace(), run.err());
        assertTrue(
                run.err().length() < 10_000, "a short message, not " + run.err().length() + " characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compile", "eval", "check"})
    void files(String command) throws IOException {
        refused(Ad.run(command, directory.toString()), "E0001");
        refused(Ad.run(command, directory.resolve("none.ad").toString()), "E0001");
        refused(Ad.run(command, "a\0b"), "E0001");
        refused(Ad.run(command, Ad.file(directory, "empty.ad", "")), "E0003");
        refused(Ad.run(command, Ad.file(directory, "twice.ad", "a = 1\na = 2\n")), "E0302");
        byte[] binary = new byte[10_000];
        new Random(1).nextBytes(binary);
        Path file = Files.write(directory.resolve("binary.ad"), binary);
        refused(Ad.run(command, file.toString()), "E0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "-", "if ", "a", "'", "f(", "1+", "\n", "#", "x=", "sum("})
    void tenMegabytesOf(String text) {
        String file = Ad.file(directory, "deep.ad", "f = " + text.repeat(10_000_000 / text.length()));
        Ad run = Ad.run("compile", file, "-d", directory.toString());
        assertEquals(1, run.code(), run.err());
        assertFalse(run.hasStackTrace());
        assertTrue(run.err().length() < 10_000, "a short message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"x\":", "{\"x\":[", "1", "\"", "{", "-", "]"})
    void tenMegabytesOfValues(String text) {
        String program = Ad.file(directory, "p.ad", "dim N\nparam x[N]\nf = sum(x)\n");
        String values = Ad.file(directory, "v.json", text.repeat(10_000_000 / text.length()));
        refused(Ad.run("eval", program, "--values", values), "E0807");
        String deep = Ad.file(directory, "w.json", "{\"x\": " + text.repeat(10_000_000 / text.length()));
        Ad run = Ad.run("eval", program, "--values", deep);
        assertEquals(1, run.code(), run.err());
        assertFalse(run.hasStackTrace());
        assertTrue(run.err().length() < 10_000, "a short message");
    }

    @Test
    void valuesThatAreNoText() throws IOException {
        String program = Ad.file(directory, "p.ad", "dim N\nparam x[N]\nf = sum(x)\n");
        refused(Ad.run("eval", program, "--values", directory.toString()), "E0001");
        Path binary = Files.write(directory.resolve("b.json"), new byte[] {1, 2, (byte) 0xFF, 0});
        refused(Ad.run("eval", program, "--values", binary.toString()), "E0002");
    }

    @Test
    void dataThatIsNotFiniteIsAllowedAndSaid() {
        String program = Ad.file(directory, "p.ad", "dim N\nparam x[N]\nf = sum(x)\n");
        Ad run = Ad.run("eval", program, "x=1,NaN", "--gradient", "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals("{\"outputs\":{\"f\":\"NaN\"},\"gradients\":{\"x\":[1.0,1.0]}}\n", run.out());
        assertTrue(run.err().contains("f is NaN"), run.err());
    }

    @Test
    void aDeepFormulaThatIsAllowedCompiles() {
        String file = Ad.file(directory, "deep.ad", "param a\nf = " + "(".repeat(200) + "a" + ")".repeat(200) + "\n");
        Ad run = Ad.run("eval", file, "a=2", "--json");
        assertEquals("{\"outputs\":{\"f\":2.0}}\n", run.out(), run.err());
    }

    @Test
    void anErrorOfTheMachineIsAParagraph() {
        Console console = new Console(System.in, System.out, System.err);
        int code = LargeStack.call(() -> depth(0), fault -> {
            assertTrue(fault instanceof StackOverflowError, fault.toString());
            return Faults.report(fault, console);
        });
        assertEquals(70, code);
        assertEquals(1, Faults.report(new OutOfMemoryError("planted"), console));
    }

    private static int depth(int n) {
        return n < 0 ? n : 1 + depth(n + 1);
    }
}
