package dev.adjoint.shape;

import java.util.OptionalLong;

/**
 * A size with a name of its own: open (given when the object is made) or set to a plain number. A dim that is set to an
 * expression over dims is that expression, a {@link Whole}, and has no {@code Dim}.
 *
 * @param value the number, for a constant dim; at least 1
 */
public record Dim(String name, OptionalLong value) implements Atom {

    @Override
    public String toString() {
        return name;
    }
}
