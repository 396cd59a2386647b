/**
 * What makes loop nests fast: passes from {@link dev.adjoint.loops.Loops} to the same that change the order in which numbers
 * are added up, and nothing else that shows. {@link dev.adjoint.tune.Tuning} has their order; the reference schedule is the
 * nests without them.
 */
package dev.adjoint.tune;
