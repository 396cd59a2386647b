/**
 * Graphs as programs in the language: each node a definition by index, a loop that hands on values a {@code scan}. What is
 * written compiles again.
 */
package dev.adjoint.notation;
