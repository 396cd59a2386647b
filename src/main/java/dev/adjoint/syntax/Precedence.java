package dev.adjoint.syntax;

import dev.adjoint.syntax.Expression.BinaryOperator;

/** How tightly a formula holds together, and what its operands need to stand without brackets. */
final class Precedence implements Expression.Visitor<Integer> {

    static final int CONDITIONAL = 0;
    static final int OR = 1;
    static final int AND = 2;
    static final int COMPARISON = 3;
    static final int SUM = 4;
    static final int PRODUCT = 5;
    static final int UNARY = 6;
    static final int POWER = 7;
    static final int POSTFIX = 8;
    static final int PRIMARY = 9;

    private static final Precedence INSTANCE = new Precedence();

    private Precedence() {}

    static int of(Expression expression) {
        return expression.accept(INSTANCE);
    }

    static int of(BinaryOperator operator) {
        return switch (operator) {
            case POWER, EACH_POWER -> POWER;
            case TIMES, OVER, EACH_TIMES, EACH_OVER -> PRODUCT;
            case PLUS, MINUS -> SUM;
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
            case AND -> AND;
            case OR -> OR;
        };
    }

    /** The least precedence of a left operand; powers bind to the right and comparisons not at all. */
    static int left(BinaryOperator operator) {
        int own = of(operator);
        return own == POWER || own == COMPARISON ? own + 1 : own;
    }

    /** The least precedence of a right operand; a sign may follow a power, {@code 2^-1}. */
    static int right(BinaryOperator operator) {
        int own = of(operator);
        return own == POWER ? UNARY : own + 1;
    }

    @Override
    public Integer literal(Expression.Literal literal) {
        return PRIMARY;
    }

    @Override
    public Integer variable(Expression.Variable variable) {
        return PRIMARY;
    }

    @Override
    public Integer unary(Expression.Unary unary) {
        return UNARY;
    }

    @Override
    public Integer binary(Expression.Binary binary) {
        return of(binary.operator());
    }

    @Override
    public Integer transpose(Expression.Transpose transpose) {
        return POSTFIX;
    }

    @Override
    public Integer call(Expression.Call call) {
        return PRIMARY;
    }

    @Override
    public Integer fold(Expression.Fold fold) {
        return PRIMARY;
    }

    @Override
    public Integer subscript(Expression.Subscript subscript) {
        return POSTFIX;
    }

    @Override
    public Integer conditional(Expression.Conditional conditional) {
        return CONDITIONAL;
    }

    @Override
    public Integer array(Expression.Array array) {
        return PRIMARY;
    }

    @Override
    public Integer comprehension(Expression.Comprehension comprehension) {
        return PRIMARY;
    }
}
