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

    /** What tells intermediates that can stand for each other from others. */
    private record Form(List<Whole> shape, boolean hasRows) {

        static Form of(Buffer buffer) {
            return new Form(buffer.shape(), buffer.hasRows());
        }
    }

    private final List<Buffer> made = new ArrayList<>();
    private final Map<Form, List<Buffer>> free = new HashMap<>();
    private List<Buffer> taken = new ArrayList<>();

    @Override
    public Buffer make(String name, List<Whole> shape) {
        return lend(Buffer.scratch(name, Kind.REAL, shape));
    }

    @Override
    public Buffer rows(String name, Whole rows, Whole columns) {
        return lend(Buffer.rows(name, rows, columns));
    }

    /** An idle one like the wanted one, or that itself. */
    private Buffer lend(Buffer wanted) {
        List<Buffer> idle = free.computeIfAbsent(Form.of(wanted), f -> new ArrayList<>());
        Buffer buffer;
        if (idle.isEmpty()) {
            buffer = wanted;
            made.add(buffer);
        } else {
            buffer = idle.remove(0);
        }
        taken.add(buffer);
        return buffer;
    }

    /** Says that a nest is at its end. */
    void release() {
        taken.forEach(b -> free.get(Form.of(b)).add(b));
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
