package dev.adjoint.interpret;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Whole;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A number for every dim: the given ones for open dims, by name, and their own for constant ones. */
public final class Sizes {

    private final Map<String, Long> open;

    private Sizes(Map<String, Long> open) {
        this.open = new TreeMap<>(open);
    }

    /** Sizes of the open dims, by name. */
    public static Sizes of(Map<String, Long> open) {
        return new Sizes(open);
    }

    /** The number of a dim. */
    public long of(Dim dim) {
        if (dim.value().isPresent()) {
            return dim.value().getAsLong();
        }
        Long value = open.get(dim.name());
        if (value == null) {
            throw new IllegalArgumentException("dim " + dim.name() + " has no size");
        }
        return value;
    }

    /** The number that a size made of dims comes to. */
    public long of(Whole size) {
        return size.evaluate(this::atom);
    }

    private long atom(Atom atom) {
        if (atom instanceof Dim dim) {
            return of(dim);
        }
        throw new IllegalArgumentException(atom + " is not a size");
    }

    /** {@link #of(Whole)} for each axis. */
    public int[] shape(Type type) {
        return type.shape().stream().mapToInt(s -> Math.toIntExact(of(s))).toArray();
    }

    /** How many elements a value of this type has. */
    public int count(Type type) {
        return Array.count(shape(type));
    }

    /** The size of a dim by its name, as far as it was given. */
    public Optional<Long> named(String dim) {
        return Optional.ofNullable(open.get(dim));
    }

    /** The first of the program's conditions that does not hold. */
    public Optional<Program.Requirement> broken(Program program) {
        return program.requirements().stream()
                .filter(r -> r.oneOf().stream().allMatch(w -> of(w) < 0))
                .findFirst();
    }

    /** Whether every named size is at least 1 and every condition holds. */
    public boolean fit(Program program) {
        return program.dims().stream().allMatch(d -> of(d.value()) >= 1)
                && broken(program).isEmpty();
    }

    @Override
    public String toString() {
        return open.toString();
    }
}
