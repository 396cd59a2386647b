package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Calls of the file's own functions: the body is checked with the arguments of each use and written into its place. */
final class Calls {

    private final Formulas formulas;
    private final Expression.Call call;
    private final Statement.Function function;
    private final Scope home;
    private final Inlining inlining;

    private Calls(Formulas formulas, Expression.Call call, Named.Function named) {
        this.formulas = formulas;
        this.call = call;
        this.function = named.statement();
        this.home = named.scope();
        this.inlining = new Inlining(formulas, call, named);
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
                .note(
                        named.get().place(),
                        "`" + name + "` is " + (named.get() instanceof Named.Size ? "a dim" : "a value"));
        throw new Refusal(
                Builtins.knows(name)
                        ? none.help("this name hides the built-in function; call it something else")
                        : none.help("to read an array write `" + name + "[…]`; to multiply write `" + name + "*(…)`"));
    }

    private Typed value() {
        returning(
                1,
                "here stands one",
                d -> d.help("take them apart on a line above: `"
                        + resultNames(function.results().size()) + " = "
                        + call.span().text() + "`"));
        List<Typed> arguments = arguments();
        return attempt(
                () -> {
                    Inlining.Inlined body = inlining.of(arguments);
                    if (body.locals().isEmpty() && body.results().get(0) instanceof Typed.Gated gated) {
                        return gated;
                    }
                    return new Typed.Block(
                            function.name().text(),
                            body.locals(),
                            body.results().get(0),
                            call.span());
                },
                () -> byElement(arguments, 0),
                arguments);
    }

    /**
     * The call as a whole number, if the function is a formula for one: {@code fn at(i, j) = i*W + j}.
     *
     * @param subscripts reads such numbers here
     */
    Optional<Whole> whole(Wholes subscripts) {
        if (!function.body().isEmpty()
                || function.results().size() != 1
                || call.arguments().size() != function.parameters().size()) {
            return Optional.empty();
        }
        formulas.findings().inlined(call.span());
        Scope body = home.inner().assuming(formulas.scope().facts()).inner();
        for (int k = 0; k < call.arguments().size(); k++) {
            Name name = function.parameters().get(k).name();
            Expression argument = call.arguments().get(k);
            Optional<Typed> number = subscripts.tryOf(argument).map(whole -> new Typed.Count(whole, argument.span()));
            Typed typed = number.orElseGet(() -> formulas.of(argument));
            if (!isPlain(typed)) {
                return Optional.empty();
            }
            body.define(name.text(), new Named.Plain(typed, name.span()));
        }
        return subscripts.within(formulas.within(body)).tryOf(function.results().get(0));
    }

    /** Refuses a function that returns another number of values. */
    private void returning(int number, String message, UnaryOperator<Diagnostic> cure) {
        int returned = function.results().size();
        if (returned != number) {
            throw new Refusal(cure.apply(Diagnostic.at(
                            call.span(),
                            Code.E0505,
                            "`" + function.name() + "` returns " + Words.count(returned, "value") + ", and " + message)
                    .note(function.name().span(), "`" + function.name() + "` is defined here")));
        }
    }

    private static String resultNames(int number) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < number; k++) {
            names.add(k < 3 ? "" + "uvw".charAt(k) : "u" + k);
        }
        return String.join(", ", names);
    }

    /** The locals and as many results as the left side takes; each result alone if it acts on elements. */
    Inlining.Inlined results(int number) {
        returning(number, "the left side takes " + number, d -> d);
        List<Typed> arguments = arguments();
        return attempt(
                () -> inlining.of(arguments),
                () -> {
                    List<Typed> each = new ArrayList<>();
                    for (int k = 0; k < number; k++) {
                        each.add(byElement(arguments, k));
                    }
                    return new Inlining.Inlined(List.of(), each);
                },
                arguments);
    }

    /** First with the shapes given; if that fails, element by element. */
    private <T> T attempt(Supplier<T> whole, Supplier<T> each, List<Typed> arguments) {
        formulas.findings().inlined(call.span());
        Findings.Mark mark = formulas.findings().mark();
        try {
            return whole.get();
        } catch (Refusal refusal) {
            if (refusal.isSilent() || !actsOnElements(arguments)) {
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
        if (refusal.has(Code.E0903)) {
            return Findings.tooManyCalls(call.span());
        }
        boolean inBody = refusal.diagnostics().stream()
                .anyMatch(d -> d.place().filter(this::isInBody).isPresent()
                        || d.notes().stream().map(Diagnostic.Note::place).anyMatch(this::isInFormulas));
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
        return isWithin(place, function.span().start());
    }

    /** Whether a call that is shown stands here, behind the parameters. */
    private boolean isInFormulas(Span place) {
        Span first = function.body().isEmpty()
                ? function.results().get(0).span()
                : function.body().get(0).span();
        return isWithin(place, first.start());
    }

    private boolean isWithin(Span place, int start) {
        return place.source() == function.span().source()
                && place.start() >= start
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

    /** Whether there is an array among the arguments, and all of them have one shape. */
    private static boolean actsOnElements(List<Typed> arguments) {
        List<Typed> arrays =
                arguments.stream().filter(a -> !a.type().isScalar()).toList();
        return !arrays.isEmpty()
                && arrays.stream()
                        .allMatch(a -> Sizes.same(
                                a.type().shape(), arrays.get(0).type().shape()));
    }

    static boolean isPlain(Typed typed) {
        return typed instanceof Typed.Reference || typed instanceof Typed.Literal || typed instanceof Typed.Count;
    }

    static Definition hidden(String name, Typed value, Span place) {
        return new Definition(name, value, Elements.bound(value), place, value.span(), true, "");
    }

    /** An index for an axis that the user has not named. */
    static Index fresh(int axis, Whole size) {
        return new Index(axis < 3 ? "ijk".substring(axis, axis + 1) : "i" + axis, size);
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
            indices.add(fresh(axis, shape.get(axis)));
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
        Inlining.Inlined body = inlining.of(elements);
        Typed value = body.results().get(result);
        if (!value.type().isScalar()) {
            throw Refusal.silent();
        }
        String name = function.name().text();
        Typed block = body.locals().isEmpty() && value instanceof Typed.Gated
                ? value
                : new Typed.Block(name, body.locals(), value, call.span());
        Typed built = Folds.build(new IndexRanges.Bound<>(indices, block), call.span());
        return arrays.isEmpty() ? built : new Typed.Block(name, arrays, built, call.span());
    }
}
