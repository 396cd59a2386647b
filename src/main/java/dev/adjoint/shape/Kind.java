package dev.adjoint.shape;

/** What the elements of a value are. */
public enum Kind {
    REAL,
    INDEX,
    TRUTH
}
