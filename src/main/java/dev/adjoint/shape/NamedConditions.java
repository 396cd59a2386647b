package dev.adjoint.shape;

import dev.adjoint.syntax.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A condition that is used by its name, {@code inside} or {@code inside[i]}: it says of whole numbers what the formula says
 * that it was defined by.
 */
record NamedConditions(Typed formula, Map<Index, Whole> indices) {

    /** Takes what is said of a whole number: how it compares with 0, and whether that holds. */
    @FunctionalInterface
    interface Facts {
        void add(Typed.Comparison comparison, Whole difference, boolean holds);
    }

    /** The formula behind a name, at its subscripts. */
    static Optional<NamedConditions> of(Formulas formulas, Expression condition) {
        if (condition instanceof Expression.Variable variable) {
            return definition(formulas, variable).map(d -> new NamedConditions(d.value(), Map.of()));
        }
        return condition instanceof Expression.Subscript subscript
                        && subscript.base() instanceof Expression.Variable name
                ? definition(formulas, name).flatMap(d -> at(formulas, d, subscript))
                : Optional.empty();
    }

    private static Optional<Definition> definition(Formulas formulas, Expression.Variable variable) {
        Named named = formulas.scope().find(variable.name()).orElse(null);
        Symbol symbol = named instanceof Named.Value value
                ? value.symbol()
                : named instanceof Named.Plain plain && plain.value() instanceof Typed.Reference reference
                        ? reference.symbol()
                        : null;
        return symbol instanceof Definition definition && definition.type().kind() == Kind.TRUTH
                ? Optional.of(definition)
                : Optional.empty();
    }

    private static Optional<NamedConditions> at(
            Formulas formulas, Definition definition, Expression.Subscript subscript) {
        if (!(definition.value() instanceof Typed.Build build)
                || build.indices().size() != subscript.parts().size()) {
            return Optional.empty();
        }
        Wholes wholes = new Wholes(formulas, Wholes.Purpose.SUBSCRIPT);
        Map<Index, Whole> indices = new HashMap<>();
        for (int k = 0; k < build.indices().size(); k++) {
            Optional<Whole> value = subscript.parts().get(k) instanceof Expression.Subscript.At at
                    ? wholes.tryOf(at.index())
                    : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            Index index = build.indices().get(k);
            indices.put(index, index.lower().plus(value.get()));
        }
        return Optional.of(new NamedConditions(build.element(), indices));
    }

    private NamedConditions with(Typed other) {
        return new NamedConditions(other, indices);
    }

    /** Hands on what is known where the condition holds, or where it does not. */
    void add(boolean holds, Facts facts) {
        if (formula instanceof Typed.Compare compare) {
            Optional<Whole> left = known(compare.left());
            Optional<Whole> right = known(compare.right());
            if (left.isPresent() && right.isPresent()) {
                facts.add(compare.comparison(), left.get().minus(right.get()), holds);
            }
        } else if (formula instanceof Typed.Logic logic) {
            boolean not = logic.connective() == Typed.Connective.NOT;
            if (not || holds == (logic.connective() == Typed.Connective.AND)) {
                logic.operands().forEach(o -> with(o).add(holds != not, facts));
            }
        } else if (formula instanceof Typed.Reference reference
                && reference.symbol() instanceof Definition definition) {
            with(definition.value()).add(holds, facts);
        } else if (formula instanceof Typed.Block block) {
            with(block.result()).add(holds, facts);
        }
    }

    private Optional<Whole> known(Typed number) {
        try {
            return whole(number);
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private Optional<Whole> whole(Typed number) {
        if (number instanceof Typed.Literal literal) {
            return literal.value() == (int) literal.value()
                    ? Optional.of(Whole.of((int) literal.value()))
                    : Optional.empty();
        }
        if (number instanceof Typed.Each each) {
            List<Optional<Whole>> operands =
                    each.operands().stream().map(this::whole).toList();
            return operands.stream().allMatch(Optional::isPresent)
                    ? whole(
                            each.primitive(),
                            operands.stream().map(Optional::get).toList())
                    : Optional.empty();
        }
        return Wholes.gathered(number).map(this::substituted);
    }

    private static Optional<Whole> whole(Primitive primitive, List<Whole> operands) {
        Whole first = operands.get(0);
        Whole last = operands.get(operands.size() - 1);
        return switch (primitive) {
            case ADD -> Optional.of(first.plus(last));
            case SUBTRACT -> Optional.of(first.minus(last));
            case MULTIPLY -> Optional.of(first.times(last));
            case NEGATE -> Optional.of(first.negate());
            default -> Optional.empty();
        };
    }

    private Whole substituted(Whole whole) {
        return whole.substitute(
                atom -> atom instanceof Index index ? Optional.ofNullable(indices.get(index)) : Optional.empty());
    }
}
