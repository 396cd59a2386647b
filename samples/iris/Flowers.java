package iris;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measurements of flowers, one flower after another, and the species of each. */
public final class Flowers {

    /** Length and width of sepals and of petals. */
    public static final int MEASUREMENTS = 4;

    /** Setosa, versicolor, virginica. */
    public static final int SPECIES = 3;

    private final double[] measured;
    private final int[] species;

    private Flowers(List<String> lines) {
        measured = new double[lines.size() * MEASUREMENTS];
        species = new int[lines.size()];
        for (int n = 0; n < species.length; n++) {
            String[] numbers = lines.get(n).split(",", -1);
            for (int d = 0; d < MEASUREMENTS; d++) {
                measured[n * MEASUREMENTS + d] = Double.parseDouble(numbers[d]);
            }
            species[n] = Integer.parseInt(numbers[MEASUREMENTS]);
        }
    }

    /** Reads a line for each flower, after one that says what the columns are. */
    public static Flowers read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new Flowers(lines.subList(1, lines.size()));
    }

    /** How many. */
    public int count() {
        return species.length;
    }

    /** In centimetres; not a copy. */
    public double[] measured() {
        return measured;
    }

    /** From 0; not a copy. */
    public int[] species() {
        return species;
    }
}
