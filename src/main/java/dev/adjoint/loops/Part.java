package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import java.util.List;

/** Statements as they will stand: those that share a nest, and loops whose steps hold more. */
sealed interface Part permits Group, Part.Sweep, Part.When {

    /** The parts once for each step, from the last to the first if {@code backward}. */
    record Sweep(Index step, boolean backward, List<Part> body, Node.Accumulated recurrent) implements Part {}

    /** In the steps of a loop, {@code then} in those that are made, {@code otherwise} in the others. */
    record When(Expr.Read made, List<Part> then, List<Part> otherwise) implements Part {}
}
