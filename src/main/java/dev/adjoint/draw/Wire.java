package dev.adjoint.draw;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Symbol;

/**
 * A wire from one gate to another; {@code equals} is identity.
 *
 * @see Gate#inputs
 */
final class Wire {

    private final Gate source;
    private final Gate target;
    private final Symbol port;

    /** @param port what the target's formula calls the value that comes in */
    Wire(Gate source, Symbol port) {
        this(source, null, port);
    }

    private Wire(Gate source, Gate target, Symbol port) {
        this.source = source;
        this.target = target;
        this.port = port;
    }

    Wire into(Gate gate) {
        return new Wire(source, gate, port);
    }

    Gate source() {
        return source;
    }

    /** The gate that it leads to; null if that is a box. */
    Gate target() {
        return target;
    }

    Symbol port() {
        return port;
    }

    /** Whether a gradient can come back on it. */
    boolean isReal() {
        return source.type().kind() == Kind.REAL;
    }
}
