package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.function.Consumer;

/**
 * An element that a statement reads or writes.
 *
 * @param at a subscript for each axis of the node
 * @param path where it does so: what the formula has asked before
 */
record Access(Node node, List<Whole> at, Expr path) {

    /** Hands every element that is read in a formula, also as a gathered index, to {@code action}. */
    static void forEach(Expr expr, Expr path, Consumer<Access> action) {
        if (expr instanceof Expr.Read read) {
            read.subscripts().forEach(w -> forEach(w, path, action));
            action.accept(new Access(read.node(), read.subscripts(), path));
        } else if (expr instanceof Expr.Count count) {
            forEach(count.value(), path, action);
        } else if (expr instanceof Expr.Apply apply) {
            apply.operands().forEach(o -> forEach(o, path, action));
        } else if (expr instanceof Expr.Held held) {
            forEach(held.operand(), path, action);
        } else if (expr instanceof Expr.Compare compare) {
            forEach(compare.left(), path, action);
            forEach(compare.right(), path, action);
        } else if (expr instanceof Expr.Not not) {
            forEach(not.operand(), path, action);
        } else if (expr instanceof Expr.Choose choose) {
            forEach(choose.condition(), path, action);
            forEach(choose.then(), Exprs.and(path, choose.condition()), action);
            forEach(choose.otherwise(), Exprs.and(path, Exprs.not(choose.condition())), action);
        } else if (expr instanceof Expr.And and) {
            // Where the right side does not hold, it does not matter what the left one reads.
            forEach(and.left(), Exprs.and(path, and.right()), action);
            forEach(and.right(), Exprs.and(path, and.left()), action);
        } else if (expr instanceof Expr.Or or) {
            forEach(or.left(), path, action);
            forEach(or.right(), Exprs.and(path, Exprs.not(or.left())), action);
        }
    }

    static void forEach(Whole whole, Expr path, Consumer<Access> action) {
        for (Atom atom : whole.atoms()) {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                action.accept(new Access(node, gathered.subscripts(), path));
            }
        }
    }
}
