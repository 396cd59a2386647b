package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.Locale;
import java.util.Optional;

/** Two operands whose shapes do not go together: where each comes from, and what was probably meant. */
final class Mismatches {

    private Mismatches() {}

    /** Shows both operands with their shapes, and where that of the left one comes from. */
    static Diagnostic operands(Diagnostic diagnostic, Scope scope, Expression.Binary binary, Typed left, Typed right) {
        Diagnostic shown = about(diagnostic, scope, binary.left(), left);
        if (isName(binary.left())) {
            shown = shown.note(binary.left().span(), "");
        }
        return shown.note(binary.right().span(), "" + right.type());
    }

    private static boolean isName(Expression expression) {
        return expression instanceof Expression.Variable
                || (expression instanceof Expression.Transpose t && t.operand() instanceof Expression.Variable);
    }

    /** Shows where the shape of a name comes from. */
    static Diagnostic origin(Diagnostic diagnostic, Scope scope, Expression written, Typed typed) {
        return isName(written) ? about(diagnostic, scope, written, typed) : diagnostic;
    }

    /** Shows where the shape of an operand comes from: the declaration of a name, else the operand itself. */
    static Diagnostic about(Diagnostic diagnostic, Scope scope, Expression written, Typed typed) {
        if (written instanceof Expression.Variable name) {
            return scope.find(name.name())
                    .map(named -> diagnostic.note(named.place(), name.name() + " is " + typed.type()))
                    .orElse(diagnostic);
        }
        if (written instanceof Expression.Transpose t
                && t.operand() instanceof Expression.Variable name
                && typed instanceof Typed.Transpose transpose) {
            return scope.find(name.name())
                    .map(named -> diagnostic.note(
                            named.place(),
                            name.name() + " is " + transpose.operand().type() + ", so `"
                                    + t.span().text() + "` is " + typed.type()))
                    .orElse(diagnostic);
        }
        return diagnostic.note(written.span(), "" + typed.type());
    }

    /** {@code a + b} or {@code a .* b} of different shapes. */
    static Refusal differ(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        Diagnostic differ = Diagnostic.at(
                binary.operatorSpan(),
                Code.E0201,
                "the two sides of `" + binary.operator().text() + "` differ in shape, `" + left.type() + "` and `"
                        + right.type() + "`");
        Diagnostic shown = operands(differ, formulas.scope(), binary, left, right);
        return new Refusal(byIndex(formulas, binary, left, right)
                .or(() -> transposed(binary, left, right))
                .map(shown::help)
                .orElse(shown));
    }

    /** A transpose dropped or added that makes both sides the same. */
    private static Optional<String> transposed(Expression.Binary binary, Typed left, Typed right) {
        if (left.type().rank() != 2
                || !Sizes.same(
                        Rows.transposed(left.type()).shape(), right.type().shape())) {
            return Optional.empty();
        }
        String sign = " " + binary.operator().text() + " ";
        String a = Words.operand(binary.left());
        if (binary.right() instanceof Expression.Transpose t) {
            return Optional.of("without the `'` it fits: `" + a + sign + Words.operand(t.operand()) + "`");
        }
        if (binary.left() instanceof Expression.Transpose t) {
            return Optional.of("without the `'` it fits: `" + Words.operand(t.operand()) + sign
                    + Words.operand(binary.right()) + "`");
        }
        return Optional.of("with a `'` it fits: `" + a + sign + Words.operand(binary.right()) + "'`");
    }

    /** A matrix and a vector: there is no broadcasting, so the help writes the rows one by one. */
    private static Optional<String> byIndex(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        boolean vectorRight = right.type().rank() == 1;
        Typed matrix = vectorRight ? left : right;
        Typed vector = vectorRight ? right : left;
        if (matrix.type().rank() != 2 || vector.type().rank() != 1) {
            return Optional.empty();
        }
        Expression m = vectorRight ? binary.left() : binary.right();
        Expression v = vectorRight ? binary.right() : binary.left();
        return rows(formulas.scope(), m, matrix, vector.type().shape().get(0))
                .map(row -> {
                    String text = vectorRight
                            ? row.text() + " " + binary.operator().text() + " "
                                    + v.span().text()
                            : v.span().text() + " " + binary.operator().text() + " " + row.text();
                    return "only a scalar goes with every element; write it by index: `" + name(formulas) + "["
                            + row.index() + "] = " + text + "`";
                })
                .or(() -> elements(formulas, binary, m, v, matrix, vector, vectorRight));
    }

    /** A formula for one row of a matrix product. */
    private record Row(String index, String text) {}

    private static Optional<Row> rows(Scope scope, Expression m, Typed matrix, Whole length) {
        if (m instanceof Expression.Binary product
                && product.operator() == Expression.BinaryOperator.TIMES
                && matrix instanceof Typed.Product p
                && p.left().type().rank() == 2
                && p.right().type().rank() == 2) {
            boolean turned = product.right() instanceof Expression.Transpose;
            Expression a = product.left();
            Expression b = turned ? ((Expression.Transpose) product.right()).operand() : product.right();
            if (turned && Sizes.same(p.left().type().shape().get(0), length) && b instanceof Expression.Variable) {
                String n = index(scope, p.right().type().shape().get(1));
                return Optional.of(new Row(n, Words.operand(a) + "*" + b.span().text() + "[" + n + ",:]"));
            }
            if (Sizes.same(p.right().type().shape().get(1), length) && a instanceof Expression.Variable) {
                String n = index(scope, p.left().type().shape().get(0));
                String weights = turned ? Words.operand(b) : Words.operand(b) + "'";
                return Optional.of(new Row(n, weights + "*" + a.span().text() + "[" + n + ",:]"));
            }
        }
        if (m instanceof Expression.Variable && Sizes.same(matrix.type().shape().get(1), length)) {
            String n = index(scope, matrix.type().shape().get(0));
            return Optional.of(new Row(n, m.span().text() + "[" + n + ",:]"));
        }
        return Optional.empty();
    }

    private static Optional<String> elements(
            Formulas formulas,
            Expression.Binary binary,
            Expression m,
            Expression v,
            Typed matrix,
            Typed vector,
            boolean vectorRight) {
        if (!Sizes.same(matrix.type().shape().get(0), vector.type().shape().get(0))
                || !(m instanceof Expression.Variable)) {
            return Optional.empty();
        }
        String a = Words.operand(m) + "[i,j]";
        String b = Words.operand(v) + "[i]";
        return Optional.of("only a scalar goes with every element; write it by index: `" + name(formulas) + "[i,j] = "
                + (vectorRight ? a : b) + " " + binary.operator().text() + " " + (vectorRight ? b : a) + "`");
    }

    /** A name for the definition that the help writes. */
    private static String name(Formulas formulas) {
        boolean taken = formulas.scope().find("s").isPresent();
        String defining = formulas.findings().defining();
        return taken && !defining.isEmpty() ? defining : "s";
    }

    /** The index of a dim as one would call it: {@code n} for N. */
    static String index(Scope scope, Whole size) {
        String lower =
                size.atom().map(a -> a.toString().toLowerCase(Locale.ROOT)).orElse("i");
        boolean fits = lower.length() == 1
                && Character.isLetter(lower.charAt(0))
                && scope.find(lower).isEmpty();
        return fits ? lower : scope.find("i").isEmpty() ? "i" : "k";
    }
}
