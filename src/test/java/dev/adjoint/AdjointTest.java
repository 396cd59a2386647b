package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.cli.Main;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Adjoint#load} and {@link Adjoint#check} where something is wrong, and the check where nothing is. */
final class AdjointTest {

    private static final String WRONG = "fn f(t) = t^2 backward d, y = 3*d*t\nparam w\nloss = f(w)\n";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void mistakesAreDrawnInTheMessageAndListed() {
        RefusedProgramException refused = assertThrows(
                RefusedProgramException.class, () -> Adjoint.load("dim D, H\nparam W[H,D]\ninput x[H]\nf = W*x\n"));
        assertEquals(
                List.of(Code.E0203),
                refused.diagnostics().stream().map(Diagnostic::code).toList());
        assertTrue(refused.getMessage().contains(" --> formula:4:"), refused.getMessage());
        assertTrue(refused.getMessage().contains("4 | f = W*x"), refused.getMessage());
    }

    @Test
    void whatIsNoFileIsRefusedAlike() {
        Path none = folder.resolve("none.ad");
        String message = "\nerror[E0001]: there is no file `" + none + "`\n";
        assertEquals(
                message,
                assertThrows(RefusedProgramException.class, () -> Adjoint.load(none))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(RefusedProgramException.class, () -> Adjoint.check(none))
                        .getMessage());
    }

    @Test
    void aFileIsLoadedWithWhatItUses() throws IOException {
        file("twice.ad", "fn twice(t) = 2*t\n");
        Path main = file("0 any name.ad", "use \"twice.ad\"\nparam w\nf = twice(w)\n");
        assertEquals(6, Adjoint.load(main).value(new double[] {3}));
    }

    @Test
    void theCheckIsThatOfTheCommand() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String sample = Path.of("samples", "softmax_regression.ad").toString();
        Main.run(new String[] {"check", sample}, InputStream.nullInputStream(), out, out);
        assertEquals(printed.toString(StandardCharsets.UTF_8), Adjoint.check(Path.of(sample)));
    }

    @Test
    void aWrongGradientFails() throws IOException {
        Path wrong = file("wrong.ad", WRONG);
        AssertionError failure = assertThrows(AssertionError.class, () -> Adjoint.check(wrong));
        assertTrue(failure.getMessage().contains("A GRADIENT IS WRONG"), failure.getMessage());
        assertTrue(failure.getMessage().contains("WRONG\n"), failure.getMessage());
        assertTrue(
                Stream.of(failure.getStackTrace())
                        .anyMatch(at -> at.getClassName().equals(getClass().getName())),
                "the line of the test is in the stack trace");
    }

    @Test
    void valuesBesideSayWhereItIsChecked() throws IOException {
        Path root = file("root.ad", "dim N\nparam w[N]\nloss = sum([sqrt(w[n]) for n])\n");
        file("root.values.json", "{\"w\": [4, 9, 16]}");
        String table = Adjoint.check(root);
        assertTrue(table.contains("1 point with N = 3"), table);
        assertTrue(table.endsWith("every gradient agrees with its differences\n"), table);
        file("root.values.json", "{\"v\": [4, 9, 16]}");
        RefusedProgramException unknown = assertThrows(RefusedProgramException.class, () -> Adjoint.check(root));
        assertEquals(Code.E0806, unknown.diagnostics().get(0).code());
        file("root.values.json", "{\"w\": [4,");
        assertThrows(RefusedProgramException.class, () -> Adjoint.check(root));
    }

    @Test
    void nothingThatCanBeCheckedIsNoPass() throws IOException {
        Path nowhere = file("nowhere.ad", "param w\nloss = sqrt(-1 - w^2)\n");
        AssertionError failure = assertThrows(AssertionError.class, () -> Adjoint.check(nowhere));
        assertTrue(failure.getMessage().endsWith("nowhere.values.json"), failure.getMessage());
    }

    /** A Java without the module of the compiler is one, whatever else it has. */
    @Test
    void aJreIsToldThatAJdkIsNeeded() throws IOException, InterruptedException {
        Path main = file("Load.java", """
                public class Load {
                    public static void main(String[] args) {
                        dev.adjoint.Adjoint.load("f = 1");
                    }
                }
                """);
        String path = System.getProperty("java.class.path");
        Path home = Path.of(System.getProperty("java.home"), "bin");
        run(home.resolve("javac").toString(), "-proc:none", "-cp", path, "-d", folder.toString(), main.toString());
        String said = run(
                home.resolve("java").toString(),
                "--limit-modules",
                "java.base,java.compiler,java.logging",
                "-cp",
                folder + System.getProperty("path.separator") + path,
                "Load");
        assertTrue(said.contains("IllegalStateException: this Java has no compiler, it is a JRE: "), said);
        assertTrue(said.contains("Run on a JDK, 17 or later, or compile the program with `ad compile`"), said);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
