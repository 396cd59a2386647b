package dev.adjoint.shape;

import dev.adjoint.source.Span;

/** What a name in a formula stands for, when it is a value. */
public sealed interface Symbol extends Atom.IndexArray
        permits Variable, Definition, Scan.Carry, Scan.Rows, OwnGradient.Upstream {

    @Override
    String name();

    Type type();

    /** The name where it is declared or defined. */
    Span span();
}
