package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures are XML, and nothing that is seen in a scene is missing in them. */
final class SvgTest {

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Set<String> of(Document svg, String kind, String attribute) {
        Set<String> found = new HashSet<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int k = 0; k < all.getLength(); k++) {
            Element element = (Element) all.item(k);
            if (List.of(element.getAttribute("class").split(" ")).contains(kind)) {
                found.add(element.getAttribute(attribute));
            }
        }
        return found;
    }

    @TestFactory
    Stream<DynamicTest> complete() {
        return Stream.of("neuron", "char_lstm", "transformer_block", "bundle_adjustment", "lotka_volterra")
                .flatMap(name -> Stream.of(Drawing.Folding.ALL, Drawing.Folding.NONE)
                        .map(fold -> dynamicTest(name + " " + fold, () -> complete(name, fold))));
    }

    private static void complete(String name, Drawing.Folding folding) throws Exception {
        Drawn drawn = Drawn.sampled(Drawn.program(Path.of("samples", name + ".ad")), 1);
        Optional<Numbers> numbers = Optional.of(drawn.numbers());
        Set<Box> folds =
                folding == Drawing.Folding.ALL ? Set.copyOf(drawn.circuit().boxes()) : Set.of();
        Scene scene = Scene.of(drawn.circuit(), numbers, folds, 1000);
        Document svg = parsed(Svg.alone(drawn.circuit(), scene, numbers, name));

        scene.nodes().forEach(node -> assertTrue(of(svg, "node", "id").contains(node.id()), node.id()));
        assertEquals(scene.edges().size(), of(svg, "wire", "id").size());
        assertEquals(scene.open().size(), of(svg, "box", "data-box").size());
        long numbered = scene.edges().stream()
                .filter(edge -> drawn.numbers().value(edge.source()).isPresent())
                .count();
        assertEquals(numbered, of(svg, "numbers", "data-edge").size());
    }

    /** What a folded box hands back is the sum over what is in it: the gradients of what goes in stay the same. */
    @Test
    void foldingKeepsGradients() {
        Drawn drawn = Drawn.sampled(Drawn.program(Path.of("samples/char_lstm.ad")), 1);
        Scene folded = Scene.of(
                drawn.circuit(),
                Optional.of(drawn.numbers()),
                Set.copyOf(drawn.circuit().boxes()),
                1000);
        for (String param : List.of("E", "W", "U", "b", "R", "r", "h0")) {
            Gate gate = drawn.circuit().gates().stream()
                    .filter(g -> g.isLeaf() && g.box() == null && g.names().contains(param))
                    .findFirst()
                    .orElseThrow();
            Scene.Edge edge = folded.edges().stream()
                    .filter(e -> e.source() == gate)
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    List.of(drawn.numbers().upstream(gate).orElseThrow().numbers().length),
                    List.of(edge.gradient().orElseThrow().numbers().length));
            assertEquals(
                    drawn.numbers().upstream(gate).orElseThrow().numbers()[0],
                    edge.gradient().orElseThrow().numbers()[0],
                    1e-12,
                    param);
        }
    }

    @Test
    void infinityIsMarked() throws Exception {
        Drawn drawn = Drawn.at("param x\nf = log(x) + 1\n", 0);
        Scene scene = Scene.of(drawn.circuit(), Optional.of(drawn.numbers()), Set.of(), 100);
        Document svg = parsed(Svg.alone(drawn.circuit(), scene, Optional.of(drawn.numbers()), "<&>"));

        assertEquals(
                Set.of(drawn.gate("log").id()),
                of(svg, "born", "id").stream()
                        .filter(id -> !id.isEmpty())
                        .collect(java.util.stream.Collectors.toSet()));
        assertFalse(of(svg, "odd", "x").isEmpty());
    }
}
