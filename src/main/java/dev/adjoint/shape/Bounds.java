package dev.adjoint.shape;

import dev.adjoint.shape.Inequalities.Origin;
import dev.adjoint.shape.Inequalities.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known of the products of atoms in a question about ranges, as linear inequalities in which each product is a
 * variable: the range of each atom, and for products the range of one factor times the others.
 */
final class Bounds {

    /** No further products are looked into beyond this many. */
    private static final int PRODUCTS = 48;

    private static final int DEGREE = 8;

    private record Stated(Whole whole, Origin origin) {}

    private final Map<Map<Atom, Integer>, Integer> variables = new LinkedHashMap<>();
    private final List<Map<Atom, Integer>> products = new ArrayList<>();
    private final List<Stated> stated = new ArrayList<>();
    private int bounded;

    /** From here on {@code whole} is 0 or more, and so is all that follows from the ranges of its atoms. */
    void state(Whole whole, Origin origin) {
        add(whole, origin);
        while (bounded < products.size() && bounded < PRODUCTS) {
            bound(products.get(bounded++));
        }
    }

    private void add(Whole whole, Origin origin) {
        Whole closed = whole.closed();
        stated.add(new Stated(closed, origin));
        for (Map<Atom, Integer> product : closed.terms().keySet()) {
            if (!product.isEmpty() && variables.putIfAbsent(product, products.size()) == null) {
                products.add(product);
            }
        }
    }

    private void bound(Map<Atom, Integer> product) {
        int degree = product.values().stream().mapToInt(Integer::intValue).sum();
        if (degree == 1) {
            Atom atom = product.keySet().iterator().next();
            range(atom).forEach(g -> add(g, Origin.KNOWN));
            alsoKnown(atom).forEach(g -> add(g, Origin.KNOWN));
        } else if (degree <= DEGREE) {
            product.keySet().forEach(atom -> boundProduct(atom, without(atom, product)));
            product.forEach((atom, exponent) -> boundPower(atom, exponent, product));
        }
    }

    private void boundProduct(Atom atom, Whole others) {
        if (!isNatural(others)) {
            return;
        }
        boolean dims = atom instanceof Dim
                && others.terms().keySet().iterator().next().keySet().stream().allMatch(Dim.class::isInstance);
        if (dims) {
            add(Whole.of(atom).minus(1).times(others.minus(1)), Origin.KNOWN);
        } else {
            range(atom).forEach(g -> add(g.times(others), Origin.KNOWN));
        }
    }

    /** A square of a whole number is not below it. */
    private void boundPower(Atom atom, int exponent, Map<Atom, Integer> product) {
        if (exponent >= 2) {
            Whole once = without(atom, product);
            Whole others = without(atom, once.terms().keySet().iterator().next());
            if (isNatural(others)) {
                add(Whole.of(atom).minus(1).times(once), Origin.KNOWN);
            }
        }
    }

    private static Whole without(Atom atom, Map<Atom, Integer> product) {
        Whole rest = Whole.ONE;
        for (Map.Entry<Atom, Integer> factor : product.entrySet()) {
            int exponent = factor.getValue() - (factor.getKey().equals(atom) ? 1 : 0);
            for (int k = 0; k < exponent; k++) {
                rest = rest.times(Whole.of(factor.getKey()));
            }
        }
        return rest;
    }

    /**
     * States for each index in {@code value} that has a factor, as {@code i} in {@code i*(S - K + 1) + j}, its range and
     * the facts about it, multiplied by that factor.
     */
    void multiply(Whole value, List<Whole> facts) {
        Whole closed = value.closed();
        List<Atom> atoms = closed.terms().keySet().stream()
                .flatMap(product -> product.keySet().stream())
                .distinct()
                .filter(atom -> !isSize(atom))
                .toList();
        for (Atom atom : atoms) {
            Whole factor = factor(atom, closed);
            if (!factor.isNumber() && surely(factor.negate())) {
                factor = factor.negate();
            }
            if (!factor.isNumber() && surely(factor)) {
                Whole times = factor;
                range(atom).forEach(g -> state(g.times(times), Origin.KNOWN));
                facts.stream()
                        .map(Whole::closed)
                        .filter(f -> f.terms().containsKey(Map.of(atom, 1)))
                        .forEach(f -> state(f.times(times), Origin.CONDITION));
            }
        }
    }

    private static Whole factor(Atom atom, Whole value) {
        Whole sum = Whole.ZERO;
        for (Map.Entry<Map<Atom, Integer>, Long> term : value.terms().entrySet()) {
            if (term.getKey().getOrDefault(atom, 0) == 1) {
                sum = sum.plus(without(atom, term.getKey()).times(Whole.of(term.getValue())));
            }
        }
        return sum;
    }

    private boolean surely(Whole factor) {
        if (isNatural(factor)) {
            return true;
        }
        if (!factor.isSize()) {
            return false;
        }
        Bounds known = new Bounds();
        stated.stream()
                .filter(s -> s.origin() == Origin.KNOWN && s.whole().isSize())
                .forEach(s -> known.state(s.whole(), Origin.KNOWN));
        known.state(factor.negate().minus(1), Origin.QUESTION);
        return Inequalities.infeasible(known.rows());
    }

    /** All that is stated, as rows with one variable for each product. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Stated s : stated) {
            long[] coefficients = new long[products.size()];
            long constant = 0;
            for (Map.Entry<Map<Atom, Integer>, Long> term : s.whole().terms().entrySet()) {
                if (term.getKey().isEmpty()) {
                    constant = term.getValue();
                } else {
                    coefficients[variables.get(term.getKey())] = term.getValue();
                }
            }
            rows.add(new Row(coefficients, constant, s.origin()));
        }
        return rows;
    }

    /** The variables that depend on an index or on a number read from an array. */
    BitSet indexed() {
        BitSet found = new BitSet();
        for (int v = 0; v < products.size(); v++) {
            found.set(v, !products.get(v).keySet().stream().allMatch(Bounds::isSize));
        }
        return found;
    }

    /** For each dim in {@code row} that it is 2 or more. */
    List<Row> atLeastTwo(Row row) {
        List<Row> rows = new ArrayList<>();
        for (Atom atom : whole(row).atoms()) {
            Integer variable = atom instanceof Dim ? variables.get(Map.of(atom, 1)) : null;
            if (variable != null) {
                long[] coefficients = new long[products.size()];
                coefficients[variable] = 1;
                rows.add(new Row(coefficients, -2, Origin.KNOWN));
            }
        }
        return rows;
    }

    /** The row as a user would write it: what is added before what is taken away. */
    Whole whole(Row row) {
        Whole added = Whole.ZERO;
        Whole taken = Whole.ZERO;
        for (int v = 0; v < products.size(); v++) {
            long c = row.coefficient(v);
            Whole term = without(null, products.get(v)).times(Whole.of(c));
            added = c > 0 ? added.plus(term) : added;
            taken = c < 0 ? taken.plus(term) : taken;
        }
        Whole constant = Whole.of(row.constant());
        return added.equals(Whole.ZERO) && row.constant() > 0
                ? constant.plus(taken)
                : added.plus(taken).plus(constant);
    }

    /** Wholes, linear in the atom, that are never negative. */
    static List<Whole> range(Atom atom) {
        Whole a = Whole.of(atom);
        if (atom instanceof Dim) {
            return List.of(a.minus(1));
        }
        if (atom instanceof Index index) {
            return List.of(
                    a.minus(index.lower().closed()),
                    index.upper().closed().minus(1).minus(a));
        }
        if (atom instanceof Atom.Quotient q) {
            OptionalLong by = q.divisor().known();
            if (by.isEmpty() || by.getAsLong() < 1) {
                return List.of();
            }
            Whole rest = q.dividend().closed().minus(a.times(Whole.of(by.getAsLong())));
            return List.of(rest, Whole.of(by.getAsLong() - 1).minus(rest));
        }
        if (atom instanceof Atom.Remainder r) {
            return List.of(a, r.divisor().closed().minus(1).minus(a));
        }
        if (atom instanceof Atom.Row r) {
            Whole rest = a.minus(r.row().closed());
            return List.of(rest, rest.negate());
        }
        return ((Atom.Gathered) atom)
                .array()
                .bound()
                .map(bound -> List.of(a, bound.closed().minus(1).minus(a)))
                .orElse(List.of());
    }

    /** What else is never negative where the atom has a value: its range is not empty. */
    private static List<Whole> alsoKnown(Atom atom) {
        if (atom instanceof Index index) {
            return List.of(index.size().minus(1));
        }
        if (atom instanceof Atom.Gathered g) {
            return g.array().bound().map(bound -> List.of(bound.minus(1))).orElse(List.of());
        }
        if (atom instanceof Atom.Remainder r) {
            Whole divisor = r.divisor().closed();
            if (!divisor.isNumber() || divisor.number() < 1) {
                return List.of(divisor.minus(1));
            }
            Whole dividend = r.dividend().closed();
            Whole rest = dividend.minus(dividend.over(divisor).times(divisor)).minus(Whole.of(atom));
            return List.of(rest, rest.negate());
        }
        return List.of();
    }

    /** Whether it is seen at once that {@code whole} is never negative. */
    static boolean isNatural(Whole whole) {
        long least = 0;
        for (Map.Entry<Map<Atom, Integer>, Long> term : whole.terms().entrySet()) {
            long coefficient = term.getValue();
            boolean dims = term.getKey().keySet().stream().allMatch(Dim.class::isInstance);
            if (dims && (term.getKey().isEmpty() || coefficient > 0)) {
                least = Math.addExact(least, coefficient);
            } else if (coefficient < 0 || !term.getKey().keySet().stream().allMatch(Bounds::isNatural)) {
                return false;
            }
        }
        return least >= 0;
    }

    private static boolean isNatural(Atom atom) {
        if (atom instanceof Index index) {
            return isNatural(index.lower());
        }
        if (atom instanceof Atom.Quotient q) {
            return isNatural(q.dividend());
        }
        if (atom instanceof Atom.Gathered g) {
            return g.array().bound().isPresent();
        }
        return true;
    }

    private static boolean isSize(Atom atom) {
        return atom instanceof Dim || Whole.of(atom).isSize();
    }
}
