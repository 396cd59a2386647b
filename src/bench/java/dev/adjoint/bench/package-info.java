/**
 * Generated classes timed beside Java written by hand, Hipparchus and native libraries, in one run, from the same flat theta.
 * Each contender is first held against Java by hand: a speed is worth nothing if the numbers differ. {@link
 * dev.adjoint.bench.Suite} is where it begins.
 */
package dev.adjoint.bench;
