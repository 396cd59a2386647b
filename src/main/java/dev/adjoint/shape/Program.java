package dev.adjoint.shape;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A checked file: every name resolved, every shape known, every read in range for all sizes that fulfil the requirements.
 *
 * @param sources the file, then those that it uses, over any way
 * @param dims every dim, in the order of the file
 * @param params they make up theta, in this order, each row-major
 * @param definitions consts, definitions and the hidden locals between them, each below what it uses
 * @param outputs what the program computes; never empty
 * @param derivations what the class is asked for besides values and gradients
 * @param requirements what must hold of the sizes, checked when an object is made
 */
public record Program(
        List<Source> sources,
        List<Size> dims,
        List<Variable> params,
        List<Variable> inputs,
        List<Definition> definitions,
        List<Definition> outputs,
        List<Derivation> derivations,
        List<Requirement> requirements) {

    /**
     * A named size: open, constant, or derived.
     *
     * @param value {@code Whole.of(dim)} for an open or constant dim, else the expression over such dims
     */
    public record Size(String name, Whole value, Span span, String doc) {

        /** Whether it is given when the object is made. */
        public boolean isOpen() {
            return value.atom()
                    .filter(a -> a instanceof Dim dim
                            && dim.value().isEmpty()
                            && dim.name().equals(name))
                    .isPresent();
        }
    }

    /**
     * A condition on the sizes: at least one of {@code oneOf} is 0 or more.
     *
     * @param text the condition and why, in the user's words: {@code S - K + 1 >= 1, the size of SO}
     */
    public record Requirement(List<Whole> oneOf, String text, Span span) {}

    public Program {
        sources = List.copyOf(sources);
        dims = List.copyOf(dims);
        params = List.copyOf(params);
        inputs = List.copyOf(inputs);
        definitions = List.copyOf(definitions);
        outputs = List.copyOf(outputs);
        derivations = List.copyOf(derivations);
        requirements = List.copyOf(requirements);
    }

    /** The file itself. */
    public Source source() {
        return sources.get(0);
    }

    /** The output whose value and gradient the class is named for: the first that is one real number. */
    public Optional<Definition> objective() {
        return outputs.stream()
                .filter(d -> d.type().isScalar() && d.type().kind() == Kind.REAL)
                .findFirst();
    }
}
