package dev.adjoint.interpret;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Typed.Subscript.At;
import dev.adjoint.shape.Typed.Subscript.Slice;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscripts made ready: whole numbers of indices, and the reads that they are for. */
final class Subscripts {

    /** A whole number that may depend on the values of indices. */
    interface WholeNumber {
        long at(Evaluation run);
    }

    private final Translation translation;

    Subscripts(Translation translation) {
        this.translation = translation;
    }

    /** A whole number in which the dims have their values. */
    WholeNumber number(Whole whole) {
        return ready(whole.substitute(atom -> atom instanceof Dim dim
                ? Optional.of(Whole.of(translation.sizes().of(dim)))
                : Optional.empty()));
    }

    private WholeNumber ready(Whole whole) {
        if (whole.isNumber()) {
            long number = whole.number();
            return run -> number;
        }
        Optional<Atom> alone = whole.atom();
        if (alone.isPresent()) {
            return ready(alone.get());
        }
        List<WholeNumber> terms = new ArrayList<>();
        for (Map.Entry<Map<Atom, Integer>, Long> term : whole.terms().entrySet()) {
            terms.add(product(term.getValue(), term.getKey()));
        }
        WholeNumber[] addends = terms.toArray(WholeNumber[]::new);
        return run -> {
            long sum = 0;
            for (WholeNumber addend : addends) {
                sum = Math.addExact(sum, addend.at(run));
            }
            return sum;
        };
    }

    private WholeNumber product(long coefficient, Map<Atom, Integer> atoms) {
        List<WholeNumber> factors = new ArrayList<>();
        atoms.forEach((atom, exponent) -> {
            for (int k = 0; k < exponent; k++) {
                factors.add(ready(atom));
            }
        });
        WholeNumber[] all = factors.toArray(WholeNumber[]::new);
        return run -> {
            long product = coefficient;
            for (WholeNumber factor : all) {
                product = Math.multiplyExact(product, factor.at(run));
            }
            return product;
        };
    }

    private WholeNumber ready(Atom atom) {
        if (atom instanceof Index index) {
            int slot = translation.slot(index);
            return run -> run.index(slot);
        }
        if (atom instanceof Atom.Quotient quotient) {
            WholeNumber dividend = ready(quotient.dividend());
            WholeNumber divisor = ready(quotient.divisor());
            return run -> Math.floorDiv(dividend.at(run), divisor.at(run));
        }
        if (atom instanceof Atom.Remainder remainder) {
            WholeNumber dividend = ready(remainder.dividend());
            WholeNumber divisor = ready(remainder.divisor());
            return run -> Math.floorMod(dividend.at(run), divisor.at(run));
        }
        if (atom instanceof Atom.Gathered gathered) {
            return gather(gathered);
        }
        if (atom instanceof Atom.Row row) {
            return made(row);
        }
        throw new IllegalStateException(atom + " has no value");
    }

    private WholeNumber made(Atom.Row row) {
        WholeNumber read = ready(row.row());
        WholeNumber made = ready(row.made());
        Index step = row.made().atoms().stream()
                .filter(Index.class::isInstance)
                .map(Index.class::cast)
                .findFirst()
                .orElseThrow();
        int slot = translation.slot(step);
        return run -> {
            long number = read.at(run);
            if (number >= made.at(run)) {
                throw new MissingRow(row.rows(), number, step.name(), run.index(slot));
            }
            return number;
        };
    }

    private WholeNumber gather(Atom.Gathered gathered) {
        Formula array = array(gathered.array());
        WholeNumber[] positions =
                gathered.subscripts().stream().map(this::ready).toArray(WholeNumber[]::new);
        return run -> {
            Array indices = array.at(run);
            int position = 0;
            for (int axis = 0; axis < positions.length; axis++) {
                position = step(position, indices.shape()[axis], positions[axis].at(run));
            }
            return (long) indices.value(position);
        };
    }

    private Formula array(Atom.IndexArray array) {
        if (array instanceof Variable variable) {
            return run -> run.variable(variable);
        }
        if (array instanceof Definition definition) {
            int slot = translation.slot(definition);
            return run -> run.array(slot);
        }
        if (array instanceof Symbol symbol) {
            return run -> run.looped(symbol);
        }
        throw new IllegalStateException(array.name() + " is not of the typed tree");
    }

    /** One axis further in row-major order. */
    private static int step(int position, int size, long index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("subscript " + index + " on an axis of " + size);
        }
        return position * size + (int) index;
    }

    /** {@code base[…]}. */
    Formula read(Typed.Subscript subscript, Formula base) {
        List<WholeNumber> from = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Typed.Subscript.Part part : subscript.parts()) {
            if (part instanceof At at) {
                from.add(number(at.index()));
                sizes.add(1);
            } else if (part instanceof Slice slice) {
                from.add(number(slice.from()));
                sizes.add(Math.toIntExact(translation.sizes().of(slice.size())));
            }
        }
        WholeNumber[] starts = from.toArray(WholeNumber[]::new);
        int[] extents = sizes.stream().mapToInt(Integer::intValue).toArray();
        return subscript.type().isScalar() ? element(base, starts) : part(base, starts, extents, subscript);
    }

    private static Formula.Scalar element(Formula base, WholeNumber[] indices) {
        return run -> {
            Array whole = base.at(run);
            int position = 0;
            for (int axis = 0; axis < indices.length; axis++) {
                position = step(position, whole.shape()[axis], indices[axis].at(run));
            }
            return whole.get(position);
        };
    }

    private Formula part(Formula base, WholeNumber[] starts, int[] extents, Typed.Subscript subscript) {
        int[] shape = translation.sizes().shape(subscript.type());
        return run -> {
            Array whole = base.at(run);
            long[] from = new long[starts.length];
            for (int axis = 0; axis < from.length; axis++) {
                from[axis] = starts[axis].at(run);
            }
            Array part = new Array(shape);
            copy(whole, from, extents, 0, 0, part, 0);
            return part;
        };
    }

    /** Copies what the slices of {@code axis} and those after it select; returns the next free position of the part. */
    private static int copy(Array whole, long[] from, int[] extents, int axis, int read, Array part, int written) {
        if (axis == from.length) {
            part.set(written, whole.get(read));
            return written + 1;
        }
        int next = written;
        for (int k = 0; k < extents[axis]; k++) {
            next = copy(whole, from, extents, axis + 1, step(read, whole.shape()[axis], from[axis] + k), part, next);
        }
        return next;
    }
}
