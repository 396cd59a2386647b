package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import java.util.List;

/**
 * Arithmetic on numbers known beforehand. Only what IEEE 754 fixes to the bit is done here: {@code exp} and its like differ
 * between machines and stay for the machine that runs the class.
 */
final class Folding {

    private Folding() {}

    static Expr fold(Expr.Apply apply) {
        List<Expr> operands = apply.operands();
        double[] x = new double[operands.size()];
        for (int k = 0; k < x.length; k++) {
            if (!(operands.get(k) instanceof Expr.Constant constant)) {
                return apply;
            }
            x[k] = constant.value();
        }
        return switch (apply.primitive()) {
            case ADD -> Exprs.constant(x[0] + x[1]);
            case SUBTRACT -> Exprs.constant(x[0] - x[1]);
            case MULTIPLY -> Exprs.constant(x[0] * x[1]);
            case DIVIDE -> Exprs.constant(x[0] / x[1]);
            case NEGATE -> Exprs.constant(-x[0]);
            case SQUARE -> Exprs.constant(x[0] * x[0]);
            default -> apply;
        };
    }
}
