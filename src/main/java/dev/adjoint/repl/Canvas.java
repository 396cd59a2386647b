package dev.adjoint.repl;

import java.util.Arrays;

/**
 * A field of characters on which curves are drawn. With colours each character is two by four dots of Braille; without, a
 * curve has a sign of its own, and the one that is drawn first lies on top.
 */
final class Canvas {

    private static final String RESET = "\u001b[0m";

    /** Which bit of a character of Braille is the dot of a row and column. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    /** A curve as it is drawn. */
    enum Curve {
        FUNCTION("*", "\u001b[1;36m"),
        DERIVATIVE(".", "\u001b[1;33m");

        private final String sign;
        private final String colour;

        Curve(String sign, String colour) {
            this.sign = sign;
            this.colour = colour;
        }

        /** The sign as a legend shows it. */
        String legend(boolean dots) {
            return dots ? colour + "\u2501\u2501" + RESET : sign;
        }
    }

    private final int columns;
    private final int rows;
    private final boolean dots;
    private final int[][] drawn;
    private final Curve[][] curves;
    private final boolean[][] axis;

    /** @param dots whether to draw with coloured dots of Braille */
    Canvas(int columns, int rows, boolean dots) {
        this.columns = columns;
        this.rows = rows;
        this.dots = dots;
        this.drawn = new int[rows][columns];
        this.curves = new Curve[rows][columns];
        this.axis = new boolean[rows][columns];
    }

    /** How many points a curve has from left to right. */
    int width() {
        return dots ? 2 * columns : columns;
    }

    /** How many points there are from top to bottom. */
    int height() {
        return dots ? 4 * rows : rows;
    }

    /** Draws a line across at a height, below all curves. */
    void axis(int y) {
        Arrays.fill(axis[y / (dots ? 4 : 1)], true);
    }

    /** Draws a point, counted from the top left. */
    void point(Curve curve, int x, int y) {
        int column = dots ? x / 2 : x;
        int row = dots ? y / 4 : y;
        if (curves[row][column] == null || curves[row][column] == curve) {
            curves[row][column] = curve;
            drawn[row][column] |= dots ? DOTS[y % 4][x % 2] : 1;
        }
    }

    /** A row of characters. */
    String row(int row) {
        StringBuilder text = new StringBuilder();
        Curve ink = null;
        for (int column = 0; column < columns; column++) {
            Curve curve = curves[row][column];
            if (dots && curve != ink) {
                text.append(ink == null ? "" : RESET).append(curve == null ? "" : curve.colour);
                ink = curve;
            }
            text.append(
                    curve == null
                            ? (axis[row][column] ? dots ? "\u2500" : "-" : " ")
                            : sign(curve, drawn[row][column]));
        }
        return text.append(ink == null ? "" : RESET).toString().stripTrailing();
    }

    private String sign(Curve curve, int bits) {
        return dots ? Character.toString((char) (0x2800 + bits)) : curve.sign;
    }
}
