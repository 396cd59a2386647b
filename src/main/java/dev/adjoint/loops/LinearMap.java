package dev.adjoint.loops;

import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * What a section of the role {@link Section.Role#PRODUCT} computes: at the point of the last forward pass, from a vector
 * another one that is linear in it.
 *
 * @param name of the section
 */
public record LinearMap(String name, Vector from, Vector to) {

    /**
     * The numbers of some params, inputs or definitions, one after another, each row-major.
     *
     * @param buffers one for each
     */
    public record Vector(List<? extends Symbol> symbols, List<Buffer> buffers) {

        public Vector {
            symbols = List.copyOf(symbols);
            buffers = List.copyOf(buffers);
        }

        /** How many numbers. */
        public Whole length() {
            Whole length = Whole.ZERO;
            for (Symbol symbol : symbols) {
                length = length.plus(symbol.type().shape().stream().reduce(Whole.ONE, Whole::times));
            }
            return length;
        }
    }
}
