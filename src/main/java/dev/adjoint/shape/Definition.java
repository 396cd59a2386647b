package dev.adjoint.shape;

import dev.adjoint.source.Span;
import java.util.Optional;

/**
 * A defined value: of the file, a const, or a local of a function's body at one use; {@code equals} is identity. A
 * definition by index has a {@link Typed.Build} as its value.
 */
public final class Definition implements Symbol {

    private final String name;
    private final Typed value;
    private final Optional<Whole> bound;
    private final Span span;
    private final Span statement;
    private final boolean hidden;
    private final String doc;

    /**
     * @param bound of a value of kind INDEX, the dim that it is an index of
     * @param span the name on the left
     * @param statement all of the definition
     * @param hidden whether the user did not write it as a definition of the file: locals of calls taken apart
     * @param doc the text of the {@code ##} lines above, or empty
     */
    public Definition(
            String name, Typed value, Optional<Whole> bound, Span span, Span statement, boolean hidden, String doc) {
        this.name = name;
        this.value = value;
        this.bound = bound;
        this.span = span;
        this.statement = statement;
        this.hidden = hidden;
        this.doc = doc;
    }

    @Override
    public String name() {
        return name;
    }

    public Typed value() {
        return value;
    }

    @Override
    public Type type() {
        return value.type();
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public Optional<Whole> bound() {
        return bound;
    }

    public Span statement() {
        return statement;
    }

    public boolean hidden() {
        return hidden;
    }

    public String doc() {
        return doc;
    }

    @Override
    public String toString() {
        return name;
    }
}
