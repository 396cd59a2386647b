package dev.adjoint.shape;

import dev.adjoint.syntax.Statement;
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
    private final List<Statement.Scan> loops;

    private Scope(Optional<Scope> outer, List<Whole> facts, List<Statement.Scan> loops) {
        this.outer = outer;
        this.facts = facts;
        this.loops = loops;
    }

    static Scope empty() {
        return new Scope(Optional.empty(), List.of(), List.of());
    }

    /** A scope inside this one, whose names hide those of this one. */
    Scope inner() {
        return new Scope(Optional.of(this), facts, loops);
    }

    /** A scope inside this one for the steps of a loop. */
    Scope inside(Statement.Scan loop) {
        List<Statement.Scan> all = new ArrayList<>(loops);
        all.add(loop);
        return new Scope(Optional.of(this), facts, List.copyOf(all));
    }

    /** A scope inside this one for a body that is written into the place of a call: the facts and loops are those there. */
    Scope body(Scope call) {
        List<Whole> all = new ArrayList<>(facts);
        all.addAll(call.facts);
        return new Scope(Optional.of(this), List.copyOf(all), call.loops);
    }

    /** A scope inside this one in which more is known: each of {@code more} is 0 or more. */
    Scope assuming(List<Whole> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Whole> all = new ArrayList<>(facts);
        all.addAll(more);
        return new Scope(Optional.of(this), List.copyOf(all), loops);
    }

    /** The names as they are now, without {@code but}; what is defined later stays out. */
    Scope snapshot(String but) {
        Scope copy = new Scope(outer, facts, loops);
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
        return home(name).map(scope -> scope.names.get(name));
    }

    /** The scope, this or one around, that gives a name its meaning. */
    private Optional<Scope> home(String name) {
        Optional<Scope> scope = Optional.of(this);
        while (scope.isPresent() && !scope.get().names.containsKey(name)) {
            scope = scope.get().outer;
        }
        return scope;
    }

    /** The loops around this scope in whose steps the value with this name stays the same. */
    List<Statement.Scan> loopsWithin(String name) {
        List<Statement.Scan> outside = home(name).map(scope -> scope.loops).orElse(List.of());
        return loops.stream().filter(loop -> !outside.contains(loop)).toList();
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
