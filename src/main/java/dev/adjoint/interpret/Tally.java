package dev.adjoint.interpret;

import dev.adjoint.interpret.GradientReport.Entry;
import dev.adjoint.interpret.GradientReport.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * How the entries of a gradient compare with differences.
 *
 * @param entries how many there are
 * @param checked how many were held against a difference
 * @param kinks how many were skipped because the points around lie on different sides of a kink
 * @param unresolved how many were skipped because the difference itself is not exact enough there
 * @param worst of the entries checked, the one that agrees least
 * @param failed whether an entry differs by more than it may
 */
public record Tally(int entries, int checked, int kinks, int unresolved, Optional<Entry> worst, boolean failed) {

    /** How much may lie between a derivative and its difference: relative, and relative to the value. */
    private static final double RELATIVE = 1e-7;

    private static final double ABSOLUTE = 1e-11;

    /** Nothing is checked yet of so many entries. */
    static Tally of(int entries) {
        return new Tally(entries, 0, 0, 0, Optional.empty(), false);
    }

    /** With one more entry, of a function that has this value. */
    Tally with(List<Integer> subscripts, double claimed, Differences.Estimate estimate, double value) {
        if (estimate.isAtKink()) {
            return new Tally(entries, checked, kinks + 1, unresolved, worst, failed);
        }
        double size = Math.max(Math.abs(claimed), Math.abs(estimate.value()));
        double tolerance = RELATIVE * size + ABSOLUTE * (1 + Math.abs(value));
        double excess = Math.abs(claimed - estimate.value()) / tolerance;
        boolean agrees = excess <= 1;
        if (!agrees && estimate.error() > tolerance && excess * tolerance <= 10 * estimate.error()) {
            return new Tally(entries, checked, kinks, unresolved + 1, worst, failed);
        }
        Optional<Entry> now = worse(worst, Optional.of(new Entry(subscripts, claimed, estimate.value(), excess)));
        return new Tally(entries, checked + 1, kinks, unresolved, now, failed || !agrees);
    }

    Tally failing() {
        return new Tally(entries, checked, kinks, unresolved, worst, true);
    }

    /** Both together. */
    public Tally and(Tally other) {
        return new Tally(
                entries + other.entries,
                checked + other.checked,
                kinks + other.kinks,
                unresolved + other.unresolved,
                worse(worst, other.worst),
                failed || other.failed);
    }

    private static Optional<Entry> worse(Optional<Entry> a, Optional<Entry> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.get().excess() >= b.get().excess() || Double.isNaN(a.get().excess()) ? a : b;
    }

    public Verdict verdict() {
        return failed ? Verdict.FAILED : checked == 0 ? Verdict.UNCHECKED : Verdict.PASSED;
    }

    /** How many were left out because the array is large. */
    public int leftOut() {
        return entries - checked - kinks - unresolved;
    }
}
