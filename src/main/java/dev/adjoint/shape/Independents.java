package dev.adjoint.shape;

import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names by which the body of a function differentiates: the second arguments of {@code grad} and its like. */
final class Independents implements Expression.Visitor<Void> {

    private final Set<String> names = new HashSet<>();

    private Independents() {}

    static Set<String> of(Statement.Function function) {
        Independents independents = new Independents();
        independents.statement(function);
        return independents.names;
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Function function) {
            function.body().forEach(this::statement);
            all(function.results());
            function.backward().ifPresent(backward -> {
                backward.body().forEach(this::statement);
                all(backward.results());
            });
        } else if (statement instanceof Statement.Definition definition) {
            definition.value().accept(this);
        } else if (statement instanceof Statement.Consts consts) {
            consts.consts().forEach(this::statement);
        } else if (statement instanceof Statement.Scan scan) {
            scan.carries().forEach(carry -> carry.first().accept(this));
            optional(scan.condition());
            scan.body().forEach(this::statement);
        }
    }

    private void all(List<Expression> expressions) {
        expressions.forEach(e -> e.accept(this));
    }

    private void optional(Optional<Expression> expression) {
        expression.ifPresent(e -> e.accept(this));
    }

    @Override
    public Void literal(Expression.Literal literal) {
        return null;
    }

    @Override
    public Void variable(Expression.Variable variable) {
        return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
        return unary.operand().accept(this);
    }

    @Override
    public Void binary(Expression.Binary binary) {
        all(List.of(binary.left(), binary.right()));
        return null;
    }

    @Override
    public Void transpose(Expression.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Void call(Expression.Call call) {
        boolean derivative = Derivatives.NAMES.contains(call.function().text());
        if (derivative && call.arguments().size() > 1 && call.arguments().get(1) instanceof Expression.Variable x) {
            names.add(x.name());
        }
        all(call.arguments());
        return null;
    }

    @Override
    public Void fold(Expression.Fold fold) {
        optional(fold.filter());
        return fold.element().accept(this);
    }

    @Override
    public Void subscript(Expression.Subscript subscript) {
        for (Expression.Subscript.Part part : subscript.parts()) {
            if (part instanceof Expression.Subscript.At at) {
                at.index().accept(this);
            }
        }
        return subscript.base().accept(this);
    }

    @Override
    public Void conditional(Expression.Conditional conditional) {
        all(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
        return null;
    }

    @Override
    public Void array(Expression.Array array) {
        all(array.elements());
        return null;
    }

    @Override
    public Void comprehension(Expression.Comprehension comprehension) {
        return comprehension.element().accept(this);
    }
}
