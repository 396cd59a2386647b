package dev.adjoint.java;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dims of a program as fields: constants, those given to the constructor, and those derived from them. */
final class Sizes {

    /** The most elements that an array may have in every JVM. */
    static final long LARGEST = Integer.MAX_VALUE - 8;

    /** Where the number of a named size comes from. */
    enum Origin {
        CONSTANT,
        OPEN,
        DERIVED
    }

    /**
     * A named size.
     *
     * @param settable whether it is open and may shrink after construction, or derived from such a dim
     */
    record Named(Program.Size size, String field, Origin origin, boolean settable) {

        Whole value() {
            return size.value();
        }
    }

    private final List<Named> all = new ArrayList<>();
    private final List<Named> derived = new ArrayList<>();
    private final Map<Whole, Named> byValue = new HashMap<>();
    private final Map<Whole, Named> byNumber = new HashMap<>();

    Sizes(Program program, List<Whole> arrays, NameTable names) {
        List<Dim> settable = settable(program, arrays);
        for (Program.Size size : program.dims()) {
            Origin origin =
                    size.isOpen() ? Origin.OPEN : size.value().known().isPresent() ? Origin.CONSTANT : Origin.DERIVED;
            boolean shrinks = size.value().atoms().stream().anyMatch(settable::contains);
            Named named = new Named(size, names.claim(size.name()), origin, shrinks);
            all.add(named);
            if (!size.value().isNumber()) {
                boolean isAlias = byValue.putIfAbsent(size.value(), named) != null;
                if (!size.value().closed().isNumber()) {
                    byNumber.putIfAbsent(size.value().closed(), named);
                }
                if (origin == Origin.DERIVED && !isAlias) {
                    derived.add(named);
                }
            }
        }
    }

    /** The open dims that no param's shape depends on and with which every array shrinks. */
    private static List<Dim> settable(Program program, List<Whole> arrays) {
        List<Dim> open = new ArrayList<>();
        for (Program.Size size : program.dims()) {
            if (size.isOpen() && size.value().atom().orElseThrow() instanceof Dim dim) {
                boolean free = program.params().stream()
                        .flatMap(p -> p.type().shape().stream())
                        .noneMatch(s -> s.atoms().contains(dim));
                if (free && arrays.stream().allMatch(s -> shrinks(s, dim))) {
                    open.add(dim);
                }
            }
        }
        return open;
    }

    private static boolean shrinks(Whole size, Dim dim) {
        if (!size.atoms().contains(dim)) {
            return true;
        }
        return size.terms().entrySet().stream()
                .allMatch(
                        term -> term.getKey().keySet().stream().allMatch(atom -> shrinks(atom, dim, term.getValue())));
    }

    private static boolean shrinks(Atom atom, Dim dim, long coefficient) {
        if (atom instanceof Atom.Quotient q) {
            return !Whole.of(atom).atoms().contains(dim) || (coefficient > 0 && shrinks(q.dividend(), dim));
        }
        if (atom instanceof Atom.Root r) {
            return coefficient > 0 && shrinks(r.radicand(), dim);
        }
        return !Whole.of(atom).atoms().contains(dim) || (coefficient > 0 && atom.equals(dim));
    }

    List<Named> all() {
        return all;
    }

    List<Named> open() {
        return all.stream().filter(n -> n.origin() == Origin.OPEN).toList();
    }

    /** The derived dims that are not another dim by another name, each after those that it is made of. */
    List<Named> derived() {
        return derived;
    }

    /** The open dims that have a setter. */
    List<Named> settable() {
        return open().stream().filter(Named::settable).toList();
    }

    /** Whether the number may change after construction. */
    boolean varies(Whole size) {
        return settable().stream()
                .anyMatch(n -> size.atoms().contains(n.value().atom().orElseThrow()));
    }

    boolean varies(Variable variable) {
        return variable.type().shape().stream().anyMatch(this::varies)
                || variable.bound().filter(this::varies).isPresent();
    }

    /** The named size that has exactly this value. */
    Optional<Named> of(Whole value) {
        Named named = byValue.get(value);
        return Optional.ofNullable(named != null || value.isNumber() ? named : byNumber.get(value.closed()));
    }

    /** The number of elements of an array of a shape. */
    static Whole count(List<Whole> shape) {
        return shape.stream().reduce(Whole.ONE, Whole::times);
    }

    /** {@code N*D}, {@code (S - K + 1)*D}: the shape as the product that a user would write. */
    String words(List<Whole> shape) {
        return shape.stream().map(this::factor).reduce((a, b) -> a + "*" + b).orElse("1");
    }

    private String factor(Whole size) {
        String word = word(size);
        return word.matches("\\w+") || size.isNumber() || of(size).isPresent() ? word : "(" + word + ")";
    }

    /** {@code [N,D]}, or nothing for a scalar. */
    String brackets(List<Whole> shape) {
        return shape.isEmpty()
                ? ""
                : shape.stream()
                        .map(this::word)
                        .reduce((a, b) -> a + "," + b)
                        .map(s -> "[" + s + "]")
                        .orElseThrow();
    }

    /** The size by the user's name for it, if it has one. */
    String word(Whole size) {
        return of(size).map(n -> n.size().name()).orElseGet(size::toString);
    }

    /** The least and the greatest value that a whole number can have, as far as that is plain; exact below 2^53. */
    Range range(Whole whole) {
        Range range = unchecked(whole);
        return of(whole).isPresent() ? new Range(Math.max(1, range.least()), Math.min(LARGEST, range.most())) : range;
    }

    /** The same before it has been checked that every size is at least 1 and an int. */
    private Range unchecked(Whole whole) {
        Range range = new Range(0, 0);
        for (Map.Entry<Map<Atom, Integer>, Long> term : whole.terms().entrySet()) {
            Range product = new Range(term.getValue(), term.getValue());
            for (Map.Entry<Atom, Integer> factor : term.getKey().entrySet()) {
                for (int k = 0; k < factor.getValue(); k++) {
                    product = product.times(range(factor.getKey()));
                }
            }
            range = range.plus(product);
        }
        return range;
    }

    private Range range(Atom atom) {
        if (atom instanceof Dim dim) {
            return dim.value().isPresent()
                    ? new Range(dim.value().getAsLong(), dim.value().getAsLong())
                    : new Range(1, Integer.MAX_VALUE);
        }
        if (atom instanceof Index index) {
            return new Range(
                    Math.max(Integer.MIN_VALUE, range(index.lower()).least()),
                    Math.min(Integer.MAX_VALUE, range(index.upper()).most()) - 1);
        }
        if (atom instanceof Atom.Quotient q) {
            Range dividend = range(q.dividend());
            double by = q.divisor().known().orElse(1);
            return new Range(Math.floor(dividend.least() / by), Math.floor(dividend.most() / by));
        }
        if (atom instanceof Atom.Remainder r) {
            return new Range(0, Math.max(0, range(r.divisor()).most() - 1));
        }
        if (atom instanceof Atom.Row r) {
            return range(r.row());
        }
        if (atom instanceof Atom.Root r) {
            return new Range(0, Math.ceil(Math.sqrt(range(r.radicand()).most())));
        }
        Optional<Whole> bound = ((Atom.Gathered) atom).array().bound();
        return new Range(
                0, bound.map(b -> Math.min(Integer.MAX_VALUE, range(b).most())).orElse((double) Integer.MAX_VALUE) - 1);
    }

    /** Bounds of a whole number. */
    record Range(double least, double most) {

        Range plus(Range other) {
            return new Range(least + other.least, most + other.most);
        }

        Range times(Range other) {
            double a = least * other.least;
            double b = least * other.most;
            double c = most * other.least;
            double d = most * other.most;
            return new Range(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
        }

        boolean isInt() {
            return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE;
        }
    }
}
