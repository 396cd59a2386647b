package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tangent of an operand that the direction does not reach is 0, and adds nothing: also not 0 times an infinite local
 * gradient, as that of {@code sqrt} at 0. Only where the local gradient is not finite is it asked whether the tangent is 0, so
 * that tangents can be differentiated again.
 */
final class Stillness {

    private static final Expr INFINITY = Exprs.constant(Double.POSITIVE_INFINITY);

    private Stillness() {}

    /** What {@link Calculus#local} says, but nothing of what is still; linear in d as well. */
    static Optional<Expr> local(Primitive gate, List<Expr> x, int k, Expr y, Expr d, Predicate<Expr> isConstant) {
        Optional<Expr> share = Calculus.local(gate, x, k, y, d, isConstant);
        if (!mayBeInfinite(gate, x, k)) {
            return share;
        }
        return share.map(s -> {
            Expr slope = Calculus.local(gate, x, k, y, Exprs.ONE, isConstant).orElseThrow();
            Expr finite = Exprs.compare(Comparison.LESS, Exprs.apply(Primitive.ABS, slope), INFINITY);
            Expr still = Exprs.compare(Comparison.EQUAL, d, Exprs.ZERO);
            return Exprs.choose(Exprs.and(still, Exprs.not(finite)), Exprs.ZERO, s);
        });
    }

    /** Whether a local gradient may be infinite though the operands are not. */
    static boolean mayBeInfinite(Primitive gate, List<Expr> x, int k) {
        return switch (gate) {
            case HYPOT -> false;
            case DIVIDE -> !isNonzero(x.get(1));
            case POWER -> k == 1 || !(x.get(1) instanceof Expr.Constant n && n.value() >= 1);
            default -> !Guards.isTame(gate);
        };
    }

    private static boolean isNonzero(Expr divisor) {
        if (divisor instanceof Expr.Constant c) {
            return c.value() != 0;
        }
        return divisor instanceof Expr.Count count
                && Ranges.nonNegative(count.value().minus(1), List.of()) instanceof Ranges.Verdict.Proved;
    }
}
