package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good programs with a few words exchanged: whatever comes of it is a program or a message, never an exception. */
final class AnyTreeTest {

    private static final List<String> WORDS =
            List.of("'", "2", "-", "N", "i", "[i]", "[0]", "*", "mod(i, 2)", "9999999999999", "sum", "^", "0", "where");

    private static List<String> words(Path file) throws IOException {
        return new ArrayList<>(List.of(Files.readString(file).split("(?<=\\W)|(?=\\W)")));
    }

    @Test
    void isCheckedWithoutAnException() throws IOException {
        Random random = new Random(7);
        List<Path> files = SampleFilesTest.files();
        int programs = 0;
        for (int k = 0; k < 500; k++) {
            List<String> words = words(files.get(random.nextInt(files.size())));
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(words.size());
                switch (random.nextInt(4)) {
                    case 0 -> words.remove(at);
                    case 1 -> words.set(at, words.get(random.nextInt(words.size())));
                    case 2 -> words.add(at, WORDS.get(random.nextInt(WORDS.size())));
                    default -> words.set(at, WORDS.get(random.nextInt(WORDS.size())));
                }
            }
            programs += check(String.join("", words)) ? 1 : 0;
        }
        assertFalse(programs == 0, "some are still programs");
    }

    private static boolean check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Program> program = Checker.check(Parser.parse(new Source("any.ad", text), diagnostics), diagnostics);
        assertEquals(!diagnostics.hasErrors(), program.isPresent(), text);
        program.ifPresent(TypedPrinter::print);
        for (Diagnostic diagnostic : diagnostics.all()) {
            assertFalse(diagnostic.message().endsWith("."), diagnostic.message());
            assertFalse(diagnostic.message().contains("null"), diagnostic.message());
        }
        return program.isPresent();
    }
}
