package dev.adjoint.repl;

import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.FreeNames;
import dev.adjoint.syntax.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that stand for positions: in a subscript, as y does in {@code s[n, y[n]]}, or in what such a name is defined
 * by, or as an argument that a function puts into a subscript.
 */
final class IndexNames implements Expression.Visitor<Void> {

    private final Map<String, Statement.Function> functions;
    private final Set<String> found = new LinkedHashSet<>();
    private boolean position;

    private IndexNames(Map<String, Statement.Function> functions) {
        this.functions = functions;
    }

    /** @param functions those that the statements may call, by name */
    static Set<String> of(Collection<Statement> statements, Map<String, Statement.Function> functions) {
        IndexNames names = new IndexNames(functions);
        int before;
        do {
            before = names.found.size();
            statements.forEach(names::statement);
        } while (names.found.size() > before);
        return names.found;
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Definition definition) {
            boolean carriesOn = definition.targets().stream()
                    .anyMatch(t -> found.contains(t.name().text()));
            at(carriesOn, definition.value());
        } else if (statement instanceof Statement.Consts consts) {
            consts.consts().forEach(this::statement);
        } else if (statement instanceof Statement.Scan scan) {
            scan.carries().forEach(c -> at(found.contains(c.name().text()), c.first()));
            scan.condition().ifPresent(c -> at(false, c));
            scan.body().forEach(this::statement);
        } else if (statement instanceof Statement.Function function) {
            Set<String> free = FreeNames.of(function);
            within(function).stream().filter(free::contains).forEach(found::add);
        }
    }

    /** The names of a function's body, its parameters among them. */
    private Set<String> within(Statement.Function function) {
        Map<String, Statement.Function> others = new HashMap<>(functions);
        others.remove(function.name().text());
        IndexNames body = new IndexNames(others);
        int before;
        do {
            before = body.found.size();
            function.body().forEach(body::statement);
            function.results().forEach(r -> body.at(false, r));
        } while (body.found.size() > before);
        return body.found;
    }

    private void at(boolean isPosition, Expression formula) {
        boolean outside = position;
        position = isPosition;
        formula.accept(this);
        position = outside;
    }

    private void binders(List<Binder> binders) {
        for (Binder binder : binders) {
            binder.range().ifPresent(range -> {
                range.lower().ifPresent(e -> at(false, e));
                range.upper().ifPresent(e -> at(false, e));
            });
        }
    }

    @Override
    public Void literal(Expression.Literal literal) {
        return null;
    }

    @Override
    public Void variable(Expression.Variable variable) {
        if (position) {
            found.add(variable.name());
        }
        return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
        return unary.operand().accept(this);
    }

    @Override
    public Void binary(Expression.Binary binary) {
        boolean arithmetic = switch (binary.operator()) {
            case PLUS, MINUS, TIMES, OVER -> position;
            default -> false;
        };
        at(arithmetic, binary.left());
        at(arithmetic, binary.right());
        return null;
    }

    @Override
    public Void transpose(Expression.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Void call(Expression.Call call) {
        String name = call.function().text();
        Statement.Function function = functions.get(name);
        Set<String> inside = function == null ? Set.of() : within(function);
        for (int k = 0; k < call.arguments().size(); k++) {
            boolean given = function != null
                    && k < function.parameters().size()
                    && inside.contains(function.parameters().get(k).name().text());
            at(given || (position && name.equals("mod")), call.arguments().get(k));
        }
        return null;
    }

    @Override
    public Void fold(Expression.Fold fold) {
        binders(fold.binders());
        at(false, fold.element());
        fold.filter().ifPresent(f -> at(false, f));
        return null;
    }

    @Override
    public Void subscript(Expression.Subscript subscript) {
        subscript.base().accept(this);
        for (Expression.Subscript.Part part : subscript.parts()) {
            if (part instanceof Expression.Subscript.At place) {
                at(true, place.index());
            } else if (part instanceof Expression.Subscript.Slice slice) {
                slice.lower().ifPresent(e -> at(true, e));
                slice.upper().ifPresent(e -> at(true, e));
            }
        }
        return null;
    }

    @Override
    public Void conditional(Expression.Conditional conditional) {
        at(false, conditional.condition());
        conditional.then().accept(this);
        conditional.otherwise().accept(this);
        return null;
    }

    @Override
    public Void array(Expression.Array array) {
        array.elements().forEach(e -> e.accept(this));
        return null;
    }

    @Override
    public Void comprehension(Expression.Comprehension comprehension) {
        binders(comprehension.binders());
        return comprehension.element().accept(this);
    }
}
