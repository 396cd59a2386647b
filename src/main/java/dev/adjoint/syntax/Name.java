package dev.adjoint.syntax;

import dev.adjoint.source.Span;

/** A name where it stands. */
public record Name(String text, Span span) {

    @Override
    public String toString() {
        return text;
    }
}
