package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each program in {@code src/test/ad/bad} has one mistake, whose code begins the name of the file, and what is said about
 * it stands in a file beside. The files that they use are in the folder {@code used} there.
 */
class BadProgramsTest {

    private static final Path TESTS = Path.of("src/test/java");

    @TestFactory
    Stream<DynamicTest> isToldWhatIsWrong() {
        return Expected.files("bad", ".ad").stream()
                .map(file -> DynamicTest.dynamicTest(Expected.stem(file), () -> isToldWhatIsWrong(file)));
    }

    private static void isToldWhatIsWrong(Path file) {
        Source source = new Source(file.getFileName().toString(), Expected.text(file));
        List<Diagnostic> found = Compiler.compile(source, Expected::beside, Options.defaults(), Phase.JAVA)
                .diagnostics()
                .all();
        String drawn = new DiagnosticPrinter(false).print(found);
        assertEquals(
                List.of(code(file)), found.stream().map(d -> d.code().name()).toList(), drawn);
        Expected.compare(file.resolveSibling(Expected.stem(file) + ".txt"), drawn);
    }

    private static String code(Path file) {
        return Expected.stem(file).split("_", 2)[0];
    }

    @Test
    void nothingIsExpectedOfNoProgram() {
        assertEquals(
                Expected.files("bad", ".ad").stream().map(Expected::stem).toList(),
                Expected.files("bad", ".txt").stream().map(Expected::stem).toList());
    }

    /** Of values, files and names of classes there are tests in Java. */
    @Test
    void everyCodeHasABadProgramOrATest() throws IOException {
        Set<String> shown =
                Expected.files("bad", ".ad").stream().map(BadProgramsTest::code).collect(Collectors.toSet());
        String tests = tests();
        for (Code code : Code.values()) {
            assertTrue(
                    shown.contains(code.name()) || (!code.isAboutPrograms() && tests.contains(code.name())),
                    code + " has no program in src/test/ad/bad, and no test");
        }
        assertEquals(
                List.of(),
                shown.stream()
                        .filter(name -> Arrays.stream(Code.values())
                                .noneMatch(code -> code.name().equals(name)))
                        .toList());
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(Expected::text)
                    .collect(Collectors.joining());
        }
    }

    @Test
    void aFileThatIsNoClassNeedsOneNamed() {
        Source source = new Source("2-layers.ad", "param w\nf = w^2\n");
        List<Diagnostic> found =
                Compiler.compile(source, Options.defaults()).diagnostics().all();
        assertEquals("""
                error[E0902]: `2Layers`, made from `2-layers.ad`, is not the name of a Java class
                   = help: give one with `--class Layers`
                """, new DiagnosticPrinter(false).print(found));
        assertTrue(
                !Compiler.compile(source, Options.defaults().named("TwoLayers")).failed());
    }
}
