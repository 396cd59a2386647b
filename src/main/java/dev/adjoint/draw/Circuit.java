package dev.adjoint.draw;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import java.util.List;
import java.util.Optional;

/**
 * A formula as gates and wires.
 *
 * @param gates all, those in loops included, each behind what it reads
 * @param outer those that stand in no loop
 * @param boxes functions and loops, outer ones before those in them
 * @param outputs what is computed
 * @param objective the gate whose gradient is taken, if one is a real number
 */
public record Circuit(
        List<Gate> gates, List<Gate> outer, List<Box> boxes, List<Output> outputs, Optional<Output> objective) {

    /** A value that leaves the circuit. */
    record Output(String name, Gate gate) {}

    /**
     * The circuit of a program.
     *
     * @param of what is computed; the first that is a real number is differentiated
     */
    public static Circuit of(Program program, List<Definition> of) {
        return new CircuitBuilder(program).build(of);
    }

    /** How many gates there are, leaves not counted. */
    public int size() {
        return (int) gates.stream().filter(gate -> !gate.isLeaf()).count();
    }
}
