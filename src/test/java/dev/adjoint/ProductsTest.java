package dev.adjoint;

import dev.adjoint.random.ProductAgreement;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The products of every program in {@code src/test/ad/good} and of every sample agree with each other and the interpreter. */
final class ProductsTest {

    private static final int POINTS = 1;

    @TestFactory
    Stream<DynamicTest> ofGoodPrograms() {
        return Expected.files("good", ".ad").stream().map(ProductsTest::test);
    }

    @TestFactory
    Stream<DynamicTest> ofSamples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("samples"))) {
            return files
                    .filter(f -> f.toString().endsWith(".ad") && !f.endsWith("layers.ad"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(ProductsTest::test);
        }
    }

    private static DynamicTest test(Path file) {
        // the products that a file asks for itself may be by other variables
        Source source = new Source(file.toString(), Expected.text(file).replaceAll("(?m)^derive .*", ""));
        return DynamicTest.dynamicTest(Expected.stem(file), () -> ProductAgreement.check(source, 0, POINTS));
    }
}
