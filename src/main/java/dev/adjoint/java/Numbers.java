package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;

/** Real numbers as Java literals that give the same bits. */
final class Numbers {

    private Numbers() {}

    static Text literal(double value, boolean isFloat) {
        double number = isFloat ? (float) value : value;
        Class<?> type = isFloat ? Float.class : Double.class;
        if (Double.isNaN(number)) {
            return Text.primary("$T.NaN", type);
        }
        if (Double.isInfinite(number)) {
            return Text.primary("$T.$L", type, number > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
        }
        String digits = isFloat ? Float.toString((float) value) + "f" : Double.toString(value);
        return new Text(CodeBlock.of("$L", digits), digits.startsWith("-") ? Text.UNARY : Text.PRIMARY);
    }
}
