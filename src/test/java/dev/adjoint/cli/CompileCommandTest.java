package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompileCommandTest {

    private static final String TWO_LAYER = """
            dim D, H, C
            param W1[H,D], b1[H], W2[C,H], b2[C]
            input x[D]
            h = max(0, W1*x + b1)
            f = W2*h + b2
            """;

    @TempDir
    Path directory;

    private String target() {
        return directory.resolve("out").toString();
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> !f.toString().endsWith(".ad") && Files.isRegularFile(f))
                    .map(f -> directory.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesTheClassBelowItsPackage() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Ad run = Ad.run("compile", file, "-d", target(), "--package", "a.b");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(List.of("out/a/b/TwoLayer.java"), written());
        String text = Files.readString(directory.resolve("out/a/b/TwoLayer.java"));
        assertTrue(text.contains("package a.b;"), text);
        assertTrue(text.contains("final class TwoLayer"), text);
        assertTrue(run.err().contains("TwoLayer.java (H*D + H + C*H + C parameters)"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void leavesAFileAloneThatWouldNotChange() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        assertEquals(0, Ad.run("compile", file, "-d", target()).code());
        Path java = directory.resolve("out/TwoLayer.java");
        FileTime before = FileTime.fromMillis(1_000_000_000L);
        Files.setLastModifiedTime(java, before);
        Ad again = Ad.run("compile", file, "-d", target());
        assertTrue(again.err().contains("unchanged"), again.err());
        assertEquals(before, Files.getLastModifiedTime(java));

        Ad.file(directory, "two_layer.ad", TWO_LAYER.replace("b2\n", "b2 + b2\n"));
        assertFalse(Ad.run("compile", file, "-d", target()).err().contains("unchanged"));
    }

    @Test
    void writesToStdoutForADash() throws IOException {
        Ad run = Ad.withInput(TWO_LAYER, "compile", "-", "--class", "Net", "-d", "-");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().contains("final class Net"), run.out());
        assertTrue(run.out().endsWith("}\n"), run.out());
        assertEquals(List.of(), written());
    }

    @Test
    void writesNothingIfOneFileIsRefused() throws IOException {
        String good = Ad.file(directory, "good.ad", TWO_LAYER);
        String bad = Ad.file(directory, "bad.ad", "f = nowhere\n");
        String missing = directory.resolve("missing.ad").toString();
        Ad run = Ad.run("compile", good, bad, missing, "-d", target());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0301]"), run.err());
        assertTrue(run.err().contains("error[E0001]"), run.err());
        assertTrue(run.err().contains("nothing is written, 2 of 3 files are refused"), run.err());
        assertEquals(List.of(), written());
    }

    @Test
    void refusesTwoFilesThatBecomeOneClass() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        String one = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        String other = Ad.file(directory.resolve("a"), "two_layer.ad", TWO_LAYER);
        Ad run = Ad.run("compile", one, other, "-d", target());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("both become TwoLayer.java"), run.err());
        assertEquals(List.of(), written());
    }

    @Test
    void doesNotReplaceWhatItDidNotWrite() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Path mine = directory.resolve("TwoLayer.java");
        Files.writeString(mine, "class TwoLayer {}\n");
        Ad run = Ad.run("compile", file, "-d", directory.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0004]"), run.err());
        assertTrue(run.err().contains("was not written by Adjoint"), run.err());
        assertEquals("class TwoLayer {}\n", Files.readString(mine));
    }

    @Test
    void saysWhyATargetCannotBeWritten() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Ad run = Ad.run("compile", file, "-d", file);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0004]"), run.err());
        assertFalse(run.hasStackTrace());

        Files.createDirectories(directory.resolve("out/TwoLayer.java"));
        Ad taken = Ad.run("compile", file, "-d", target());
        assertEquals(1, taken.code());
        assertTrue(taken.err().contains("is a directory"), taken.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tree", "typed", "graph", "adjoint", "loops", "java"})
    void printsWhatStandsAfterAPhase(String phase) throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Ad run = Ad.run("compile", file, "--print", phase);
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().contains("W1"), run.out());
        assertEquals(List.of(), written());
    }

    @Test
    void passesTheOptionsOn() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Ad plain = Ad.run("compile", file, "-d", "-");
        Ad asked = Ad.run(
                "compile",
                file,
                "-d",
                "-",
                "--real",
                "float",
                "--wrt",
                "x",
                "--keep",
                "h",
                "--dim",
                "D=7",
                "--generated-annotation");
        assertEquals(0, asked.code(), asked.err());
        for (String word : List.of("float[]", "gradient_x", "Generated")) {
            assertFalse(plain.out().contains(word + "("), word);
            assertTrue(asked.out().contains(word), word + " in " + asked.out());
        }
    }

    @Test
    void passesTheScheduleOn() throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        String fast = Ad.run("compile", file, "-d", "-").out();
        assertTrue(fast.contains("multiply(") && fast.contains("Math.fma("), fast);
        assertEquals(
                fast, Ad.run("compile", file, "-d", "-", "--schedule", "fast").out());

        Ad notFused = Ad.run("compile", file, "-d", "-", "--no-fma");
        assertEquals(0, notFused.code(), notFused.err());
        assertTrue(notFused.out().contains("multiply("), notFused.out());
        assertFalse(notFused.out().contains("fma"), notFused.out());

        Ad reference = Ad.run("compile", file, "-d", "-", "--schedule", "reference");
        assertEquals(0, reference.code(), reference.err());
        assertTrue(reference.out().contains("final class TwoLayer"), reference.out());
        assertFalse(reference.out().contains("multiply("), reference.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--wrt=nobody", "--keep=nobody", "--dim=nobody=3", "--package=a-b", "--class=1x"})
    void refusesNamesThatAreNotThere(String option) throws IOException {
        String file = Ad.file(directory, "two_layer.ad", TWO_LAYER);
        Ad run = Ad.run("compile", file, "-d", target(), option);
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().startsWith("error[E"), run.err());
        assertEquals(List.of(), written());
    }

    @Test
    void singularMatricesThrowUnlessNanIsAskedFor() {
        String file = Ad.file(directory, "line.ad", "dim N\nparam A[N,N]\nf = logdet(A)\n");
        String throwing = Ad.run("compile", file, "-d", "-").out();
        assertTrue(throwing.contains("\"line.ad:3: logdet(A)\""), throwing);
        String lenient = Ad.run("compile", file, "-d", "-", "--nan").out();
        assertFalse(lenient.contains("\"line.ad"), lenient);
    }
}
