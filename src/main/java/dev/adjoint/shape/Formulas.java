package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives every formula its type: one method a form, and what a form needs more than a few lines for is a class beside. */
final class Formulas implements Expression.Visitor<Typed> {

    private final Findings findings;
    private final Scope scope;

    Formulas(Findings findings, Scope scope) {
        this.findings = findings;
        this.scope = scope;
    }

    Findings findings() {
        return findings;
    }

    Scope scope() {
        return scope;
    }

    Formulas within(Scope inner) {
        return new Formulas(findings, inner);
    }

    Formulas assuming(List<Whole> facts) {
        return facts.isEmpty() ? this : within(scope.assuming(facts));
    }

    /** Any formula, also a row. */
    Typed of(Expression expression) {
        return expression.accept(this);
    }

    /** All of them; if some do not check, all their mistakes are reported. */
    List<Typed> all(List<Expression> expressions) {
        List<Typed> typed = new ArrayList<>();
        Refusal refused = null;
        for (Expression expression : expressions) {
            try {
                typed.add(of(expression));
            } catch (Refusal refusal) {
                refused = refused == null ? refusal : Refusal.both(refused, refusal);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return typed;
    }

    /** A formula that is not a row, for what {@code where} says: {@code a definition}, {@code an argument of `f`}. */
    Typed column(Expression expression, String where) {
        return Rows.column(of(expression), expression, where);
    }

    List<Typed> columns(List<Expression> expressions, String where) {
        List<Typed> typed = all(expressions);
        for (int k = 0; k < typed.size(); k++) {
            Rows.column(typed.get(k), expressions.get(k), where);
        }
        return typed;
    }

    /** A condition: a truth value. */
    Typed truth(Expression expression, String where) {
        Typed typed = of(expression);
        if (typed.type().kind() != Kind.TRUTH) {
            throw new Refusal(
                    Diagnostic.at(expression.span(), Code.E0209, where + " takes a truth value, such as `x > 0`")
                            .label(typed.type().isScalar() ? "a number" : "" + typed.type()));
        }
        if (!typed.type().isScalar()) {
            throw new Refusal(
                    Diagnostic.at(expression.span(), Code.E0205, where + " takes one truth value, and this is an array")
                            .label("" + typed.type())
                            .help("by element: `[if " + expression.span().text() + "[i] then … else … for i]`"));
        }
        return typed;
    }

    @Override
    public Typed literal(Expression.Literal literal) {
        return new Typed.Literal(literal.value(), literal.span());
    }

    @Override
    public Typed variable(Expression.Variable variable) {
        Span span = variable.span();
        Optional<Named> found = scope.find(variable.name());
        if (found.isEmpty()) {
            if (variable.name().equals("pi")) {
                return new Typed.Literal(Math.PI, span);
            }
            if (variable.name().equals("inf")) {
                return new Typed.Literal(Double.POSITIVE_INFINITY, span);
            }
            throw Names.unknownValue(variable.name(), span, scope, findings);
        }
        return value(found.get(), variable.name(), span);
    }

    private static Typed value(Named named, String name, Span span) {
        if (named instanceof Named.Size size) {
            return new Typed.Count(size.value(), span);
        }
        if (named instanceof Named.Position position) {
            return new Typed.Count(Whole.of(position.index()), span);
        }
        if (named instanceof Named.Value value) {
            return new Typed.Reference(value.symbol(), span);
        }
        if (named instanceof Named.Plain plain) {
            return Elements.at(plain.value(), span);
        }
        if (named instanceof Named.Collected collected) {
            throw RowReads.whole(collected, name, span);
        }
        if (named instanceof Named.Function) {
            throw new Refusal(Diagnostic.at(span, Code.E0304, "`" + name + "` is a function, not a value")
                    .note(named.place(), "`" + name + "` is defined here")
                    .help("write its arguments: `" + name + "(…)`"));
        }
        throw Refusal.silent();
    }

    @Override
    public Typed unary(Expression.Unary unary) {
        if (unary.operator() == Expression.UnaryOperator.NOT) {
            Typed operand = truth(unary.operand(), "`!`");
            return new Typed.Logic(Typed.Connective.NOT, List.of(operand), unary.span());
        }
        Typed operand = Elements.number(of(unary.operand()), "`-`");
        if (operand instanceof Typed.Literal literal) {
            return new Typed.Literal(-literal.value(), unary.span());
        }
        Type type = new Type(Kind.REAL, operand.type().shape(), operand.type().row());
        return new Typed.Each(Primitive.NEGATE, List.of(operand), type, unary.span());
    }

    @Override
    public Typed binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case AND, OR -> logic(binary);
            case LESS -> compare(Typed.Comparison.LESS, binary);
            case LESS_EQUAL -> compare(Typed.Comparison.LESS_EQUAL, binary);
            case GREATER -> compare(Typed.Comparison.GREATER, binary);
            case GREATER_EQUAL -> compare(Typed.Comparison.GREATER_EQUAL, binary);
            case EQUAL -> compare(Typed.Comparison.EQUAL, binary);
            case NOT_EQUAL -> compare(Typed.Comparison.NOT_EQUAL, binary);
            default -> {
                List<Typed> operands = all(List.of(binary.left(), binary.right()));
                yield Operators.of(this, binary, operands.get(0), operands.get(1));
            }
        };
    }

    private Typed logic(Expression.Binary binary) {
        boolean and = binary.operator() == Expression.BinaryOperator.AND;
        String where = "`" + binary.operator().text() + "`";
        Typed left = truth(binary.left(), where);
        Typed right = assuming(Conditions.facts(this, binary.left(), and)).truth(binary.right(), where);
        return new Typed.Logic(and ? Typed.Connective.AND : Typed.Connective.OR, List.of(left, right), binary.span());
    }

    private Typed compare(Typed.Comparison comparison, Expression.Binary binary) {
        String sign = "`" + comparison.text() + "`";
        List<Expression> sides = List.of(binary.left(), binary.right());
        List<Typed> operands = all(sides);
        for (int k = 0; k < 2; k++) {
            Typed operand = Elements.number(operands.get(k), sign);
            if (!operand.type().isScalar()) {
                throw new Refusal(Diagnostic.at(
                                sides.get(k).span(), Code.E0205, "a comparison takes scalars, and this is an array")
                        .label("" + operand.type())
                        .help("compare each element, by index: `[if x[i] " + comparison.text()
                                + " 0 then … else … for i]`"));
            }
        }
        return new Typed.Compare(comparison, operands.get(0), operands.get(1), binary.span());
    }

    @Override
    public Typed transpose(Expression.Transpose transpose) {
        return Rows.transpose(of(transpose.operand()), transpose);
    }

    @Override
    public Typed call(Expression.Call call) {
        return Calls.of(this, call);
    }

    @Override
    public Typed fold(Expression.Fold fold) {
        return Folds.fold(this, fold);
    }

    @Override
    public Typed subscript(Expression.Subscript subscript) {
        return Reads.of(this, subscript);
    }

    @Override
    public Typed conditional(Expression.Conditional conditional) {
        Typed condition = truth(conditional.condition(), "`if`");
        Typed then = null;
        Typed otherwise = null;
        Refusal refused = null;
        try {
            then = assuming(Conditions.facts(this, conditional.condition(), true))
                    .column(conditional.then(), "a side of `if`");
        } catch (Refusal refusal) {
            refused = refusal;
        }
        try {
            otherwise = assuming(Conditions.facts(this, conditional.condition(), false))
                    .column(conditional.otherwise(), "a side of `if`");
        } catch (Refusal refusal) {
            refused = refused == null ? refusal : Refusal.both(refused, refusal);
        }
        boolean one = (then == null) != (otherwise == null);
        if (one && refused.isSilent() && findings.probing()) {
            return then == null ? otherwise : then;
        }
        if (refused != null) {
            throw refused;
        }
        return Elements.either(condition, then, otherwise, conditional);
    }

    @Override
    public Typed array(Expression.Array array) {
        return Elements.stack(columns(array.elements(), "an element of an array"), array);
    }

    @Override
    public Typed comprehension(Expression.Comprehension comprehension) {
        return Folds.comprehension(this, comprehension);
    }
}
