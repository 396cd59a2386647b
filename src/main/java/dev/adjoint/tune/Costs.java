package dev.adjoint.tune;

import dev.adjoint.loops.Bytecodes;

/**
 * The numbers of the cost model: from where on a change is worth what it costs. They are constants, so that a class does not
 * depend on the machine that generates it.
 */
final class Costs {

    /** Multiplications of a product; fewer are as fast in loops as the call of a kernel. */
    static final long PRODUCT = 64;

    /** How often what is copied into rows is read; below, the copy takes as long as what it makes faster. */
    static final long REUSE = 4;

    /** Loops around a product that a copy is worth: one call of the kernel in the place of many. */
    static final int COPY = 1;

    /** Numbers that a function is taken of; fewer are as fast one by one as by a kernel in blocks. */
    static final long ROW = 12;

    /** Sums at once: 1,024 additions one after another take 920 ns, in 8 lanes 160; one takes 4 cycles, 2 begin in each. */
    static final int LANES = 8;

    /** Terms of a sum that is taken in lanes: two rounds, or bringing the lanes together takes as long. */
    static final long TERMS = 2L * LANES;

    /** Bytes of bytecode of a term; a longer one takes longer than the addition that would wait. */
    static final int TERM = 90;

    /** Bytes of bytecode of a nest in lanes; in a longer one many sums are taken, and do not wait for each other. */
    static final int NEST = Bytecodes.AIM / 2;

    /** Bytes of bytecode of a loop that is cut at a condition; the pieces of a longer one would fill methods. */
    static final int CUT = 500;

    /** How often a loop is cut: for a condition at either end. */
    static final int CUTS = 2;

    /** Bytes of bytecode from where on a nest that grew is cut into parts: two fill a method. */
    static final int PART = Bytecodes.AIM / 2;

    /** Bytes of bytecode of joined loops: a longer one has more values than registers, and leaves no room for unrolling. */
    static final int JOINED = Bytecodes.AIM / 2;

    /** Sums that are taken side by side; setting up a vector loop takes about as long as so many terms one by one. */
    static final long SIDE_BY_SIDE = 8;

    /** Terms that are added to a row of sums in one pass: these are loaded and stored once for all of them. */
    static final int PASS = 4;

    /** Bytes of bytecode of such a term; four longer ones do not leave the registers that vectors need. */
    static final int VECTOR_TERM = 150;

    /** The work of a statement of a loop, half a nanosecond, in multiply-adds of a product of matrices. */
    static final int STATEMENT = 8;

    /** That of an exponential function and its like, of which there are many, two nanoseconds. */
    static final int FUNCTION = 32;

    /** Parts of products, for threads, have a multiple of so many rows: the kernels take three or four at once. */
    static final int ROWS = 12;

    /** Products of fewer rows are shared by their columns: there are not two parts in them. */
    static final int FEW = 2 * ROWS;

    /** Parts of products with a vector are not shorter: of fewer elements the kernels take sums in another order. */
    static final int ELEMENTS = 256;

    /** Parts of functions of many numbers end behind so many, some lines of a cache. */
    static final int NUMBERS = 64;

    private Costs() {}
}
