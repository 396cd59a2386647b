package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done to each element, and arrays put together from parts. */
final class Elements {

    private Elements() {}

    /** The same plain formula at another place: a reference, a literal or a count. */
    static Typed at(Typed plain, Span span) {
        if (plain instanceof Typed.Reference reference) {
            return new Typed.Reference(reference.symbol(), span);
        }
        if (plain instanceof Typed.Literal literal) {
            return new Typed.Literal(literal.value(), span);
        }
        if (plain instanceof Typed.Count count) {
            return new Typed.Count(count.value(), span);
        }
        return plain;
    }

    /** Not a truth value. */
    static Typed number(Typed typed, String by) {
        if (typed.type().kind() == Kind.TRUTH) {
            throw new Refusal(Diagnostic.at(typed.span(), Code.E0209, by + " takes numbers, and this is a truth value")
                    .label("a truth value")
                    .help("as a number it is `(if " + Words.bare(typed.span().text()) + " then 1 else 0)`"));
        }
        return typed;
    }

    /** The same value with elements of kind REAL. */
    static Typed real(Typed typed) {
        if (typed.type().kind() != Kind.INDEX) {
            return typed;
        }
        if (typed instanceof Typed.Count count && count.value().isNumber()) {
            return new Typed.Literal(count.value().number(), count.span());
        }
        List<Typed> sum = List.of(typed, new Typed.Literal(0, typed.span()));
        return new Typed.Each(Primitive.ADD, sum, Type.real(typed.type().shape()), typed.span());
    }

    /** The same value; an index stays one only if the dim it is an index of is known. */
    static Typed settled(Typed typed) {
        return typed.type().kind() == Kind.INDEX && bound(typed).isEmpty() ? real(typed) : typed;
    }

    /** The dim that the elements of a formula of kind INDEX are indices of, as far as its form says. */
    static Optional<Whole> bound(Typed typed) {
        if (typed instanceof Typed.Reference reference) {
            return reference.symbol().bound();
        }
        if (typed instanceof Typed.Subscript subscript) {
            return bound(subscript.base());
        }
        if (typed instanceof Typed.Build build) {
            return bound(build.element());
        }
        if (typed instanceof Typed.Block block) {
            return bound(block.result());
        }
        if (typed instanceof Typed.Scanned scanned) {
            return scanned.symbol().bound();
        }
        return positions(typed);
    }

    private static Optional<Whole> positions(Typed typed) {
        if (typed instanceof Typed.Held held) {
            return Optional.of(held.size());
        }
        if (typed instanceof Typed.Fold fold && fold.reduction().isPosition()) {
            return Optional.of(fold.indices().get(0).upper());
        }
        return typed instanceof Typed.FoldArray fold && fold.reduction().isPosition()
                ? Optional.of(fold.array().type().shape().get(0))
                : Optional.empty();
    }

    /** The n of {@code polygamma(n, x)}: a whole number, not below 0 as far as that is known. */
    static void order(Typed n, Expression.Call call) {
        String text = n.span().text();
        if (!isWhole(n)) {
            throw new Refusal(Diagnostic.at(
                            n.span(),
                            Code.E0507,
                            "`" + call.function() + "` counts derivatives, and `" + text + "` is not a whole number")
                    .help("write a number, a dim or an index: `polygamma(1, x)` is the derivative of `digamma(x)`"));
        }
        if (n instanceof Typed.Literal number && number.value() < 0) {
            throw new Refusal(Diagnostic.at(
                            n.span(),
                            Code.E0507,
                            "`" + call.function() + "` counts derivatives, and `" + text + "` is below 0")
                    .help("the first is `digamma(x)`, the derivative of `lgamma(x)`"));
        }
    }

    /** Whether a formula is made of whole numbers, dims and indices in such a way that it is whole. */
    private static boolean isWhole(Typed typed) {
        if (typed instanceof Typed.Each each) {
            return switch (each.primitive()) {
                case ADD, SUBTRACT, MULTIPLY, NEGATE, SQUARE, MAX, MIN, STOP ->
                    each.operands().stream().allMatch(Elements::isWhole);
                default -> false;
            };
        }
        if (typed instanceof Typed.Reference reference && reference.symbol() instanceof Definition definition) {
            return isWhole(definition.value());
        }
        if (typed instanceof Typed.Build build) {
            return isWhole(build.element());
        }
        return typed.type().kind() == Kind.INDEX
                || typed instanceof Typed.Count
                || (typed instanceof Typed.Literal number && number.value() == Math.rint(number.value()));
    }

    /** A primitive on operands of one shape or scalars; {@code call} is what the message shows. */
    static Typed each(Primitive primitive, List<Typed> operands, Span span) {
        Typed shaped = null;
        for (Typed operand : operands) {
            number(operand, "`" + primitive.word() + "`");
            if (operand.type().isScalar()) {
                continue;
            }
            if (shaped == null) {
                shaped = operand;
            } else if (!Sizes.same(shaped.type().shape(), operand.type().shape())) {
                throw new Refusal(Diagnostic.at(
                                operand.span(),
                                Code.E0201,
                                "the arguments of `" + primitive.word() + "` differ in shape, `" + shaped.type()
                                        + "` and `" + operand.type() + "`")
                        .label("" + operand.type())
                        .note(shaped.span(), "" + shaped.type()));
            }
        }
        List<Whole> shape = shaped == null ? List.of() : shaped.type().shape();
        return new Typed.Each(primitive, operands, Type.real(shape), span);
    }

    /** {@code if … then … else …} of sides of one type. */
    static Typed either(Typed condition, Typed then, Typed otherwise, Expression.Conditional written) {
        boolean truth = then.type().kind() == Kind.TRUTH;
        if (truth != (otherwise.type().kind() == Kind.TRUTH)) {
            Typed odd = truth ? then : otherwise;
            throw new Refusal(
                    Diagnostic.at(odd.span(), Code.E0209, "one side of `if` is a truth value, the other is a number")
                            .label("a truth value")
                            .note((truth ? otherwise : then).span(), "a number"));
        }
        if (!Sizes.same(then.type().shape(), otherwise.type().shape())) {
            Diagnostic differ = Diagnostic.at(
                            written.otherwise().span(),
                            Code.E0211,
                            "the sides of `if` differ in shape, " + quoted(then.type()) + " and "
                                    + quoted(otherwise.type()))
                    .label("" + otherwise.type())
                    .note(written.then().span(), "" + then.type());
            throw new Refusal(filled(then, otherwise, written).map(differ::help).orElse(differ));
        }
        Typed one = truth ? then : real(then);
        Typed other = truth ? otherwise : real(otherwise);
        return new Typed.Conditional(condition, one, other, one.type(), written.span());
    }

    private static Optional<String> filled(Typed then, Typed otherwise, Expression.Conditional written) {
        Typed number = then.type().isScalar() ? then : otherwise;
        Typed array = then.type().isScalar() ? otherwise : then;
        Expression side = then.type().isScalar() ? written.then() : written.otherwise();
        if (!(number instanceof Typed.Literal literal) || array.type().isScalar()) {
            return Optional.empty();
        }
        String sizes = Words.list(array.type().shape());
        String filled = literal.value() == 0
                ? "zeros(" + sizes + ")"
                : literal.value() == 1 ? "ones(" + sizes + ")" : side.span().text() + "*ones(" + sizes + ")";
        return Optional.of("write `" + filled + "` for `" + side.span().text() + "`");
    }

    static String quoted(Type type) {
        return type.isScalar() ? "a scalar" : "`" + type + "`";
    }

    /** {@code [a, b, c]}. */
    static Typed stack(List<Typed> parts, Expression.Array written) {
        if (parts.isEmpty()) {
            throw new Refusal(Diagnostic.at(written.span(), Code.E0210, "an array has at least one element"));
        }
        Typed first = parts.get(0);
        boolean truth = first.type().kind() == Kind.TRUTH;
        List<Typed> settled = new ArrayList<>();
        for (Typed part : parts) {
            if (!Sizes.same(first.type().shape(), part.type().shape())
                    || truth != (part.type().kind() == Kind.TRUTH)) {
                boolean shapes = !Sizes.same(first.type().shape(), part.type().shape());
                throw new Refusal(Diagnostic.at(
                                part.span(),
                                Code.E0210,
                                shapes
                                        ? "the elements of an array differ in shape, " + quoted(first.type()) + " and "
                                                + quoted(part.type())
                                        : "truth values and numbers stand in one array")
                        .label(shapes ? "" + part.type() : truth ? "a number" : "a truth value")
                        .note(first.span(), shapes ? "" + first.type() : truth ? "a truth value" : "a number"));
            }
            settled.add(real(part));
        }
        List<Whole> shape = new ArrayList<>();
        shape.add(Whole.of(parts.size()));
        shape.addAll(first.type().shape());
        return new Typed.Stack(settled, new Type(settled.get(0).type().kind(), shape, false), written.span());
    }
}
