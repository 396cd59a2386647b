/**
 * Text and places in it. A {@link dev.adjoint.source.Source} is read once and never changes; everything later in the
 * pipeline points back into it with a {@link dev.adjoint.source.Span}. Lines and columns are 1-based.
 */
package dev.adjoint.source;
