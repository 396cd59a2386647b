package dev.adjoint.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A formula with its data, and those who compute it. Whoever is asked for is first held against Java written by hand, so that no speed
 * is reported of wrong numbers.
 */
final class Workload {

    /** The one that is generated. */
    static final String ADJOINT = "adjoint";

    /** Java written by hand, as good as a careful engineer writes it: what all others are held against. */
    static final String HAND = "hand";

    /** Java written by hand in plain loops, where that differs. */
    static final String PLAIN = "plain";

    /** The class Gradient of Hipparchus. */
    static final String HIPPARCHUS = "hipparchus";

    static final double DOUBLE = 1e-9;
    static final double FLOAT = 1e-4;

    private final String name;
    private final double tolerance;
    private final Map<String, Supplier<Contender>> contenders = new LinkedHashMap<>();

    Workload(String name, double tolerance) {
        this.name = name;
        this.tolerance = tolerance;
    }

    Workload with(String contender, Supplier<Contender> made) {
        contenders.put(contender, made);
        return this;
    }

    String name() {
        return name;
    }

    Iterable<String> contenders() {
        return contenders.keySet();
    }

    /** Makes a contender whose value and gradient agree with those of Java by hand. */
    Contender agreed(String contender) {
        Contender made = contenders.get(contender).get();
        if (!contender.equals(HAND)) {
            Agreement.check(
                    name + " by " + contender,
                    tolerance,
                    made,
                    contenders.get(HAND).get());
        }
        return made;
    }
}
