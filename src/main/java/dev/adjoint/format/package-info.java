/**
 * The layout of {@code .ad} files: {@link dev.adjoint.format.Formatter} takes the words of a program and sets the space
 * between them. What the words are, their order and where lines break stays as the user wrote it. The grammar's part is in
 * {@link dev.adjoint.syntax.Lexemes}.
 */
package dev.adjoint.format;
