package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import java.util.Optional;

/** The chain rule along a formula, from its upstream gradient to all that it reads, gate by gate. */
record Chain(Activity activity, Slope slope, Chain.End end) {

    /** Takes what reaches a read. */
    interface End {

        /**
         * Takes a contribution.
         *
         * @param path the condition under which there is one
         * @param d what it is there
         */
        void reach(Expr.Read read, Expr path, Expr d);
    }

    /**
     * Sends the upstream gradient {@code d} of a formula down.
     *
     * @param path the condition under which the formula is evaluated
     * @param value the formula's value, where a node has stored it
     */
    void push(Expr expr, Expr d, Expr path, Optional<Expr> value) {
        if (!activity.isActive(expr)) {
            return;
        }
        if (expr instanceof Expr.Read read) {
            end.reach(read, path, d);
        } else if (expr instanceof Expr.Choose choose) {
            push(choose.then(), d, Exprs.and(path, choose.condition()), value);
            push(choose.otherwise(), d, Exprs.and(path, Exprs.not(choose.condition())), value);
        } else if (expr instanceof Expr.Apply gate) {
            push(gate, d, path, value.orElse(gate));
        }
    }

    private void push(Expr.Apply gate, Expr d, Expr path, Expr value) {
        for (int k = 0; k < gate.operands().size(); k++) {
            Expr operand = gate.operands().get(k);
            if (activity.isActive(operand)) {
                Optional<Expr> share =
                        slope.local(gate.primitive(), gate.operands(), k, value, d, activity::isConstant);
                share.ifPresent(s -> {
                    Expr support = Guards.support(s);
                    if (!support.equals(Exprs.FALSE)) {
                        push(operand, Guards.supported(s), Exprs.and(path, support), Optional.empty());
                    }
                });
            }
        }
    }
}
