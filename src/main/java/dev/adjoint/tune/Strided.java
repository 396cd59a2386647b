package dev.adjoint.tune;

import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of a buffer that moves by a stride of its own with each of some indices. */
record Strided(Value.Element element, Map<Index, Step.Size> strides) {

    /** The element as the indices move; empty if one of them moves it irregularly, as a gathered subscript does. */
    static Optional<Strided> of(Value.Element element, Collection<Index> indices) {
        List<Whole> shape = element.buffer().shape();
        Whole offset = Whole.ZERO;
        for (int axis = 0; axis < shape.size(); axis++) {
            offset = offset.times(shape.get(axis)).plus(element.subscripts().get(axis));
        }
        Map<Index, Step.Size> strides = new HashMap<>();
        for (Index index : indices) {
            Whole stride = next(offset, index).minus(offset);
            if (stride.atoms().stream().anyMatch(a -> a instanceof Atom.Row || indices.contains(a))) {
                return Optional.empty();
            }
            strides.put(index, size(element, index).orElse(new Step.Size(List.of(stride))));
        }
        return Optional.of(new Strided(element, strides));
    }

    /** The stride of an index that is on one axis only: the sizes of the axes behind it. */
    private static Optional<Step.Size> size(Value.Element element, Index index) {
        List<Whole> shape = element.buffer().shape();
        Optional<Step.Size> size = Optional.of(Step.Size.ZERO);
        for (int axis = 0; axis < shape.size(); axis++) {
            Whole subscript = element.subscripts().get(axis);
            Whole step = next(subscript, index).minus(subscript);
            if (!step.equals(Whole.ZERO)) {
                if (size.isEmpty() || !size.get().equals(Step.Size.ZERO)) {
                    return Optional.empty();
                }
                List<Whole> factors = new ArrayList<>(step.equals(Whole.ONE) ? List.of() : List.of(step));
                factors.addAll(shape.subList(axis + 1, shape.size()));
                size = Optional.of(new Step.Size(factors));
            }
        }
        return size;
    }

    Step.Size stride(Index index) {
        return strides.get(index);
    }

    /** The first element, when these indices begin and the others stand where they are. */
    Value.Element begin(Collection<Index> these) {
        List<Whole> subscripts = element.subscripts().stream()
                .map(s -> s.substitute(atom -> atom instanceof Index index && these.contains(index)
                        ? Optional.of(index.lower())
                        : Optional.empty()))
                .toList();
        return new Value.Element(element.buffer(), subscripts);
    }

    private static Whole next(Whole whole, Index index) {
        Optional<Whole> next = Optional.of(Whole.of(index).plus(1));
        return whole.substitute(atom -> atom == index ? next : Optional.empty());
    }
}
