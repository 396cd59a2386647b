/**
 * What the documentation shows is tried. Every program in it is compiled, and every command is run and its output
 * compared. The Java that the README shows is part of what the compiler writes.
 */
package dev.adjoint.documentation;
