package dev.adjoint.diagnostic;

import dev.adjoint.diagnostic.Excerpt.Place;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws diagnostics as text, each with the lines it is about. Every line ends in {@code \n}. */
public final class DiagnosticPrinter {

    /** No more than these are drawn. */
    public static final int MOST = 20;

    private static final int LONGEST = 1000;

    private final boolean colour;

    /**
     * @param colour whether to colour with ANSI escapes
     */
    public DiagnosticPrinter(boolean colour) {
        this.colour = colour;
    }

    /** The first {@link #MOST} with an empty line between them, then how many more there are. */
    public String print(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics.subList(0, Math.min(MOST, diagnostics.size()))) {
            out.append(out.isEmpty() ? "" : "\n").append(print(diagnostic));
        }
        int left = diagnostics.size() - MOST;
        return left > 0 ? out.append("\n… and ").append(left).append(" more\n").toString() : out.toString();
    }

    /**
     * One diagnostic:
     *
     * <pre>
     * error[E0203]: the inner sizes of a product differ, `H1` and `D`
     *   --> net.ad:5:28
     *    |
     *  2 | param W1[H1,D], W2[H2,H1], W3[C,H2]
     *    |       -- W1 is [H1, D], so `W1'` is [D, H1]
     *  5 | f = W3*max(0, W2*max(0, W1'*x))
     *    |                         ---^- [D]
     *    = help: without the `'` it fits: `W1*x` is [H1]
     * </pre>
     */
    public String print(Diagnostic diagnostic) {
        Ink ink = Ink.of(diagnostic.severity());
        StringBuilder out = new StringBuilder();
        String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
        out.append(ink.on(severity + "[" + diagnostic.code() + "]", colour))
                .append(Ink.BOLD.on(": " + Columns.clean(diagnostic.message(), LONGEST), colour))
                .append('\n');
        List<Excerpt> excerpts = excerpts(diagnostic, ink);
        int digits = excerpts.stream().mapToInt(Excerpt::digits).max().orElse(1);
        excerpts.forEach(excerpt -> excerpt.draw(out, digits));
        diagnostic.help().ifPresent(cure -> help(out, cure, digits));
        return out.toString();
    }

    private void help(StringBuilder out, String cure, int digits) {
        String margin = " ".repeat(digits + 2);
        String head = margin + "= help: ";
        List<String> lines =
                cure.lines().map(line -> Columns.clean(line, LONGEST)).toList();
        for (int k = 0; k < lines.size(); k++) {
            out.append(
                            k == 0
                                    ? margin + Ink.BLUE.on("=", colour) + Ink.BOLD.on(" help:", colour) + " "
                                    : " ".repeat(head.length()))
                    .append(lines.get(k))
                    .append('\n');
        }
    }

    /** One for each file: that of the mistake first. */
    private List<Excerpt> excerpts(Diagnostic diagnostic, Ink ink) {
        Map<Source, List<Place>> files = new LinkedHashMap<>();
        diagnostic.place().ifPresent(span -> add(files, new Place(span, diagnostic.label(), true)));
        diagnostic.notes().forEach(note -> add(files, new Place(note.place(), note.text(), false)));
        return files.values().stream()
                .map(places -> new Excerpt(places, ink, colour))
                .toList();
    }

    private static void add(Map<Source, List<Place>> files, Place place) {
        files.computeIfAbsent(place.span().source(), s -> new ArrayList<>()).add(place);
    }
}
