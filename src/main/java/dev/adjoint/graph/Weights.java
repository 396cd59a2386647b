package dev.adjoint.graph;

import dev.adjoint.shape.Typed;
import java.util.IdentityHashMap;

/**
 * How long formulas are, in operators. Where a formula grows longer than {@link #LARGE} it is cut: that part becomes a node
 * of its own and counts as one read from there on, so that no node's formula grows without bound.
 */
final class Weights {

    /** Operators in the formula of one node. */
    static final int LARGE = 100;

    private final IdentityHashMap<Typed, Integer> known = new IdentityHashMap<>();

    int of(Typed formula) {
        Integer weight = known.get(formula);
        if (weight == null) {
            weight = weigh(formula);
            known.put(formula, weight);
        }
        return weight;
    }

    private int weigh(Typed formula) {
        int weight = 1;
        if (formula instanceof Typed.Each each) {
            for (Typed operand : each.operands()) {
                weight += counted(operand);
            }
        } else if (formula instanceof Typed.Conditional conditional) {
            weight += counted(conditional.then()) + counted(conditional.otherwise());
        }
        return weight;
    }

    private int counted(Typed operand) {
        int weight = of(operand);
        return weight > LARGE && operand instanceof Typed.Each ? 1 : weight;
    }
}
