package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The good programs check without a word, but for what is not in the compiler yet. */
final class SampleFilesTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/ad/good"))) {
            return files.filter(f -> f.toString().endsWith(".ad")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void checks(Path file) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Source source = new Source(file.getFileName().toString(), Files.readString(file));
        boolean present =
                Checker.check(Parser.parse(source, diagnostics), diagnostics).isPresent();
        assertEquals(List.of(), diagnostics.all().stream().map(d -> d.code()).toList());
        assertTrue(present);
    }
}
