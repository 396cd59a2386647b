package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;

/**
 * A Java expression.
 *
 * @param strength how tightly its outermost operator binds; more is tighter
 */
record Text(CodeBlock code, int strength) {

    static final int CHOICE = 2;
    static final int OR = 3;
    static final int AND = 4;
    static final int EQUALITY = 8;
    static final int RELATION = 9;
    static final int SUM = 11;
    static final int PRODUCT = 12;
    static final int UNARY = 14;
    static final int PRIMARY = 16;

    /** A name, literal, call or element. */
    static Text primary(String format, Object... parts) {
        return new Text(CodeBlock.of(format, parts), PRIMARY);
    }

    static Text whole(long number) {
        String digits = Long.toString(number);
        return number == (int) number
                ? new Text(CodeBlock.of("$L", digits), number < 0 ? UNARY : PRIMARY)
                : new Text(CodeBlock.of("$LL", digits), number < 0 ? UNARY : PRIMARY);
    }

    /** {@code left sign right} for a sign that groups from the left; the order of evaluation stays as it is. */
    static Text binary(Text left, String sign, Text right, int strength) {
        return new Text(CodeBlock.of("$L $L $L", left.least(strength), sign, right.least(strength + 1)), strength);
    }

    /** {@code left + right} of ints, where brackets on the right change nothing. */
    static Text sum(Text left, Text right) {
        return new Text(CodeBlock.of("$L + $L", left.least(SUM), right.least(SUM)), SUM);
    }

    boolean isZero() {
        return code.toString().equals("0");
    }

    /** {@code (type) this}. */
    Text cast(Object type) {
        return new Text(CodeBlock.of("($T) $L", type, least(UNARY)), UNARY);
    }

    /** The text for a place that takes operators of at least this strength, in brackets if need be. */
    CodeBlock least(int needed) {
        return strength >= needed ? code : CodeBlock.of("($L)", code);
    }

    @Override
    public String toString() {
        return code.toString();
    }
}
