package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The gradient that a function says for itself: what of it can be told from the text alone, and its check at one use. */
final class OwnGradients {

    private final Formulas formulas;
    private final Statement.Function function;
    private final Statement.Function.Backward backward;
    private final List<Typed> given;

    /**
     * @param formulas with the parameters in sight, and not what the body defines
     * @param given the arguments of the call
     */
    OwnGradients(Formulas formulas, Statement.Function function, List<Typed> given) {
        this.formulas = formulas;
        this.function = function;
        this.backward = function.backward().orElseThrow();
        this.given = given;
    }

    /** Refuses a gradient with another number of names or values than the function asks for. */
    static void count(Statement.Function function) {
        if (function.backward().isEmpty()) {
            return;
        }
        Statement.Function.Backward backward = function.backward().get();
        int results = function.results().size();
        if (backward.names().size() != 2 * results) {
            Span names =
                    backward.names().get(0).span().to(last(backward.names()).span());
            throw new Refusal(Diagnostic.at(
                            names,
                            Code.E0508,
                            "`" + function.name() + "` returns " + Words.count(results, "value") + ", so `"
                                    + word(backward) + "` takes " + 2 * results + " names, and here "
                                    + (backward.names().size() == 1
                                            ? "is 1"
                                            : "are " + backward.names().size()))
                    .help("first the upstream gradient of each result, then each result: `" + word(backward) + " "
                            + names(results) + "`"));
        }
        if (backward.results().size() != function.parameters().size()) {
            Span values =
                    backward.results().get(0).span().to(last(backward.results()).span());
            List<String> parameters =
                    function.parameters().stream().map(p -> p.name().text()).toList();
            throw new Refusal(Diagnostic.at(
                            values,
                            Code.E0508,
                            "`" + function.name() + "` takes " + Words.count(parameters.size(), "argument")
                                    + ", and its gradient has "
                                    + Words.count(backward.results().size(), "value"))
                    .note(function.name().span(), "`" + function.name() + "` is defined here")
                    .help(
                            parameters.isEmpty()
                                    ? "without arguments there is no gradient: leave `" + word(backward) + "` out"
                                    : "there is one value for each of `" + String.join(", ", parameters)
                                            + "`, in this order; what has no gradient has `0`"));
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static String word(Statement.Function.Backward backward) {
        return backward.surrogate() ? "surrogate" : "backward";
    }

    private static String names(int results) {
        if (results == 1) {
            return "d, y";
        }
        List<String> names = new ArrayList<>();
        for (String letter : List.of("d", "y")) {
            for (int k = 1; k <= results; k++) {
                names.add(letter + k);
            }
        }
        return String.join(", ", names);
    }

    /**
     * The results of a call.
     *
     * @param arguments those of the arguments that are evaluated
     * @param locals what the body defines
     * @param results what it returns
     */
    List<Typed> of(List<Definition> arguments, List<Definition> locals, List<Typed> results, Span call) {
        for (int k = 0; k < results.size(); k++) {
            real(results.get(k), function.results().get(k));
        }
        List<Definition> differentiated =
                arguments.stream().filter(a -> a.type().kind() == Kind.REAL).toList();
        List<Definition> others =
                arguments.stream().filter(a -> a.type().kind() != Kind.REAL).toList();
        OwnGradient gradient = new OwnGradient(
                function.name().text(),
                backward.surrogate(),
                backward.span(),
                call,
                differentiated,
                Stream.concat(others.stream(), locals.stream()).toList(),
                results,
                backward.names());
        closed(gradient);
        say(gradient);
        return gradient.values().stream().map(Definition::value).toList();
    }

    private void real(Typed result, Expression written) {
        if (result.type().kind() != Kind.REAL) {
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0509,
                            "`" + function.name() + "` says its own gradient, and what it returns is no real number")
                    .label(result.type().kind() == Kind.TRUTH ? "a truth value" : "an index")
                    .note(backward.span(), "the gradient is said here"));
        }
    }

    /** What the body reads besides its arguments gets no gradient, so it must not need one. */
    private void closed(OwnGradient gradient) {
        Set<Symbol> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(gradient.arguments());
        own.addAll(gradient.locals());
        List<Typed> body = new ArrayList<>(gradient.results());
        gradient.locals().stream()
                .filter(local -> local.type().kind() == Kind.REAL)
                .forEach(local -> body.add(local.value()));
        for (Typed formula : body) {
            for (Symbol symbol : Uses.of(formula)) {
                if (!own.contains(symbol) && !formulas.findings().isConstant(symbol)) {
                    throw new Refusal(Diagnostic.at(
                                    function.name().span(),
                                    Code.E0511,
                                    "`" + function.name() + "` says its own gradient, and its body reads `" + symbol
                                            + "`, which is no argument: no gradient would reach it")
                            .note(symbol.span(), "`" + symbol + "` is defined here")
                            .help("make it an argument, with a value for it behind `" + word(backward)
                                    + "`; consts, dims and indices may be read as they are"));
                }
            }
        }
    }

    private void say(OwnGradient gradient) {
        Scope scope = formulas.scope();
        for (OwnGradient.Upstream upstream : gradient.upstream()) {
            define(upstream.name(), upstream, scope);
        }
        for (Definition value : gradient.values()) {
            define(value.name(), value, scope);
        }
        List<Definition> steps = new Bodies(formulas, true).defineAll(backward.body());
        List<Typed> each = formulas.columns(backward.results(), "what `" + word(backward) + "` returns");
        Linearity linearity = new Linearity(gradient, steps);
        List<Typed> partials = new ArrayList<>();
        for (int k = 0; k < each.size(); k++) {
            Typed partial = fitting(each.get(k), k);
            linearity.check(partial, backward.results().get(k));
            Name parameter = function.parameters().get(k).name();
            if (gradient.arguments().stream().anyMatch(a -> a.span().equals(parameter.span()))) {
                partials.add(partial);
            }
        }
        gradient.says(steps, partials);
    }

    private static void define(String name, Symbol symbol, Scope scope) {
        if (scope.findHere(name).isPresent()) {
            throw new Refusal(Bodies.twice(
                    new Name(name, symbol.span()), scope.findHere(name).get().place()));
        }
        scope.define(name, new Named.Value(symbol, symbol.span()));
    }

    /** The value for an argument, of the argument's shape; the number 0 stands for zeros. */
    private Typed fitting(Typed partial, int k) {
        Name parameter = function.parameters().get(k).name();
        Expression written = backward.results().get(k);
        Type type = given.get(k).type();
        Typed value = Elements.real(Elements.number(partial, "`" + word(backward) + "`"));
        if (value instanceof Typed.Literal literal && literal.value() == 0) {
            return zeros(type, written.span());
        }
        if (!Sizes.same(value.type().shape(), type.shape())) {
            Diagnostic differ = Diagnostic.at(
                            written.span(),
                            Code.E0509,
                            "the gradient for `" + parameter + "` is " + Elements.quoted(value.type()) + ", and `"
                                    + parameter + "` is " + Elements.quoted(type))
                    .label("" + value.type())
                    .note(parameter.span(), parameter + " is " + type);
            throw new Refusal(
                    shapeCure(value.type(), type, written).map(differ::help).orElse(differ));
        }
        return value;
    }

    private static Optional<String> shapeCure(Type said, Type type, Expression written) {
        if (type.isScalar()) {
            return Optional.of("a number that is used for each element gets the sum of what they say: `sum("
                    + Words.bare(written.span().text()) + ")`");
        }
        List<Whole> turned = new ArrayList<>(said.shape());
        Collections.reverse(turned);
        if (said.rank() == 2 && Sizes.same(turned, type.shape())) {
            return Optional.of(
                    "transposed it fits: `(" + Words.bare(written.span().text()) + ")'`");
        }
        return said.isScalar()
                ? Optional.of("the same for each element is `" + Words.operand(written) + "*ones("
                        + Words.list(type.shape()) + ")`")
                : Optional.empty();
    }

    static Typed zeros(Type type, Span span) {
        Typed zero = new Typed.Literal(0, span);
        if (type.isScalar()) {
            return zero;
        }
        List<Index> indices = new ArrayList<>();
        for (int axis = 0; axis < type.rank(); axis++) {
            indices.add(Calls.fresh(axis, type.shape().get(axis)));
        }
        return new Typed.Build(indices, zero, Type.real(type.shape()), span);
    }
}
