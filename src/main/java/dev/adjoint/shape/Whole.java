package dev.adjoint.shape;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A whole number made of dims, indices and numbers, as sizes and subscripts are: a polynomial with whole coefficients over
 * {@link Atom}s, in normal form. Two of them are equal exactly if their normal forms are; terms keep the order in which
 * they were written, for printing.
 */
public final class Whole {

    public static final Whole ZERO = new Whole(Map.of());
    public static final Whole ONE = of(1);

    /** Each product of atoms (with its exponents; the empty one is 1) and its coefficient, never 0. */
    private final Map<Map<Atom, Integer>, Long> terms;

    private final int hash;

    private Whole(Map<Map<Atom, Integer>, Long> terms) {
        this.terms = terms;
        this.hash = terms.hashCode();
    }

    public static Whole of(long number) {
        return number == 0 ? ZERO : new Whole(Map.of(Map.of(), number));
    }

    public static Whole of(Atom atom) {
        return new Whole(Map.of(Map.of(atom, 1), 1L));
    }

    /** The products of atoms with their coefficients; the empty product is the constant term. */
    public Map<Map<Atom, Integer>, Long> terms() {
        return terms;
    }

    public Whole plus(Whole other) {
        if (terms.isEmpty()) {
            return other;
        }
        if (other.terms.isEmpty()) {
            return this;
        }
        Map<Map<Atom, Integer>, Long> sum = new LinkedHashMap<>(terms);
        other.terms.forEach((product, coefficient) -> add(sum, product, coefficient));
        return new Whole(sum);
    }

    public Whole plus(long number) {
        return plus(of(number));
    }

    public Whole negate() {
        return times(of(-1));
    }

    public Whole minus(Whole other) {
        return plus(other.negate());
    }

    public Whole minus(long number) {
        return plus(of(-number));
    }

    /**
     * The product.
     *
     * @throws ArithmeticException if a coefficient leaves the range of long
     */
    public Whole times(Whole other) {
        if (equals(ONE)) {
            return other;
        }
        if (other.equals(ONE)) {
            return this;
        }
        Map<Map<Atom, Integer>, Long> product = new LinkedHashMap<>();
        terms.forEach((left, a) ->
                other.terms.forEach((right, b) -> add(product, multiply(left, right), Math.multiplyExact(a, b))));
        return new Whole(product);
    }

    /** {@code floor(this / divisor)}; the divisor is a number (perhaps of a constant dim), at least 1. */
    public Whole over(Whole divisor) {
        OptionalLong by = divisor.known();
        if (isNumber() && by.isPresent()) {
            return of(Math.floorDiv(number(), by.getAsLong()));
        }
        if (by.isPresent() && by.getAsLong() == 1) {
            return this;
        }
        return of(new Atom.Quotient(this, divisor));
    }

    /** {@code mod(this, divisor)}, never negative. */
    public Whole mod(Whole divisor) {
        if (isNumber() && divisor.isNumber()) {
            return of(Math.floorMod(number(), divisor.number()));
        }
        return of(new Atom.Remainder(this, divisor));
    }

    /** The least whole number whose square is not less than this, which is at least 0. */
    public Whole root() {
        return isNumber() ? of(root(number())) : of(new Atom.Root(this));
    }

    private static long root(long number) {
        return (long) Math.ceil(Math.sqrt((double) number));
    }

    private static void add(Map<Map<Atom, Integer>, Long> sum, Map<Atom, Integer> product, long coefficient) {
        long total = Math.addExact(sum.getOrDefault(product, 0L), coefficient);
        if (total == 0) {
            sum.remove(product);
        } else {
            sum.put(product, total);
        }
    }

    private static Map<Atom, Integer> multiply(Map<Atom, Integer> left, Map<Atom, Integer> right) {
        if (left.isEmpty()) {
            return right;
        }
        if (right.isEmpty()) {
            return left;
        }
        Map<Atom, Integer> product = new LinkedHashMap<>(left);
        right.forEach((atom, exponent) -> product.merge(atom, exponent, Integer::sum));
        return product;
    }

    /** Whether this is written without atoms. */
    public boolean isNumber() {
        return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(Map.<Atom, Integer>of()));
    }

    /**
     * The number that this is written as.
     *
     * @throws IllegalStateException if {@link #isNumber} does not hold
     */
    public long number() {
        if (!isNumber()) {
            throw new IllegalStateException(this + " is not a number");
        }
        return terms.getOrDefault(Map.<Atom, Integer>of(), 0L);
    }

    /** The value, if all atoms have one: numbers and constant dims. */
    public OptionalLong known() {
        Whole closed = closed();
        return closed.isNumber() ? OptionalLong.of(closed.number()) : OptionalLong.empty();
    }

    /** The same with constant dims replaced by their numbers, for proofs. */
    public Whole closed() {
        return isNumber()
                ? this
                : substitute(atom -> atom instanceof Dim dim && dim.value().isPresent()
                        ? Optional.of(of(dim.value().getAsLong()))
                        : Optional.empty());
    }

    /** The atom, if this is one atom and nothing else. */
    public Optional<Atom> atom() {
        if (terms.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<Map<Atom, Integer>, Long> term = terms.entrySet().iterator().next();
        Map<Atom, Integer> product = term.getKey();
        return term.getValue() == 1
                        && product.size() == 1
                        && product.values().iterator().next() == 1
                ? Optional.of(product.keySet().iterator().next())
                : Optional.empty();
    }

    /** The index, if this is one index and nothing else. */
    public Optional<Index> index() {
        return atom().filter(Index.class::isInstance).map(Index.class::cast);
    }

    /** All atoms, also those inside quotients, remainders and the subscripts of gathered numbers. */
    public Set<Atom> atoms() {
        Set<Atom> found = new LinkedHashSet<>();
        collect(found);
        return found;
    }

    private void collect(Set<Atom> found) {
        for (Map<Atom, Integer> product : terms.keySet()) {
            for (Atom atom : product.keySet()) {
                if (found.add(atom)) {
                    if (atom instanceof Atom.Quotient q) {
                        q.dividend().collect(found);
                        q.divisor().collect(found);
                    } else if (atom instanceof Atom.Remainder r) {
                        r.dividend().collect(found);
                        r.divisor().collect(found);
                    } else if (atom instanceof Atom.Row r) {
                        r.row().collect(found);
                        r.made().collect(found);
                    } else if (atom instanceof Atom.Root r) {
                        r.radicand().collect(found);
                    } else if (atom instanceof Atom.Gathered g) {
                        g.subscripts().forEach(s -> s.collect(found));
                    }
                }
            }
        }
    }

    /** Whether no index and no gathered number occurs. */
    public boolean isSize() {
        return atoms().stream().noneMatch(a -> a instanceof Index || a instanceof Atom.Gathered);
    }

    /**
     * Replaces atoms by what {@code replacement} says, also inside quotients, remainders and the subscripts of gathered
     * numbers.
     */
    public Whole substitute(Function<Atom, Optional<Whole>> replacement) {
        if (isNumber()) {
            return this;
        }
        Whole sum = ZERO;
        for (Map.Entry<Map<Atom, Integer>, Long> term : terms.entrySet()) {
            Whole product = of(term.getValue());
            for (Map.Entry<Atom, Integer> factor : term.getKey().entrySet()) {
                Whole value = replace(factor.getKey(), replacement);
                for (int k = 0; k < factor.getValue(); k++) {
                    product = product.times(value);
                }
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    private static Whole replace(Atom atom, Function<Atom, Optional<Whole>> replacement) {
        Optional<Whole> said = replacement.apply(atom);
        if (said.isPresent()) {
            return said.get();
        }
        if (atom instanceof Atom.Quotient q) {
            return q.dividend().substitute(replacement).over(q.divisor().substitute(replacement));
        }
        if (atom instanceof Atom.Remainder r) {
            return r.dividend().substitute(replacement).mod(r.divisor().substitute(replacement));
        }
        if (atom instanceof Atom.Row r) {
            return of(new Atom.Row(r.row().substitute(replacement), r.made().substitute(replacement), r.rows()));
        }
        if (atom instanceof Atom.Root r) {
            return r.radicand().substitute(replacement).root();
        }
        if (atom instanceof Atom.Gathered g) {
            return of(new Atom.Gathered(
                    g.array(),
                    g.subscripts().stream().map(s -> s.substitute(replacement)).toList()));
        }
        return of(atom);
    }

    /**
     * The number for given values of dims, indices and gathered numbers.
     *
     * @throws ArithmeticException if it leaves the range of long
     */
    public long evaluate(ToLongFunction<Atom> values) {
        long sum = 0;
        for (Map.Entry<Map<Atom, Integer>, Long> term : terms.entrySet()) {
            long product = term.getValue();
            for (Map.Entry<Atom, Integer> factor : term.getKey().entrySet()) {
                long value = evaluate(factor.getKey(), values);
                for (int k = 0; k < factor.getValue(); k++) {
                    product = Math.multiplyExact(product, value);
                }
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    private static long evaluate(Atom atom, ToLongFunction<Atom> values) {
        if (atom instanceof Atom.Quotient q) {
            return Math.floorDiv(q.dividend().evaluate(values), q.divisor().evaluate(values));
        }
        if (atom instanceof Atom.Remainder r) {
            return Math.floorMod(r.dividend().evaluate(values), r.divisor().evaluate(values));
        }
        if (atom instanceof Atom.Root r) {
            return root(r.radicand().evaluate(values));
        }
        return values.applyAsLong(atom);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Whole whole && hash == whole.hash && terms.equals(whole.terms);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As a user would write it: {@code 2*i + u}, {@code S - K + 1}. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return "0";
        }
        StringBuilder out = new StringBuilder();
        terms.forEach((product, coefficient) -> {
            boolean first = out.isEmpty();
            out.append(first ? (coefficient < 0 ? "-" : "") : (coefficient < 0 ? " - " : " + "));
            out.append(term(product, Math.abs(coefficient)));
        });
        return out.toString();
    }

    private static String term(Map<Atom, Integer> product, long size) {
        if (product.isEmpty()) {
            return Long.toString(size);
        }
        StringBuilder out = new StringBuilder(size == 1 ? "" : Long.toString(size));
        boolean alone =
                size == 1 && product.equals(Map.of(product.keySet().iterator().next(), 1));
        product.forEach((atom, exponent) -> {
            String factor = atom instanceof Atom.Quotient && !alone ? "(" + atom + ")" : atom.toString();
            for (int k = 0; k < exponent; k++) {
                out.append(out.isEmpty() ? "" : "*").append(factor);
            }
        });
        return out.toString();
    }

    /** {@link #toString}, in brackets if it is a sum or product. */
    String inBrackets() {
        return isNumber() || atom().isPresent() ? toString() : "(" + this + ")";
    }
}
