package dev.adjoint.shape;

import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a condition says about whole numbers, for the proofs of the reads that it guards: each fact is 0 or more. */
final class Conditions {

    private static final Set<Expression.BinaryOperator> COMPARISONS = EnumSet.of(
            Expression.BinaryOperator.LESS,
            Expression.BinaryOperator.LESS_EQUAL,
            Expression.BinaryOperator.GREATER,
            Expression.BinaryOperator.GREATER_EQUAL,
            Expression.BinaryOperator.EQUAL,
            Expression.BinaryOperator.NOT_EQUAL);

    private final Formulas formulas;
    private final List<Whole> facts = new ArrayList<>();

    private Conditions(Formulas formulas) {
        this.formulas = formulas;
    }

    /** The facts that hold where {@code condition} holds, or where it does not. */
    static List<Whole> facts(Formulas formulas, Expression condition, boolean holds) {
        Conditions conditions = new Conditions(formulas);
        conditions.add(condition, holds);
        return conditions.facts;
    }

    private void add(Expression condition, boolean holds) {
        if (condition instanceof Expression.Unary unary && unary.operator() == Expression.UnaryOperator.NOT) {
            add(unary.operand(), !holds);
        } else if (condition instanceof Expression.Binary binary) {
            Expression.BinaryOperator joins = holds ? Expression.BinaryOperator.AND : Expression.BinaryOperator.OR;
            if (binary.operator() == joins) {
                add(binary.left(), holds);
                add(binary.right(), holds);
            } else {
                compare(binary, holds);
            }
        } else {
            NamedConditions.of(formulas, condition).ifPresent(named -> named.add(holds, this::compare));
        }
    }

    private void compare(Expression.Binary binary, boolean holds) {
        if (!COMPARISONS.contains(binary.operator())) {
            return;
        }
        Wholes wholes = new Wholes(formulas, Wholes.Purpose.NUMBER);
        Optional<Whole> left = wholes.tryOf(binary.left());
        Optional<Whole> right = wholes.tryOf(binary.right());
        if (left.isPresent() && right.isPresent()) {
            compare(comparison(binary.operator()), left.get().minus(right.get()), holds);
        }
    }

    private static Typed.Comparison comparison(Expression.BinaryOperator operator) {
        return switch (operator) {
            case LESS -> Typed.Comparison.LESS;
            case LESS_EQUAL -> Typed.Comparison.LESS_EQUAL;
            case GREATER -> Typed.Comparison.GREATER;
            case GREATER_EQUAL -> Typed.Comparison.GREATER_EQUAL;
            case EQUAL -> Typed.Comparison.EQUAL;
            default -> Typed.Comparison.NOT_EQUAL;
        };
    }

    private void compare(Typed.Comparison comparison, Whole difference, boolean holds) {
        facts.addAll(Ranges.facts(comparison, difference, holds, this::proved));
    }

    private boolean proved(Whole value) {
        List<Whole> known = new ArrayList<>(formulas.scope().facts());
        known.addAll(facts);
        return !formulas.findings().probing()
                && formulas.findings().nonNegative(value, known) instanceof Ranges.Verdict.Proved;
    }
}
