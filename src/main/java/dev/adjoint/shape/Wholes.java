package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** Reads a formula as a whole number made of dims, indices and numbers: a size, the bound of a range, or a subscript. */
final class Wholes implements Expression.Visitor<Whole> {

    /** What the number is for. */
    enum Purpose {
        /** The size of an axis or dim; {@code /} floors, there are no indices. */
        SIZE(Code.E0601, "a size"),
        /** A bound of a range; {@code /} floors, there are no indices. */
        BOUND(Code.E0406, "the bound of a range"),
        /** A place on an axis; {@code /} floors. */
        SUBSCRIPT(Code.E0405, "a subscript"),
        /** A number in a formula that happens to be whole; {@code /} is real division and makes it none. */
        NUMBER(Code.E0405, "a whole number");

        private final Code code;
        private final String words;

        Purpose(Code code, String words) {
            this.code = code;
            this.words = words;
        }
    }

    private final Formulas formulas;
    private final Purpose purpose;
    private final Optional<List<Definition>> unnamed;

    Wholes(Formulas formulas, Purpose purpose) {
        this(formulas, purpose, Optional.empty());
    }

    private Wholes(Formulas formulas, Purpose purpose, Optional<List<Definition>> unnamed) {
        this.formulas = formulas;
        this.purpose = purpose;
        this.unnamed = unnamed;
    }

    /**
     * Reads subscripts.
     *
     * @param unnamed takes a definition for each index that is computed in a subscript, as in {@code s[argmax(s)]}; the
     *     formula with the subscript belongs in a block that has them as its locals
     */
    static Wholes subscripts(Formulas formulas, List<Definition> unnamed) {
        return new Wholes(formulas, Purpose.SUBSCRIPT, Optional.of(unnamed));
    }

    private Wholes inSubscript() {
        return new Wholes(formulas, Purpose.SUBSCRIPT, unnamed);
    }

    /** The same where other names are in scope. */
    Wholes within(Formulas inner) {
        return new Wholes(inner, purpose, unnamed);
    }

    Whole of(Expression expression) {
        try {
            return expression.accept(this);
        } catch (ArithmeticException overflow) {
            throw refuse(expression.span(), "this number is too large");
        }
    }

    /** The number, if the formula is one. */
    Optional<Whole> tryOf(Expression expression) {
        try {
            return Optional.of(of(expression));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private Refusal refuse(Span place, String message) {
        return new Refusal(Diagnostic.at(place, purpose.code, message));
    }

    private Refusal refuse(Span place, String message, String help) {
        return new Refusal(Diagnostic.at(place, purpose.code, message).help(help));
    }

    private boolean isSize() {
        return purpose == Purpose.SIZE || purpose == Purpose.BOUND;
    }

    private String madeOf() {
        return isSize() ? "dims and whole numbers" : "indices, dims and whole numbers";
    }

    @Override
    public Whole literal(Expression.Literal literal) {
        double value = literal.value();
        if (value != Math.rint(value)
                || Math.abs(value) > 1L << 53
                || literal.text().contains(".")) {
            throw refuse(
                    literal.span(),
                    "`" + literal.text() + "` is not a whole number",
                    value == Math.rint(value) && Math.abs(value) <= 1L << 53
                            ? "write `" + (long) value + "`"
                            : "half of a size is written `D/2`, which floors");
        }
        return Whole.of((long) value);
    }

    @Override
    public Whole variable(Expression.Variable variable) {
        String name = variable.name();
        Named named = formulas.scope()
                .find(name)
                .orElseThrow(() -> isSize()
                        ? Names.unknownSize(name, variable.span(), formulas.scope(), formulas.findings())
                        : Names.unknownIndex(name, variable.span(), formulas.scope(), formulas.findings()));
        if (named instanceof Named.Broken) {
            throw Refusal.silent();
        }
        if (named instanceof Named.Size size) {
            return size.value();
        }
        if (named instanceof Named.Function) {
            throw new Refusal(
                    Diagnostic.at(variable.span(), Code.E0304, "`" + name + "` is a function, not a whole number"));
        }
        return whole(formulas.of(variable), variable);
    }

    /** A typed formula as a whole number: a count, a whole literal, or an element of an array of indices. */
    private Whole whole(Typed typed, Expression expression) {
        String text = expression.span().text();
        if (typed instanceof Typed.Count count) {
            return sized(count.value(), expression);
        }
        if (typed instanceof Typed.Literal number && number.value() == Math.rint(number.value())) {
            return Whole.of((long) number.value());
        }
        if (typed.type().kind() == Kind.INDEX && !typed.type().isScalar()) {
            throw vector(expression);
        }
        Optional<Whole> gathered = gathered(typed);
        if (gathered.isPresent()) {
            return sized(gathered.get(), expression);
        }
        if (typed.type().kind() == Kind.INDEX
                && unnamed.isPresent()
                && Elements.bound(typed).isPresent()) {
            return named(typed, unnamed.get());
        }
        if (typed.type().kind() == Kind.INDEX) {
            throw refuse(
                    expression.span(),
                    "`" + text + "` is an index, but not one by name",
                    "give it a name first, on a line above: `t = " + text + "`");
        }
        String is = typed.type().isScalar() ? "is a real number" : "is " + typed.type();
        Diagnostic none = Diagnostic.at(
                expression.span(),
                purpose.code,
                "`" + text + "` " + is + "; " + purpose.words + " is made of " + madeOf());
        Diagnostic shown = Mismatches.origin(none, formulas.scope(), expression, typed);
        if (isSize() && typed.type().isScalar() && typed instanceof Typed.Reference r) {
            String number = r.symbol() instanceof Definition d && d.value() instanceof Typed.Literal n
                    ? " = " + (long) n.value()
                    : "";
            shown = shown.help("declare it as a dim: `dim " + text + number + "`");
        }
        if (typed instanceof Typed.Reference r
                && r.symbol() instanceof Scan.Carry
                && typed.type().isScalar()) {
            shown = shown.help("a carried index begins with one, such as `carry " + text + " = index(0, N)`");
        }
        throw new Refusal(shown);
    }

    /** The index by a name that is made for it. */
    private static Whole named(Typed typed, List<Definition> unnamed) {
        Definition definition = Calls.hidden("position", typed, typed.span());
        unnamed.add(definition);
        return Whole.of(new Atom.Gathered(definition, List.of()));
    }

    private Whole sized(Whole value, Expression expression) {
        if (isSize() && !value.isSize()) {
            throw refuse(
                    expression.span(),
                    purpose.words + " is made of dims and numbers; `"
                            + expression.span().text() + "` is an index");
        }
        return value;
    }

    /** The element that a scalar of kind INDEX is read from. */
    static Optional<Whole> gathered(Typed typed) {
        if (typed instanceof Typed.Count count) {
            return Optional.of(count.value());
        }
        if (typed.type().kind() != Kind.INDEX || !typed.type().isScalar()) {
            return Optional.empty();
        }
        if (typed instanceof Typed.Reference reference) {
            return Optional.of(Whole.of(new Atom.Gathered(reference.symbol(), List.of())));
        }
        if (typed instanceof Typed.Subscript s && s.base() instanceof Typed.Reference reference) {
            return Optional.of(Whole.of(new Atom.Gathered(
                    reference.symbol(),
                    s.parts().stream()
                            .map(p -> ((Typed.Subscript.At) p).index())
                            .toList())));
        }
        return Optional.empty();
    }

    private Refusal vector(Expression expression) {
        return refuse(
                expression.span(),
                "`" + expression.span().text() + "` is an array of indices; a subscript is one index",
                "read one at a time, by index: `x[n] = E[" + expression.span().text() + "[n],:]`");
    }

    @Override
    public Whole unary(Expression.Unary unary) {
        if (unary.operator() != Expression.UnaryOperator.NEGATE) {
            throw refuse(unary.span(), purpose.words + " is a number, not a truth value");
        }
        return of(unary.operand()).negate();
    }

    @Override
    public Whole binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case PLUS -> of(binary.left()).plus(of(binary.right()));
            case MINUS -> of(binary.left()).minus(of(binary.right()));
            case TIMES -> of(binary.left()).times(of(binary.right()));
            case OVER -> quotient(binary);
            case POWER ->
                throw refuse(binary.operatorSpan(), purpose.words + " has no powers", "write the product: `N*N`");
            default ->
                throw refuse(
                        binary.operatorSpan(),
                        "`" + binary.operator().text() + "` does not make a whole number; " + purpose.words
                                + " is made of " + madeOf() + " by `+`, `-`, `*` and `/`");
        };
    }

    private Whole quotient(Expression.Binary binary) {
        if (purpose == Purpose.NUMBER) {
            throw refuse(binary.span(), "`/` in a formula is real division");
        }
        Whole dividend = of(binary.left());
        Whole divisor = of(binary.right());
        if (divisor.known().isEmpty()) {
            throw refuse(
                    binary.right().span(),
                    "`/` floors here, and the divisor is a constant; `"
                            + binary.right().span().text() + "` is not");
        }
        if (divisor.known().getAsLong() < 1) {
            throw refuse(
                    binary.right().span(),
                    "the divisor must be at least 1; it is " + divisor.known().getAsLong());
        }
        return dividend.over(divisor);
    }

    @Override
    public Whole transpose(Expression.Transpose transpose) {
        throw refuse(transpose.span(), purpose.words + " is a whole number; it has no transpose");
    }

    @Override
    public Whole call(Expression.Call call) {
        boolean own = formulas.scope().find(call.function().text()).isPresent();
        if (call.function().text().equals("mod") && !own && call.arguments().size() == 2) {
            return remainder(call);
        }
        if (purpose == Purpose.NUMBER) {
            throw refuse(call.span(), "not a whole number");
        }
        Optional<Whole> inlined =
                own ? Calls.own(formulas, call).flatMap(c -> c.whole(inSubscript())) : Optional.empty();
        return inlined.isPresent() ? sized(inlined.get(), call) : whole(formulas.of(call), call);
    }

    private Whole remainder(Expression.Call call) {
        Whole dividend = of(call.arguments().get(0));
        Expression by = call.arguments().get(1);
        Whole divisor = new Wholes(formulas, Purpose.BOUND).of(by);
        formulas.findings()
                .atLeastOne(
                        divisor,
                        formulas.scope().facts(),
                        by.span(),
                        "the divisor of `" + call.span().text() + "`");
        dividend.terms().forEach((product, coefficient) -> {
            if (Math.abs(coefficient) == 1
                    && product.size() == 1
                    && product.keySet().iterator().next() instanceof Index index) {
                formulas.findings()
                        .sighted(new Findings.Sighting(
                                index, divisor, Whole.ZERO, call.span(), Findings.Standing.IN_REMAINDER));
            }
        });
        return dividend.mod(divisor);
    }

    @Override
    public Whole fold(Expression.Fold fold) {
        if (purpose == Purpose.NUMBER) {
            throw refuse(fold.span(), "not a whole number");
        }
        return whole(formulas.of(fold), fold);
    }

    @Override
    public Whole subscript(Expression.Subscript subscript) {
        if (purpose == Purpose.NUMBER && !mayBeIndex(subscript.base())) {
            throw refuse(subscript.span(), "not a whole number");
        }
        return whole(formulas.of(subscript), subscript);
    }

    /** Whether elements of it are indices; what is surely none need not be typed once more to find that out. */
    private boolean mayBeIndex(Expression base) {
        return base instanceof Expression.Variable name
                && formulas.scope()
                        .find(name.name())
                        .filter(n -> n instanceof Named.Plain
                                || (n instanceof Named.Value value
                                        && value.symbol().type().kind() == Kind.INDEX))
                        .isPresent();
    }

    @Override
    public Whole conditional(Expression.Conditional conditional) {
        throw refuse(
                conditional.span(),
                purpose.words + " has no `if`",
                "put the `if` around the read: `if c then x[i] else x[j]`");
    }

    @Override
    public Whole array(Expression.Array array) {
        throw refuse(array.span(), purpose.words + " is one whole number, not an array");
    }

    @Override
    public Whole comprehension(Expression.Comprehension comprehension) {
        throw refuse(comprehension.span(), purpose.words + " is one whole number, not an array");
    }
}
