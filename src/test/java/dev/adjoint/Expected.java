package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders of programs with what is expected of them beside. With {@code -Dpromote=true} nothing is compared: what came out
 * is written down as expected, to be read in the diff.
 */
public final class Expected {

    private static final Path PROGRAMS = Path.of("src/test/ad");

    private Expected() {}

    static Path folder(String name) {
        return PROGRAMS.resolve(name);
    }

    static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a bad program uses, shown under its path in the folder of the bad programs. */
    static Optional<Source> beside(Source user, String path, Diagnostics why) {
        Path file = Path.of(user.name()).resolveSibling(path).normalize();
        return Sources.read(folder("bad").resolve(file), why)
                .map(read -> new Source(file.toString().replace('\\', '/'), read.text()));
    }

    /** The name of a file without its last ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    public static void compare(Path expected, String actual) {
        if (Boolean.getBoolean("promote")) {
            try {
                Files.writeString(expected, actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            assertEquals(text(expected), actual, expected + " says otherwise; -Dpromote=true takes it over");
        }
    }
}
