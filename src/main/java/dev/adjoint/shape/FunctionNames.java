package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Binder;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that every name in a function's body is known, whether the function is used or not. */
final class FunctionNames implements Expression.Visitor<Void> {

    private final Statement.Function function;
    private final Findings findings;
    private final List<Refusal> refused = new ArrayList<>();
    private Scope scope;
    private boolean inSubscript;

    /** While the gradient is checked, what the body defines. */
    private Optional<Scope> body = Optional.empty();

    private FunctionNames(Statement.Function function, Scope home, Findings findings) {
        this.function = function;
        this.findings = findings;
        this.scope = home.inner();
    }

    /** Refuses the function with every name of its body that is not known. */
    static void check(Statement.Function function, Scope home, Findings findings) {
        OwnGradients.count(function);
        FunctionNames names = new FunctionNames(function, home, findings);
        names.parameters();
        Scope parameters = names.scope.snapshot("");
        function.body().forEach(names::statement);
        function.results().forEach(r -> r.accept(names));
        function.backward().ifPresent(b -> names.backward(b, parameters));
        names.refused.stream().reduce(Refusal::both).ifPresent(all -> {
            throw all;
        });
    }

    /** The gradient sees the parameters, and nothing that the body defines. */
    private void backward(Statement.Function.Backward backward, Scope parameters) {
        body = Optional.of(scope);
        scope = parameters;
        backward.names().forEach(this::define);
        backward.body().forEach(this::statement);
        backward.results().forEach(r -> r.accept(this));
    }

    private void parameters() {
        for (Statement.Function.Parameter parameter : function.parameters()) {
            define(parameter.name());
        }
        for (Statement.Function.Parameter parameter : function.parameters()) {
            for (Expression size : parameter.sizes().orElse(List.of())) {
                if (size instanceof Expression.Variable dim
                        && scope.findHere(dim.name()).isEmpty()) {
                    scope.define(dim.name(), new Named.Broken(dim.span()));
                } else {
                    size.accept(this);
                }
            }
        }
    }

    private void define(Name name) {
        Optional<Named> before = scope.findHere(name.text());
        if (before.isPresent()) {
            refused.add(new Refusal(Bodies.twice(name, before.get().place())));
        } else {
            scope.define(name.text(), new Named.Broken(name.span()));
        }
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Definition definition) {
            definition(definition);
        } else if (statement instanceof Statement.Consts consts) {
            consts.consts().forEach(this::definition);
        } else if (statement instanceof Statement.Function inner) {
            define(inner.name());
        } else if (statement instanceof Statement.Scan scan) {
            scan(scan);
        } else {
            refused.add(new Refusal(Bodies.misplaced(statement)));
        }
    }

    /** Which of the names of a loop may not be defined is found where the function is used. */
    private void scan(Statement.Scan scan) {
        findings.localsOf(scan);
        range(scan.step());
        scan.carries().forEach(c -> c.first().accept(this));
        Scope outside = scope;
        scope = scope.inner();
        List<Name> names = new ArrayList<>(Declarations.names(scan));
        names.add(scan.step().name());
        names.forEach(n -> scope.define(n.text(), new Named.Broken(n.span())));
        scan.condition().ifPresent(c -> c.accept(this));
        for (Statement statement : scan.body()) {
            if (statement instanceof Statement.Definition definition) {
                formula(definition);
                Declarations.names(definition).forEach(n -> scope.define(n.text(), new Named.Broken(n.span())));
            } else {
                statement(statement);
            }
        }
        scope = outside;
        Declarations.names(scan).stream()
                .filter(n -> scope.findHere(n.text()).isEmpty())
                .forEach(this::define);
    }

    private void definition(Statement.Definition definition) {
        formula(definition);
        definition.targets().forEach(t -> define(t.name()));
    }

    private void formula(Statement.Definition definition) {
        definition.stated().ifPresent(sizes -> sizes.forEach(s -> s.accept(this)));
        definition.where().forEach(b -> range(b));
        List<Name> indices = new ArrayList<>();
        definition.targets().forEach(t -> indices.addAll(t.indices()));
        under(indices, () -> definition.value().accept(this));
    }

    private void range(Binder binder) {
        binder.range().flatMap(Binder.Range::lower).ifPresent(l -> l.accept(this));
        binder.range().flatMap(Binder.Range::upper).ifPresent(u -> u.accept(this));
    }

    private void under(List<Name> indices, Runnable formula) {
        Scope outside = scope;
        scope = scope.inner();
        indices.forEach(i -> scope.define(i.text(), new Named.Broken(i.span())));
        formula.run();
        scope = outside;
    }

    @Override
    public Void literal(Expression.Literal literal) {
        return null;
    }

    @Override
    public Void variable(Expression.Variable variable) {
        String name = variable.name();
        boolean builtIn = name.equals("pi") || name.equals("inf");
        Optional<Named> ofBody = body.flatMap(b -> b.findHere(name));
        if (scope.find(name).isEmpty() && ofBody.isPresent()) {
            refused.add(new Refusal(Diagnostic.at(
                            variable.span(), Code.E0301, "`" + name + "` is not known in the gradient of a function")
                    .note(ofBody.get().place(), "`" + name + "` is defined in the body")
                    .help("a gradient sees the arguments, the upstream gradients and the results; define `" + name
                            + "` again in it: what both define alike is computed once")));
        } else if (scope.find(name).isEmpty() && !builtIn) {
            refused.add(
                    inSubscript
                            ? Names.unknownIndex(name, variable.span(), scope, findings)
                            : Names.unknownValue(name, variable.span(), scope, findings));
        }
        return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
        return unary.operand().accept(this);
    }

    @Override
    public Void binary(Expression.Binary binary) {
        binary.left().accept(this);
        return binary.right().accept(this);
    }

    @Override
    public Void transpose(Expression.Transpose transpose) {
        return transpose.operand().accept(this);
    }

    @Override
    public Void call(Expression.Call call) {
        called(call.function());
        call.arguments().forEach(a -> a.accept(this));
        return null;
    }

    private void called(Name name) {
        if (scope.find(name.text()).isPresent()) {
            return;
        }
        if (name.text().equals(function.name().text())) {
            refused.add(new Refusal(Diagnostic.at(name.span(), Code.E0503, "`" + name + "` refers to itself")
                    .note(function.name().span(), "the body of this function sees only what stands above it")
                    .help("functions are written into their uses, so there is no recursion; repeat by `scan`, or over"
                            + " an index")));
        } else if (findings.reaches(name.text(), function.name())) {
            refused.add(new Refusal(Diagnostic.at(
                            name.span(),
                            Code.E0503,
                            "`" + function.name() + "` refers to itself, by way of `" + name + "`")
                    .note(
                            findings.defined(name.text(), name.span()).orElseThrow(),
                            "`" + name + "` refers to `" + function.name() + "`")
                    .help("functions are written into their uses, so there is no recursion; repeat by `scan`, or over"
                            + " an index")));
        } else if (!Builtins.knows(name.text())) {
            refused.add(Names.unknownFunction(name.text(), name.span(), scope, findings));
        }
    }

    @Override
    public Void fold(Expression.Fold fold) {
        called(fold.function());
        bound(fold.binders(), () -> {
            fold.filter().ifPresent(f -> f.accept(this));
            fold.element().accept(this);
        });
        return null;
    }

    private void bound(List<Binder> binders, Runnable formula) {
        binders.forEach(this::range);
        under(binders.stream().map(Binder::name).toList(), formula);
    }

    @Override
    public Void subscript(Expression.Subscript subscript) {
        subscript.base().accept(this);
        for (Expression.Subscript.Part part : subscript.parts()) {
            if (part instanceof Expression.Subscript.At at) {
                boolean outside = inSubscript;
                inSubscript = true;
                at.index().accept(this);
                inSubscript = outside;
            } else if (part instanceof Expression.Subscript.Slice slice) {
                slice.lower().ifPresent(l -> l.accept(this));
                slice.upper().ifPresent(u -> u.accept(this));
            }
        }
        return null;
    }

    @Override
    public Void conditional(Expression.Conditional conditional) {
        conditional.condition().accept(this);
        conditional.then().accept(this);
        return conditional.otherwise().accept(this);
    }

    @Override
    public Void array(Expression.Array array) {
        array.elements().forEach(e -> e.accept(this));
        return null;
    }

    @Override
    public Void comprehension(Expression.Comprehension comprehension) {
        bound(comprehension.binders(), () -> comprehension.element().accept(this));
        return null;
    }
}
