package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** The operators with two operands, but for products of matrix notation, comparisons and connectives. */
final class Operators {

    private Operators() {}

    static Typed of(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        String sign = "`" + binary.operator().text() + "`";
        Elements.number(left, sign);
        Elements.number(right, sign);
        return switch (binary.operator()) {
            case PLUS -> sum(formulas, Primitive.ADD, binary, left, right);
            case MINUS -> sum(formulas, Primitive.SUBTRACT, binary, left, right);
            case EACH_TIMES -> each(formulas, Primitive.MULTIPLY, binary, left, right);
            case EACH_OVER -> each(formulas, Primitive.DIVIDE, binary, left, right);
            case EACH_POWER -> power(binary, each(formulas, Primitive.POWER, binary, left, right));
            case POWER -> power(binary, scalarPower(binary, left, right));
            case OVER -> quotient(formulas, binary, left, right);
            default -> Products.of(formulas, binary, left, right);
        };
    }

    private static Typed sum(
            Formulas formulas, Primitive primitive, Expression.Binary binary, Typed left, Typed right) {
        Type a = left.type();
        Type b = right.type();
        if (a.row() != b.row()) {
            throw Rows.inSum(binary, left, right);
        }
        if (a.row() && Sizes.same(a.shape(), b.shape())) {
            return new Typed.Each(primitive, List.of(left, right), real(a), binary.span());
        }
        return each(formulas, primitive, binary, left, right);
    }

    /** Equal shapes, or a scalar on one side. */
    private static Typed each(
            Formulas formulas, Primitive primitive, Expression.Binary binary, Typed left, Typed right) {
        Type a = left.type();
        Type b = right.type();
        boolean scales = primitive == Primitive.MULTIPLY || primitive == Primitive.DIVIDE;
        if ((a.row() || b.row()) && primitive != Primitive.ADD && primitive != Primitive.SUBTRACT) {
            boolean scaled = scales && (a.isScalar() || b.isScalar()) && !(primitive == Primitive.DIVIDE && b.row());
            if (!scaled) {
                throw Rows.refuse(
                        a.row() ? binary.left() : binary.right(),
                        a.row() ? left : right,
                        "an operand of `" + binary.operator().text() + "`");
            }
        }
        if (!a.isScalar() && !b.isScalar() && !Sizes.same(a.shape(), b.shape())) {
            throw Mismatches.differ(formulas, binary, left, right);
        }
        return new Typed.Each(primitive, List.of(left, right), real(a.isScalar() ? b : a), binary.span());
    }

    private static Type real(Type type) {
        return new Type(Kind.REAL, type.shape(), type.row());
    }

    /** {@code v/x}: the divisor is a scalar. */
    private static Typed quotient(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        if (right.type().isScalar()) {
            return new Typed.Each(Primitive.DIVIDE, List.of(left, right), real(left.type()), binary.span());
        }
        String a = Words.operand(binary.left());
        String b = Words.operand(binary.right());
        boolean each = left.type().isScalar()
                || Sizes.same(left.type().shape(), right.type().shape());
        Diagnostic refused = Diagnostic.at(
                        binary.operatorSpan(), Code.E0205, "`/` takes a scalar below, and this is an array")
                .label(right.type().toString());
        refused = Mismatches.about(refused, formulas.scope(), binary.right(), right);
        throw new Refusal(each ? refused.help("for each element write `" + a + " ./ " + b + "`") : refused);
    }

    private static Typed scalarPower(Expression.Binary binary, Typed left, Typed right) {
        List<Typed> operands = List.of(left, right);
        if (left.type().isScalar() && right.type().isScalar()) {
            return new Typed.Each(Primitive.POWER, operands, Type.SCALAR, binary.span());
        }
        Typed array = left.type().isScalar() ? right : left;
        String a = Words.operand(binary.left());
        String b = Words.operand(binary.right());
        String each = a + ".^" + b;
        boolean matrix = left.type().rank() == 2 && right instanceof Typed.Literal two && two.value() == 2;
        throw new Refusal(Diagnostic.at(binary.operatorSpan(), Code.E0205, "`^` takes scalars, and this is an array")
                .label("" + array.type())
                .help(
                        matrix
                                ? "for each element write `" + each + "`; the matrix product is `" + a + "*" + a + "`"
                                : "for each element write `" + each + "`"));
    }

    /** {@code x^2} is {@code x*x}. */
    private static Typed power(Expression.Binary binary, Typed power) {
        Typed.Each each = (Typed.Each) power;
        return square(each.operands().get(0), each.operands().get(1))
                .map(x -> (Typed) new Typed.Each(Primitive.SQUARE, List.of(x), each.type(), binary.span()))
                .orElse(each);
    }

    /** What is squared, if the exponent is the literal 2. */
    static Optional<Typed> square(Typed base, Typed exponent) {
        return exponent instanceof Typed.Literal two && two.value() == 2 ? Optional.of(base) : Optional.empty();
    }
}
