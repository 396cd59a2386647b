/**
 * The command {@code ad repl}: lines are read, from a terminal or from a file, and answered. A {@link
 * dev.adjoint.repl.Session} is what was said so far and never changes; each line makes the next one. For each answer the
 * program of what it depends on, and of nothing else, is put together and compiled as a file would be.
 */
package dev.adjoint.repl;
