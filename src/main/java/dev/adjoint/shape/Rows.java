package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.List;

/** Transposes, and where a row may not stand. */
final class Rows {

    private Rows() {}

    static Typed transpose(Typed operand, Expression.Transpose written) {
        Elements.number(operand, "`'`");
        Type type = operand.type();
        if (type.isScalar()) {
            throw new Refusal(Diagnostic.at(written.span(), Code.E0208, "a scalar has no transpose")
                    .label("a scalar")
                    .help("write it without the `'`: `"
                            + written.operand().span().text() + "`"));
        }
        if (type.rank() > 2) {
            throw new Refusal(Diagnostic.at(
                            written.span(), Code.E0208, "`'` is for vectors and matrices; this has rank " + type.rank())
                    .label("" + type)
                    .help("write it by index, such as `B[i,k,j] = A[i,j,k]`"));
        }
        return new Typed.Transpose(Elements.real(operand), transposed(type), written.span());
    }

    static Type transposed(Type type) {
        return type.rank() == 2
                ? Type.real(List.of(type.shape().get(1), type.shape().get(0)))
                : new Type(Kind.REAL, type.shape(), !type.row());
    }

    /** The same, if it is not a row. */
    static Typed column(Typed typed, Expression written, String where) {
        if (typed.type().row()) {
            throw refuse(written, typed, where);
        }
        return typed;
    }

    static Refusal refuse(Expression written, Typed typed, String where) {
        return new Refusal(Diagnostic.at(written.span(), Code.E0207, where + " is a column, and this is a row")
                .label("" + typed.type())
                .help(cure(written, typed)));
    }

    /** The value of a definition, which is never a row. */
    static Typed defined(Typed typed, Expression written, String left) {
        if (typed.type().row()) {
            throw new Refusal(
                    Diagnostic.at(written.span(), Code.E0207, "`" + left + "` would be a row; a definition is a column")
                            .label("" + typed.type())
                            .help("write `" + left + " = " + column(written, typed) + "`"));
        }
        return typed;
    }

    /** {@code x' + y}. */
    static Refusal inSum(Expression.Binary binary, Typed left, Typed right) {
        boolean leftIsRow = left.type().row();
        Expression row = leftIsRow ? binary.left() : binary.right();
        Typed other = leftIsRow ? right : left;
        String verb = binary.operator() == Expression.BinaryOperator.PLUS ? "added to" : "subtracted from";
        String a = leftIsRow ? "a row" : other.type().isScalar() ? "a scalar" : "a column";
        String b = leftIsRow ? (other.type().isScalar() ? "a scalar" : "a column") : "a row";
        String message = binary.operator() == Expression.BinaryOperator.PLUS
                ? a + " and " + b + " are added"
                : b + " is " + verb + " " + a;
        return new Refusal(Diagnostic.at(binary.operatorSpan(), Code.E0207, message)
                .note(binary.left().span(), "" + left.type())
                .note(binary.right().span(), "" + right.type())
                .help(cure(row, leftIsRow ? left : right)));
    }

    /** The same value as a column. */
    private static String cure(Expression written, Typed typed) {
        return "as a column it is `" + column(written, typed) + "`";
    }

    private static String column(Expression written, Typed typed) {
        if (written instanceof Expression.Transpose transpose) {
            return transpose.operand().span().text();
        }
        if (written instanceof Expression.Binary product && typed instanceof Typed.Product p) {
            Expression right = product.right();
            String matrix = right instanceof Expression.Transpose t && p.right() instanceof Typed.Transpose
                    ? Words.operand(t.operand())
                    : Words.operand(right) + "'";
            return matrix + "*" + Words.operand(product.left(), column(product.left(), p.left()));
        }
        if (written instanceof Expression.Unary unary && typed instanceof Typed.Each each) {
            return "-" + column(unary.operand(), each.operands().get(0));
        }
        if (written instanceof Expression.Binary sum && typed instanceof Typed.Each each) {
            String sign = each.primitive() == Primitive.MULTIPLY || each.primitive() == Primitive.DIVIDE
                    ? sum.operator().text()
                    : " " + sum.operator().text() + " ";
            return side(sum.left(), each.operands().get(0))
                    + sign
                    + side(sum.right(), each.operands().get(1));
        }
        return "(" + written.span().text() + ")'";
    }

    private static String side(Expression written, Typed typed) {
        return typed.type().row() ? column(written, typed) : written.span().text();
    }
}
