package dev.adjoint.derive;

import static dev.adjoint.graph.Exprs.ONE;
import static dev.adjoint.graph.Exprs.ZERO;
import static dev.adjoint.graph.Exprs.and;
import static dev.adjoint.graph.Exprs.apply;
import static dev.adjoint.graph.Exprs.choose;
import static dev.adjoint.graph.Exprs.compare;
import static dev.adjoint.graph.Exprs.constant;
import static dev.adjoint.graph.Exprs.minus;
import static dev.adjoint.graph.Exprs.negate;
import static dev.adjoint.graph.Exprs.over;
import static dev.adjoint.graph.Exprs.plus;
import static dev.adjoint.graph.Exprs.times;

import dev.adjoint.graph.Expr;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The local gradient of every gate: what reaches an operand from the upstream gradient. At a kink it is the subgradient of
 * least norm in the gate's own operands.
 */
final class Calculus {

    private Calculus() {}

    /**
     * What reaches operand {@code k} of a gate.
     *
     * @param x the operands
     * @param y the gate's value
     * @param d the upstream gradient
     * @param isConstant whether no param or input reaches a formula: a constant wins a tie
     * @return nothing where the gate does not depend on the operand
     */
    static Optional<Expr> local(Primitive gate, List<Expr> x, int k, Expr y, Expr d, Predicate<Expr> isConstant) {
        Expr a = x.get(0);
        Expr b = x.get(x.size() - 1);
        boolean first = k == 0;
        return Optional.ofNullable(
                switch (gate) {
                    case ADD -> d;
                    case SUBTRACT -> first ? d : negate(d);
                    case MULTIPLY -> times(d, first ? b : a);
                    case DIVIDE ->
                        first ? over(d, b) : negate(a.equals(ONE) ? times(times(d, y), y) : over(times(d, y), b));
                    case NEGATE -> negate(d);
                    case SQUARE -> times(d, times(constant(2), a));
                    case POWER -> first ? powerBase(a, b, d) : powerExponent(a, b, y, d);
                    case EXP -> times(d, y);
                    case LOG -> over(d, a);
                    case LOG10 -> over(d, times(a, constant(Math.log(10))));
                    case LOG1P -> over(d, plus(ONE, a));
                    case EXPM1 -> times(d, plus(y, ONE));
                    case SQRT -> over(d, times(constant(2), y));
                    case SIN -> times(d, apply(Primitive.COS, a));
                    case COS -> negate(times(d, apply(Primitive.SIN, a)));
                    case TAN -> times(d, plus(ONE, apply(Primitive.SQUARE, y)));
                    case ASIN -> over(d, coSine(a));
                    case ACOS -> negate(over(d, coSine(a)));
                    case ATAN -> over(d, plus(ONE, apply(Primitive.SQUARE, a)));
                    case SINH -> times(d, apply(Primitive.COSH, a));
                    case COSH -> times(d, apply(Primitive.SINH, a));
                    case TANH -> times(d, minus(ONE, apply(Primitive.SQUARE, y)));
                    case SIGMOID -> times(d, times(y, minus(ONE, y)));
                    case SOFTPLUS -> times(d, apply(Primitive.SIGMOID, a));
                    case ERF -> times(d, bell(a));
                    case ERFC -> negate(times(d, bell(a)));
                    case LGAMMA -> times(d, apply(Primitive.DIGAMMA, a));
                    case DIGAMMA -> times(d, apply(Primitive.POLYGAMMA, ONE, a));
                    case POLYGAMMA -> first ? null : times(d, apply(Primitive.POLYGAMMA, plus(a, ONE), b));
                    case ABS -> times(d, apply(Primitive.SIGN, a));
                    case ATAN2 -> over(first ? times(d, b) : negate(times(d, a)), squares(a, b));
                    case HYPOT -> choose(isEqual(y, ZERO), ZERO, over(times(d, first ? a : b), y));
                    case MAX -> extremum(Comparison.GREATER, x, k, y, d, isConstant);
                    case MIN -> extremum(Comparison.LESS, x, k, y, d, isConstant);
                    case SIGN, FLOOR, CEIL, ROUND, STOP -> null;
                });
    }

    private static Expr isEqual(Expr left, Expr right) {
        return compare(Comparison.EQUAL, left, right);
    }

    /** {@code sqrt(1 - x^2)}, as the product that stays exact near 1. */
    private static Expr coSine(Expr x) {
        return apply(Primitive.SQRT, times(minus(ONE, x), plus(ONE, x)));
    }

    /** {@code 2/sqrt(pi)*exp(-x^2)}. */
    private static Expr bell(Expr x) {
        return times(constant(2 / Math.sqrt(Math.PI)), apply(Primitive.EXP, negate(apply(Primitive.SQUARE, x))));
    }

    private static Expr squares(Expr a, Expr b) {
        return plus(apply(Primitive.SQUARE, a), apply(Primitive.SQUARE, b));
    }

    /** {@code n*x^(n - 1)}, 0 for n = 0 also where x is 0. */
    private static Expr powerBase(Expr x, Expr n, Expr d) {
        Expr slope = times(times(d, n), apply(Primitive.POWER, x, minus(n, ONE)));
        if (n instanceof Expr.Constant c) {
            return c.value() == 0 ? null : slope;
        }
        return choose(isEqual(n, ZERO), ZERO, slope);
    }

    /** {@code x^n*log(x)}; at x = 0 its limit 0 for n >= 0. */
    private static Expr powerExponent(Expr x, Expr n, Expr y, Expr d) {
        Expr atZero = and(isEqual(x, ZERO), compare(Comparison.GREATER_EQUAL, n, ZERO));
        return choose(atZero, ZERO, times(times(d, y), apply(Primitive.LOG, x)));
    }

    /** Routes to the operand that wins; operands that tie share evenly, but a constant among them takes it all. */
    private static Expr extremum(Comparison beats, List<Expr> x, int k, Expr y, Expr d, Predicate<Expr> isConstant) {
        Expr mine = x.get(k);
        if (x.size() == 2) {
            Expr other = x.get(1 - k);
            Expr tie = isConstant.test(other) ? ZERO : choose(isEqual(mine, other), times(constant(0.5), d), ZERO);
            return choose(compare(beats, mine, other), d, tie);
        }
        Expr wins = isEqual(mine, y);
        Expr ties = null;
        for (Expr operand : x) {
            if (isConstant.test(operand)) {
                wins = and(wins, compare(Comparison.NOT_EQUAL, operand, y));
            } else {
                Expr one = choose(isEqual(operand, y), ONE, ZERO);
                ties = ties == null ? one : plus(ties, one);
            }
        }
        return choose(wins, over(d, ties), ZERO);
    }
}
