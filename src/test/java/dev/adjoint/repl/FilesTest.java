package dev.adjoint.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded, what is saved, and what the command says at its end. */
class FilesTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int ad(String typed, String... arguments) {
        out.reset();
        err.reset();
        return Main.run(
                arguments,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
    }

    private String answers(String typed) {
        ad(typed, "repl");
        return out.toString(StandardCharsets.UTF_8);
    }

    private String messages() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theExitCodeSaysWhetherALineWasRefused() {
        assertEquals(0, ad("w = 2\nw^2\n", "repl"));
        assertEquals("w = 2\n4\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, ad("nope\n3\n", "repl"));
        assertEquals("3\n", out.toString(StandardCharsets.UTF_8));
        assertTrue(messages().startsWith("error[E0301]"), messages());
        assertEquals(0, ad("1; 2\n:quit\nnope\n", "repl"));
        assertEquals("1\n2\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsSavedCompilesAndIsCheckedAndLoadedAgain() throws IOException {
        Path file = directory.resolve("net.ad");
        String session = """
                w = [1, -2]
                y = [1, 0]
                s = [w[y[n]] for n in 0:2]
                big = [0/0*i for i in 0:3]
                f = sum(s.^2)
                broken = w[0]
                g = broken^2
                broken = [1, 2]
                """;
        assertEquals(0, ad(session + ":save " + file + "\n", "repl"), messages());
        assertTrue(messages().contains("left out, since it is broken: g"), messages());
        String saved = Files.readString(file);
        assertTrue(saved.startsWith("param w[2] = [1, -2]\ninput y[2] in 2\n"), saved);
        assertEquals(
                "{\"y\":[1,0],\"big\":[\"NaN\",\"NaN\",\"NaN\"]}\n",
                Files.readString(directory.resolve("net.values.json")));
        assertEquals(0, ad("", "compile", file.toString(), "-d", directory.toString()), messages());

        assertEquals(1, ad("w = 1\nf = w^2\n:save " + file + "\n", "repl"));
        assertTrue(messages().contains("is there already; `:save! "), messages());
        assertEquals(saved, Files.readString(file));
        assertTrue(
                answers(":load " + file + "\nf\n:grad f wrt w\n").endsWith("f = 5\ngradient of f\nw[2] = 2  -4\n"),
                messages());

        assertEquals(0, ad("w = 1\nf = w^2\n:save! " + file + "\n", "repl"));
        assertEquals("param w = 1\nf = w^2\n", Files.readString(file));
        assertFalse(Files.exists(directory.resolve("net.values.json")), "values of what was there before");
        assertEquals(0, ad("", "check", file.toString()), messages());
    }

    @Test
    void aFileIsLoadedWithItsValuesAndWhatItUses() throws IOException {
        Files.writeString(directory.resolve("layers.ad"), "fn twice(t) = 2*t\n");
        Path file = directory.resolve("net.ad");
        Files.writeString(
                file, "use \"layers.ad\"\ndim D\nparam w[D]\n## What comes out.\nf = sum(twice(w))\noutput f\n");
        Files.writeString(directory.resolve("net.values.json"), "{\"w\": [1, 2], \"D\": 2}");
        String answers = answers(":load \"" + file + "\"\nf\nw = [4, 5]\nf\ntwice(1)\n");
        assertTrue(answers.endsWith("f = 6\nw[2] = 4  5\nf = 18\n2\n"), answers + messages());
        answers(":load " + directory + "\n");
        assertTrue(messages().contains("is a directory"), messages());
    }

    @Test
    void numbersComeFromFiles() throws IOException {
        Path table = directory.resolve("t.csv");
        Files.writeString(table, "a;b\n1; 2\n\n3; -4.5e1\n");
        assertEquals("X[2,2] =\n    1    2\n    3  -45\n", answers("X = load(\"" + table + "\")\n"));
        Files.writeString(table, "1\n2\n3\n");
        assertEquals("x[3] = 1  2  3\n", answers("x = load(\"" + table + "\")\n"));
        Path packed = directory.resolve("t.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write("1 2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("[2] = 1  2\n", answers("load(\"" + packed + "\")\n"));
        refused(table, "1,2\n3\n", "row 2 of");
        refused(table, "1,2\n3,x\n", "`x` in row 2 of");
        refused(table, "\n", "there are no numbers in");
        Files.write(packed, new byte[] {1, 2, 3});
        answers("load(\"" + packed + "\")\n");
        assertTrue(messages().contains("cannot be read"), messages());
    }

    private void refused(Path table, String text, String words) throws IOException {
        Files.writeString(table, text);
        assertEquals("", answers("x = load(\"" + table + "\")\n"));
        assertTrue(messages().contains(words), messages());
    }

    @Test
    void timesAreShown() {
        String answers = answers("w = 2\n:time w^2\n");
        assertTrue(
                answers.matches("w = 2\nvalue +[0-9.]+ (ns|µs|ms)\nvalue and gradient +[0-9.]+ (ns|µs|ms)\n"), answers);
    }
}
