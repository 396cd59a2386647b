package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.random.Agreement;
import dev.adjoint.source.Source;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each program in {@code src/test/ad/good} compiles without a word, and its class computes what the interpreter does. */
class GoodProgramsTest {

    private static final int POINTS = 5;

    @TestFactory
    Stream<DynamicTest> compilesAndComputes() {
        return Expected.files("good", ".ad").stream()
                .map(file -> DynamicTest.dynamicTest(Expected.stem(file), () -> compilesAndComputes(file)));
    }

    private static void compilesAndComputes(Path file) {
        Source source = new Source(file.getFileName().toString(), Expected.text(file));
        for (Options.Schedule schedule : Options.Schedule.values()) {
            Options options = Options.defaults().with(schedule);
            Compilation compilation = Compiler.compile(source, options);
            assertEquals(
                    "",
                    new DiagnosticPrinter(false).print(compilation.diagnostics().all()));
            for (long seed = 0; seed < POINTS; seed++) {
                Agreement.check(compilation, options, seed);
            }
        }
    }
}
