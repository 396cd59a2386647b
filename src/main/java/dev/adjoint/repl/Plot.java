package dev.adjoint.repl;

import dev.adjoint.run.AnswerTable;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** A function and its derivative over a range, drawn with axes. */
final class Plot {

    private static final int ROWS = 16;
    private static final int MOST_COLUMNS = 100;
    private static final int FEWEST_COLUMNS = 16;

    /** A curve that goes further than this many times its middle part is cut off: it has a pole. */
    private static final double POLE = 20;

    private final double from;
    private final double to;
    private final Style style;
    private final int columns;

    /** Over a range, as wide as the style says. */
    Plot(double from, double to, Style style) {
        this.from = from;
        this.to = to;
        this.style = style;
        this.columns = Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, style.width() - 14));
    }

    /** Where the function is to be computed: more often than there are columns, so that steep parts are lines. */
    double[] points() {
        int count = 4 * columns + 1;
        double[] points = new double[count];
        for (int k = 0; k < count; k++) {
            points[k] = from + (to - from) * k / (count - 1);
        }
        return points;
    }

    /**
     * Draws what was computed at {@link #points}.
     *
     * @param names of the function, its derivative, and what it depends on
     */
    void draw(double[] values, double[] slopes, List<String> names, PrintStream out) {
        double[] range = range(values, slopes);
        Canvas canvas = new Canvas(columns, ROWS, style.colour() && style.unicode());
        boolean dots = style.colour() && style.unicode();
        int zero = -1;
        if (range[0] <= 0 && range[1] >= 0) {
            zero = height(0, range, canvas);
            canvas.axis(zero);
        }
        curve(Canvas.Curve.FUNCTION, values, range, canvas);
        curve(Canvas.Curve.DERIVATIVE, slopes, range, canvas);
        out.println(" ".repeat(11) + Canvas.Curve.FUNCTION.legend(dots) + " " + names.get(0) + "   "
                + Canvas.Curve.DERIVATIVE.legend(dots) + " " + names.get(1));
        int zeroRow = zero < 0 ? -1 : zero * ROWS / canvas.height();
        for (int row = 0; row < ROWS; row++) {
            String label = row == 0 ? number(range[1]) : row == ROWS - 1 ? number(range[0]) : row == zeroRow ? "0" : "";
            out.println((" ".repeat(Math.max(0, 9 - label.length()))
                            + label
                            + (style.unicode() ? " \u2502" : " |")
                            + canvas.row(row))
                    .stripTrailing());
        }
        axis(names.get(2), out);
    }

    private void axis(String name, PrintStream out) {
        out.println(
                " ".repeat(10) + (style.unicode() ? "\u2514" + "\u2500".repeat(columns) : "+" + "-".repeat(columns)));
        String left = number(from);
        String right = number(to);
        String middle = name + " = " + number((from + to) / 2);
        int gap = Math.max(1, (columns - middle.length()) / 2 - left.length());
        int rest = Math.max(1, columns - left.length() - gap - middle.length() - right.length());
        out.println(" ".repeat(11) + left + " ".repeat(gap) + middle + " ".repeat(rest) + right);
    }

    private static String number(double number) {
        String text = AnswerTable.rounded(number);
        return text.length() <= 9 ? text : String.format(java.util.Locale.ROOT, "%.2e", number);
    }

    private void curve(Canvas.Curve curve, double[] values, double[] range, Canvas canvas) {
        for (int k = 0; k < values.length; k++) {
            if (Double.isFinite(values[k]) && values[k] >= range[0] && values[k] <= range[1]) {
                int x = (int) ((long) k * (canvas.width() - 1) / (values.length - 1));
                canvas.point(curve, x, height(values[k], range, canvas));
            }
        }
    }

    private static int height(double value, double[] range, Canvas canvas) {
        double share = range[1] == range[0] ? 0.5 : (range[1] - value) / (range[1] - range[0]);
        return (int) Math.round(share * (canvas.height() - 1));
    }

    /** From the lowest to the highest value that is finite, without the ends of poles. */
    private static double[] range(double[] values, double[] slopes) {
        double[] one = range(values);
        double[] other = range(slopes);
        double low = Math.min(one[0], other[0]);
        double high = Math.max(one[1], other[1]);
        return low <= high ? new double[] {low, high} : new double[] {-1, 1};
    }

    private static double[] range(double[] curve) {
        double[] finite = Arrays.stream(curve).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        }
        double low = finite[finite.length / 10];
        double high = finite[finite.length - 1 - finite.length / 10];
        double reach = POLE * (high - low);
        double first = finite[0];
        double last = finite[finite.length - 1];
        return reach > 0 && last - first > reach
                ? new double[] {Math.max(first, low - (high - low)), Math.min(last, high + (high - low))}
                : new double[] {first, last};
    }
}
