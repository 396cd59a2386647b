package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.shape.Primitive;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What {@link Calculus#local} says, or the same with a guard around it. */
interface Slope {

    Optional<Expr> local(Primitive gate, List<Expr> x, int k, Expr y, Expr d, Predicate<Expr> isConstant);
}
