package dev.adjoint.draw;

import java.util.Locale;

/** Pieces of XML. */
final class Markup {

    private Markup() {}

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '?' : (char) c);
            }
        });
        return out.toString();
    }

    /** A coordinate, to a tenth of a unit. */
    static String at(double coordinate) {
        String text = String.format(Locale.ROOT, "%.1f", coordinate + 0.0);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
