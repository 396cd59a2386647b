package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import dev.adjoint.shape.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of a gate what it does to the gradient that comes from above: the chain rule with its numbers. */
final class Sentences {

    private final Numbers numbers;
    private final Numerals numerals;

    Sentences(Numbers numbers, Numerals numerals) {
        this.numbers = numbers;
        this.numerals = numerals;
    }

    /** {@code for x: upstream 1.00 × local 0.20 = 0.20}, a line a wire. */
    List<String> of(Gate gate) {
        List<String> lines = new ArrayList<>();
        Optional<Value> upstream = numbers.upstream(gate);
        for (Wire wire : gate.inputs()) {
            Optional<Value> gradient = numbers.gradient(wire);
            if (upstream.isPresent() && gradient.isPresent() && gate.role() == Gate.Role.OPERATION) {
                lines.add("for " + wire.source().title() + ": " + rule(gate, wire, upstream.get(), gradient.get()));
            }
        }
        return lines;
    }

    private String rule(Gate gate, Wire wire, Value upstream, Value gradient) {
        Optional<Value> local = numbers.local(wire);
        if (upstream.isScalar() && gradient.isScalar() && local.isPresent()) {
            return "upstream " + numerals.number(upstream.number()) + " × local "
                    + numerals.number(local.get().number()) + " = " + numerals.number(gradient.number());
        }
        return rule(gate, wire) + " = " + numerals.value(wire.source(), gradient);
    }

    /** In matrix notation, where there is one. */
    private String rule(Gate gate, Wire wire) {
        if (gate.formula() instanceof Typed.Product product) {
            Wire left = gate.inputs().get(0);
            Wire right = gate.inputs().get(gate.inputs().size() - 1);
            String a = left.source().title();
            String b = right.source().title();
            return switch (product.form()) {
                case INNER -> "upstream × local " + (wire == left ? b : a);
                case MATRIX_VECTOR, MATRIX_MATRIX -> wire == left ? "upstream * " + b + "'" : a + "' * upstream";
                case ROW_MATRIX -> wire == left ? b + " * upstream" : a + " * upstream'";
                case OUTER -> wire == left ? "upstream * " + b : "upstream' * " + a;
            };
        }
        if (gate.formula() instanceof Typed.Each) {
            return wire.source().type().isScalar() && !gate.type().isScalar()
                    ? "the sum of upstream .* local"
                    : "upstream .* local";
        }
        return gate.type().isScalar() ? "upstream × local" : "upstream through the Jacobian";
    }

    /** Where a value goes several ways, what comes back is added up. */
    Optional<String> branch(Gate gate, long ways) {
        return numbers.upstream(gate)
                .filter(up -> ways > 1)
                .map(up -> "used " + ways + " times: the gradients add up to " + numerals.value(gate, up));
    }
}
