package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code ad graph} writes of some samples, as text and as dot, and the pictures of the README. */
final class DrawingsTest {

    private static String graph(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("graph"));
        all.addAll(List.of(arguments));
        int code = Main.run(
                all.toArray(String[]::new),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(0, code, () -> err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> texts() {
        return Stream.of("neuron", "gates", "two_layer", "lotka_volterra", "char_lstm", "ntm_head")
                .map(name -> dynamicTest(
                        name,
                        () -> Expected.compare(
                                Expected.folder("graph").resolve(name + ".txt"), graph("samples/" + name + ".ad"))));
    }

    @TestFactory
    Stream<DynamicTest> dots() {
        return Stream.of("neuron", "softmax_regression")
                .map(name -> dynamicTest(
                        name,
                        () -> Expected.compare(
                                Expected.folder("graph").resolve(name + ".dot"),
                                graph("samples/" + name + ".ad", "--format", "dot"))));
    }

    @TestFactory
    Stream<DynamicTest> pictures() {
        return Stream.of("sum_times", "neuron", "gates")
                .map(name -> dynamicTest(
                        name,
                        () -> Expected.compare(
                                Path.of("samples/pictures", name + ".svg"),
                                graph("samples/" + name + ".ad", "--format", "svg"))));
    }
}
