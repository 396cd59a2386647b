package dev.adjoint.kernels;

import java.util.Arrays;

/**
 * Sparse matrices by rows: {@code starts} says where each row begins, and one more where the last one ends, {@code columns}
 * holds the columns of each row in order, and the k-th number stored stands at the k-th of these.
 *
 * <p>A colouring says which vectors a matrix is to be multiplied by so that every number stored is an element of one of the
 * products. It has four arrays: the colour of each row or column, -1 where it is empty, so that the vector of a colour is 1
 * there and 0 elsewhere; where each colour begins in the other two; which numbers are elements of its product; and which
 * element each of these is.
 */
public final class Sparse {

    private Sparse() {}

    /**
     * Brings places in order.
     *
     * @param rows of each place; one in the row {@code height} is left out
     * @return starts, columns, and the number of each place among those stored, or -1; places that are one have one number
     */
    public static int[][] compress(int[] rows, int[] columns, int height, int width) {
        int[] order = new int[rows.length];
        for (int k = 0; k < order.length; k++) {
            order[k] = k;
        }
        order = sorted(rows, sorted(columns, order, width), height + 1);
        int[] starts = new int[height + 1];
        int[] stored = new int[rows.length];
        int[] numbers = new int[rows.length];
        int count = 0;
        for (int k = 0; k < order.length; k++) {
            int place = order[k];
            int row = rows[place];
            if (row == height) {
                numbers[place] = -1;
                continue;
            }
            boolean isNew = k == 0 || rows[order[k - 1]] != row || columns[order[k - 1]] != columns[place];
            if (isNew) {
                stored[count++] = columns[place];
                starts[row + 1]++;
            }
            numbers[place] = count - 1;
        }
        for (int row = 0; row < height; row++) {
            starts[row + 1] += starts[row];
        }
        return new int[][] {starts, Arrays.copyOf(stored, count), numbers};
    }

    /** Which place each number is at, where none is left out and none is there twice. */
    public static int[] inverse(int[] numbers) {
        int[] places = new int[numbers.length];
        for (int place = 0; place < places.length; place++) {
            places[numbers[place]] = place;
        }
        return places;
    }

    /** Some numbers by their keys, which are less than {@code size}; those of one key stay in order. */
    private static int[] sorted(int[] keys, int[] numbers, int size) {
        int[] next = new int[size + 1];
        for (int number : numbers) {
            next[keys[number] + 1]++;
        }
        for (int key = 0; key < size; key++) {
            next[key + 1] += next[key];
        }
        int[] result = new int[numbers.length];
        for (int number : numbers) {
            result[next[keys[number]]++] = number;
        }
        return result;
    }

    /**
     * The colouring for products with vectors over the columns: no two columns of a colour meet in a row. The columns are
     * coloured in order, each with the first colour that is free.
     *
     * <p>A. R. Curtis, M. J. D. Powell, J. K. Reid: On the estimation of sparse Jacobian matrices, IMA Journal of Applied
     * Mathematics 13(1), 1974.
     */
    public static int[][] colourColumns(int[] starts, int[] columns, int width) {
        int[][] turned = transposed(starts, columns, width);
        int[] colours = colours(turned[0], turned[1], starts, columns);
        int[] keys = new int[columns.length];
        int[] sources = new int[columns.length];
        for (int row = 0; row < starts.length - 1; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                keys[k] = colours[columns[k]];
                sources[k] = row;
            }
        }
        return grouped(colours, keys, sources);
    }

    /** The same for products with vectors over the rows. */
    public static int[][] colourRows(int[] starts, int[] columns, int width) {
        int[][] turned = transposed(starts, columns, width);
        int[] colours = colours(starts, columns, turned[0], turned[1]);
        int[] keys = new int[columns.length];
        for (int row = 0; row < starts.length - 1; row++) {
            Arrays.fill(keys, starts[row], starts[row + 1], colours[row]);
        }
        return grouped(colours, keys, columns);
    }

    /** Where each column begins, and the rows of each. */
    private static int[][] transposed(int[] starts, int[] columns, int width) {
        int[] next = new int[width + 1];
        for (int column : columns) {
            next[column + 1]++;
        }
        for (int column = 0; column < width; column++) {
            next[column + 1] += next[column];
        }
        int[] begins = next.clone();
        int[] rows = new int[columns.length];
        for (int row = 0; row < starts.length - 1; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                rows[next[columns[k]]++] = row;
            }
        }
        return new int[][] {begins, rows};
    }

    /** Colours lines so that no two of one colour cross the same other line. */
    private static int[] colours(int[] starts, int[] crossed, int[] otherStarts, int[] lines) {
        int count = starts.length - 1;
        int[] colours = new int[count];
        int[] taken = new int[count];
        Arrays.fill(colours, -1);
        Arrays.fill(taken, -1);
        for (int line = 0; line < count; line++) {
            for (int k = starts[line]; k < starts[line + 1]; k++) {
                int other = crossed[k];
                for (int l = otherStarts[other]; l < otherStarts[other + 1]; l++) {
                    int colour = colours[lines[l]];
                    if (colour >= 0) {
                        taken[colour] = line;
                    }
                }
            }
            colours[line] = starts[line] == starts[line + 1] ? -1 : free(taken, line);
        }
        return colours;
    }

    private static int free(int[] taken, int by) {
        int colour = 0;
        while (taken[colour] == by) {
            colour++;
        }
        return colour;
    }

    /** A colouring: each number stored is an element of the product of the colour that is its key. */
    private static int[][] grouped(int[] colours, int[] keys, int[] sources) {
        int count = 0;
        for (int colour : colours) {
            count = Math.max(count, colour + 1);
        }
        int[] begins = new int[count + 1];
        for (int key : keys) {
            begins[key + 1]++;
        }
        for (int colour = 0; colour < count; colour++) {
            begins[colour + 1] += begins[colour];
        }
        int[] order = new int[keys.length];
        for (int k = 0; k < order.length; k++) {
            order[k] = k;
        }
        order = sorted(keys, order, count);
        int[] elements = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            elements[k] = sources[order[k]];
        }
        return new int[][] {colours, begins, order, elements};
    }

    /**
     * The colouring of a symmetric matrix: neighbours differ, and every path of four has three colours, so that each number
     * is alone in its row, or in its mirror's, with its colour.
     *
     * <p>A. H. Gebremedhin, F. Manne, A. Pothen: What color is your Jacobian? Graph coloring for computing derivatives, SIAM
     * Review 47(4), 2005: star colouring, algorithm 4.1.
     */
    public static int[][] colourSymmetric(int[] starts, int[] columns) {
        int size = starts.length - 1;
        int[] colours = new int[size];
        int[] taken = new int[size];
        int[] neighbours = new int[size];
        Arrays.fill(colours, -1);
        Arrays.fill(taken, -1);
        for (int v = 0; v < size; v++) {
            count(v, 1, starts, columns, colours, neighbours);
            for (int k = starts[v]; k < starts[v + 1]; k++) {
                int w = columns[k];
                int colour = colours[w];
                if (w != v) {
                    if (colour >= 0) {
                        taken[colour] = v;
                    }
                    beyond(v, w, colour < 0 || neighbours[colour] > 1, starts, columns, colours, taken);
                }
            }
            count(v, -1, starts, columns, colours, neighbours);
            colours[v] = starts[v] == starts[v + 1] ? -1 : free(taken, v);
        }
        return recovered(starts, columns, colours);
    }

    /** Adds to the number of neighbours that v has of each colour. */
    private static void count(int v, int one, int[] starts, int[] columns, int[] colours, int[] neighbours) {
        for (int k = starts[v]; k < starts[v + 1]; k++) {
            if (colours[columns[k]] >= 0) {
                neighbours[colours[columns[k]]] += one;
            }
        }
    }

    /**
     * Takes the colours that would make a path of four over v and its neighbour w have two colours: all behind w, if w has no
     * colour yet or v another neighbour of w's, else those from where such a path goes on.
     */
    private static void beyond(int v, int w, boolean all, int[] starts, int[] columns, int[] colours, int[] taken) {
        for (int k = starts[w]; k < starts[w + 1]; k++) {
            int x = columns[k];
            if (x == v || x == w || colours[x] < 0 || taken[colours[x]] == v) {
                continue;
            }
            boolean closes = all;
            for (int l = starts[x]; l < starts[x + 1] && !closes; l++) {
                int y = columns[l];
                closes = y != w && y != x && colours[y] == colours[w];
            }
            if (closes) {
                taken[colours[x]] = v;
            }
        }
    }

    /** Which products a symmetric matrix is read off: a number and its mirror off the same element. */
    private static int[][] recovered(int[] starts, int[] columns, int[] colours) {
        boolean[] alone = alone(starts, columns, colours);
        int[] next = starts.clone();
        int[] keys = new int[columns.length];
        int[] sources = new int[columns.length];
        for (int i = 0; i < starts.length - 1; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                int j = columns[k];
                int mirror = next[j]++;
                boolean inMine = i <= j ? alone[k] : !alone[mirror];
                keys[k] = colours[inMine ? j : i];
                sources[k] = inMine ? i : j;
            }
        }
        return grouped(colours, keys, sources);
    }

    /** Whether each number is the only one of its row whose column has its column's colour. */
    private static boolean[] alone(int[] starts, int[] columns, int[] colours) {
        boolean[] alone = new boolean[columns.length];
        int[] count = new int[starts.length];
        for (int row = 0; row < starts.length - 1; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                count[colours[columns[k]]]++;
            }
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                alone[k] = count[colours[columns[k]]] == 1;
            }
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                count[colours[columns[k]]] = 0;
            }
        }
        return alone;
    }
}
