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
import java.util.Optional;

/** Calls of the file's own functions: the body is checked with the arguments of each use and written into its place. */
final class Calls {

    /** A body at one use: its locals, and the values that it returns. */
    record Inlined(List<Definition> locals, List<Typed> results) {}

    private final Formulas formulas;
    private final Expression.Call call;
    private final Statement.Function function;
    private final Scope home;

    private Calls(Formulas formulas, Expression.Call call, Named.Function named) {
        this.formulas = formulas;
        this.call = call;
        this.function = named.statement();
        this.home = named.scope();
    }

    /** A call as a value, of a built-in function or of the file's own. */
    static Typed of(Formulas formulas, Expression.Call call) {
        Optional<Calls> own = own(formulas, call);
        return own.isPresent() ? own.get().value() : Builtins.of(formulas, call);
    }

    /** The call, if it is one of the file's own functions. */
    static Optional<Calls> own(Formulas formulas, Expression.Call call) {
        String name = call.function().text();
        Optional<Named> named = formulas.scope().find(name);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (named.get() instanceof Named.Function function) {
            return Optional.of(new Calls(formulas, call, function));
        }
        if (named.get() instanceof Named.Broken) {
            throw Refusal.silent();
        }
        Diagnostic none = Diagnostic.at(call.function().span(), Code.E0501, "`" + name + "` is not a function")
                .note(named.get().place(), "`" + name + "` is a value here");
        throw new Refusal(
                Builtins.knows(name)
                        ? none.help("this name hides the built-in function; call it something else")
                        : none.help("to read an array write `" + name + "[…]`; to multiply write `" + name + "*(…)`"));
    }

    private Typed value() {
        List<Typed> arguments = arguments();
        return attempt(
                () -> {
                    Inlined body = inline(arguments);
                    return new Typed.Block(function.name().text(), body.locals(), single(body), call.span());
                },
                () -> byElement(arguments, 0),
                arguments);
    }

    private Typed single(Inlined body) {
        if (body.results().size() != 1) {
            throw new Refusal(Diagnostic.at(
                            call.span(),
                            Code.E0505,
                            "`" + function.name() + "` returns "
                                    + body.results().size() + " values, and here stands one")
                    .note(function.name().span(), "`" + function.name() + "` is defined here")
                    .help("take them apart on a line above: `"
                            + resultNames(body.results().size()) + " = "
                            + call.span().text() + "`"));
        }
        return body.results().get(0);
    }

    private static String resultNames(int number) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < number; k++) {
            names.add(k < 3 ? "" + "uvw".charAt(k) : "u" + k);
        }
        return String.join(", ", names);
    }

    /** The locals and as many results as the left side takes; each result alone if it acts on elements. */
    Inlined results(int number) {
        List<Typed> arguments = arguments();
        return attempt(
                () -> {
                    Inlined body = inline(arguments);
                    if (body.results().size() != number) {
                        throw new Refusal(Diagnostic.at(
                                        call.span(),
                                        Code.E0505,
                                        "`" + function.name() + "` returns "
                                                + Words.count(body.results().size(), "value")
                                                + ", and the left side takes "
                                                + number)
                                .note(function.name().span(), "`" + function.name() + "` is defined here"));
                    }
                    return body;
                },
                () -> {
                    List<Typed> each = new ArrayList<>();
                    for (int k = 0; k < number; k++) {
                        each.add(byElement(arguments, k));
                    }
                    return new Inlined(List.of(), each);
                },
                arguments);
    }

    /** First with the shapes given; if that fails, element by element. */
    private <T> T attempt(
            java.util.function.Supplier<T> whole, java.util.function.Supplier<T> each, List<Typed> arguments) {
        formulas.findings().inlined(call.span());
        Findings.Mark mark = formulas.findings().mark();
        try {
            return whole.get();
        } catch (Refusal refusal) {
            if (refusal.isSilent() || refusal.has(Code.E0505) || !actsOnElements(arguments)) {
                throw showing(refusal, arguments);
            }
            formulas.findings().forgetSince(mark);
            try {
                return each.get();
            } catch (Refusal again) {
                formulas.findings().forgetSince(mark);
                throw showing(refusal, arguments);
            }
        }
    }

    private Refusal showing(Refusal refusal, List<Typed> arguments) {
        boolean inBody = refusal.diagnostics().stream()
                .anyMatch(d -> d.place().filter(this::isInBody).isPresent());
        if (!inBody) {
            return refusal;
        }
        List<String> shapes = new ArrayList<>();
        for (int k = 0; k < arguments.size(); k++) {
            shapes.add(function.parameters().get(k).name() + " is "
                    + arguments.get(k).type());
        }
        String where = shapes.isEmpty() ? "" : ", where " + String.join(" and ", shapes);
        return refusal.noting(call.span(), "in this call of `" + function.name() + "`" + where);
    }

    private boolean isInBody(Span place) {
        return place.start() >= function.span().start()
                && place.end() <= function.span().end();
    }

    private List<Typed> arguments() {
        int expected = function.parameters().size();
        if (call.arguments().size() != expected) {
            List<String> names =
                    function.parameters().stream().map(p -> p.name().text()).toList();
            throw new Refusal(Diagnostic.at(
                            call.span(),
                            Code.E0502,
                            "`" + function.name() + "` takes " + Words.count(expected, "argument") + ", and here "
                                    + (call.arguments().size() == 1 ? "is " : "are ")
                                    + call.arguments().size())
                    .note(function.name().span(), "it is defined here")
                    .help("it is called as `" + function.name() + "(" + String.join(", ", names) + ")`"));
        }
        List<Typed> typed = formulas.columns(call.arguments(), "an argument of `" + function.name() + "`");
        List<Typed> arguments = new ArrayList<>();
        for (int k = 0; k < typed.size(); k++) {
            arguments.add(counted(typed.get(k), call.arguments().get(k)));
        }
        return arguments;
    }

    /** {@code i + 1} as an argument is a count, so that the body may use it as a subscript. */
    private Typed counted(Typed typed, Expression written) {
        if (!(typed instanceof Typed.Each) || !typed.type().isScalar()) {
            return typed;
        }
        return new Wholes(formulas, Wholes.Purpose.NUMBER)
                .tryOf(written)
                .filter(whole -> !whole.isNumber())
                .map(whole -> (Typed) new Typed.Count(whole, written.span()))
                .orElse(typed);
    }

    private Inlined inline(List<Typed> arguments) {
        List<Definition> locals = new ArrayList<>();
        Scope body = home.inner().assuming(formulas.scope().facts()).inner();
        for (int k = 0; k < arguments.size(); k++) {
            bind(function.parameters().get(k), arguments.get(k), body, locals);
        }
        bindSizes(arguments, body);
        Bodies bodies = new Bodies(formulas.within(body), true);
        Refusal refused = null;
        for (Statement statement : function.body()) {
            try {
                locals.addAll(bodies.define(statement));
            } catch (Refusal refusal) {
                refused = refused == null ? refusal : Refusal.both(refused, refusal);
            }
        }
        if (refused != null) {
            throw refused;
        }
        List<Typed> results =
                formulas.within(body).columns(function.results(), "what `" + function.name() + "` returns");
        return new Inlined(locals, results.stream().map(Elements::settled).toList());
    }

    /** A plain argument stands in place of the parameter; any other is evaluated once, as a local of the body. */
    private void bind(Statement.Function.Parameter parameter, Typed argument, Scope body, List<Definition> locals) {
        String name = parameter.name().text();
        Span place = parameter.name().span();
        if (isPlain(argument)) {
            body.define(name, new Named.Plain(argument, place));
            return;
        }
        Definition local = hidden(name, Elements.settled(argument), place);
        locals.add(local);
        body.define(name, new Named.Value(local, place));
    }

    static boolean isPlain(Typed typed) {
        return typed instanceof Typed.Reference || typed instanceof Typed.Literal || typed instanceof Typed.Count;
    }

    static Definition hidden(String name, Typed value, Span place) {
        return new Definition(name, value, Elements.bound(value), place, value.span(), true, "");
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
                    throw notStated(
                            k,
                            arguments.get(k),
                            ", and `" + stated.get(axis).span().text() + "` is " + size);
                }
            }
        }
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
                        "`" + function.name() + "` takes `" + parameter.name() + "[" + sizes
                                + "]`, and this argument is " + Elements.quoted(argument.type()) + why)
                .label("" + argument.type())
                .note(parameter.name().span(), "the shape is stated here"));
    }

    /** Whether there is an array among the arguments, and all of them have one shape. */
    private static boolean actsOnElements(List<Typed> arguments) {
        List<Typed> arrays =
                arguments.stream().filter(a -> !a.type().isScalar()).toList();
        return !arrays.isEmpty()
                && arrays.stream()
                        .allMatch(a -> Sizes.same(
                                a.type().shape(), arrays.get(0).type().shape()));
    }

    /** The array of one result of the body for each element of the arguments. */
    private Typed byElement(List<Typed> arguments, int result) {
        List<Index> indices = new ArrayList<>();
        List<Definition> arrays = new ArrayList<>();
        List<Typed> elements = new ArrayList<>();
        List<Whole> shape = arguments.stream()
                .filter(a -> !a.type().isScalar())
                .findFirst()
                .orElseThrow()
                .type()
                .shape();
        for (int axis = 0; axis < shape.size(); axis++) {
            indices.add(new Index("e" + axis, shape.get(axis)));
        }
        List<Typed.Subscript.Part> parts = indices.stream()
                .map(i -> (Typed.Subscript.Part) new Typed.Subscript.At(Whole.of(i)))
                .toList();
        for (int k = 0; k < arguments.size(); k++) {
            Typed argument = arguments.get(k);
            if (!isPlain(argument)) {
                Definition once =
                        hidden(function.parameters().get(k).name().text(), Elements.settled(argument), argument.span());
                arrays.add(once);
                argument = new Typed.Reference(once, argument.span());
            }
            Type element = new Type(argument.type().kind(), List.of(), false);
            elements.add(
                    argument.type().isScalar()
                            ? argument
                            : new Typed.Subscript(argument, parts, element, argument.span()));
        }
        Inlined body = inline(elements);
        Typed value = body.results().get(result);
        if (!value.type().isScalar()) {
            throw Refusal.silent();
        }
        String name = function.name().text();
        Typed block = new Typed.Block(name, body.locals(), value, call.span());
        Typed built = Folds.build(new IndexRanges.Bound<>(indices, block), call.span());
        return arrays.isEmpty() ? built : new Typed.Block(name, arrays, built, call.span());
    }
}
