package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.shape.Typed.Derivative.Order;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code grad(e, x)}, {@code jacobian(e, x)}, {@code hessian(e, x)} and {@code jvp(e, x, v)}: derivatives as values. That x is
 * taken as independent is written out: a copy stands in its place, in e and in every definition between the two.
 */
final class Derivatives {

    static final Set<String> NAMES = Set.of("grad", "jacobian", "hessian", "jvp");

    private final Formulas formulas;
    private final Expression.Call call;

    Derivatives(Formulas formulas, Expression.Call call) {
        this.formulas = formulas;
        this.call = call;
    }

    Typed of(String name) {
        boolean along = name.equals("jvp");
        Builtins.count(call, along ? 3 : 2, along ? "jvp(e, x, v)" : name + "(e, x)");
        Expression written = call.arguments().get(0);
        Typed value = Elements.real(
                Elements.number(formulas.column(written, "an argument of `" + name + "`"), "`" + name + "`"));
        Symbol x = independent(call.arguments().get(1));
        return switch (name) {
            case "jacobian" -> derivative(Order.JACOBIAN, value, x, Optional.empty());
            case "jvp" -> derivative(Order.PRODUCT, value, x, Optional.of(direction(x)));
            case "hessian" -> {
                Typed gradient = derivative(Order.GRADIENT, scalar(value, written), x, Optional.empty());
                yield derivative(Order.JACOBIAN, gradient, x, Optional.empty());
            }
            default -> derivative(Order.GRADIENT, scalar(value, written), x, Optional.empty());
        };
    }

    private Typed scalar(Typed value, Expression written) {
        if (value.type().isScalar()) {
            return value;
        }
        String e = written.span().text();
        String x = call.arguments().get(1).span().text();
        Diagnostic wrong = Diagnostic.at(
                        written.span(),
                        Code.E0513,
                        "`" + call.function() + "` is of a scalar, and `" + e + "` is an array")
                .label("" + value.type());
        String all = "jacobian(" + e + ", " + x + ")";
        throw new Refusal(
                call.function().text().equals("grad")
                        ? wrong.help("the derivatives of all its elements are `" + all + "`")
                        : wrong.help(
                                "the second derivatives of all its elements are `jacobian(" + all + ", " + x + ")`"));
    }

    /** What the second argument names. */
    private Symbol independent(Expression written) {
        String word = call.function().text();
        String text = written.span().text();
        if (!(written instanceof Expression.Variable)) {
            Diagnostic none = Diagnostic.at(
                    written.span(),
                    Code.E0512,
                    "`" + word + "` is taken with respect to a name, and `" + text + "` is a formula");
            throw new Refusal(none.help(
                    written instanceof Expression.Subscript part && part.base() instanceof Expression.Variable x
                            ? part(part, x.name())
                            : "give it a name above, and use the name in what is differentiated"));
        }
        Typed typed = formulas.of(written);
        if (!(typed instanceof Typed.Reference reference)) {
            throw new Refusal(notReal(written, typed));
        }
        return switch (reference.type().kind()) {
            case REAL -> reference.symbol();
            case INDEX -> throw new Refusal(notReal(written, "an index"));
            case TRUTH -> throw new Refusal(notReal(written, "a truth value"));
        };
    }

    /** {@code grad(f, w)[0]} for {@code grad(f, w[0])}. */
    private String part(Expression.Subscript part, String x) {
        String subscripts =
                part.span().text().substring(part.base().span().text().length());
        return call.function().text().equals("grad")
                ? "take it with respect to all of `" + x + "`, and of that the part: `grad("
                        + call.arguments().get(0).span().text() + ", " + x + ")" + subscripts + "`"
                : "take it with respect to all of `" + x + "`, and of that the part";
    }

    private Diagnostic notReal(Expression written, Typed typed) {
        boolean dim = typed instanceof Typed.Count count && count.value().isSize();
        return notReal(written, typed instanceof Typed.Literal ? "a number" : dim ? "a dim" : "an index");
    }

    private Diagnostic notReal(Expression written, String what) {
        return Diagnostic.at(
                        written.span(),
                        Code.E0512,
                        "`" + call.function() + "` is taken with respect to a real value, and `"
                                + written.span().text() + "` is " + what)
                .label(what);
    }

    /** The v of {@code jvp(e, x, v)}. */
    private Typed direction(Symbol x) {
        Expression written = call.arguments().get(2);
        Typed v = Elements.real(Elements.number(formulas.column(written, "an argument of `jvp`"), "`jvp`"));
        if (!Sizes.same(v.type().shape(), x.type().shape())) {
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0514,
                            "the direction `" + written.span().text() + "` is " + Elements.quoted(v.type()) + ", and `"
                                    + x.name() + "` is " + Elements.quoted(x.type()))
                    .label("" + v.type())
                    .note(call.arguments().get(1).span(), "" + x.type()));
        }
        return v;
    }

    private Typed derivative(Order order, Typed value, Symbol x, Optional<Typed> direction) {
        Reach reach = new Reach(x);
        boolean reached = reach.of(value);
        reach.open().forEach(symbol -> isFixed(symbol, x));
        Type type = Type.real(
                switch (order) {
                    case GRADIENT -> x.type().shape();
                    case JACOBIAN -> both(value.type().shape(), x.type().shape());
                    case PRODUCT -> value.type().shape();
                });
        if (!reached) {
            formulas.findings()
                    .warn(Diagnostic.at(
                                    call.span(),
                                    Code.W0002,
                                    "`" + call.arguments().get(0).span().text() + "` does not depend on `" + x.name()
                                            + "`; its derivative is zero")
                            .note(x.span(), "`" + x.name() + "` is said here"));
            return OwnGradients.zeros(type, call.span());
        }
        Span place = call.arguments().get(1).span();
        Definition independent = Calls.hidden(x.name(), new Typed.Reference(x, place), x.span());
        Copies copies = new Copies(reach, x, independent);
        Typed copy = copies.of(value);
        return new Typed.Derivative(order, independent, copies.between(), copy, direction, type, call.span());
    }

    private static List<Whole> both(List<Whole> first, List<Whole> second) {
        List<Whole> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Refuses what a loop hands from step to step, if x lies outside the loop: steps before may have used it as well. */
    private void isFixed(Symbol symbol, Symbol x) {
        Expression written = call.arguments().get(1);
        for (Statement.Scan loop : formulas.scope().loopsWithin(written.span().text())) {
            Span span = loop.span();
            if (symbol.span().source() == span.source()
                    && symbol.span().start() >= span.start()
                    && symbol.span().end() <= span.end()) {
                throw new Refusal(Diagnostic.at(
                                call.span(),
                                Code.E0515,
                                "`" + symbol.name() + "` goes from step to step, and `" + x.name()
                                        + "` is the same in all of them")
                        .note(symbol.span(), "the loop hands on `" + symbol.name() + "`")
                        .note(x.span(), "`" + x.name() + "` is defined outside of the loop")
                        .help("to differentiate through the steps, do it below the loop, of what the loop collects; to"
                                + " hold `" + symbol.name() + "` fixed, put `stop(…)` around it"));
            }
        }
    }
}
