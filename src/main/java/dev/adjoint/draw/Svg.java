package dev.adjoint.draw;

import dev.adjoint.draw.Layout.Area;
import dev.adjoint.draw.Layout.Point;
import dev.adjoint.draw.Numbers.Value;
import dev.adjoint.draw.Scene.Edge;
import dev.adjoint.draw.Scene.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A scene as SVG: values stand over the wires, gradients under them. Colours follow the reader's light or dark theme. */
final class Svg {

    private static final double MARGIN = 6;

    private final Scene scene;
    private final Look look;
    private final Layout layout;
    private final Births births;
    private final Optional<Sentences> sentences;
    private final Optional<Numbers> numbers;
    private final boolean hasGradients;
    private final StringBuilder out = new StringBuilder();

    private Svg(Circuit circuit, Scene scene, Optional<Numbers> numbers, boolean alone) {
        Optional<Numerals> numerals = numbers.map(n -> Numerals.of(circuit, n));
        this.scene = scene;
        this.numbers = numbers;
        this.hasGradients = numbers.isPresent() && circuit.objective().isPresent();
        this.look = new Look(scene, numbers, numerals);
        this.layout = Layout.of(scene, look);
        this.births = numbers.map(n -> Births.of(circuit, n)).orElse(Births.none());
        this.sentences = alone ? numbers.map(n -> new Sentences(n, numerals.orElseThrow())) : Optional.empty();
    }

    /** A picture that stands alone, with its own style, and a text at each gate that a browser shows when it is pointed at. */
    static String alone(Circuit circuit, Scene scene, Optional<Numbers> numbers, String title) {
        Svg svg = new Svg(circuit, scene, numbers, true);
        return svg.text(title, "<style>" + Resource.text("circuit.css") + "</style>");
    }

    /** A picture in a page that says how it looks. */
    static String inside(Circuit circuit, Scene scene, Optional<Numbers> numbers, String title) {
        return new Svg(circuit, scene, numbers, false).text(title, "");
    }

    private String text(String title, String style) {
        String width = Markup.at(layout.width() + 2 * MARGIN);
        String height = Markup.at(layout.height() + 2 * MARGIN);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"circuit\" width=\"")
                .append(width);
        out.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        out.append("\" role=\"img\" aria-label=\"")
                .append(Markup.escaped(title))
                .append("\">\n")
                .append(style)
                .append('\n');
        out.append(
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\"");
        out.append(" orient=\"auto\"><path class=\"tip\" d=\"M0 0.8 8 4 0 7.2z\"/></marker></defs>\n");
        out.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        out.append("<g class=\"all\" transform=\"translate(")
                .append(Markup.at(MARGIN))
                .append(' ')
                .append(Markup.at(MARGIN))
                .append(")\">\n");
        scene.open().forEach(this::box);
        scene.edges().forEach(this::wire);
        scene.edges().forEach(this::numbers);
        scene.nodes().forEach(this::node);
        return out.append("</g>\n</svg>\n").toString();
    }

    private void box(Box box) {
        Area area = layout.of(box);
        Optional<Long> step = numbers.flatMap(n -> n.step(box));
        String title = box.title() + step.map(s -> " · numbers of step " + s).orElse("");
        out.append("<g class=\"box")
                .append(box.scan().isPresent() ? " loop" : "")
                .append("\" data-box=\"")
                .append(box.id())
                .append("\">")
                .append(rect("", area, 10));
        out.append("<text class=\"title\" x=\"")
                .append(Markup.at(area.x() + 12))
                .append("\" y=\"")
                .append(Markup.at(area.y() + 18))
                .append("\">")
                .append(Markup.escaped(title))
                .append("</text></g>\n");
    }

    private static String rect(String kind, Area area, double round) {
        return "<rect" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + " x=\"" + Markup.at(area.x()) + "\" y=\""
                + Markup.at(area.y()) + "\" width=\"" + Markup.at(area.width()) + "\" height=\""
                + Markup.at(area.height())
                + "\" rx=\"" + Markup.at(round) + "\"/>";
    }

    private void wire(Edge edge) {
        out.append("<path class=\"wire")
                .append(edge.gradient().isPresent() || !hasGradients ? "" : " still")
                .append("\" id=\"")
                .append(edge.id())
                .append("\" data-from=\"")
                .append(edge.from().id())
                .append("\" data-to=\"")
                .append(edge.to().id())
                .append("\" d=\"")
                .append(path(way(edge)))
                .append("\" marker-end=\"url(#tip)\"/>\n");
    }

    /** Wires begin and end where a round gate does. */
    private List<Point> way(Edge edge) {
        List<Point> way = new ArrayList<>(layout.way(edge));
        if (look.isRound(edge.from())) {
            way.set(0, onCircle(layout.of(edge.from()), way.get(0), 1));
        }
        if (look.isRound(edge.to())) {
            way.set(way.size() - 1, onCircle(layout.of(edge.to()), way.get(way.size() - 1), -1));
        }
        return way;
    }

    private static Point onCircle(Area circle, Point at, int side) {
        double radius = circle.width() / 2;
        double height = Math.min(radius, Math.abs(at.y() - circle.centre()));
        return new Point(circle.middle() + side * Math.sqrt(radius * radius - height * height), at.y());
    }

    /** Straight pieces with their corners rounded. */
    private static String path(List<Point> way) {
        StringBuilder path = new StringBuilder("M" + at(way.get(0)));
        for (int k = 1; k < way.size() - 1; k++) {
            Point corner = way.get(k);
            path.append('L')
                    .append(at(towards(corner, way.get(k - 1))))
                    .append('Q')
                    .append(at(corner))
                    .append(' ')
                    .append(at(towards(corner, way.get(k + 1))));
        }
        return path.append('L').append(at(way.get(way.size() - 1))).toString();
    }

    private static Point towards(Point from, Point to) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        double share = length == 0 ? 0 : Math.min(8, length / 2) / length;
        return new Point(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
    }

    private static String at(Point point) {
        return Markup.at(point.x()) + " " + Markup.at(point.y());
    }

    private void numbers(Edge edge) {
        Optional<Value> value = look.value(edge);
        if (value.isEmpty()) {
            return;
        }
        Area area = layout.numbers(edge);
        boolean born = edge.wires().stream().anyMatch(births::isAt);
        out.append("<g class=\"numbers")
                .append(born ? " born" : "")
                .append("\" data-edge=\"")
                .append(edge.id())
                .append("\" data-from=\"")
                .append(edge.from().id())
                .append("\" data-to=\"")
                .append(edge.to().id())
                .append("\">");
        HeatMap forward = look.map(edge, value.get());
        forward.draw(out, area.middle(), area.centre() - 3 - forward.height(), "forward");
        edge.gradient().ifPresent(g -> look.map(edge, g).draw(out, area.middle(), area.centre() + 3, "backward"));
        out.append("</g>\n");
    }

    private void node(Node node) {
        Area area = layout.of(node);
        out.append("<g class=\"node ")
                .append(kind(node))
                .append("\" id=\"")
                .append(node.id())
                .append("\" data-order=\"")
                .append(order(node))
                .append('"')
                .append(
                        node.folded() == null
                                ? ""
                                : " data-box=\"" + node.folded().id() + "\"")
                .append('>');
        sentences.filter(s -> node.isGate()).ifPresent(s -> tooltip(node, s));
        if (look.isRound(node)) {
            out.append("<circle cx=\"")
                    .append(Markup.at(area.middle()))
                    .append("\" cy=\"")
                    .append(Markup.at(area.centre()))
                    .append("\" r=\"")
                    .append(Markup.at(area.width() / 2))
                    .append("\"/>");
        } else {
            out.append(rect("", area, 9));
        }
        boolean two = !look.detail(node).isEmpty();
        words("text", look.text(node), area.middle(), area.centre() + (two ? -2 : 5));
        if (two) {
            words("detail", look.detail(node), area.middle(), area.centre() + 14);
        }
        look.above(node).ifPresent(name -> words("name", name, area.middle(), area.y() - 5));
        double below = area.y() + area.height() + 13;
        look.below(node).ifPresent(shape -> words("shape", shape, area.middle(), below));
        if (look.sum(node).isPresent()) {
            words(
                    look.sum(node).get().isFinite() ? "backward sum" : "backward sum odd",
                    look.sumText(node),
                    area.middle(),
                    below + (look.below(node).isPresent() ? Look.LINE : 0));
        }
        out.append("</g>\n");
    }

    private String kind(Node node) {
        if (node.folded() != null) {
            return "folded" + (node.folded().scan().isPresent() ? " loop" : "");
        }
        if (node.output().isPresent()) {
            return "output";
        }
        String kind = node.gate().role().name().toLowerCase(Locale.ROOT);
        return kind
                + (births.isAt(node.gate()) ? " born" : "")
                + (numbers.isPresent() && numbers.get().value(node.gate()).isEmpty() ? " unused" : "");
    }

    private static int order(Node node) {
        return node.folded() != null
                ? node.folded().last()
                : node.gate().number() + (node.output().isPresent() ? 1_000_000 : 0);
    }

    private void words(String kind, String text, double x, double y) {
        out.append("<text class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(Markup.at(x))
                .append("\" y=\"")
                .append(Markup.at(y))
                .append("\">")
                .append(Markup.escaped(text))
                .append("</text>");
    }

    private void tooltip(Node node, Sentences said) {
        Gate gate = node.gate();
        String lines = String.join("\n", said.of(gate));
        String all = Labels.shortened(gate.formula().span())
                + gate.label().lecture().map(l -> "\n" + l.words()).orElse("")
                + (lines.isEmpty() ? "" : "\n" + lines)
                + said.branch(gate, scene.ways(gate)).map(b -> "\n" + b).orElse("");
        out.append("<title>").append(Markup.escaped(all)).append("</title>");
    }
}
