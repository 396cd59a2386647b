package dev.adjoint.shape;

import dev.adjoint.shape.Inequalities.Origin;
import dev.adjoint.shape.Inequalities.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Proves that whole numbers are never negative, from the ranges of the indices and dims in them and from facts.
 *
 * <p>The question is turned round: could the number be -1 or less? That and all that is known are linear inequalities
 * over products of atoms ({@link Bounds}). If they contradict each other, no; otherwise the indices are eliminated, and
 * what is left says for which sizes.
 */
public final class Ranges {

    private static final int CONDITIONS = 12;

    private Ranges() {}

    /** The answer. */
    public sealed interface Verdict {

        /** Never negative, for all sizes and indices. */
        record Proved() implements Verdict {}

        /** Holds surely if one of these, made of dims alone, is 0 or more: to be checked when an object is made. */
        record Needs(List<Whole> oneOf) implements Verdict {
            public Needs {
                oneOf = List.copyOf(oneOf);
            }
        }

        /**
         * Not to be proved: a condition on indices or data remains, or it is false for all sizes.
         *
         * @param example where it is negative, such as {@code at i = 0 it is -1}; may be empty
         * @param at the same as values for atoms, to put into subscripts with {@link Whole#substitute}; numbers for dims
         *     stand in it only if it is not negative there for all sizes
         */
        record Fails(String example, Map<Atom, Whole> at) implements Verdict {

            /** The same place with what {@code other} is there: {@code at i = D - 1 it is D} of a subscript {@code i + 1}. */
            String exampleOf(Whole other) {
                return example.isEmpty() ? "" : Counterexample.sentence(at, other);
            }
        }
    }

    private static final Verdict PROVED = new Verdict.Proved();
    private static final Verdict UNPROVED = new Verdict.Fails("", Map.of());

    /**
     * What is 0 or more where {@code difference} compares with 0 so, or where it does not.
     *
     * @param isProved whether something is surely 0 or more: what is unequal at the end of its range is one step inside it
     */
    public static List<Whole> facts(
            Typed.Comparison comparison, Whole difference, boolean holds, Predicate<Whole> isProved) {
        Whole opposite = difference.negate();
        return switch (comparison) {
            case LESS -> List.of(holds ? opposite.minus(1) : difference);
            case LESS_EQUAL -> List.of(holds ? opposite : difference.minus(1));
            case GREATER -> List.of(holds ? difference.minus(1) : opposite);
            case GREATER_EQUAL -> List.of(holds ? difference : opposite.minus(1));
            case EQUAL -> equal(difference, holds, isProved);
            case NOT_EQUAL -> equal(difference, !holds, isProved);
        };
    }

    private static List<Whole> equal(Whole difference, boolean holds, Predicate<Whole> isProved) {
        Whole opposite = difference.negate();
        if (holds) {
            return List.of(difference, opposite);
        }
        if (isProved.test(difference)) {
            return List.of(difference.minus(1));
        }
        return isProved.test(opposite) ? List.of(opposite.minus(1)) : List.of();
    }

    /**
     * Whether a whole number is 0 or more for all values of the indices in it.
     *
     * @param facts each is 0 or more where the read stands (conditions around it)
     */
    public static Verdict nonNegative(Whole value, List<Whole> facts) {
        return nonNegative(value, facts, List.of());
    }

    /**
     * The same for objects whose sizes are known to be fit.
     *
     * @param sizes each, made of dims alone, is 0 or more in every object
     */
    public static Verdict nonNegative(Whole value, List<Whole> facts, List<Whole> sizes) {
        try {
            Verdict verdict = isPlain(value) ? PROVED : decide(value, facts, sizes);
            return verdict instanceof Verdict.Fails ? Counterexample.find(value, facts, sizes) : verdict;
        } catch (ArithmeticException overflow) {
            return UNPROVED;
        }
    }

    /** Whether it is never negative for all sizes and indices; false if that could not be found out. */
    public static boolean surely(Whole value) {
        try {
            return surely(value, List.of());
        } catch (ArithmeticException overflow) {
            return false;
        }
    }

    static boolean surely(Whole value, List<Whole> sizes) {
        return isPlain(value) || decide(value, List.of(), sizes) instanceof Verdict.Proved;
    }

    /** The bare index in its own axis, from either end: nearly all reads are so. */
    private static boolean isPlain(Whole value) {
        if (Bounds.isNatural(value)) {
            return true;
        }
        for (Map.Entry<Map<Atom, Integer>, Long> term : value.terms().entrySet()) {
            if (term.getValue() == -1
                    && term.getKey().size() == 1
                    && term.getKey().keySet().iterator().next() instanceof Index index
                    && Bounds.isNatural(
                            value.plus(Whole.of(index)).minus(index.upper()).plus(1))) {
                return true;
            }
        }
        return false;
    }

    private static Verdict decide(Whole value, List<Whole> facts, List<Whole> sizes) {
        Bounds bounds = new Bounds();
        bounds.state(value.negate().minus(1), Origin.QUESTION);
        facts.forEach(f -> bounds.state(f, Origin.CONDITION));
        sizes.forEach(s -> bounds.state(s, Origin.KNOWN));
        bounds.multiply(value, facts);

        BitSet indexed = bounds.indexed();
        List<Row> left = new ArrayList<>();
        List<Row> toEliminate = new ArrayList<>();
        bounds.rows().forEach(row -> (row.mentions(indexed) ? toEliminate : left).add(row));
        Optional<List<Row>> without = Inequalities.eliminate(toEliminate, indexed);
        if (without.isEmpty()) {
            return UNPROVED;
        }
        left.addAll(without.get());
        if (Inequalities.infeasible(left)) {
            return PROVED;
        }
        List<Row> rows = cures(left);
        boolean onIndices = !value.isSize()
                && rows.stream()
                        .filter(row -> row.origin() == Origin.QUESTION)
                        .allMatch(cure -> isForDimsOfOne(cure, left, bounds));
        List<Whole> cures =
                onIndices ? List.of() : rows.stream().map(bounds::whole).toList();
        return cures.isEmpty() ? UNPROVED : new Verdict.Needs(cures);
    }

    /**
     * The read is out of range only where all of {@code left} hold, so one that does not hold is a cure. One that merely
     * keeps the conditions around the read from ever holding is none on its own.
     */
    private static List<Row> cures(List<Row> left) {
        List<Row> known = of(Origin.KNOWN, left);
        List<Row> conditions = of(Origin.CONDITION, left);
        List<Row> where = join(known, conditions);
        List<Row> cures = possible(of(Origin.QUESTION, left), where);
        if (cures.isEmpty()) {
            return cures;
        }
        return weakest(join(cures, possible(conditions, known)), known);
    }

    /** The negations of those rows that {@code where} does not imply. */
    private static List<Row> possible(List<Row> rows, List<Row> where) {
        return rows.stream()
                .filter(row -> !row.isNumber())
                .limit(CONDITIONS)
                .map(Row::negation)
                .filter(cure -> !Inequalities.infeasible(join(where, List.of(cure))))
                .toList();
    }

    /** Whether the cure asks for dims of 1: a read such as {@code x[i-j]} needs a condition on its indices instead. */
    private static boolean isForDimsOfOne(Row cure, List<Row> left, Bounds bounds) {
        List<Row> context = join(of(Origin.KNOWN, left), List.of(cure));
        List<Row> larger = bounds.atLeastTwo(cure);
        return !larger.isEmpty()
                && larger.stream().allMatch(two -> Inequalities.infeasible(join(context, List.of(two))));
    }

    /** Without those that imply another one. */
    private static List<Row> weakest(List<Row> cures, List<Row> known) {
        List<Row> kept = new ArrayList<>(cures);
        for (Row cure : cures) {
            List<Row> context = join(known, List.of(cure));
            boolean covered = kept.stream()
                    .filter(other -> other != cure)
                    .anyMatch(other -> Inequalities.infeasible(join(context, List.of(other.negation()))));
            if (covered) {
                kept.remove(cure);
            }
        }
        return kept;
    }

    private static List<Row> of(Origin origin, List<Row> rows) {
        return rows.stream().filter(row -> row.origin() == origin).toList();
    }

    private static List<Row> join(List<Row> some, List<Row> more) {
        List<Row> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
