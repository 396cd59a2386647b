package nist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A problem of the Statistical Reference Datasets: observations, two starts, and the values that NIST certifies. */
public final class Problem {

    /** How many digits of a certified value are given. */
    public static final int DIGITS = 11;

    private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*");
    private static final Pattern RESIDUALS = Pattern.compile("Residual Sum of Squares:\\s+(\\S+)\\s*");
    private static final int FIRST_OBSERVATION = 60;

    private final List<double[]> parameters = new ArrayList<>();
    private final List<double[]> observations = new ArrayList<>();
    private double sumOfSquares;

    private Problem(List<String> lines) {
        for (String line : lines.subList(0, FIRST_OBSERVATION)) {
            Matcher parameter = PARAMETER.matcher(line);
            if (parameter.matches()) {
                parameters.add(numbers(parameter.group(1), parameter.group(2), parameter.group(3), parameter.group(4)));
            }
            Matcher residuals = RESIDUALS.matcher(line);
            if (residuals.matches()) {
                sumOfSquares = Double.parseDouble(residuals.group(1));
            }
        }
        for (String line : lines.subList(FIRST_OBSERVATION, lines.size())) {
            observations.add(numbers(line.strip().split("\\s+", -1)));
        }
    }

    /** Reads a file as NIST gives it. */
    public static Problem read(Path file) throws IOException {
        return new Problem(Files.readAllLines(file));
    }

    /** Where to start, from afar or from near: start 1 or 2. */
    public double[] start(int start) {
        return column(parameters, start - 1);
    }

    /** The parameters of the least sum of squares, to 11 digits. */
    public double[] certified() {
        return column(parameters, 2);
    }

    /** The sum of squares there. */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /** A column of the observations: first the response, then what it depends on. */
    public double[] column(int k) {
        return column(observations, k);
    }

    /** How many digits all the parameters have in common with the certified ones. */
    public double digits(double[] found) {
        double[] certified = certified();
        double digits = DIGITS;
        for (int k = 0; k < certified.length; k++) {
            double error = Math.abs(found[k] - certified[k]) / Math.abs(certified[k]);
            digits = Math.min(digits, -Math.log10(error));
        }
        return digits;
    }

    private static double[] column(List<double[]> rows, int k) {
        return rows.stream().mapToDouble(row -> row[k]).toArray();
    }

    private static double[] numbers(String... words) {
        double[] numbers = new double[words.length];
        for (int k = 0; k < words.length; k++) {
            numbers[k] = Double.parseDouble(words[k]);
        }
        return numbers;
    }
}
