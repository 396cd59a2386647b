package dev.adjoint.interpret;

import dev.adjoint.shape.Variable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of the check of a gradient.
 *
 * @param value the value of the objective at the point
 */
public record GradientReport(double value, List<Row> rows) {

    /** The verdict on one array, or on all. */
    public enum Verdict {
        PASSED,
        /** No entry could be checked, which shows nothing. */
        UNCHECKED,
        FAILED
    }

    /**
     * One param or input.
     *
     * @param surrogate the functions by whose surrogate gradients it is reached: then its entries are not the derivative, and
     *     are not compared with differences
     */
    public record Row(Variable variable, Tally tally, Optional<String> surrogate) {

        public Verdict verdict() {
            return tally.verdict();
        }

        public int checked() {
            return tally.checked();
        }

        public int kinks() {
            return tally.kinks();
        }

        /** How many were left out because the array is large. */
        public int leftOut() {
            return tally.leftOut();
        }

        public Optional<Entry> worst() {
            return tally.worst();
        }
    }

    /**
     * One element of a gradient.
     *
     * @param excess the distance of the two numbers in units of the tolerance; above 1 they disagree
     */
    public record Entry(List<Integer> subscripts, double claimed, double difference, double excess) {

        /** {@code W[3,7]} for an array {@code W}. */
        public String name(String array) {
            return array
                    + (subscripts.isEmpty()
                            ? ""
                            : subscripts.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
        }
    }

    public GradientReport {
        rows = List.copyOf(rows);
    }

    /** FAILED if any array failed, else UNCHECKED if any is, else PASSED. */
    public Verdict verdict() {
        return rows.stream().map(Row::verdict).max(Enum::compareTo).orElse(Verdict.PASSED);
    }
}
