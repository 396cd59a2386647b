package dev.adjoint.diagnostic;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The lines of one file that a diagnostic is about, each with the marks and labels below it. */
final class Excerpt {

    /** So many lines may be left out without dots: the numbers show it. */
    private static final int UNSAID = 2;

    private static final int LONGEST_LABEL = 200;

    /** A place with its label; the primary one is marked {@code ^}, the others {@code -}. */
    record Place(Span span, String label, boolean isPrimary) {}

    private record Mark(int from, int to, Place place) {}

    private final Source source;
    private final Ink ink;
    private final boolean colour;
    private final NavigableMap<Integer, List<Place>> lines = new TreeMap<>();
    private final Span first;

    /**
     * @param places at least one, all in one source; the header names the first
     * @param ink the colour of the primary marks
     */
    Excerpt(List<Place> places, Ink ink, boolean colour) {
        this.first = places.get(0).span();
        this.source = first.source();
        this.ink = ink;
        this.colour = colour;
        places.forEach(place -> lines.computeIfAbsent(place.span().line(), n -> new ArrayList<>())
                .add(place));
    }

    /** The number of digits of the largest line number. */
    int digits() {
        return lines.lastKey().toString().length();
    }

    /** The header and the lines, with {@code digits} columns for the line numbers. */
    void draw(StringBuilder out, int digits) {
        out.append(Ink.BLUE.on(" ".repeat(digits + 1) + "-->", colour))
                .append(' ')
                .append(Columns.clean(first.toString(), Integer.MAX_VALUE))
                .append('\n');
        line(out, digits, "", "");
        int before = lines.firstKey();
        for (Map.Entry<Integer, List<Place>> line : lines.entrySet()) {
            if (line.getKey() - before - 1 > UNSAID) {
                out.append(Ink.BLUE.on("...", colour)).append('\n');
            }
            before = line.getKey();
            draw(out, digits, line.getKey(), line.getValue());
        }
    }

    private void draw(StringBuilder out, int digits, int line, List<Place> places) {
        Columns columns = new Columns(source.lineText(line));
        List<Mark> marks = places.stream()
                .map(place -> mark(place, columns, source.lineStart(line)))
                .sorted(Comparator.comparingInt(Mark::from)
                        .thenComparingInt(Mark::to)
                        .thenComparing(mark -> mark.place().isPrimary()))
                .toList();
        int window = window(columns, marks);
        line(out, digits, Integer.toString(line), columns.window(window));
        Mark last = marks.get(marks.size() - 1);
        line(out, digits, "", (marks(marks, window) + " " + label(last)).stripTrailing());
        List<Mark> hanging = marks.subList(0, marks.size() - 1).stream()
                .filter(mark -> !mark.place().label().isEmpty())
                .toList();
        for (int k = hanging.size() - 1; k >= 0; k--) {
            line(out, digits, "", hang(hanging.subList(0, k + 1), window));
        }
    }

    /** The label of the last mark below its first column, after strokes that lead to the labels still to come. */
    private String hang(List<Mark> marks, int window) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (int k = 0; k < marks.size(); k++) {
            int from = Math.max(0, Math.min(marks.get(k).from() - window, Columns.WIDEST - 1));
            if (k == marks.size() - 1) {
                text.append(" ".repeat(from - column)).append(label(marks.get(k)));
            } else if (from >= column
                    && from < Math.max(0, marks.get(marks.size() - 1).from() - window)) {
                text.append(" ".repeat(from - column)).append(ink(marks.get(k)).on("|", colour));
                column = from + 1;
            }
        }
        return text.toString();
    }

    private Ink ink(Mark mark) {
        return mark.place().isPrimary() ? ink : Ink.BLUE;
    }

    private String label(Mark mark) {
        return ink(mark).on(Columns.clean(mark.place().label(), LONGEST_LABEL), colour);
    }

    private void line(StringBuilder out, int digits, String number, String text) {
        String gutter = " ".repeat(digits + 1 - number.length()) + number + " |";
        out.append(Ink.BLUE.on(gutter, colour))
                .append(text.isEmpty() ? "" : " " + text)
                .append('\n');
    }

    /** A place that goes on in the next line is marked to the end of this one; each has at least one column. */
    private static Mark mark(Place place, Columns columns, int lineStart) {
        int from = columns.column(place.span().start() - lineStart);
        int end = Math.max(place.span().end(), place.span().start()) - lineStart;
        int to = Math.min(columns.column(end), Math.max(columns.width(), from + 1));
        return new Mark(from, Math.max(to, from + 1), place);
    }

    /** All marks if they fit, else the primary one, else the first. */
    private static int window(Columns columns, List<Mark> marks) {
        int from = marks.get(0).from();
        int to = marks.stream().mapToInt(Mark::to).max().orElseThrow();
        if (to - from > Columns.WIDEST - 2) {
            Mark main = marks.stream()
                    .filter(mark -> mark.place().isPrimary())
                    .findFirst()
                    .orElse(marks.get(0));
            return columns.windowFor(main.from(), main.to());
        }
        return columns.windowFor(from, to);
    }

    private String marks(List<Mark> marks, int window) {
        StringBuilder cells = new StringBuilder();
        for (boolean primary : new boolean[] {false, true}) {
            for (Mark mark : marks) {
                if (mark.place().isPrimary() == primary) {
                    fill(cells, mark, window);
                }
            }
        }
        String drawn = cells.toString();
        return colour ? coloured(drawn) : drawn;
    }

    private static void fill(StringBuilder cells, Mark mark, int window) {
        int to = Math.min(mark.to() - window, Columns.WIDEST);
        for (int c = Math.max(mark.from() - window, 0); c < to; c++) {
            while (cells.length() <= c) {
                cells.append(' ');
            }
            cells.setCharAt(c, mark.place().isPrimary() ? '^' : '-');
        }
    }

    private String coloured(String cells) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < cells.length(); ) {
            int end = i;
            while (end < cells.length() && cells.charAt(end) == cells.charAt(i)) {
                end++;
            }
            Ink here = switch (cells.charAt(i)) {
                case '^' -> ink;
                case '-' -> Ink.BLUE;
                default -> Ink.PLAIN;
            };
            out.append(here.on(cells.substring(i, end), colour));
            i = end;
        }
        return out.toString();
    }
}
