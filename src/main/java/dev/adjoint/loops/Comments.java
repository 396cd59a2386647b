package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.source.Span;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands over a nest: {@code net.ad:5: h = max(0, W1*x + b1)}, a line for each statement it comes from. */
final class Comments {

    private static final int WIDTH = 90;
    private static final int LINES = 4;

    private Comments() {}

    static String of(Group group) {
        Set<String> lines = new LinkedHashSet<>();
        for (Node node : group.nodes()) {
            Span span = node.label().statement();
            lines.add(file(span) + ":" + span.line() + ": " + subject(node) + text(span));
        }
        String shown = lines.stream().limit(LINES).collect(Collectors.joining("\n"));
        return lines.size() > LINES ? shown + "\n(and " + (lines.size() - LINES) + " more)" : shown;
    }

    /** The name of an adjoint, as {@code dW1 of }; nothing for the gates of the formula itself. */
    private static String subject(Node node) {
        return node.label().gate().equals(node.label().name()) || node.label().user()
                ? ""
                : node.label().name() + " of ";
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
