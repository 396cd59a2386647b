package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where the first numbers that are not finite come from: with finite ones going in, a gate makes them. */
public final class Births {

    private final Optional<Gate> forward;
    private final Optional<Wire> backward;

    private Births(Optional<Gate> forward, Optional<Wire> backward) {
        this.forward = forward;
        this.backward = backward;
    }

    static Births none() {
        return new Births(Optional.empty(), Optional.empty());
    }

    static Births of(Circuit circuit, Numbers numbers) {
        Optional<Gate> forward = circuit.gates().stream()
                .filter(gate -> isOdd(numbers.value(gate)))
                .filter(gate -> gate.inputs().stream().noneMatch(wire -> isOdd(numbers.value(wire.source()))))
                .findFirst();
        List<Gate> back = new ArrayList<>(circuit.gates());
        Collections.reverse(back);
        Optional<Wire> backward = back.stream()
                .filter(gate -> !isOdd(numbers.upstream(gate)))
                .flatMap(gate -> gate.inputs().stream())
                .filter(wire -> isOdd(numbers.gradient(wire)))
                .findFirst();
        return new Births(forward, backward);
    }

    private static boolean isOdd(Optional<Value> value) {
        return value.isPresent() && !value.get().isFinite();
    }

    boolean isAt(Gate gate) {
        return forward.filter(g -> g == gate).isPresent();
    }

    boolean isAt(Wire wire) {
        return backward.filter(w -> w == wire).isPresent();
    }

    /** A sentence for each. */
    public List<String> sentences() {
        List<String> all = new ArrayList<>();
        forward.ifPresent(gate -> all.add(
                gate.isLeaf()
                        ? "the first value that is not finite is given: " + gate.title()
                        : "the first value that is not finite is made by " + at(gate)));
        backward.ifPresent(wire -> all.add("the first gradient that is not finite is made by " + at(wire.target())
                + ", on its way to " + wire.source().title()));
        return all;
    }

    private static String at(Gate gate) {
        return "`" + gate.label().text() + "` in line " + gate.formula().span().line() + ": "
                + Labels.shortened(gate.formula().span());
    }
}
