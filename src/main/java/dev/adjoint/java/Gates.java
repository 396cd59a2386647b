package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.adjoint.kernels.Special;
import dev.adjoint.shape.Primitive;
import java.util.List;

/** The Java text of each primitive: the formula that {@link Primitive} states, in the order of its operations. */
final class Gates {

    private final Members members;

    Gates(Members members) {
        this.members = members;
    }

    /**
     * The text of a primitive.
     *
     * @param isName whether the first operand is a plain name, which may be written twice
     */
    Text apply(Primitive primitive, List<Text> x, boolean isName) {
        return switch (primitive) {
            case ADD -> Text.binary(x.get(0), "+", x.get(1), Text.SUM);
            case SUBTRACT -> Text.binary(x.get(0), "-", x.get(1), Text.SUM);
            case MULTIPLY -> Text.binary(x.get(0), "*", x.get(1), Text.PRODUCT);
            case DIVIDE -> Text.binary(x.get(0), "/", x.get(1), Text.PRODUCT);
            case NEGATE -> new Text(CodeBlock.of("-$L", x.get(0).least(Text.PRIMARY)), Text.UNARY);
            case SQUARE ->
                isName ? Text.binary(x.get(0), "*", x.get(0), Text.PRODUCT) : extra(Helpers.Helper.SQUARE, x.get(0));
            case POWER -> ofDouble("pow", x);
            case EXP -> ofDouble("exp", x);
            case LOG -> ofDouble("log", x);
            case LOG10 -> ofDouble("log10", x);
            case LOG1P -> ofDouble("log1p", x);
            case EXPM1 -> ofDouble("expm1", x);
            case SQRT -> ofDouble("sqrt", x);
            case SIN -> ofDouble("sin", x);
            case COS -> ofDouble("cos", x);
            case TAN -> ofDouble("tan", x);
            case ASIN -> ofDouble("asin", x);
            case ACOS -> ofDouble("acos", x);
            case ATAN -> ofDouble("atan", x);
            case SINH -> ofDouble("sinh", x);
            case COSH -> ofDouble("cosh", x);
            case TANH -> ofDouble("tanh", x);
            case FLOOR -> ofDouble("floor", x);
            case CEIL -> ofDouble("ceil", x);
            case ROUND -> ofDouble("rint", x);
            case ATAN2 -> ofDouble("atan2", x);
            case HYPOT -> ofDouble("hypot", x);
            case ABS -> ofReal("abs", x);
            case SIGN -> ofReal("signum", x);
            case MAX -> fold("max", x);
            case MIN -> fold("min", x);
            case SIGMOID -> extra(Helpers.Helper.SIGMOID, x.get(0));
            case SOFTPLUS -> extra(Helpers.Helper.SOFTPLUS, x.get(0));
            case ERF -> special("erf", x);
            case ERFC -> special("erfc", x);
            case LGAMMA -> special("lgamma", x);
            case DIGAMMA -> special("digamma", x);
            case POLYGAMMA -> special("polygamma", x);
            case STOP -> x.get(0);
        };
    }

    /** {@code Math.exp(x)}: a method that knows double alone. */
    private Text ofDouble(String method, List<Text> x) {
        Text call = ofReal(method, x);
        return members.isFloat() ? call.cast(TypeName.FLOAT) : call;
    }

    /** {@code Math.abs(x)}: a method that has a variant for float. */
    private static Text ofReal(String method, List<Text> x) {
        return x.size() == 1
                ? Text.primary("$T.$L($L)", Math.class, method, x.get(0).code())
                : Text.primary(
                        "$T.$L($L, $L)",
                        Math.class,
                        method,
                        x.get(0).code(),
                        x.get(1).code());
    }

    /** {@code erf(x)}: a method of the class that knows double alone. */
    private Text special(String kernel, List<Text> x) {
        CodeBlock operands = x.stream().map(Text::code).collect(CodeBlock.joining(", "));
        Text call = Text.primary("$L($L)", members.helpers.use(Special.class, kernel), operands);
        return members.isFloat() ? call.cast(TypeName.FLOAT) : call;
    }

    private static Text fold(String method, List<Text> x) {
        return x.stream().reduce((a, b) -> ofReal(method, List.of(a, b))).orElseThrow();
    }

    /** A call of a method of the class, which evaluates the operand once. */
    private Text extra(Helpers.Helper method, Text x) {
        return Text.primary("$L($L)", members.helpers.use(method), x.code());
    }
}
