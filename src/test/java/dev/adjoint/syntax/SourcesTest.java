package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    @TempDir
    private Path directory;

    private String refused(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        assertEquals(Optional.empty(), Sources.read(path, diagnostics));
        assertEquals(1, diagnostics.all().size());
        Diagnostic diagnostic = diagnostics.all().get(0);
        return diagnostic.code() + " " + diagnostic.message().replace(directory.toString(), "DIR");
    }

    private Path file(byte... bytes) throws IOException {
        return Files.write(directory.resolve("f.ad"), bytes);
    }

    @Test
    void readsText() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Path path = file("θ = λ # 𝜃\r\n".getBytes(StandardCharsets.UTF_8));
        Source source = Sources.read(path, diagnostics).orElseThrow();
        assertEquals("θ = λ # 𝜃\r\n", source.text());
        assertEquals(path.toString(), source.name());
        assertTrue(diagnostics.isEmpty());
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        assertEquals("E0001 there is no file `DIR/none.ad`", refused(directory.resolve("none.ad")));
        assertEquals("E0001 `DIR` is a directory", refused(directory));
    }

    @Test
    void saysWhereAFileIsNoText() throws IOException {
        assertEquals(
                "E0002 `DIR/f.ad` is not UTF-8 text: byte 2 is 0x00", refused(file((byte) 'a', (byte) 'b', (byte) 0)));
        assertEquals(
                "E0002 `DIR/f.ad` is not UTF-8 text: byte 1 is 0xFF", refused(file((byte) 'a', (byte) 0xFF, (byte) 0)));
        assertEquals("E0002 `DIR/f.ad` is not UTF-8 text: byte 1 is 0xC3", refused(file((byte) 'a', (byte) 0xC3)));
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        assertEquals(Optional.empty(), Sources.read("-", endless, diagnostics));
        assertEquals(
                "`-` is larger than 64 MB: that is no formula",
                diagnostics.all().get(0).message());
    }

    @Test
    void readsStreams() throws IOException {
        InputStream in = new ByteArrayInputStream("y = 1".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "y = 1", Sources.read("-", in, new Diagnostics()).orElseThrow().text());
    }
}
