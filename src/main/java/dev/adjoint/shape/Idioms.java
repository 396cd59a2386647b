package dev.adjoint.shape;

import dev.adjoint.syntax.Expression;
import java.util.Optional;

/** Formulas that are another function, which has better values or a better gradient. */
final class Idioms {

    private Idioms() {}

    static Optional<Typed> of(Formulas formulas, Expression.Call call) {
        if (isCall(formulas, call, "sqrt")) {
            return norm(formulas, call);
        }
        return isCall(formulas, call, "log") ? logSumExp(formulas, call) : Optional.empty();
    }

    /** {@code sqrt(x'*x)} is {@code norm(x)}. */
    private static Optional<Typed> norm(Formulas formulas, Expression.Call call) {
        if (call.arguments().get(0) instanceof Expression.Binary product
                && product.operator() == Expression.BinaryOperator.TIMES
                && product.left() instanceof Expression.Transpose row
                && row.operand() instanceof Expression.Variable left
                && product.right() instanceof Expression.Variable right
                && left.name().equals(right.name())) {
            Typed vector = formulas.of(right);
            if (vector.type().rank() == 1 && vector.type().kind() != Kind.TRUTH) {
                return Optional.of(new Typed.FoldArray(Typed.Reduction.NORM, Elements.real(vector), call.span()));
            }
        }
        return Optional.empty();
    }

    /** {@code log(sum(exp(v)))} is {@code logsumexp(v)}, of an array or over indices. */
    private static Optional<Typed> logSumExp(Formulas formulas, Expression.Call call) {
        Expression inner = call.arguments().get(0);
        if (inner instanceof Expression.Fold fold
                && fold.function().text().equals("sum")
                && formulas.scope().find("sum").isEmpty()
                && isCall(formulas, fold.element(), "exp")) {
            Expression exponent = ((Expression.Call) fold.element()).arguments().get(0);
            return Optional.of(Folds.fold(formulas, fold, Typed.Reduction.LOGSUMEXP, exponent));
        }
        if (isCall(formulas, inner, "sum")
                && isCall(formulas, ((Expression.Call) inner).arguments().get(0), "exp")) {
            Expression.Call exp =
                    (Expression.Call) ((Expression.Call) inner).arguments().get(0);
            Typed array = formulas.column(exp.arguments().get(0), "an argument of `exp`");
            return Optional.of(Folds.ofArray(
                    "sum", Typed.Reduction.LOGSUMEXP, array, exp.arguments().get(0), call));
        }
        return Optional.empty();
    }

    /** Whether it is a call of the built-in function of this name with one argument. */
    private static boolean isCall(Formulas formulas, Expression expression, String name) {
        return expression instanceof Expression.Call call
                && call.function().text().equals(name)
                && call.arguments().size() == 1
                && formulas.scope().find(name).isEmpty();
    }
}
