package dev.adjoint.bench;

/**
 * A library that differentiates and that Java reaches through native code, on one thread. It keeps what it can keep between calls: the
 * data, the graph, its buffers; theta goes in with each call, and value and gradient come back into Java's memory.
 */
public interface Peer {

    /** The 784-256-128-10 net. */
    Contender net(NetData data, boolean floats);

    /** The convolutional net. */
    Contender imageNet(ImageData data, boolean floats);

    /** Logistic regression. */
    Contender logistic(LogisticData data, boolean floats);
}
