package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands over a nest: {@code net.ad:5: h = max(0, W1*x + b1)}, a line for each statement it comes from. */
final class Comments {

    private static final int WIDTH = 90;
    private static final int LINES = 4;

    private Comments() {}

    /** The head of a loop: {@code lstm.ad:9: scan t in T carry h = zeros(H)}. */
    static String of(Part.Sweep sweep) {
        Node node = sweep.recurrent();
        Span span = node.label().statement();
        String head = text(span).replaceAll("\\s*\\{.*", "");
        return file(span) + ":" + span.line() + ": " + head + (sweep.backward() ? ", from the last step" : "");
    }

    /** {@code lstm.ad:9: the steps again, segment by segment}. */
    static String of(Part.Segments segments) {
        String what = segments.backward()
                ? "the steps once more, segment by segment, from the last"
                : "the steps, segment by segment";
        return segments.carried().stream()
                .findFirst()
                .map(node -> node.label().statement())
                .map(span -> file(span) + ":" + span.line() + ": " + what)
                .orElse(what);
    }

    /** The condition of the steps of a loop: {@code newton.ad:9: while abs(r^2 - y) > 1e-12*y}. */
    static String of(Part.When when) {
        Span span = when.made().node().label().span();
        return file(span) + ":" + span.line() + ": while " + text(span);
    }

    static String of(Group group) {
        Map<Span, Set<String>> statements = new LinkedHashMap<>();
        for (Node node : group.nodes()) {
            Set<String> names = statements.computeIfAbsent(node.label().statement(), s -> new LinkedHashSet<>());
            subject(node).ifPresent(names::add);
        }
        List<String> lines = new ArrayList<>();
        statements.forEach((span, names) -> lines.add(file(span) + ":" + span.line() + ": "
                + (names.isEmpty() ? "" : String.join(", ", names) + " of ") + text(span)));
        String shown = lines.stream().limit(LINES).collect(Collectors.joining("\n"));
        return lines.size() > LINES ? shown + "\n(and " + (lines.size() - LINES) + " more)" : shown;
    }

    /** The name of an adjoint; nothing for the gates of the formula itself. */
    private static Optional<String> subject(Node node) {
        boolean forward =
                node.label().gate().equals(node.label().name()) || node.label().user();
        return forward ? Optional.empty() : Optional.of(node.label().name());
    }

    private static String file(Span span) {
        String name = span.source().name();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static String text(Span span) {
        String text =
                span.text().replaceAll("#[^\\n]*", "").replaceAll("\\s+", " ").strip();
        return text.length() > WIDTH ? text.substring(0, WIDTH) + "..." : text;
    }
}
