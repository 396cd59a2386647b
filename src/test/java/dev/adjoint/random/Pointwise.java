package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;
import java.util.List;

/** Functions and operators of each element, with arguments from inside their domains. */
final class Pointwise {

    private final Scope scope;
    private final Formulas formulas;

    Pointwise(Scope scope, Formulas formulas) {
        this.scope = scope;
        this.formulas = formulas;
    }

    String of(List<Size> shape, int depth, List<Binder> around) {
        return scope.chance(0.5) ? ofOne(shape, depth, around) : ofTwo(shape, depth, around);
    }

    private String square(List<Size> shape, String operand) {
        return operand + (shape.isEmpty() && scope.chance(0.7) ? "^2" : ".^2");
    }

    private String ofOne(List<Size> shape, int depth, List<Binder> around) {
        String e = formulas.of(shape, depth - 1, around);
        String tame = "tanh(" + e + ")";
        return switch (scope.below(34)) {
            case 0, 1, 2 -> tame;
            case 3 -> "sigmoid(" + e + ")";
            case 4 -> "softplus(" + e + ")";
            case 5 -> "sin(" + e + ")";
            case 6 -> "cos(" + e + ")";
            case 7 -> "atan(" + e + ")";
            case 8 -> "exp(" + tame + ")";
            case 9 -> "log(1.5 + " + square(shape, e) + ")";
            case 10 -> "sqrt(1 + " + square(shape, e) + ")";
            case 11 -> "log1p(" + square(shape, tame) + ")";
            case 12 -> "log10(2 + " + square(shape, e) + ")";
            case 13 -> "expm1(0.5*" + tame + ")";
            case 14 -> "asin(0.9*" + tame + ")";
            case 15 -> "acos(0.9*" + tame + ")";
            case 16 -> "sinh(" + tame + ")";
            case 17 -> "cosh(" + tame + ")";
            case 18 -> "tan(0.7*" + tame + ")";
            case 19 -> "abs(" + e + ")";
            case 20 -> "(-" + e + ")";
            case 21 -> scope.pick("floor", "ceil", "round", "sign") + "(" + e + ")";
            case 22, 23 -> "max(" + scope.pick("0", "0.1", "-1") + ", " + e + ")";
            case 24 -> "min(" + e + ", " + scope.pick("1", "0.5", "0") + ")";
            case 25 -> "clamp(" + e + ", -1, 1.5)";
            case 26 ->
                "((1 + " + square(shape, e) + ")" + (shape.isEmpty() ? "^" : ".^") + scope.pick("0.5", "1.3", "-1")
                        + ")";
            case 27 -> shape.isEmpty() ? tame + scope.pick("^3", "^2", "^1", "^0") : "(" + e + " .* " + tame + ")";
            case 28 -> scope.stops() ? "stop(" + e + ")" : "(" + scope.pick("0.5", "-2", "3") + "*" + e + ")";
            case 29 -> scope.pick("erf", "erfc") + "(" + e + ")";
            case 30 -> "lgamma(1.5 + " + tame + ")";
            case 31 -> "digamma(1.5 + " + tame + ")";
            case 32 -> "polygamma(" + scope.pick("0", "1", "2", "3") + ", 1.5 + " + tame + ")";
            default -> "(1 - " + e + ")";
        };
    }

    private String ofTwo(List<Size> shape, int depth, List<Binder> around) {
        boolean scalar = shape.isEmpty();
        String a = formulas.of(shape, depth - 1, around);
        String b = formulas.of(scope.chance(0.2) ? List.of() : shape, depth - 1, around);
        return switch (scope.below(13)) {
            case 0, 1 -> "(" + a + " + " + b + ")";
            case 2 -> "(" + a + " - " + b + ")";
            case 3, 4 -> scalar ? "(" + a + "*" + b + ")" : "(" + a + " .* " + b + ")";
            case 5 -> scalar ? "(" + a + "/(2 + " + b + "^2))" : "(" + a + " ./ (2 + " + b + ".^2))";
            case 6 -> "max(" + a + ", " + b + ")";
            case 7 -> "min(" + a + ", " + b + ")";
            case 8 -> "atan2(" + a + ", 1.5 + tanh(" + b + "))";
            case 9 -> "hypot(" + a + ", 1 + tanh(" + b + "))";
            case 10 -> "pow(1 + tanh(" + a + ").^2, tanh(" + b + "))";
            default -> withScalar(a, b, formulas.of(List.of(), depth - 1, around));
        };
    }

    private String withScalar(String a, String b, String s) {
        return switch (scope.below(3)) {
            case 0 -> "(" + a + " + " + s + "*" + b + ")";
            case 1 -> "(" + s + " - " + a + " - " + b + "/(2 + " + s + "^2))";
            default -> scope.pick("max(", "min(") + a + ", " + b + ", " + s + ")";
        };
    }
}
