package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads sources from files and streams; whatever is no text ends in a diagnostic. */
public final class Sources {

    /** Larger files are refused: a formula of this size is none. */
    public static final int MOST_BYTES = 64 << 20;

    private Sources() {}

    /** The text of the file, shown in diagnostics under its path; empty if it cannot be read or is not UTF-8 text. */
    public static Optional<Source> read(Path path, Diagnostics diagnostics) {
        String reason;
        if (!Files.exists(path)) {
            reason = "there is no file `" + path + "`";
        } else if (Files.isDirectory(path)) {
            reason = "`" + path + "` is a directory";
        } else if (!Files.isReadable(path)) {
            reason = "the file `" + path + "` may not be read";
        } else {
            try (InputStream in = Files.newInputStream(path)) {
                return read(path.toString(), in, diagnostics);
            } catch (IOException e) {
                reason = "the file `" + path + "` cannot be read: " + e.getMessage();
            }
        }
        diagnostics.add(Diagnostic.nowhere(Code.E0001, reason));
        return Optional.empty();
    }

    /** The file at a path that another file gives, relative to itself: what a {@link Library} of the disk finds. */
    public static Optional<Source> beside(Source user, String path, Diagnostics diagnostics) {
        try {
            return read(place(user, path), diagnostics);
        } catch (InvalidPathException wrong) {
            diagnostics.add(Diagnostic.nowhere(Code.E0001, "`" + path + "` cannot be the name of a file"));
            return Optional.empty();
        }
    }

    /**
     * Where a path that a file gives leads, in the plainest way, whether there is a file or not.
     *
     * @throws InvalidPathException if it cannot be the name of a file
     */
    public static Path place(Source user, String path) {
        Path file = Path.of(user.name()).resolveSibling(path);
        Path here = Path.of("").toAbsolutePath();
        Path plain = file.isAbsolute()
                ? file.normalize()
                : here.relativize(here.resolve(file).normalize());
        return plain.equals(Path.of("")) ? Path.of(".") : plain;
    }

    /** The text of the stream up to its end, shown under {@code name}. */
    public static Optional<Source> read(String name, InputStream in, Diagnostics diagnostics) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            diagnostics.add(Diagnostic.nowhere(
                    Code.E0001, "`" + name + "` is larger than " + (MOST_BYTES >> 20) + " MB: that is no formula"));
            return Optional.empty();
        }
        return decode(name, bytes, diagnostics);
    }

    private static Optional<Source> decode(String name, byte[] bytes, Diagnostics diagnostics) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(input, chars, true);
        int nul = nul(bytes);
        int bad = result.isError() ? input.position() : bytes.length;
        if (Math.min(nul, bad) < bytes.length) {
            diagnostics.add(notText(name, bytes, Math.min(nul, bad)));
            return Optional.empty();
        }
        return Optional.of(new Source(name, chars.flip().toString()));
    }

    private static int nul(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    private static Diagnostic notText(String name, byte[] bytes, int offset) {
        String found = String.format("%02X", bytes[offset]);
        Diagnostic diagnostic =
                Diagnostic.nowhere(Code.E0002, "`" + name + "` is not UTF-8 text: byte " + offset + " is 0x" + found);
        boolean utf16 = bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
        return utf16 ? diagnostic.help("it looks like UTF-16: save it as UTF-8") : diagnostic;
    }
}
