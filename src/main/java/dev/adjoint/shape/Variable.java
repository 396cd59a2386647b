package dev.adjoint.shape;

import dev.adjoint.source.Span;
import java.util.Optional;

/**
 * A declared param or input; {@code equals} is identity.
 *
 * <p>An index input has kind {@link Kind#INDEX} and a {@code bound}: each element lies in 0 … bound - 1.
 */
public final class Variable implements Symbol {

    /** What a variable is for. */
    public enum Role {
        PARAM,
        INPUT
    }

    private final String name;
    private final Role role;
    private final Type type;
    private final Optional<Whole> bound;
    private final Optional<Typed> start;
    private final Span span;
    private final String doc;

    /**
     * @param bound of an index input, the dim that it is an index of
     * @param start of a param, its start value: constant, a scalar or of the param's shape
     * @param span the name where it is declared
     * @param doc the text of the {@code ##} lines above, or empty
     */
    public Variable(
            String name, Role role, Type type, Optional<Whole> bound, Optional<Typed> start, Span span, String doc) {
        this.name = name;
        this.role = role;
        this.type = type;
        this.bound = bound;
        this.start = start;
        this.span = span;
        this.doc = doc;
    }

    @Override
    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public Optional<Whole> bound() {
        return bound;
    }

    public Optional<Typed> start() {
        return start;
    }

    @Override
    public Span span() {
        return span;
    }

    public String doc() {
        return doc;
    }

    @Override
    public String toString() {
        return name;
    }
}
