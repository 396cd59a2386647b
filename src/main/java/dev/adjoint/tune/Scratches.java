package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The intermediates that nests have to themselves: what one is done with, another one uses. */
final class Scratches implements Scratch {

    private final List<Buffer> made = new ArrayList<>();
    private final Map<List<Whole>, List<Buffer>> free = new HashMap<>();
    private List<Buffer> taken = new ArrayList<>();

    @Override
    public Buffer make(String name, List<Whole> shape) {
        List<Buffer> idle = free.computeIfAbsent(shape, s -> new ArrayList<>());
        Buffer buffer;
        if (idle.isEmpty()) {
            buffer = Buffer.scratch(name, Kind.REAL, shape);
            made.add(buffer);
        } else {
            buffer = idle.remove(0);
        }
        taken.add(buffer);
        return buffer;
    }

    /** Says that a nest is at its end. */
    void release() {
        taken.forEach(b -> free.get(b.shape()).add(b));
        taken = new ArrayList<>();
    }

    /** Adds one that is not lent again. */
    void keep(Buffer buffer) {
        made.add(buffer);
    }

    /** All that were made. */
    List<Buffer> made() {
        return made;
    }
}
