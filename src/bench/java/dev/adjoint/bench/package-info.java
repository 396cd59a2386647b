/**
 * Generated classes timed beside Java written by hand, in one run, from the same flat theta. Each benchmark first holds both
 * against each other: a speed is worth nothing if the numbers differ.
 */
package dev.adjoint.bench;
