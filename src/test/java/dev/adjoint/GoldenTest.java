package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.adjoint.source.Source;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated for some programs of the lecture is, byte for byte, what stands in {@code src/test/ad/golden}. */
class GoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"neuron", "two_layer", "softmax_regression", "conv_net"})
    void isWrittenAsBefore(String program) {
        Path file = Expected.folder("good").resolve(program + ".ad");
        Compilation compilation =
                Compiler.compile(new Source(program + ".ad", Expected.text(file)), Options.defaults());
        assertFalse(compilation.failed());
        Expected.compare(
                Expected.folder("golden").resolve(program + ".java"),
                compilation.java().orElseThrow().text());
    }
}
