package dev.adjoint;

/** The phases whose result can be looked at, in the order of the pipeline. */
public enum Phase {
    TREE,
    TYPED,
    GRAPH,
    ADJOINT,
    LOOPS,
    JAVA
}
