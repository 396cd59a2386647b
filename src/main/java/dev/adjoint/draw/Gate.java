package dev.adjoint.draw;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gate of a circuit: one operation of the formula as it is written, or a leaf. {@code equals} is identity. Its own formula
 * reads nothing but what its wires bring.
 */
final class Gate {

    /** What a gate is. */
    enum Role {
        PARAM,
        INPUT,
        /** A number, or a const. */
        CONSTANT,
        OPERATION,
        /** Inside a loop, the value from before the step. */
        CARRIED,
        /** Inside a loop, what has been collected so far. */
        COLLECTED,
        /** What a loop leaves behind. */
        RESULT
    }

    private final int number;
    private final Role role;
    private final Label label;
    private final Definition definition;
    private final List<Wire> inputs;
    private final List<String> names = new ArrayList<>();
    private Box box;

    /**
     * @param number its place in the order of making: what it reads comes before it
     * @param definition its value is the gate's own formula
     */
    Gate(int number, Role role, Label label, Definition definition, List<Wire> inputs, Box box) {
        this.number = number;
        this.role = role;
        this.label = label;
        this.definition = definition;
        this.inputs = inputs.stream().map(wire -> wire.into(this)).toList();
        this.box = box;
    }

    int number() {
        return number;
    }

    /** A name for it among all gates, of letters and digits. */
    String id() {
        return "g" + number;
    }

    Role role() {
        return role;
    }

    Label label() {
        return label;
    }

    Definition definition() {
        return definition;
    }

    Typed formula() {
        return definition.value();
    }

    Type type() {
        return definition.type();
    }

    boolean isReal() {
        return type().kind() == Kind.REAL;
    }

    boolean isLeaf() {
        return role != Role.OPERATION && role != Role.RESULT;
    }

    List<Wire> inputs() {
        return inputs;
    }

    /** The user's names for its value, the first one first. */
    List<String> names() {
        return names;
    }

    Optional<String> name() {
        return names.stream().findFirst();
    }

    /** The innermost box in which it stands, or null. */
    Box box() {
        return box;
    }

    /** The innermost loop in whose steps it is computed, or null; what a loop leaves behind is computed outside. */
    Box context() {
        return Box.loopAround(role == Role.RESULT ? box.parent() : box);
    }

    void moveTo(Box other) {
        box = other;
    }

    /** What it is called in a sentence: its name, else its label. */
    String title() {
        return name().orElse(label.text());
    }

    @Override
    public String toString() {
        return id() + " " + label.text() + (names.isEmpty() ? "" : " " + names);
    }
}
