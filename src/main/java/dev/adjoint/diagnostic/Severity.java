package dev.adjoint.diagnostic;

/** How much a diagnostic stands in the way: an error refuses the program, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
