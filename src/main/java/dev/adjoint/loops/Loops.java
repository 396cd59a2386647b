package dev.adjoint.loops;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.List;
import java.util.Optional;

/**
 * A program as loop nests over buffers.
 *
 * @param buffers every buffer that a nest reads or writes, and those of all params, inputs and outputs
 * @param outputs the definitions whose values are kept: the real outputs of the program in order, its index outputs, then
 *     what else was asked for
 * @param seeded how many of the outputs, from the first, have a seed: the program's own that are real
 * @param forward computes the outputs and what the backward sections read
 * @param gradient with the seed 1 for the objective and 0 for all else; absent if there is no scalar output, or if that
 *     is the only seeded output, in which case {@code pullback} serves
 * @param pullback the vector-Jacobian product: from the SEED buffers to the GRADIENT buffers
 * @param wrt the inputs whose gradients were asked for
 */
public record Loops(
        Program program,
        List<Buffer> buffers,
        List<Definition> outputs,
        int seeded,
        List<Nest> forward,
        Optional<List<Nest>> gradient,
        List<Nest> pullback,
        List<Variable> wrt) {

    public Loops {
        buffers = List.copyOf(buffers);
        outputs = List.copyOf(outputs);
        forward = List.copyOf(forward);
        gradient = gradient.map(List::copyOf);
        pullback = List.copyOf(pullback);
        wrt = List.copyOf(wrt);
    }
}
