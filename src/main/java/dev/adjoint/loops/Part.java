package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import java.util.List;
import java.util.Optional;

/** Statements as they will stand: those that share a nest, and loops whose steps hold more. */
sealed interface Part permits Group, Part.Sweep, Part.When, Part.Segments {

    /** The parts once for each step, from the last to the first if {@code backward}. */
    record Sweep(Index step, Optional<Window> window, boolean backward, List<Part> body, Node.Accumulated recurrent)
            implements Part {}

    /** In the steps of a loop, {@code then} in those that are made, {@code otherwise} in the others. */
    record When(Expr.Read made, List<Part> then, List<Part> otherwise) implements Part {}

    /** The parts once for each segment of the steps of a loop; see {@link Item.Segments}. */
    record Segments(Window window, boolean backward, List<Node> carried, List<Node> repeated, List<Part> body)
            implements Part {}
}
