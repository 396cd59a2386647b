package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.files.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {

    private static final String DRAFT = "dim D\nparam w[ D ]\nf=w' *w # twice\n";
    private static final String FORMATTED = "dim D\nparam w[D]\nf = w'*w # twice\n";
    private static final FileTime OLD = FileTime.fromMillis(1_000_000_000L);

    @TempDir
    Path directory;

    @Test
    void formatsFilesInPlace() throws IOException {
        String draft = Ad.file(directory, "draft.ad", DRAFT);
        String done = Ad.file(directory, "done.ad", FORMATTED);
        Files.setLastModifiedTime(Path.of(done), OLD);
        Ad run = Ad.run("fmt", draft, done);
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals("formatted " + draft + "\n", run.err());
        assertEquals(FORMATTED, Files.readString(Path.of(draft)));
        assertEquals(OLD, Files.getLastModifiedTime(Path.of(done)), "what would not change is not written");
        assertEquals(List.of("done.ad", "draft.ad"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void checkListsWhatWouldChangeAndWritesNothing() throws IOException {
        String draft = Ad.file(directory, "draft.ad", DRAFT);
        String done = Ad.file(directory, "done.ad", FORMATTED);
        Ad run = Ad.run("fmt", "--check", done, draft);
        assertEquals(1, run.code());
        assertEquals(draft + "\n", run.out());
        assertEquals("", run.err());
        assertEquals(DRAFT, Files.readString(Path.of(draft)));
        assertEquals(new Ad(0, "", ""), Ad.run("fmt", "--check", done));
    }

    @Test
    void aDashGoesFromStdinToStdout() {
        assertEquals(new Ad(0, FORMATTED, ""), Ad.withInput(DRAFT, "fmt", "-"));
        assertEquals(new Ad(0, FORMATTED, ""), Ad.withInput(FORMATTED, "fmt", "-"));
        assertEquals(new Ad(1, "stdin\n", ""), Ad.withInput(DRAFT, "fmt", "-", "--check"));
        assertEquals(new Ad(0, "", ""), Ad.withInput(FORMATTED, "fmt", "-", "--check"));
    }

    @Test
    void aFileWithMistakesIsLeftAloneAndTheOthersAreFormatted() throws IOException {
        String bad = Ad.file(directory, "bad.ad", "f = 2 x\ng=1\n");
        String draft = Ad.file(directory, "draft.ad", DRAFT);
        Ad run = Ad.run("fmt", bad, draft, directory.resolve("missing.ad").toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0102]"), run.err());
        assertTrue(run.err().contains("error[E0001]"), run.err());
        assertEquals("f = 2 x\ng=1\n", Files.readString(Path.of(bad)));
        assertEquals(FORMATTED, Files.readString(Path.of(draft)));
        Ad stdin = Ad.withInput("f = 2 x", "fmt", "-");
        assertEquals(1, stdin.code());
        assertEquals("", stdin.out());
    }

    /** Names, sizes and shapes are not the formatter's affair. */
    @Test
    void aFileThatCannotBeCompiledIsFormatted() {
        assertEquals(new Ad(0, "f = nowhere*2\n", ""), Ad.withInput("f=nowhere * 2", "fmt", "-"));
    }

    @Test
    void messagesAreJsonOnRequest() {
        Ad run = Ad.withInput("f = 2 x\n", "fmt", "-", "--json");
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("{\"code\":\"E0102\""), run.err());
        assertEquals(
                "",
                Ad.run("fmt", Ad.file(directory, "draft.ad", DRAFT), "--json").err());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAndLinksStay() throws IOException {
        Path draft = Path.of(Ad.file(directory, "draft.ad", DRAFT));
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-rw-r--"));
        Path link = Files.createSymbolicLink(directory.resolve("link.ad"), Path.of("draft.ad"));
        assertEquals(0, Ad.run("fmt", link.toString()).code());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(FORMATTED, Files.readString(draft));
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(draft)));
    }

    @Test
    void saysWhyAFileCannotBeWritten() throws IOException {
        Path draft = Path.of(Ad.file(directory, "draft.ad", DRAFT));
        Path inTheWay = Files.writeString(Replacing.aside(draft), "");
        Ad run = Ad.run("fmt", draft.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0004]: `" + draft + "` cannot be written: "), run.err());
        assertTrue(run.err().contains("is in the way"), run.err());
        assertFalse(run.hasStackTrace());
        assertEquals(DRAFT, Files.readString(draft));
        assertTrue(Files.exists(inTheWay), "what was there before is not taken away");
    }

    @Test
    void longFormulasAreReadToTheEnd() {
        String sum = "a+".repeat(9_000) + "a";
        assertEquals(new Ad(0, "f = " + sum.replace("+", " + ") + "\n", ""), Ad.withInput("f=" + sum, "fmt", "-"));
        String nested = "(".repeat(200) + "a" + ")".repeat(200);
        assertEquals(new Ad(0, "f = " + nested + "\n", ""), Ad.withInput("f=" + nested, "fmt", "-"));
    }
}
