package dev.adjoint.shape;

import dev.adjoint.syntax.Expression;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of messages. */
final class Words {

    private Words() {}

    /** {@code H, D}. */
    static String list(List<Whole> sizes) {
        return sizes.stream().map(Whole::toString).collect(Collectors.joining(", "));
    }

    /** The text of a formula, in brackets if an operator beside it would bind tighter than those in it. */
    static String operand(Expression expression) {
        return operand(expression, expression.span().text());
    }

    /** The same of another text for the formula. */
    static String operand(Expression expression, String text) {
        boolean loose = expression instanceof Expression.Binary
                || expression instanceof Expression.Unary
                || expression instanceof Expression.Conditional;
        return loose && !isBracketed(text) ? "(" + text + ")" : text;
    }

    /** Without the brackets around all of it. */
    static String bare(String text) {
        return isBracketed(text) ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static boolean isBracketed(String text) {
        if (!text.startsWith("(")) {
            return false;
        }
        int depth = 0;
        for (int k = 0; k < text.length(); k++) {
            depth += text.charAt(k) == '(' ? 1 : text.charAt(k) == ')' ? -1 : 0;
            if (depth == 0) {
                return k == text.length() - 1;
            }
        }
        return false;
    }

    /** {@code 1 argument}, {@code 2 arguments}. */
    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
