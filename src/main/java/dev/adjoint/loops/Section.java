package dev.adjoint.loops;

import java.util.List;

/**
 * A part of a program that is run by itself.
 *
 * @param name what it is called, and its methods are
 * @param after the sections that are run before it, in order: it reads what they store
 */
public record Section(String name, Role role, List<String> after, List<Nest> nests) {

    /** What a section is for. */
    public enum Role {
        /** Computes the outputs, and what other sections read. */
        FORWARD,
        /** From seeds to the GRADIENT buffers, which are in an array of the caller's. */
        REVERSE,
        /** The forward pass and the gradient in one; what is between them is not stored. */
        FUSED,
        /** Computes what of a product does not depend on the vector that is given. */
        SLOPES,
        /** Computes the places of a {@link SparseMatrix}: its ROWS and COLUMNS buffers, in arrays of the caller's. */
        PATTERN,
        /** Computes what stands there: its ENTRIES buffers, in an array of the caller's. */
        ENTRIES,
        /** From the DIRECTION buffers to the PRODUCT buffers of a {@link LinearMap}, which are in arrays of the caller's. */
        PRODUCT
    }

    /** The section that all others come after. */
    public static final String FORWARD = "forward";

    /** The reverse section with the seed 1 for the objective and 0 for all else. */
    public static final String GRADIENT = "gradient";

    /** The reverse section from the SEED buffers of all real outputs: the vector-Jacobian product. */
    public static final String PULLBACK = "pullback";

    /** Both of the first two in one, if they are short. */
    public static final String FUSED = "fused";

    /** The section of what a product's map of this name does not take from the vector that is given. */
    public static String slopes(String map) {
        return map + "Slopes";
    }

    public Section {
        after = List.copyOf(after);
        nests = List.copyOf(nests);
    }

    /** The same with other nests. */
    public Section with(List<Nest> others) {
        return new Section(name, role, after, others);
    }
}
