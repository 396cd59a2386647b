package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What follows from sizes and index inputs alone: it is known before the numbers are, and stays while they change. */
final class Fixed {

    private final Set<Node> moving = new HashSet<>();

    Fixed(Collection<Node> nodes) {
        int before = -1;
        while (moving.size() != before) {
            before = moving.size();
            for (Node node : nodes) {
                if (isGiven(node)) {
                    moving.add(node);
                }
                node.forEachSource(source -> {
                    if (moving.contains(source)) {
                        moving.add(node);
                    }
                });
            }
        }
    }

    private static boolean isGiven(Node node) {
        return (node instanceof Node.Leaf || node instanceof Node.Seed) && node.kind() == Kind.REAL;
    }

    boolean is(Whole whole) {
        boolean[] fixed = {true};
        Exprs.forEachSource(whole, source -> fixed[0] &= !moving.contains(source));
        return fixed[0];
    }

    private boolean is(Expr condition) {
        boolean[] fixed = {true};
        Exprs.forEachSource(condition, source -> fixed[0] &= !moving.contains(source));
        return fixed[0];
    }

    /** A fixed condition that holds wherever the given one may. */
    Expr may(Expr condition) {
        if (is(condition)) {
            return condition;
        }
        if (condition instanceof Expr.And and) {
            return Exprs.and(may(and.left()), may(and.right()));
        }
        if (condition instanceof Expr.Or or) {
            return Exprs.or(may(or.left()), may(or.right()));
        }
        if (condition instanceof Expr.Not not && not.operand() instanceof Expr.And and) {
            return Exprs.or(may(Exprs.not(and.left())), may(Exprs.not(and.right())));
        }
        if (condition instanceof Expr.Not not && not.operand() instanceof Expr.Or or) {
            return Exprs.and(may(Exprs.not(or.left())), may(Exprs.not(or.right())));
        }
        return Exprs.TRUE;
    }

    /** The step that is meant, where a row may not be there yet: a pattern does not ask whether it is. */
    static Whole plain(Whole whole) {
        return whole.substitute(atom -> atom instanceof Atom.Row row ? Optional.of(row.row()) : Optional.empty());
    }
}
