package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The elements that steps read or write, also as gathered subscripts. */
record Accesses(List<Access> all) {

    /** An element of a buffer. */
    record Access(Buffer buffer, List<Whole> at) {}

    static Accesses of(Step step) {
        List<Access> all = new ArrayList<>();
        new Copying(
                        whole -> {
                            for (Atom atom : whole.atoms()) {
                                if (atom instanceof Atom.Gathered gathered
                                        && gathered.array() instanceof Buffer buffer) {
                                    all.add(new Access(buffer, gathered.subscripts()));
                                }
                            }
                            return whole;
                        },
                        element -> {
                            all.add(new Access(element.buffer(), element.subscripts()));
                            return element;
                        })
                .steps(List.of(step));
        return new Accesses(all);
    }

    Accesses and(Accesses others) {
        List<Access> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Accesses(both);
    }

    List<Access> of(Buffer buffer) {
        return all.stream().filter(a -> a.buffer() == buffer).toList();
    }

    /** The axis on which every access of the buffer has the index and nothing else. */
    OptionalInt axis(Buffer buffer, Index index) {
        List<Access> its = of(buffer);
        for (int axis = 0; axis < buffer.shape().size(); axis++) {
            int k = axis;
            if (its.stream().allMatch(a -> k < a.at().size() && a.at().get(k).equals(Whole.of(index)))) {
                return OptionalInt.of(axis);
            }
        }
        return OptionalInt.empty();
    }
}
