package dev.adjoint.graph;

/** What a {@link Node.Kernel} does to whole matrices, which are square, [n, n]; X and B are [n] or [n, m]. */
public enum Operation {
    /** [n + 1, n] from A: its factors with partial pivoting, and in the last row which rows changed places. */
    LU("lu", false),
    /** X with A*X = B, from the factors of A and B. */
    SOLVE("solve", true),
    /** X with A'*X = B, from the factors of A and B. */
    SOLVE_TRANSPOSED("solveTransposed", true),
    /** The inverse of A, from its factors. */
    INVERSE("inverse", true),
    /** The adjugate of A, from its factors; also of a singular one. */
    ADJUGATE("adjugate", false),
    /** [1]: the determinant of A, from its factors. */
    DET("det", false),
    /** [1]: the logarithm of the magnitude of the determinant of A, from its factors. */
    LOGDET("logdet", true),
    /** The lower triangular L with L*L' = A, from A, of which the lower triangle is read. */
    CHOL("chol", true),
    /** What reaches the lower triangle of A through {@link #CHOL}, from L and from what reaches its lower triangle. */
    CHOL_ADJOINT("cholAdjoint", false),
    /** X with L*X = B, from L and B; what is above the diagonal of L is not read. */
    SOLVE_LOWER("solveLower", false),
    /** X with L'*X = B, from L and B; what is above the diagonal of L is not read. */
    SOLVE_LOWER_TRANSPOSED("solveLowerTransposed", false);

    private final String word;
    private final boolean partial;

    Operation(String word, boolean partial) {
        this.word = word;
        this.partial = partial;
    }

    public String word() {
        return word;
    }

    /** Whether there are matrices for which it has no result: singular ones, or those not positive definite. */
    public boolean isPartial() {
        return partial;
    }

    /** Whether it has a right side, its second operand, which has the shape of the result. */
    public boolean hasRightSide() {
        return switch (this) {
            case SOLVE, SOLVE_TRANSPOSED, SOLVE_LOWER, SOLVE_LOWER_TRANSPOSED -> true;
            default -> false;
        };
    }
}
