package dev.adjoint.interpret;

/**
 * Which side of each kink an evaluation took, as a running hash: two points with the same trace lie, for all that can be
 * told, on one smooth piece of the program.
 */
final class Trace {

    private long hash;

    void record(long outcome) {
        hash = Long.rotateLeft((hash ^ outcome) * 0x9E3779B97F4A7C15L, 29) + 0x632BE59BD9B4E019L;
    }

    void record(boolean outcome) {
        record(outcome ? 1 : 2);
    }

    long hash() {
        return hash;
    }
}
