package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.run.LargeStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
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
    void aMegabyteOfValues(String text) {
        String program = Ad.file(directory, "p.ad", "dim N\nparam x[N]\nf = sum(x)\n");
        String values = Ad.file(directory, "v.json", text.repeat(1_000_000 / text.length()));
        refused(Ad.run("eval", program, "--values", values), "E0807");
        String deep = Ad.file(directory, "w.json", "{\"x\": " + text.repeat(1_000_000 / text.length()));
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
        refusedByTheMachine(new StackOverflowError(), 70, "nested deeper");
        refusedByTheMachine(new OutOfMemoryError("planted"), 1, "not enough memory");
        refusedByTheMachine(new IllegalStateException("planted"), 70, "IllegalStateException: planted");
    }

    private static void refusedByTheMachine(Throwable thrown, int code, String words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(InputStream.nullInputStream(), stream, stream);
        Callable<Integer> work = () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
        assertEquals(code, LargeStack.call(work, fault -> Faults.report(fault, console)));
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(words), said);
    }
}
