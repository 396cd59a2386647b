package dev.adjoint.draw;

import dev.adjoint.shape.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A circuit as lines of text, gate by gate in the order of the forward pass, with value and gradient in columns. */
public final class Listing {

    private static final String FORWARD = "\u001b[32m";
    private static final String BACKWARD = "\u001b[31m";
    private static final String WARNING = "\u001b[35m";
    private static final String PLAIN = "\u001b[0m";

    private final Circuit circuit;
    private final Optional<Numbers> numbers;
    private final Optional<Numerals> numerals;
    private final int width;
    private final boolean coloured;

    /** One line: what is said of a gate, or the title of a box. */
    private record Row(String gate, String what, String value, String gradient, boolean odd) {}

    private Listing(Circuit circuit, Optional<Numbers> numbers, int width, boolean coloured) {
        this.circuit = circuit;
        this.numbers = numbers;
        this.numerals = numbers.map(n -> Numerals.of(circuit, n));
        this.width = width;
        this.coloured = coloured;
    }

    /**
     * Each line ended by {@code \n}.
     *
     * @param width the most characters of a line
     */
    public static String of(Circuit circuit, Optional<Numbers> numbers, int width, boolean coloured) {
        return new Listing(circuit, numbers, width, coloured).text();
    }

    private String text() {
        List<Row> rows = new ArrayList<>();
        Box box = null;
        for (Gate gate : circuit.gates()) {
            if (place(gate) != box) {
                box = place(gate);
                if (box != null) {
                    rows.add(new Row(indent(box.parent()) + title(box), "", "", "", false));
                }
            }
            rows.add(row(gate));
        }
        return numbers.isPresent() ? withNumbers(rows) : withoutNumbers(rows);
    }

    /** What a loop leaves behind stands behind it. */
    private static Box place(Gate gate) {
        return gate.role() == Gate.Role.RESULT ? gate.box().parent() : gate.box();
    }

    private String title(Box box) {
        Optional<Long> step = numbers.flatMap(n -> n.step(box));
        return "-- " + box.title() + step.map(s -> ", step " + s).orElse("");
    }

    private static String indent(Box box) {
        return box == null ? "" : indent(box.parent()) + "  ";
    }

    private Row row(Gate gate) {
        String name = indent(place(gate)) + called(gate);
        String reads =
                gate.inputs().stream().map(w -> called(w.source())).distinct().collect(Collectors.joining(", "));
        String what = switch (gate.role()) {
            case PARAM, INPUT -> gate.role().name().toLowerCase(Locale.ROOT) + shape(gate);
            case CONSTANT -> gate.name().isPresent() ? gate.label().text() : "";
            case CARRIED -> "carried, at first " + reads;
            case COLLECTED -> "rows so far";
            case RESULT -> "of the loop";
            case OPERATION -> operation(gate, reads);
        };
        String value = numbers.map(n ->
                        n.value(gate).map(v -> numerals.get().value(gate, v)).orElse("not needed"))
                .orElse("");
        String gradient = numbers.flatMap(n -> n.upstream(gate))
                .map(v -> numerals.get().value(gate, v))
                .orElse("");
        return new Row(name, what, value, gradient, odd(gate));
    }

    private String operation(Gate gate, String reads) {
        boolean asWritten = gate.formula() instanceof Typed.Fold
                || gate.formula() instanceof Typed.Build
                || gate.formula() instanceof Typed.Subscript
                || gate.formula() instanceof Typed.Derivative;
        String detail =
                gate.label().detail().isEmpty() ? "" : " " + gate.label().detail();
        String text = gate.label().text() + detail + (asWritten ? "" : "  " + reads);
        return text + (numbers.isPresent() ? "" : "  " + gate.type());
    }

    private static String shape(Gate gate) {
        return gate.type().isScalar() ? "" : " " + gate.type();
    }

    private boolean odd(Gate gate) {
        return numbers.isPresent()
                && (numbers.get().value(gate).filter(v -> !v.isFinite()).isPresent()
                        || numbers.get()
                                .upstream(gate)
                                .filter(v -> !v.isFinite())
                                .isPresent());
    }

    private static String called(Gate gate) {
        return gate.name()
                .orElse(gate.role() == Gate.Role.CONSTANT ? gate.label().text() : "#" + gate.number());
    }

    private String withoutNumbers(List<Row> rows) {
        int first = widest(rows, "gate");
        StringBuilder out = new StringBuilder(line(pad("gate", first) + "  what"));
        rows.forEach(row -> out.append(line(pad(row.gate(), row.what().isEmpty() ? 0 : first) + "  " + row.what())));
        return out.toString();
    }

    private static int widest(List<Row> rows, String head) {
        return rows.stream()
                .filter(row -> !row.what().isEmpty() || !row.value().isEmpty())
                .mapToInt(row -> row.gate().length())
                .reduce(head.length(), Math::max);
    }

    private String line(String text) {
        return cut(text.stripTrailing(), width) + "\n";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    /** The numbers keep their columns; what a gate does takes the room that is left. */
    private String withNumbers(List<Row> rows) {
        int gate = Math.min(widest(rows, "gate"), Math.max(8, width / 4));
        int value = rows.stream().mapToInt(r -> r.value().length()).reduce(5, Math::max);
        int gradient = rows.stream().mapToInt(r -> r.gradient().length()).reduce(8, Math::max);
        int each = Math.max(10, (width - gate - 6) / 3);
        value = Math.min(value, each);
        gradient = Math.min(gradient, each);
        int what = Math.max(0, width - gate - value - gradient - 6);
        what = Math.min(what, rows.stream().mapToInt(r -> r.what().length()).reduce(4, Math::max));
        StringBuilder out = new StringBuilder();
        out.append((pad("gate", gate) + "  " + pad(cut("what", what), what) + "  " + pad("value", value) + "  gradient")
                        .stripTrailing())
                .append('\n');
        for (Row row : rows) {
            if (row.what().isEmpty() && row.value().isEmpty()) {
                out.append(line(row.gate()));
            } else {
                String left = pad(cut(row.gate(), gate), gate) + "  " + pad(cut(row.what(), what), what) + "  ";
                String right = colour(FORWARD, row, pad(cut(row.value(), value), value)) + "  "
                        + colour(BACKWARD, row, cut(row.gradient(), gradient));
                out.append((left + right).stripTrailing()).append('\n');
            }
        }
        return out.toString();
    }

    private String colour(String colour, Row row, String text) {
        return coloured && !text.isBlank() ? (row.odd() ? WARNING : colour) + text + PLAIN : text;
    }
}
