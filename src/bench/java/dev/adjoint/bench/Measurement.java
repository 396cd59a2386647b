package dev.adjoint.bench;

/**
 * What came out for one contender of one workload.
 *
 * @param workload its name
 * @param contender its name
 * @param micros the time of a call in the fastest iteration
 */
record Measurement(String workload, String contender, double micros) {}
