package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the check of one file has found besides mistakes: conditions on the sizes, and axes on which indices stand alone. */
final class Findings {

    /** Beyond this many functions written into one another the program is refused. */
    private static final int MOST_CALLS = 20_000;

    /** How an index stands in a subscript. */
    enum Standing {
        /** By itself, which gives it its range. */
        ALONE,
        /** In a sum of which the remainder is taken; gives it its range if it stands alone nowhere. */
        IN_REMAINDER,
        /** In a sum, which gives it no range: only the message says which would fit. */
        IN_SUM
    }

    /** An index in a subscript for an axis of this size; {@code rest} is what is added to it. */
    record Sighting(Index index, Whole size, Whole rest, Span place, Standing standing) {}

    /** How much was found at some moment, to forget what came after. */
    record Mark(int requirements, int sightings, int warnings) {}

    private final Map<Source, Map<String, Span>> defined;
    private final Set<String> lost;
    private final List<Program.Requirement> requirements = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final Map<Source, Map<String, Statement.Function>> functions;
    private final Map<String, Name> locals = new HashMap<>();
    private String defining = "";
    private final IdentityHashMap<Definition, Boolean> constant = new IdentityHashMap<>();
    private boolean probing;
    private boolean reported;
    private int calls;

    /**
     * @param defined where each file declares or defines its names
     * @param functions those of each file
     * @param lost words of lines that could not be read: they may be the names of what is declared there
     */
    Findings(
            Map<Source, Map<String, Span>> defined,
            Map<Source, Map<String, Statement.Function>> functions,
            Set<String> lost) {
        this.defined = defined;
        this.functions = functions;
        this.lost = Set.copyOf(lost);
    }

    /** Whether the name may be declared in a line that could not be read, which was reported. */
    boolean isLost(String name) {
        return lost.contains(name);
    }

    /** Where the file of a place defines a name, above or below. */
    Optional<Span> defined(String name, Span place) {
        return Optional.ofNullable(
                defined.getOrDefault(place.source(), Map.of()).get(name));
    }

    /** Where another file defines a name: one that this file uses, or one that those use. */
    Optional<Span> definedElsewhere(String name, Span place) {
        return defined.entrySet().stream()
                .filter(file ->
                        file.getKey() != place.source() && file.getValue().containsKey(name))
                .map(file -> file.getValue().get(name))
                .findFirst();
    }

    /** Whether the body of the function, or of functions that it names, names another one: of the functions of the file. */
    boolean reaches(String function, Name other) {
        Map<String, Statement.Function> file =
                functions.getOrDefault(other.span().source(), Map.of());
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(function));
        while (!next.isEmpty()) {
            Statement.Function body = file.get(next.pop());
            if (body == null || !seen.add(body.name().text())) {
                continue;
            }
            List<Name> called = file.values().stream()
                    .map(Statement.Function::name)
                    .filter(n -> !n.text().equals(body.name().text()) && RowTypes.mentions(body.span(), n))
                    .toList();
            if (called.stream().anyMatch(n -> n.text().equals(other.text()))) {
                return true;
            }
            called.forEach(n -> next.push(n.text()));
        }
        return false;
    }

    /** The name that is being defined, or empty. */
    String defining() {
        return defining;
    }

    void defining(String name) {
        defining = name;
    }

    /** Keeps in mind which names are local to the steps of a loop, for what is said where they are used below it. */
    void localsOf(Statement.Scan loop) {
        List<String> left = Declarations.names(loop).stream().map(Name::text).toList();
        for (Statement statement : loop.body()) {
            Declarations.names(statement).stream()
                    .filter(n -> !left.contains(n.text()))
                    .forEach(n -> locals.put(n.text(), n));
        }
    }

    /** Where the name is defined as local to a step. */
    Optional<Name> localToStep(String name) {
        return Optional.ofNullable(locals.get(name));
    }

    /** Says that a mistake was reported. */
    void reported() {
        reported = true;
    }

    /** Whether a mistake was reported on which others may rest. */
    boolean hasReported() {
        return reported;
    }

    /** Whether only shapes and sightings are wanted: ranges are not known yet, so nothing is proved. */
    boolean probing() {
        return probing;
    }

    <T> T probe(Supplier<T> formula) {
        boolean before = probing;
        probing = true;
        try {
            return formula.get();
        } finally {
            probing = before;
        }
    }

    Mark mark() {
        return new Mark(requirements.size(), sightings.size(), warnings.size());
    }

    void forgetSince(Mark mark) {
        requirements.subList(mark.requirements, requirements.size()).clear();
        sightings.subList(mark.sightings, sightings.size()).clear();
        warnings.subList(mark.warnings, warnings.size()).clear();
    }

    /** Takes in what is no mistake but probably not meant. */
    void warn(Diagnostic warning) {
        if (!probing) {
            warnings.add(warning);
        }
    }

    List<Diagnostic> warnings() {
        return warnings;
    }

    void sighted(Sighting sighting) {
        if (probing) {
            sightings.add(sighting);
        }
    }

    List<Sighting> sightings(Index index, Mark since) {
        List<Sighting> alone = sightings(index, since, Standing.ALONE);
        return alone.isEmpty() ? sightings(index, since, Standing.IN_REMAINDER) : alone;
    }

    private List<Sighting> sightings(Index index, Mark since, Standing standing) {
        return sightings.subList(since.sightings, sightings.size()).stream()
                .filter(s -> s.index() == index && s.standing() == standing)
                .toList();
    }

    /** The largest range for an index that stands only in sums which would keep the first of these on its axis. */
    Optional<Whole> fitting(Index index, Mark since) {
        return sightings(index, since, Standing.IN_SUM).stream()
                .map(s -> s.size().minus(largest(s.rest(), since)))
                .filter(Whole::isSize)
                .findFirst();
    }

    /** A sum with each index at the end of its range. */
    private Whole largest(Whole sum, Mark since) {
        Whole largest = Whole.ZERO;
        for (Map.Entry<Map<Atom, Integer>, Long> term : sum.terms().entrySet()) {
            Whole product = Whole.of(term.getValue());
            for (Map.Entry<Atom, Integer> factor : term.getKey().entrySet()) {
                Whole atom = factor.getKey() instanceof Index index && factor.getValue() == 1
                        ? (term.getValue() > 0 ? upper(index, since).minus(1) : index.lower())
                        : Whole.of(factor.getKey());
                for (int k = 0; k < factor.getValue(); k++) {
                    product = product.times(atom);
                }
            }
            largest = largest.plus(product);
        }
        return largest.known().orElse(1) < 0 ? Whole.ZERO : largest;
    }

    private Whole upper(Index index, Mark since) {
        List<Sighting> seen = sightings(index, since);
        return seen.isEmpty() ? index.upper() : seen.get(0).size();
    }

    /** Counts one more call that is written into its place. */
    void inlined(Span call) {
        if (++calls > MOST_CALLS) {
            throw tooManyCalls(call);
        }
    }

    static Refusal tooManyCalls(Span call) {
        return new Refusal(Diagnostic.at(
                        call,
                        Code.E0903,
                        "functions are written into their uses, and this makes more than " + MOST_CALLS + " of them")
                .help("give values that are used more than once a name: `u = f(x)`, then `u + u`"));
    }

    void require(List<Whole> oneOf, String text, Span place) {
        if (!probing && requirements.stream().noneMatch(r -> r.oneOf().equals(oneOf))) {
            requirements.add(new Program.Requirement(oneOf, text, place));
        }
    }

    /** Whether a number is never negative, under these facts and the conditions on the sizes found so far. */
    Ranges.Verdict nonNegative(Whole value, List<Whole> facts) {
        List<Whole> sizes = requirements.stream()
                .filter(r -> r.oneOf().size() == 1)
                .map(r -> r.oneOf().get(0))
                .toList();
        return Ranges.nonNegative(value, facts, sizes);
    }

    /** A size must be 1 or more; {@code what} says which it is, as in {@code the size of SO}. */
    void atLeastOne(Whole size, List<Whole> facts, Span place, String what) {
        if (probing) {
            return;
        }
        Ranges.Verdict verdict = nonNegative(size.minus(1), facts);
        if (verdict instanceof Ranges.Verdict.Needs needs) {
            require(needs.oneOf(), size + " must be at least 1: it is " + what, place);
        } else if (verdict instanceof Ranges.Verdict.Fails) {
            String is = size.known().isPresent()
                    ? " is " + size.known().getAsLong()
                    : " is `" + size + "`, which is 0 or less for all dims";
            throw new Refusal(Diagnostic.at(place, Code.E0602, what + is + "; a size is at least 1"));
        }
    }

    /** Whether no param and no real input reaches a value, so that no derivative can be asked for through it. */
    boolean isConstant(Symbol symbol) {
        if (symbol.type().kind() != Kind.REAL) {
            return true;
        }
        if (!(symbol instanceof Definition definition)) {
            return false;
        }
        Boolean known = constant.get(definition);
        if (known == null) {
            known = Uses.of(definition.value()).stream().allMatch(this::isConstant);
            constant.put(definition, known);
        }
        return known;
    }

    List<Program.Requirement> requirements() {
        return requirements;
    }
}
