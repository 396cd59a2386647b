package dev.adjoint.diagnostic;

/**
 * One line of source as it stands on a terminal: tabs reach to the next multiple of four, East Asian wide characters take
 * two columns, combining ones none, and what would disturb the terminal is shown as {@code �}. Columns are 0-based here.
 */
final class Columns {

    /** Longer lines are cut around the marks. */
    static final int WIDEST = 120;

    private static final int TAB = 4;
    private static final String CUT = "…";
    private static final String UNPRINTABLE = "\ufffd";

    private final String text;

    /** The column of each char of the text, and of what would follow. */
    private final int[] columns;

    /** Where blanks at the end begin. */
    private final int end;

    Columns(String line) {
        this.text = line;
        this.end = line.stripTrailing().length();
        this.columns = new int[text.length() + 1];
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            for (int k = i; k < next; k++) {
                columns[k] = column;
            }
            column += point == '\t' ? TAB - column % TAB : width(point);
            i = next;
        }
        columns[text.length()] = column;
    }

    /** The column of the char at {@code offset} in the line; the end of the line is behind the last. */
    int column(int offset) {
        return columns[Math.min(offset, text.length())];
    }

    /** The columns taken without the blanks at the end. */
    int width() {
        return columns[end];
    }

    /** The first column to show so that the marks between {@code from} and {@code to} are seen with what is about them. */
    int windowFor(int from, int to) {
        if (width() <= WIDEST) {
            return 0;
        }
        int around = (WIDEST - Math.min(to - from, WIDEST - 2)) / 2;
        return Math.max(0, Math.min(from - around, width() + 2 - WIDEST));
    }

    /** What is seen from column {@code from} on, at most {@link #WIDEST} columns of it, with {@code …} where it is cut. */
    String window(int from) {
        int to = from + WIDEST;
        boolean cutAfter = width() > to;
        int last = cutAfter ? to - 1 : width();
        StringBuilder shown = new StringBuilder(from > 0 ? CUT : "");
        int column = from > 0 ? from + 1 : 0;
        int i = charAt(column);
        while (i < end) {
            int next = i + Character.charCount(text.codePointAt(i));
            if (columns[next] > last) {
                break;
            }
            shown.append(" ".repeat(columns[i] - column)).append(cell(i));
            column = columns[next];
            i = next;
        }
        return cutAfter ? shown.append(" ".repeat(last - column)).append(CUT).toString() : shown.toString();
    }

    private String cell(int i) {
        return text.charAt(i) == '\t' ? " ".repeat(columns[i + 1] - columns[i]) : printable(text.codePointAt(i));
    }

    /** The first char that begins at {@code column} or behind it. */
    private int charAt(int column) {
        int i = 0;
        while (i < text.length() && columns[i] < column) {
            i++;
        }
        return i;
    }

    /** The text in one line, without control characters, and cut after {@code longest} chars. */
    static String clean(String text, int longest) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            if (clean.length() >= longest) {
                return clean.append(CUT).toString();
            }
            int point = text.codePointAt(i);
            clean.append(Character.isWhitespace(point) ? " " : printable(point));
            i += Character.charCount(point);
        }
        return clean.toString();
    }

    private static String printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> UNPRINTABLE;
            default -> Character.toString(point);
        };
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115f
                        || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
                        || (point >= 0xac00 && point <= 0xd7a3)
                        || (point >= 0xf900 && point <= 0xfaff)
                        || (point >= 0xfe30 && point <= 0xfe6f)
                        || (point >= 0xff00 && point <= 0xff60)
                        || (point >= 0xffe0 && point <= 0xffe6)
                        || (point >= 0x1f300 && point <= 0x1f64f)
                        || (point >= 0x1f900 && point <= 0x1f9ff)
                        || (point >= 0x20000 && point <= 0x3fffd));
    }
}
