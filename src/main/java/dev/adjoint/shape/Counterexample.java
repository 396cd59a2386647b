package dev.adjoint.shape;

import dev.adjoint.shape.Ranges.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks for a place where a number that could not be proved is negative: each index at an end of its range, or where a
 * fact about it begins to hold, for a few sizes. What it reports has been calculated, for sizes that exist.
 */
final class Counterexample {

    private static final int CORNERS = 48;
    private static final int SIZES = 12;

    private final Whole value;
    private final List<Whole> facts;
    private final List<Whole> sizes;
    private final List<Atom> free = new ArrayList<>();
    private final List<Dim> open = new ArrayList<>();

    private Counterexample(Whole value, List<Whole> facts, List<Whole> sizes) {
        this.value = value;
        this.facts = facts;
        this.sizes = sizes;
        Set<Atom> atoms = new LinkedHashSet<>();
        collect(value, atoms);
        facts.forEach(f -> collect(f, atoms));
        sizes.forEach(s -> collect(s, atoms));
        List.copyOf(atoms).forEach(atom -> Bounds.range(atom).forEach(g -> collect(g, atoms)));
        for (Atom atom : atoms) {
            if (atom instanceof Index || atom instanceof Atom.Gathered) {
                free.add(atom);
            } else if (atom instanceof Dim dim && dim.value().isEmpty()) {
                open.add(dim);
            }
        }
    }

    /** All atoms that have values of their own: those of the subscripts of a gathered number do not matter. */
    private static void collect(Whole whole, Set<Atom> found) {
        for (Map<Atom, Integer> product : whole.terms().keySet()) {
            for (Atom atom : product.keySet()) {
                found.add(atom);
                if (atom instanceof Atom.Quotient q) {
                    collect(q.dividend(), found);
                    collect(q.divisor(), found);
                } else if (atom instanceof Atom.Remainder r) {
                    collect(r.dividend(), found);
                    collect(r.divisor(), found);
                }
            }
        }
    }

    /** The verdict that says where {@code value} is negative, as far as such a place is found. */
    static Verdict.Fails find(Whole value, List<Whole> facts, List<Whole> sizes) {
        return new Counterexample(value, facts, sizes).search().orElse(new Verdict.Fails("", Map.of()));
    }

    private Optional<Verdict.Fails> search() {
        List<List<Whole>> choices = free.stream().map(this::choices).toList();
        if (choices.stream().anyMatch(List::isEmpty)) {
            return Optional.empty();
        }
        Optional<Verdict.Fails> forSomeSizes = Optional.empty();
        int corners = (int) choices.stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, CORNERS));
        for (int c = 0; c < corners; c++) {
            Map<Atom, Whole> corner = corner(c, choices);
            Optional<Map<Dim, Long>> fit = fit(corner);
            if (fit.isPresent()) {
                Whole there = value.substitute(atom -> Optional.ofNullable(corner.get(atom)));
                if (Ranges.surely(there.negate().minus(1), sizes)) {
                    return Optional.of(new Verdict.Fails(sentence(corner, value), corner));
                }
                forSomeSizes = forSomeSizes.or(() -> Optional.of(numbers(fit.get(), corner)));
            }
        }
        return forSomeSizes;
    }

    private Map<Atom, Whole> corner(int number, List<List<Whole>> choices) {
        Map<Atom, Whole> corner = new LinkedHashMap<>();
        int rest = number;
        for (int k = 0; k < free.size(); k++) {
            List<Whole> values = choices.get(k);
            corner.put(free.get(k), values.get(rest % values.size()));
            rest /= values.size();
        }
        return corner;
    }

    /** The end that makes the value small, then where facts begin to hold, then the other end. */
    private List<Whole> choices(Atom atom) {
        Optional<Whole> upper = atom instanceof Index index
                ? Optional.of(index.upper())
                : ((Atom.Gathered) atom).array().bound();
        if (upper.isEmpty()) {
            return List.of();
        }
        Whole first = atom instanceof Index index ? index.lower() : Whole.ZERO;
        Whole last = upper.get().minus(1);
        boolean growing = value.terms().entrySet().stream()
                .filter(term -> term.getKey().keySet().stream()
                        .anyMatch(factor -> Whole.of(factor).atoms().contains(atom)))
                .allMatch(term -> term.getValue() > 0);
        Set<Whole> choices = new LinkedHashSet<>();
        choices.add(growing ? first : last);
        for (Whole fact : facts) {
            long coefficient = fact.terms().getOrDefault(Map.of(atom, 1), 0L);
            if (Math.abs(coefficient) == 1) {
                Whole rest = fact.minus(Whole.of(atom).times(Whole.of(coefficient)));
                Whole begins = coefficient == 1 ? rest.negate() : rest;
                if (begins.isSize()) {
                    choices.add(begins);
                }
            }
        }
        choices.add(growing ? last : first);
        return List.copyOf(choices);
    }

    /** Sizes for which the corner exists and the value is negative there. */
    private Optional<Map<Dim, Long>> fit(Map<Atom, Whole> corner) {
        for (int trial = 0; trial < SIZES; trial++) {
            int t = trial;
            Map<Dim, Long> numbers = new LinkedHashMap<>();
            IntStream.range(0, open.size()).forEach(d -> numbers.put(open.get(d), size(t, d)));
            if (isThere(corner, numbers)) {
                return Optional.of(numbers);
            }
            if (open.isEmpty()) {
                break;
            }
        }
        return Optional.empty();
    }

    /** All sizes equal in the first trials, then different. */
    private static long size(int trial, int dim) {
        return trial < 5 ? 1L + trial : 1 + (3L * trial + 5L * dim + (long) trial * dim) % 7;
    }

    private boolean isThere(Map<Atom, Whole> corner, Map<Dim, Long> numbers) {
        boolean inRange = corner.keySet().stream()
                .flatMap(atom -> Bounds.range(atom).stream())
                .allMatch(g -> evaluate(g, corner, numbers) >= 0);
        return inRange
                && facts.stream().allMatch(f -> evaluate(f, corner, numbers) >= 0)
                && sizes.stream().allMatch(s -> evaluate(s, corner, numbers) >= 0)
                && evaluate(value, corner, numbers) < 0;
    }

    private static long evaluate(Whole whole, Map<Atom, Whole> corner, Map<Dim, Long> numbers) {
        return whole.evaluate(atom -> atom instanceof Dim dim
                ? dim.value().orElseGet(() -> numbers.getOrDefault(dim, 1L))
                : evaluate(corner.get(atom), corner, numbers));
    }

    private Verdict.Fails numbers(Map<Dim, Long> numbers, Map<Atom, Whole> corner) {
        Map<Atom, Whole> places = new LinkedHashMap<>();
        corner.forEach((atom, place) -> places.put(atom, Whole.of(evaluate(place, corner, numbers))));
        Map<Atom, Whole> all = new LinkedHashMap<>();
        numbers.forEach((dim, number) -> all.put(dim, Whole.of(number)));
        all.putAll(places);
        return new Verdict.Fails(sentence(all, value), all);
    }

    /** {@code for D = 2, at i = 1 it is -1}: what {@code whole} is at that place. */
    static String sentence(Map<Atom, Whole> at, Whole whole) {
        String sizes = list(at, true);
        String places = list(at, false);
        Whole there = whole.substitute(atom -> Optional.ofNullable(at.get(atom)));
        Whole closed = there.closed();
        return (sizes.isEmpty() ? "" : "for " + sizes + (places.isEmpty() ? " " : ", "))
                + (places.isEmpty() ? "" : "at " + places + " ")
                + "it is "
                + (closed.isNumber() || closed.terms().size() < there.terms().size() ? closed : there);
    }

    private static String list(Map<Atom, Whole> values, boolean dims) {
        return values.entrySet().stream()
                .filter(e -> e.getKey() instanceof Dim == dims)
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
