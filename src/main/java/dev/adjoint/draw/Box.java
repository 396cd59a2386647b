package dev.adjoint.draw;

import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a circuit that folds: the body of a function at one use, or a loop. {@code equals} is identity. */
final class Box {

    private final int number;
    private final String title;
    private final Box parent;
    private final Scan scan;
    private int last;
    private final List<Gate> gates = new ArrayList<>();
    private final List<Wire> inputs = new ArrayList<>();
    private final Map<Symbol, Gate> ends = new LinkedHashMap<>();

    /**
     * @param parent the box around, or null
     * @param scan the loop, or null for a function
     */
    Box(int number, String title, Box parent, Scan scan) {
        this.number = number;
        this.title = title;
        this.parent = parent;
        this.scan = scan;
    }

    String id() {
        return "b" + number;
    }

    String title() {
        return title;
    }

    Box parent() {
        return parent;
    }

    Optional<Scan> scan() {
        return Optional.ofNullable(scan);
    }

    /** The innermost loop that it is or stands in, or null. */
    static Box loopAround(Box box) {
        Box at = box;
        while (at != null && at.scan == null) {
            at = at.parent;
        }
        return at;
    }

    /** Whether it is the other or stands in it. */
    boolean isWithin(Box other) {
        return this == other || (parent != null && parent.isWithin(other));
    }

    /** The number of the last gate in it. */
    int last() {
        return last;
    }

    void reach(int gate) {
        last = Math.max(last, gate);
        if (parent != null) {
            parent.reach(gate);
        }
    }

    /** Of a loop the gates of a step, in the order of making, those of functions in it included. */
    List<Gate> gates() {
        return gates;
    }

    /** Of a loop, what its steps read from outside and the first values of what it carries. */
    List<Wire> inputs() {
        return inputs;
    }

    /** Of a loop, the gates that compute the next value of what it carries and the rows that it collects. */
    Map<Symbol, Gate> ends() {
        return ends;
    }

    @Override
    public String toString() {
        return title;
    }
}
