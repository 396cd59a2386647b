package dev.adjoint.syntax;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a statement takes from outside: what it mentions and does not bind itself. */
public final class FreeNames implements Expression.Visitor<Void> {

    private final Set<String> free = new LinkedHashSet<>();
    private Set<String> bound = new HashSet<>();

    private FreeNames() {}

    /** In the order of the text; names of built-in functions are among them. */
    public static Set<String> of(Statement statement) {
        FreeNames names = new FreeNames();
        names.statement(statement);
        return names.free;
    }

    /** The same of a formula. */
    public static Set<String> of(Expression formula) {
        FreeNames names = new FreeNames();
        formula.accept(names);
        return names.free;
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Dims dims) {
            dims.dims().forEach(d -> d.size().ifPresent(this::formula));
        } else if (statement instanceof Statement.Variables variables) {
            variables.variables().forEach(this::variable);
        } else if (statement instanceof Statement.Consts consts) {
            consts.consts().forEach(this::definition);
        } else if (statement instanceof Statement.Definition definition) {
            definition(definition);
        } else if (statement instanceof Statement.Function function) {
            within(() -> function(function));
        } else if (statement instanceof Statement.Scan scan) {
            scan(scan);
        } else if (statement instanceof Statement.Outputs outputs) {
            outputs.names().forEach(n -> mention(n.text()));
        } else if (statement instanceof Statement.Derive derive) {
            derive.value().ifPresent(this::formula);
            derive.wrt().forEach(n -> mention(n.text()));
        }
    }

    private void variable(Statement.Variables.Variable variable) {
        variable.sizes().forEach(this::formula);
        variable.in().ifPresent(this::formula);
        variable.start().ifPresent(this::formula);
    }

    private void definition(Statement.Definition definition) {
        definition.stated().ifPresent(sizes -> sizes.forEach(this::formula));
        definition.where().forEach(this::range);
        within(() -> {
            definition.targets().forEach(t -> bind(t.indices()));
            formula(definition.value());
        });
    }

    private void function(Statement.Function function) {
        function.parameters().forEach(p -> {
            bound.add(p.name().text());
            p.sizes().ifPresent(this::parameterSizes);
        });
        function.backward()
                .ifPresent(backward -> within(() -> {
                    bind(backward.names());
                    backward.body().forEach(this::local);
                    backward.results().forEach(this::formula);
                }));
        function.body().forEach(this::local);
        function.results().forEach(this::formula);
    }

    /** A name alone is a dim of the body. */
    private void parameterSizes(List<Expression> sizes) {
        sizes.forEach(size -> {
            if (size instanceof Expression.Variable dim) {
                bound.add(dim.name());
            } else {
                formula(size);
            }
        });
    }

    /** A statement of a body, whose names are known below it. */
    private void local(Statement statement) {
        statement(statement);
        bind(DefinedNames.of(statement));
    }

    private void scan(Statement.Scan scan) {
        range(scan.step());
        scan.carries().forEach(c -> formula(c.first()));
        within(() -> {
            bound.add(scan.step().name().text());
            bind(DefinedNames.of(scan));
            scan.condition().ifPresent(this::formula);
            scan.body().forEach(this::local);
        });
    }

    private void within(Runnable inner) {
        Set<String> outside = bound;
        bound = new HashSet<>(outside);
        inner.run();
        bound = outside;
    }

    private void bind(List<Name> names) {
        names.forEach(n -> bound.add(n.text()));
    }

    private void range(Binder binder) {
        binder.range().ifPresent(range -> {
            range.lower().ifPresent(this::formula);
            range.upper().ifPresent(this::formula);
        });
    }

    private void mention(String name) {
        if (!bound.contains(name)) {
            free.add(name);
        }
    }

    private void formula(Expression formula) {
        formula.accept(this);
    }

    @Override
    public Void literal(Expression.Literal literal) {
        return null;
    }

    @Override
    public Void variable(Expression.Variable variable) {
        mention(variable.name());
        return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
        return unary.operand().accept(this);
    }

    @Override
    public Void binary(Expression.Binary binary) {
        formula(binary.left());
        formula(binary.right());
        return null;
    }

    @Override
    public Void transpose(Expression.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Void call(Expression.Call call) {
        mention(call.function().text());
        call.arguments().forEach(this::formula);
        return null;
    }

    @Override
    public Void fold(Expression.Fold fold) {
        mention(fold.function().text());
        fold.binders().forEach(this::range);
        within(() -> {
            fold.binders().forEach(b -> bound.add(b.name().text()));
            formula(fold.element());
            fold.filter().ifPresent(this::formula);
        });
        return null;
    }

    @Override
    public Void subscript(Expression.Subscript subscript) {
        formula(subscript.base());
        subscript.parts().forEach(part -> {
            if (part instanceof Expression.Subscript.At at) {
                formula(at.index());
            } else if (part instanceof Expression.Subscript.Slice slice) {
                slice.lower().ifPresent(this::formula);
                slice.upper().ifPresent(this::formula);
            }
        });
        return null;
    }

    @Override
    public Void conditional(Expression.Conditional conditional) {
        formula(conditional.condition());
        formula(conditional.then());
        formula(conditional.otherwise());
        return null;
    }

    @Override
    public Void array(Expression.Array array) {
        array.elements().forEach(this::formula);
        return null;
    }

    @Override
    public Void comprehension(Expression.Comprehension comprehension) {
        comprehension.binders().forEach(this::range);
        within(() -> {
            comprehension.binders().forEach(b -> bound.add(b.name().text()));
            formula(comprehension.element());
        });
        return null;
    }
}
