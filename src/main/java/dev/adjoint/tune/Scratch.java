package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Whole;
import java.util.List;

/** Makes intermediates. */
interface Scratch {

    /** One of a name, which is a proposal, and a shape, for the nest at hand. */
    Buffer make(String name, List<Whole> shape);

    /** The same with rows that are arrays of their own. */
    Buffer rows(String name, Whole rows, Whole columns);
}
