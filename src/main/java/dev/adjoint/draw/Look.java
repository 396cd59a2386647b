package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import dev.adjoint.draw.Scene.Edge;
import dev.adjoint.draw.Scene.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How large things are, and the texts on them: what layout and drawing have to agree on. */
final class Look {

    /** The width of a letter of the numbers, which have one width, at {@link #NUMBER} units. */
    private static final double DIGIT = 0.602;

    /** The height of the numbers on wires. */
    static final double NUMBER = 13;

    /** The height of the text in gates. */
    static final double TEXT = 15;

    static final double LINE = 16;

    /** The height of a box's title. */
    static final double TITLE = 26;

    private final Scene scene;
    private final Optional<Numbers> numbers;
    private final Optional<Numerals> numerals;

    Look(Scene scene, Optional<Numbers> numbers, Optional<Numerals> numerals) {
        this.scene = scene;
        this.numbers = numbers;
        this.numerals = numerals;
    }

    /** The text in a node, without the small letters below it. */
    String text(Node node) {
        if (node.output().isPresent()) {
            return node.output().get().name();
        }
        return node.folded() != null
                ? node.folded().title()
                : node.gate().label().text();
    }

    /** The small letters in a node. */
    String detail(Node node) {
        if (node.folded() != null) {
            return node.folded().scan().isPresent() ? "a loop, folded" : "folded";
        }
        return node.isGate() ? node.gate().label().detail() : "";
    }

    boolean isRound(Node node) {
        return isOperation(node) && text(node).length() <= 4 && detail(node).isEmpty();
    }

    boolean isOperation(Node node) {
        return node.isGate() && !node.gate().isLeaf();
    }

    /** Whether it is but a name, without a frame. */
    private boolean isPlain(Node node) {
        return node.output().isPresent()
                || (node.isGate()
                        && node.gate().isLeaf()
                        && node.gate().inputs().isEmpty());
    }

    double width(Node node) {
        double letters =
                Math.max(text(node).length() * TEXT * 0.58, detail(node).length() * 6.2);
        if (isRound(node)) {
            return 44;
        }
        return letters + (isPlain(node) ? 10 : 26);
    }

    double height(Node node) {
        if (isRound(node)) {
            return 44;
        }
        if (node.folded() != null) {
            return Math.max(
                    50,
                    14
                            * scene.edges().stream()
                                    .filter(edge -> edge.to() == node)
                                    .count());
        }
        return isOperation(node) ? (detail(node).isEmpty() ? 38 : 50) : 24;
    }

    /** What stands over a gate: the user's name for its value. */
    Optional<String> above(Node node) {
        if (!isOperation(node)) {
            return Optional.empty();
        }
        String names = node.gate().names().stream()
                .filter(name -> !name.equals(text(node)) && !scene.isOutput(node.gate(), name))
                .collect(Collectors.joining(" = "));
        return Optional.of(names).filter(n -> !n.isEmpty());
    }

    /** What stands under a gate: the shape of its value. */
    Optional<String> below(Node node) {
        return node.isGate() && !node.gate().type().isScalar()
                ? Optional.of(node.gate().type().toString())
                : Optional.empty();
    }

    /** The gradient of a value that is used several times, which is on none of its wires. */
    Optional<Value> sum(Node node) {
        return node.isGate() && scene.ways(node.gate()) > 1
                ? numbers.flatMap(n -> n.upstream(node.gate()))
                : Optional.empty();
    }

    String sumText(Node node) {
        return sum(node)
                .map(v -> "Σ " + numerals.orElseThrow().value(node.gate(), v))
                .orElse("");
    }

    /** The value on an edge. */
    Optional<Value> value(Edge edge) {
        return numbers.flatMap(n -> n.value(edge.source()));
    }

    /** What is drawn for a number or an array on an edge. */
    HeatMap map(Edge edge, Value value) {
        return new HeatMap(edge.source(), value, numerals.orElseThrow());
    }

    /** The room that the numbers on an edge take; both halves are as high as the higher one, so that the wire is between. */
    double[] room(Edge edge) {
        double width = 0;
        double half = 0;
        for (Optional<Value> value : List.of(value(edge), edge.gradient())) {
            if (value.isPresent()) {
                HeatMap map = map(edge, value.get());
                width = Math.max(width, map.width());
                half = Math.max(half, map.height());
            }
        }
        return new double[] {width + 10, 2 * (half + 4)};
    }

    static double numberWidth(String text, double size) {
        return text.length() * size * DIGIT;
    }
}
