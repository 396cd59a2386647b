package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a function's body into the place of a call, with the arguments in the place of the parameters. */
final class Inlining {

    /** A body at one use: its locals, and the values that it returns. */
    record Inlined(List<Definition> locals, List<Typed> results) {}

    private final Formulas formulas;
    private final Expression.Call call;
    private final Statement.Function function;
    private final Scope home;

    Inlining(Formulas formulas, Expression.Call call, Named.Function named) {
        this.formulas = formulas;
        this.call = call;
        this.function = named.statement();
        this.home = named.scope();
    }

    Inlined of(List<Typed> arguments) {
        List<Definition> locals = new ArrayList<>();
        Scope body = home.body(formulas.scope());
        for (int k = 0; k < arguments.size(); k++) {
            bind(function.parameters().get(k), arguments.get(k), body, locals);
        }
        bindSizes(arguments, body);
        Scope parameters = body.snapshot("");
        List<Definition> defined = new Bodies(formulas.within(body), true).defineAll(function.body());
        List<Typed> results =
                formulas.within(body).columns(function.results(), "what `" + function.name() + "` returns").stream()
                        .map(Elements::settled)
                        .toList();
        if (function.backward().isPresent()) {
            OwnGradients own = new OwnGradients(formulas.within(parameters), function, arguments);
            return new Inlined(List.of(), own.of(locals, defined, results, call.span()));
        }
        locals.addAll(defined);
        return new Inlined(locals, results);
    }

    /**
     * A plain argument stands in place of the parameter; any other is evaluated once, as a local of the body, and so is one
     * for which the function says the gradient, or by which its body differentiates: that is another thing than what stands
     * for it.
     */
    private void bind(Statement.Function.Parameter parameter, Typed argument, Scope body, List<Definition> locals) {
        String name = parameter.name().text();
        Span place = parameter.name().span();
        boolean differentiated = function.backward().isPresent() && argument instanceof Typed.Reference;
        boolean own = (differentiated || Independents.of(function).contains(name))
                && argument.type().kind() == Kind.REAL;
        if (Calls.isPlain(argument) && !own) {
            body.define(name, new Named.Plain(argument, place));
            return;
        }
        Definition local = Calls.hidden(name, Elements.settled(argument), place);
        locals.add(local);
        body.define(name, new Named.Value(local, place));
    }

    /** Names in the stated shapes are dims of the body, bound to the sizes of the arguments. */
    private void bindSizes(List<Typed> arguments, Scope body) {
        Map<String, Span> boundAt = new HashMap<>();
        for (int k = 0; k < arguments.size(); k++) {
            Statement.Function.Parameter parameter = function.parameters().get(k);
            if (parameter.sizes().isEmpty()) {
                continue;
            }
            List<Expression> stated = parameter.sizes().get();
            List<Whole> shape = arguments.get(k).type().shape();
            if (stated.size() != shape.size()) {
                throw notStated(k, arguments.get(k), "");
            }
            for (int axis = 0; axis < stated.size(); axis++) {
                if (stated.get(axis) instanceof Expression.Variable dim && !boundAt.containsKey(dim.name())) {
                    boundAt.put(dim.name(), dim.span());
                    body.define(dim.name(), new Named.Size(shape.get(axis), dim.span()));
                }
            }
        }
        for (int k = 0; k < arguments.size(); k++) {
            List<Expression> stated = function.parameters().get(k).sizes().orElse(List.of());
            for (int axis = 0; axis < stated.size(); axis++) {
                Whole size = new Wholes(formulas.within(body), Wholes.Purpose.SIZE).of(stated.get(axis));
                Whole given = arguments.get(k).type().shape().get(axis);
                if (!Sizes.same(size, given)) {
                    throw notStated(k, arguments.get(k), where(stated.get(axis), size));
                }
            }
        }
    }

    private static String where(Expression stated, Whole size) {
        String text = stated.span().text();
        return text.equals("" + size) ? "" : " where " + text + " is " + size;
    }

    private Refusal notStated(int k, Typed argument, String why) {
        Statement.Function.Parameter parameter = function.parameters().get(k);
        String sizes = String.join(
                ",",
                parameter.sizes().orElseThrow().stream()
                        .map(s -> s.span().text())
                        .toList());
        return new Refusal(Diagnostic.at(
                        call.arguments().get(k).span(),
                        Code.E0504,
                        "`" + function.name() + "` takes `" + parameter.name() + "[" + sizes + "]`" + why
                                + ", and this argument is " + Elements.quoted(argument.type()))
                .label("" + argument.type())
                .note(parameter.name().span(), "the shape is stated here"));
    }
}
