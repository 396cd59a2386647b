package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexTest {

    @TempDir
    Path folder;

    private static Index index() {
        Index index = new Index("0123", Path.of("/a b/src/main/ad"));
        index.entries().put("plain.ad", new Index.Entry(Map.of(Path.of("plain.ad"), "aa"), Map.of(), List.of()));
        index.entries()
                .put(
                        "odd/n\\ame\nof two lines.ad",
                        new Index.Entry(
                                Map.of(Path.of("a\\new"), "bb", Path.of("missing"), ""),
                                Map.of(Path.of("Odd.java"), "cc"),
                                List.of("W0001: of\r\nseveral lines \\n", "another")));
        return index;
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Path file = folder.resolve("index");
        index().write(file);
        assertEquals(Optional.of(index()), Index.read(file));
    }

    @Test
    void isWrittenOnlyWhenItChanges() throws Exception {
        Path file = folder.resolve("index");
        index().write(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        index().write(file);
        assertEquals(1_000_000_000_000L, Files.getLastModifiedTime(file).toMillis());
    }

    /** Whatever is left of a file, it is all of the index or none. */
    @Test
    void whatIsNoIndexIsNone() throws Exception {
        Path file = folder.resolve("index");
        assertEquals(Optional.empty(), Index.read(file));
        index().write(file);
        String text = Files.readString(file);
        for (int length = 0; length < text.length() - 1; length++) {
            Files.writeString(file, text.substring(0, length));
            assertEquals(Optional.empty(), Index.read(file), "cut after " + length);
        }
    }
}
