package dev.adjoint.draw;

import java.util.Optional;

/** A circuit as text for Graphviz: boxes are clusters, values stand over gradients on the wires. */
public final class Dot {

    private final Optional<Numbers> numbers;
    private final Optional<Numerals> numerals;
    private final Circuit circuit;
    private final StringBuilder out = new StringBuilder();

    private Dot(Circuit circuit, Optional<Numbers> numbers) {
        this.circuit = circuit;
        this.numbers = numbers;
        this.numerals = numbers.map(n -> Numerals.of(circuit, n));
    }

    /** The text of the whole graph. */
    public static String of(Circuit circuit, Optional<Numbers> numbers) {
        return new Dot(circuit, numbers).text();
    }

    private String text() {
        out.append("digraph {\n  rankdir=LR;\n  node [shape=ellipse, fontname=\"sans-serif\"];\n");
        out.append("  edge [fontname=\"monospace\"];\n");
        box(null, "  ");
        for (Gate gate : circuit.gates()) {
            gate.inputs().forEach(this::wire);
        }
        for (Circuit.Output output : circuit.outputs()) {
            boolean used = circuit.gates().stream()
                    .flatMap(g -> g.inputs().stream())
                    .anyMatch(w -> w.source() == output.gate());
            if (!used || circuit.objective().filter(output::equals).isPresent()) {
                String id = "out_" + output.gate().id();
                out.append("  ")
                        .append(id)
                        .append(" [shape=plaintext, label=")
                        .append(quoted(output.name()))
                        .append("];\n");
                edge(output.gate(), id, numbers.flatMap(n -> n.upstream(output.gate())));
            }
        }
        return out.append("}\n").toString();
    }

    private void box(Box box, String indent) {
        circuit.gates().stream().filter(gate -> gate.box() == box).forEach(gate -> node(gate, indent));
        for (Box inner : circuit.boxes()) {
            if (inner.parent() == box) {
                out.append(indent)
                        .append("subgraph cluster_")
                        .append(inner.id())
                        .append(" {\n");
                out.append(indent)
                        .append("  label=")
                        .append(quoted(inner.title()))
                        .append(";\n");
                box(inner, indent + "  ");
                out.append(indent).append("}\n");
            }
        }
    }

    private void node(Gate gate, String indent) {
        String name = gate.isLeaf() || gate.name().isEmpty() ? "" : gate.name().get() + "\n";
        String shape = gate.type().isScalar() ? "" : "\n" + gate.type();
        String detail =
                gate.label().detail().isEmpty() ? "" : "\n" + gate.label().detail();
        out.append(indent).append(gate.id()).append(" [");
        if (gate.isLeaf()) {
            out.append("shape=plaintext, ");
        }
        out.append("label=")
                .append(quoted(name + gate.label().text() + detail + shape))
                .append("];\n");
    }

    private void wire(Wire wire) {
        edge(wire.source(), wire.target().id(), numbers.flatMap(n -> n.gradient(wire)));
    }

    private void edge(Gate source, String target, Optional<Numbers.Value> gradient) {
        out.append("  ").append(source.id()).append(" -> ").append(target);
        Optional<String> value =
                numbers.flatMap(n -> n.value(source)).map(v -> numerals.get().value(source, v));
        if (value.isPresent()) {
            out.append(" [label=<<font color=\"#1a7f37\">")
                    .append(Markup.escaped(value.get()))
                    .append("</font>");
            gradient.ifPresent(g -> out.append("<br/><font color=\"#cf222e\">")
                    .append(Markup.escaped(numerals.get().value(source, g)))
                    .append("</font>"));
            out.append(">]");
        }
        out.append(";\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
