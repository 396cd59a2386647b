package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import java.util.Arrays;

/** A value on a wire: a number as text, an array as cells whose shade is the magnitude, with numbers where they fit. */
final class HeatMap {

    private static final int MOST_CELLS = 20;
    private static final int NUMBERED_ROWS = 6;
    private static final int NUMBERED_COLUMNS = 4;
    private static final double CELL = 7;
    private static final double SMALL = 10.5;

    private final Gate gate;
    private final Value value;
    private final Numerals numerals;
    private final int rows;
    private final int columns;
    private final boolean numbered;
    private final double cellWidth;
    private final double cellHeight;

    HeatMap(Gate gate, Value value, Numerals numerals) {
        this.gate = gate;
        this.value = value;
        this.numerals = numerals;
        int[] shape = value.shape();
        this.columns = shape.length < 2 ? 1 : shape[shape.length - 1];
        this.rows = value.numbers().length / columns;
        this.numbered = rows <= NUMBERED_ROWS && columns <= NUMBERED_COLUMNS;
        double widest = Arrays.stream(value.numbers())
                .mapToObj(v -> numerals.scalar(gate, v))
                .mapToDouble(text -> Look.numberWidth(text, SMALL))
                .max()
                .orElse(0);
        this.cellWidth = numbered ? widest + 6 : CELL;
        this.cellHeight = numbered ? 14 : CELL;
    }

    double width() {
        return value.isScalar()
                ? Look.numberWidth(numerals.scalar(gate, value.number()), Look.NUMBER)
                : Math.min(columns, numbered ? columns : MOST_CELLS) * cellWidth;
    }

    double height() {
        return value.isScalar() ? Look.LINE - 1 : Math.min(rows, numbered ? rows : MOST_CELLS) * cellHeight;
    }

    /**
     * Draws it.
     *
     * @param middle where its middle is, from left to right
     * @param top its upper edge
     * @param kind the class of what is drawn: {@code forward} or {@code backward}
     */
    void draw(StringBuilder out, double middle, double top, String kind) {
        if (value.isScalar()) {
            out.append("<text class=\"")
                    .append(kind)
                    .append(value.isFinite() ? "" : " odd")
                    .append("\" x=\"")
                    .append(Markup.at(middle))
                    .append("\" y=\"")
                    .append(Markup.at(top + Look.NUMBER - 1))
                    .append("\">")
                    .append(numerals.scalar(gate, value.number()))
                    .append("</text>");
            return;
        }
        int down = numbered ? rows : Math.min(rows, MOST_CELLS);
        int across = numbered ? columns : Math.min(columns, MOST_CELLS);
        double largest = Arrays.stream(value.numbers())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        double left = middle - width() / 2;
        out.append("<g class=\"map ").append(kind).append("\">");
        for (int i = 0; i < down; i++) {
            for (int j = 0; j < across; j++) {
                cell(out, left + j * cellWidth, top + i * cellHeight, strongest(i, down, j, across), largest);
            }
        }
        out.append("<rect class=\"frame\" x=\"")
                .append(Markup.at(left))
                .append("\" y=\"")
                .append(Markup.at(top))
                .append("\" width=\"")
                .append(Markup.at(width()))
                .append("\" height=\"")
                .append(Markup.at(height()))
                .append("\"/></g>");
    }

    /** A large array is drawn in fewer cells, each of the number of its part that is largest in magnitude. */
    private double strongest(int i, int down, int j, int across) {
        double best = 0;
        for (int row = i * rows / down; row < Math.max((i + 1) * rows / down, i * rows / down + 1); row++) {
            for (int column = j * columns / across; column < (j + 1) * columns / across; column++) {
                double number = value.numbers()[row * columns + column];
                best = !Double.isFinite(number) || Math.abs(number) > Math.abs(best) ? number : best;
                if (!Double.isFinite(number)) {
                    return number;
                }
            }
        }
        return best;
    }

    private void cell(StringBuilder out, double x, double y, double number, double largest) {
        boolean odd = !Double.isFinite(number);
        double shade = odd ? 1 : largest == 0 ? 0 : Math.abs(number) / largest;
        out.append("<rect class=\"")
                .append(odd ? "odd" : number < 0 ? "minus" : "plus")
                .append("\" x=\"")
                .append(Markup.at(x))
                .append("\" y=\"")
                .append(Markup.at(y))
                .append("\" width=\"")
                .append(Markup.at(cellWidth))
                .append("\" height=\"")
                .append(Markup.at(cellHeight))
                .append("\" fill-opacity=\"")
                .append(Markup.at(Math.round(shade * 6) / 10.0))
                .append("\"/>");
        if (numbered) {
            out.append("<text class=\"cell\" x=\"")
                    .append(Markup.at(x + cellWidth / 2))
                    .append("\" y=\"")
                    .append(Markup.at(y + 10.5))
                    .append("\">")
                    .append(numerals.scalar(gate, number))
                    .append("</text>");
        }
    }
}
