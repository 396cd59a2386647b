/**
 * From text to tree. The ANTLR grammar in {@code grammar/} reads a {@link dev.adjoint.source.Source}; what leaves this
 * package are sealed records, {@link dev.adjoint.syntax.Statement} and {@link dev.adjoint.syntax.Expression}, that know
 * their places. Nothing is resolved or checked here.
 */
package dev.adjoint.syntax;
