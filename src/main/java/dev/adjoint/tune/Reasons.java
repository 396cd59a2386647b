package dev.adjoint.tune;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a nest becomes what it becomes, each reason once: what was changed, and what would have cost more than it brings. */
final class Reasons {

    private final Set<String> reasons = new LinkedHashSet<>();

    void add(String reason) {
        reasons.add(reason);
    }

    void addAll(Reasons others) {
        reasons.addAll(others.reasons);
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    List<String> all() {
        return new ArrayList<>(reasons);
    }
}
