package dev.adjoint.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a formula sees, innermost first, and the facts that hold where it stands. */
final class Scope {

    private final Optional<Scope> outer;
    private final Map<String, Named> names = new LinkedHashMap<>();
    private final List<Whole> facts;

    private Scope(Optional<Scope> outer, List<Whole> facts) {
        this.outer = outer;
        this.facts = facts;
    }

    static Scope empty() {
        return new Scope(Optional.empty(), List.of());
    }

    /** A scope inside this one, whose names hide those of this one. */
    Scope inner() {
        return new Scope(Optional.of(this), facts);
    }

    /** A scope inside this one in which more is known: each of {@code more} is 0 or more. */
    Scope assuming(List<Whole> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Whole> all = new ArrayList<>(facts);
        all.addAll(more);
        return new Scope(Optional.of(this), List.copyOf(all));
    }

    /** The names as they are now, without {@code but}; what is defined later stays out. */
    Scope snapshot(String but) {
        Scope copy = new Scope(outer, facts);
        copy.names.putAll(names);
        copy.names.remove(but);
        return copy;
    }

    /** Each of them is 0 or more. */
    List<Whole> facts() {
        return facts;
    }

    void define(String name, Named named) {
        names.put(name, named);
    }

    Optional<Named> find(String name) {
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            Named named = scope.get().names.get(name);
            if (named != null) {
                return Optional.of(named);
            }
        }
        return Optional.empty();
    }

    /** What this scope itself gives the name, without those around it. */
    Optional<Named> findHere(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** All names in sight, innermost first. */
    Set<String> names() {
        Set<String> all = new LinkedHashSet<>();
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            all.addAll(scope.get().names.keySet());
        }
        return all;
    }
}
