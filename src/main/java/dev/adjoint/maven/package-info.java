/**
 * The Maven plug-in: formulas below {@code src/main/ad} become classes of the build, a wrong gradient ends it, and circuits
 * become pictures of its site. One class for each goal; what is wrong stands at its file, line and column.
 */
package dev.adjoint.maven;
