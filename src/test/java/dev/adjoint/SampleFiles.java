package dev.adjoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code samples/} that the build makes a class of. */
public final class SampleFiles {

    private static final Path SAMPLES = Path.of("samples");

    /** Functions for others, of which there is no class. */
    private static final String LIBRARY = "layers.ad";

    /** A module of its own, which is built with the plug-in. */
    private static final Path MODULE = SAMPLES.resolve("maven");

    private SampleFiles() {}

    public static List<Path> programs() {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".ad") && !f.endsWith(LIBRARY) && !f.startsWith(MODULE))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
