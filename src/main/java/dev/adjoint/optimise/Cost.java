package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.shape.Primitive;

/** What formulas cost, in additions. */
public final class Cost {

    private Cost() {}

    /** About how many additions a formula costs. */
    public static int of(Expr expr) {
        if (expr instanceof Expr.Apply apply) {
            int sum = price(apply.primitive());
            for (Expr operand : apply.operands()) {
                sum += of(operand);
            }
            return sum;
        }
        if (expr instanceof Expr.Held held) {
            return 5 + of(held.operand());
        }
        if (expr instanceof Expr.Choose choose) {
            return 1 + of(choose.condition()) + of(choose.then()) + of(choose.otherwise());
        }
        if (expr instanceof Expr.Compare compare) {
            return 1 + of(compare.left()) + of(compare.right());
        }
        if (expr instanceof Expr.And and) {
            return of(and.left()) + of(and.right());
        }
        if (expr instanceof Expr.Or or) {
            return of(or.left()) + of(or.right());
        }
        return expr instanceof Expr.Not not ? of(not.operand()) : 0;
    }

    /** Whether a gate costs more than an element that is stored and read again. */
    static boolean isCostly(Primitive gate) {
        return price(gate) >= 20;
    }

    private static int price(Primitive gate) {
        return switch (gate) {
            case ADD, SUBTRACT, MULTIPLY, NEGATE, SQUARE, ABS, MAX, MIN -> 1;
            case STOP -> 0;
            case DIVIDE, SQRT, FLOOR, CEIL, ROUND, SIGN -> 5;
            default -> 20;
        };
    }
}
