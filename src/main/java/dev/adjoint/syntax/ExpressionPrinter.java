package dev.adjoint.syntax;

import dev.adjoint.syntax.Expression.BinaryOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Writes formulas with the fewest brackets. As a visitor it writes what comes after a left operand, or all of a formula that
 * has none, so that long sums need no recursion.
 */
final class ExpressionPrinter implements Expression.Visitor<Void> {

    private record Open(Expression expression, boolean bracketed) {}

    private final StringBuilder out;

    ExpressionPrinter(StringBuilder out) {
        this.out = out;
    }

    void print(Expression expression) {
        print(expression, Precedence.CONDITIONAL);
    }

    void print(List<Expression> expressions) {
        String comma = "";
        for (Expression expression : expressions) {
            out.append(comma);
            print(expression);
            comma = ", ";
        }
    }

    private void print(Expression expression, int least) {
        Deque<Open> open = new ArrayDeque<>();
        Expression at = expression;
        int needed = least;
        while (at != null) {
            boolean bracketed = Precedence.of(at) < needed;
            out.append(bracketed ? "(" : "");
            open.push(new Open(at, bracketed));
            needed = leftNeed(at);
            at = left(at);
        }
        for (Open inner : open) {
            inner.expression().accept(this);
            out.append(inner.bracketed() ? ")" : "");
        }
    }

    private static Expression left(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            return binary.left();
        }
        if (expression instanceof Expression.Transpose transpose) {
            return transpose.operand();
        }
        return expression instanceof Expression.Subscript subscript ? subscript.base() : null;
    }

    private static int leftNeed(Expression expression) {
        return expression instanceof Expression.Binary binary ? Precedence.left(binary.operator()) : Precedence.POSTFIX;
    }

    @Override
    public Void literal(Expression.Literal literal) {
        out.append(literal.text());
        return null;
    }

    @Override
    public Void variable(Expression.Variable variable) {
        out.append(variable.name());
        return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
        out.append(unary.operator().text());
        print(unary.operand(), Precedence.UNARY);
        return null;
    }

    @Override
    public Void binary(Expression.Binary binary) {
        BinaryOperator operator = binary.operator();
        boolean close = switch (operator) {
            case TIMES, OVER, POWER, EACH_POWER -> true;
            default -> false;
        };
        out.append(close ? operator.text() : " " + operator.text() + " ");
        print(binary.right(), Precedence.right(operator));
        return null;
    }

    @Override
    public Void transpose(Expression.Transpose transpose) {
        out.append('\'');
        return null;
    }

    @Override
    public Void call(Expression.Call call) {
        out.append(call.function()).append('(');
        print(call.arguments());
        out.append(')');
        return null;
    }

    @Override
    public Void fold(Expression.Fold fold) {
        out.append(fold.function()).append('(');
        print(fold.element());
        out.append(" for ");
        binders(fold.binders());
        fold.filter().ifPresent(condition -> {
            out.append(" if ");
            print(condition);
        });
        out.append(')');
        return null;
    }

    void binders(List<Binder> binders) {
        String comma = "";
        for (Binder binder : binders) {
            out.append(comma).append(binder.name());
            binder.range().ifPresent(range -> {
                out.append(" in ");
                range(range);
            });
            comma = ", ";
        }
    }

    void range(Binder.Range range) {
        if (range.single()) {
            print(range.upper().orElseThrow(), Precedence.OR);
        } else {
            ends(range.lower(), range.upper());
        }
    }

    private void ends(Optional<Expression> lower, Optional<Expression> upper) {
        lower.ifPresent(end -> print(end, Precedence.OR));
        out.append(':');
        upper.ifPresent(end -> print(end, Precedence.OR));
    }

    @Override
    public Void subscript(Expression.Subscript subscript) {
        String comma = "[";
        for (Expression.Subscript.Part part : subscript.parts()) {
            out.append(comma);
            if (part instanceof Expression.Subscript.Slice slice) {
                ends(slice.lower(), slice.upper());
            } else {
                print(((Expression.Subscript.At) part).index());
            }
            comma = ",";
        }
        out.append(']');
        return null;
    }

    @Override
    public Void conditional(Expression.Conditional conditional) {
        out.append("if ");
        print(conditional.condition());
        out.append(" then ");
        print(conditional.then());
        out.append(" else ");
        print(conditional.otherwise());
        return null;
    }

    @Override
    public Void array(Expression.Array array) {
        out.append('[');
        print(array.elements());
        out.append(']');
        return null;
    }

    @Override
    public Void comprehension(Expression.Comprehension comprehension) {
        out.append('[');
        print(comprehension.element());
        out.append(" for ");
        binders(comprehension.binders());
        out.append(']');
        return null;
    }
}
