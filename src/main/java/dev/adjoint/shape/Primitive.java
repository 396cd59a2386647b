package dev.adjoint.shape;

/**
 * The gates that act on numbers: operators and built-in functions of each element. A function is added by one line here,
 * one in the calculus ({@code derive/Calculus}), one for its Java text ({@code java/}) and one for its dual
 * ({@code interpret/}); one that Java does not have is written in {@code kernels/}.
 */
public enum Primitive {
    ADD("+", 2),
    SUBTRACT("-", 2),
    MULTIPLY("*", 2),
    DIVIDE("/", 2),
    NEGATE("-", 1),
    /** {@code x*x}. */
    SQUARE("^2", 1),
    POWER("pow", 2),
    EXP("exp", 1),
    LOG("log", 1),
    LOG10("log10", 1),
    LOG1P("log1p", 1),
    EXPM1("expm1", 1),
    SQRT("sqrt", 1),
    SIN("sin", 1),
    COS("cos", 1),
    TAN("tan", 1),
    ASIN("asin", 1),
    ACOS("acos", 1),
    ATAN("atan", 1),
    SINH("sinh", 1),
    COSH("cosh", 1),
    TANH("tanh", 1),
    /** {@code 1/(1 + exp(-x))}. */
    SIGMOID("sigmoid", 1),
    /** {@code max(0, x) + log1p(exp(-abs(x)))}. */
    SOFTPLUS("softplus", 1),
    /** The error function, {@code 2/sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
    ERF("erf", 1),
    /** {@code 1 - erf(x)}. */
    ERFC("erfc", 1),
    /** {@code log(abs(Gamma(x)))}. */
    LGAMMA("lgamma", 1),
    /** The derivative of {@code lgamma}. */
    DIGAMMA("digamma", 1),
    /** The n-th derivative of {@code digamma}; n, the first operand, is whole and has no gradient. */
    POLYGAMMA("polygamma", 2),
    ABS("abs", 1),
    /** -1, 0 or 1 (0 keeps its sign), as {@link Math#signum}. */
    SIGN("sign", 1),
    FLOOR("floor", 1),
    CEIL("ceil", 1),
    /** To the nearest whole number, ties to the even one, as {@link Math#rint}. */
    ROUND("round", 1),
    ATAN2("atan2", 2),
    HYPOT("hypot", 2),
    /** The largest of two or more, folded from the left with {@link Math#max}. */
    MAX("max", -1),
    /** The smallest of two or more, folded from the left with {@link Math#min}. */
    MIN("min", -1),
    /** The value itself, without gradient. */
    STOP("stop", 1);

    private final String word;
    private final int arity;

    Primitive(String word, int arity) {
        this.word = word;
        this.arity = arity;
    }

    /** The name or sign in the language. */
    public String word() {
        return word;
    }

    /** The number of operands, -1 for two or more. */
    public int arity() {
        return arity;
    }

    /** Whether the language calls it as a function: {@code exp(x)}. */
    public boolean isFunction() {
        return Character.isLetter(word.charAt(0));
    }
}
