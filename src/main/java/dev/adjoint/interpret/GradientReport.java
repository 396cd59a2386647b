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
     * @param entries the number of its elements
     * @param checked how many were held against a difference
     * @param kinks how many were skipped because the points around lie on different sides of a kink
     * @param unresolved how many were skipped because the difference itself is not exact enough there
     * @param worst of the entries checked, the one that agrees least
     * @param failed whether an entry differs by more than it may
     */
    public record Row(
            Variable variable,
            int entries,
            int checked,
            int kinks,
            int unresolved,
            Optional<Entry> worst,
            boolean failed) {

        public Verdict verdict() {
            return failed ? Verdict.FAILED : checked == 0 ? Verdict.UNCHECKED : Verdict.PASSED;
        }

        /** How many were left out because the array is large. */
        public int leftOut() {
            return entries - checked - kinks - unresolved;
        }
    }

    /**
     * One element of a gradient.
     *
     * @param excess the distance of the two numbers in units of the tolerance; above 1 they disagree
     */
    public record Entry(List<Integer> subscripts, double claimed, double difference, double excess) {

        /** {@code W[3,7]} for a param {@code W}. */
        public String name(Variable variable) {
            return variable.name()
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
