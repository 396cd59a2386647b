package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoodProgramsTest {

    private static final Path GOOD = Path.of("src/test/ad/good");

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(GOOD)) {
            return files.filter(file -> file.toString().endsWith(".ad"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theLecturesProgramsAreThere() throws IOException {
        assertTrue(programs().size() >= 11);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void parsesAndPrintsBack(Path file) {
        Tree tree = Reading.good(text(file));
        assertTrue(!tree.statements().isEmpty());
        Tree again = Reading.good(TreePrinter.print(tree));
        assertEquals(Spanless.of(tree), Spanless.of(again));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyStatementSpansItsText(Path file) {
        // Documentation stands above its statement, not in it.
        String undocumented = text(file).replaceAll("(?m)^##", "#");
        for (Statement statement : Reading.good(undocumented).statements()) {
            Tree alone = Reading.good(statement.span().text() + "\n");
            assertEquals(1, alone.statements().size());
            assertEquals(Spanless.of(statement), Spanless.of(alone.statements().get(0)));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void lineEndsOfAnyKindAndAByteOrderMarkAreFine(Path file) {
        String expected = Spanless.of(Reading.good(text(file)));
        assertEquals(expected, Spanless.of(Reading.good("\uFEFF" + text(file).replace("\n", "\r\n"))));
        assertEquals(expected, Spanless.of(Reading.good(text(file).replace("\n", "\r"))));
        assertEquals(expected, Spanless.of(Reading.good(text(file).stripTrailing())));
    }
}
