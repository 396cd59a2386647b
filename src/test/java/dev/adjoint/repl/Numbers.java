package dev.adjoint.repl;

import java.util.List;
import java.util.Optional;

/** Compares texts whose numbers may differ in their last digits, as functions do between machines. */
final class Numbers {

    private static final double PRECISION = 1e-9;

    private Numbers() {}

    /** The actual text, unless it differs from the expected one in last digits only. */
    static Optional<String> agreeing(String expected, String actual) {
        List<String> wanted = List.of(expected.split("\\b(?=[0-9])|(?=[^0-9.E])", -1));
        List<String> found = List.of(actual.split("\\b(?=[0-9])|(?=[^0-9.E])", -1));
        if (wanted.size() != found.size()) {
            return Optional.of(actual);
        }
        for (int k = 0; k < wanted.size(); k++) {
            if (!wanted.get(k).equals(found.get(k)) && !close(wanted.get(k), found.get(k))) {
                return Optional.of(actual);
            }
        }
        return Optional.empty();
    }

    private static boolean close(String one, String other) {
        String decimal = " ?[0-9]+\\.[0-9]{12,}(E-?[0-9]+)?";
        if (!one.matches(decimal) || !other.matches(decimal)) {
            return false;
        }
        double a = Double.parseDouble(one.strip());
        return Math.abs(a - Double.parseDouble(other.strip())) <= PRECISION * Math.abs(a);
    }
}
