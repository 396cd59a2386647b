package dev.adjoint.bench;

/** The sizes of the convolutional net, and where its params stand in theta. */
final class ImageNetSizes {

    /** The side of an image, of a filter, and of what the two poolings leave. */
    static final int S = 28;

    static final int K = 5;
    static final int S1 = 12;
    static final int S2 = 4;

    /** The channels, and the classes. */
    static final int C1 = 8;

    static final int C2 = 16;
    static final int C = 10;

    /** Numbers of a filter's patch, of the sides before the poolings, and of what goes into the dense layer. */
    static final int P1 = K * K;

    static final int P2 = C1 * K * K;
    static final int V1 = 2 * S1;
    static final int V2 = 2 * S2;
    static final int FLAT = C2 * S2 * S2;

    static final int B1 = C1 * P1;
    static final int F2 = B1 + C1;
    static final int B2 = F2 + C2 * P2;
    static final int W = B2 + C2;
    static final int B = W + C * FLAT;

    private ImageNetSizes() {}
}
