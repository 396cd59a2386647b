package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole numbers as Java: sums of products, in which a sum that is a named size is written by its name.
 *
 * <p>Sums and products of ints are exact modulo 2^32, so a subscript is right whatever its terms are. Where the value itself
 * counts (in a quotient, a comparison, as a real number) and may leave the range of int, it is reckoned in long.
 */
final class Wholes {

    private enum Mode {
        INT,
        LONG,
        DOUBLE;

        Text literal(long number) {
            return switch (this) {
                case INT ->
                    number == (int) number
                            ? Text.whole(number)
                            : Text.whole(number).cast(TypeName.INT);
                case LONG -> Text.primary("$LL", Long.toString(number));
                case DOUBLE -> Numbers.literal((double) number, false);
            };
        }

        Text convert(Text text) {
            return this == INT ? text : text.cast(this == LONG ? TypeName.LONG : TypeName.DOUBLE);
        }
    }

    private static final double LONG_ENOUGH = 1e18;

    private final Frame frame;
    private final Sizes sizes;
    private final List<Sizes.Named> derived;
    private final boolean isChecked;

    Wholes(Frame frame) {
        this(frame, frame.members().sizes.derived(), true);
    }

    private Wholes(Frame frame, List<Sizes.Named> derived, boolean isChecked) {
        this.frame = frame;
        this.sizes = frame.members().sizes;
        this.derived = derived;
        this.isChecked = isChecked;
    }

    /** An int, known to be in range: a subscript, offset, size or bound of a loop. */
    Text subscript(Whole whole) {
        return print(whole, Mode.INT);
    }

    /** An int or, where the value may leave its range, a long. */
    Text exact(Whole whole) {
        return print(whole, sizes.range(whole).isInt() ? Mode.INT : Mode.LONG);
    }

    /** A double, also where it is far out of the range of int. */
    Text real(Whole whole) {
        return whole.isNumber() ? Mode.DOUBLE.literal(whole.number()) : print(whole, Mode.DOUBLE);
    }

    /** A derived size as a long, made of those before it. */
    static Text size(Frame frame, Sizes.Named named) {
        List<Sizes.Named> all = frame.members().sizes.derived();
        Wholes wholes = new Wholes(frame, all.subList(0, all.indexOf(named)), true);
        return wholes.wide(named.value(), true);
    }

    /** A number made of open dims, none of which need be checked, as a long or, for very large ones, a double. */
    static Text unchecked(Frame frame, Whole whole) {
        return new Wholes(frame, List.of(), false).wide(whole, false);
    }

    private Text wide(Whole whole, boolean toLong) {
        Sizes.Range range = sizes.range(whole);
        boolean fits = Math.max(-range.least(), range.most()) < LONG_ENOUGH;
        Text text = print(whole, fits ? Mode.LONG : Mode.DOUBLE);
        return toLong && !fits ? text.cast(TypeName.LONG) : text;
    }

    private Optional<Sizes.Named> name(Whole whole) {
        return sizes.of(whole).filter(n -> n.origin() != Sizes.Origin.DERIVED || derived.contains(n));
    }

    private Text print(Whole whole, Mode mode) {
        if (whole.isNumber()) {
            return mode == Mode.LONG && whole.number() == (int) whole.number()
                    ? Text.whole(whole.number())
                    : mode.literal(whole.number());
        }
        if (name(whole).isPresent()) {
            return mode.convert(Text.primary("$L", frame.use(name(whole).get().field())));
        }
        Text sum = null;
        for (Term term : terms(whole)) {
            Text product = product(term, sum == null, mode);
            if (sum == null) {
                sum = term.coefficient() < 0
                        ? new Text(CodeBlock.of("-$L", product.least(Text.PRIMARY)), Text.UNARY)
                        : product;
            } else {
                sum = term.coefficient() < 0
                        ? Text.binary(sum, "-", product, Text.SUM)
                        : Text.binary(sum, "+", product, Text.SUM);
            }
        }
        return sum;
    }

    private record Term(List<Text> factors, long coefficient) {}

    /** The terms, one that is added first; the parts that make up a named size are one term. */
    private List<Term> terms(Whole whole) {
        List<Term> terms = new ArrayList<>();
        Whole rest = whole;
        for (Sizes.Named named : derived) {
            Map<Map<Atom, Integer>, Long> parts = named.value().terms();
            if (parts.size() > 1 && rest.terms().entrySet().containsAll(parts.entrySet())) {
                terms.add(new Term(List.of(Text.primary("$L", frame.use(named.field()))), 1));
                rest = rest.minus(named.value());
            }
        }
        for (Map.Entry<Map<Atom, Integer>, Long> term : rest.terms().entrySet()) {
            List<Text> factors = new ArrayList<>();
            term.getKey().forEach((atom, exponent) -> {
                for (int k = 0; k < exponent; k++) {
                    factors.add(atom(atom));
                }
            });
            terms.add(new Term(factors, term.getValue()));
        }
        terms.stream().filter(t -> t.coefficient() > 0).findFirst().ifPresent(first -> {
            terms.remove(first);
            terms.add(0, first);
        });
        return terms;
    }

    /**
     * The term without its sign. What is added to a long becomes one, so only the first term and proper products are
     * converted.
     */
    private static Text product(Term term, boolean isFirst, Mode mode) {
        long coefficient = Math.abs(term.coefficient());
        boolean hasNumber = coefficient != 1 || term.factors().isEmpty();
        boolean converts = isFirst || term.factors().size() + (hasNumber ? 1 : 0) > 1;
        Text product = null;
        if (hasNumber) {
            product =
                    converts || coefficient != (int) coefficient ? mode.literal(coefficient) : Text.whole(coefficient);
        }
        for (Text factor : term.factors()) {
            Text next = product == null && converts ? mode.convert(factor) : factor;
            product = product == null ? next : Text.binary(product, "*", next, Text.PRODUCT);
        }
        return product;
    }

    private Text atom(Atom atom) {
        if (atom instanceof Dim) {
            return Text.primary(
                    "$L", frame.use(sizes.of(Whole.of(atom)).orElseThrow().field()));
        }
        if (atom instanceof Index index) {
            return Text.primary("$L", frame.name(index));
        }
        if (atom instanceof Atom.Quotient q) {
            return quotient(q);
        }
        if (atom instanceof Atom.Remainder r) {
            return remainder(r);
        }
        if (atom instanceof Atom.Row row) {
            return row(row);
        }
        if (atom instanceof Atom.Root root) {
            return Text.primary(
                    "$L($L)",
                    frame.members().helpers.use(Helpers.Helper.ROOT),
                    subscript(root.radicand()).code());
        }
        Atom.Gathered gathered = (Atom.Gathered) atom;
        if (gathered.array() instanceof Buffer buffer) {
            return new Elements(frame).element(buffer, gathered.subscripts());
        }
        throw new IllegalStateException(gathered + " is read from no buffer");
    }

    /** {@code checkRow(parent[b], b, "posed", "b", b)}. */
    private Text row(Atom.Row row) {
        Index step = row.made().atoms().stream()
                .filter(Index.class::isInstance)
                .map(Index.class::cast)
                .findFirst()
                .orElseThrow();
        return Text.primary(
                "$L($L, $L, $S, $S, $L)",
                frame.members().helpers.use(Helpers.Helper.ROW),
                subscript(row.row()).code(),
                subscript(row.made()).code(),
                row.rows(),
                step.name(),
                frame.name(step));
    }

    /** {@code SO / 2}, or {@code Math.floorDiv(i - 1, 2)} where the dividend may be negative. */
    private Text quotient(Atom.Quotient quotient) {
        boolean isLong = !sizes.range(quotient.dividend()).isInt();
        Text dividend = exact(quotient.dividend());
        Text divisor = subscript(quotient.divisor());
        Text result = isChecked && sizes.range(quotient.dividend()).least() >= 0
                ? Text.binary(dividend, "/", divisor, Text.PRODUCT)
                : Text.primary("$T.floorDiv($L, $L)", Math.class, dividend.code(), divisor.code());
        return isLong ? result.cast(TypeName.INT) : result;
    }

    /** {@code i % N}, or {@code Math.floorMod(i - j, N)} where the dividend may be negative. */
    private Text remainder(Atom.Remainder remainder) {
        boolean isLong = !sizes.range(remainder.dividend()).isInt();
        Text dividend = exact(remainder.dividend());
        Text divisor = exact(remainder.divisor());
        boolean plain = isChecked && sizes.range(remainder.dividend()).least() >= 0;
        Text result = plain
                ? Text.binary(dividend, "%", divisor, Text.PRODUCT)
                : Text.primary("$T.floorMod($L, $L)", Math.class, dividend.code(), divisor.code());
        // floorMod of a long by an int is an int already, and a cast to the same type is a warning.
        boolean longDivisor = !sizes.range(remainder.divisor()).isInt();
        return (plain && isLong) || longDivisor ? result.cast(TypeName.INT) : result;
    }
}
