package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Built-in functions that take arrays and make others: what is no node of its own is written by index. */
final class Arrangements {

    private final Formulas formulas;
    private final Expression.Call call;

    Arrangements(Formulas formulas, Expression.Call call) {
        this.formulas = formulas;
        this.call = call;
    }

    Typed of(String name) {
        return switch (name) {
            case "softmax" -> softmax();
            case "dot" -> dot();
            case "trace" -> trace();
            case "diag" -> diag();
            case "cross" -> cross();
            case "zeros" -> filled(0);
            case "ones" -> filled(1);
            case "eye" -> eye();
            default -> concat();
        };
    }

    private Typed softmax() {
        Typed vector = numbers("softmax(v)").get(0);
        if (vector.type().rank() != 1) {
            Diagnostic wrong = wrong(0, vector, "a vector");
            throw new Refusal(
                    vector.type().rank() == 2
                            ? wrong.help("for each row write `p[n] = softmax("
                                    + call.arguments().get(0).span().text() + "[n,:])`")
                            : wrong);
        }
        return new Typed.Softmax(vector, call.span());
    }

    private Typed dot() {
        List<Typed> sides = numbers("dot(u, v)");
        for (int k = 0; k < 2; k++) {
            if (sides.get(k).type().rank() != 1) {
                throw new Refusal(wrong(k, sides.get(k), "two vectors"));
            }
        }
        same(sides);
        return new Typed.Product(Typed.Product.Form.INNER, sides.get(0), sides.get(1), Type.SCALAR, call.span());
    }

    private void same(List<Typed> sides) {
        Type a = sides.get(0).type();
        Type b = sides.get(1).type();
        if (!Sizes.same(a.shape(), b.shape())) {
            throw new Refusal(Diagnostic.at(
                            call.arguments().get(1).span(),
                            Code.E0201,
                            "the arguments of `" + call.function() + "` differ in shape, `" + a + "` and `" + b + "`")
                    .label("" + b)
                    .note(call.arguments().get(0).span(), "" + a));
        }
    }

    private Typed trace() {
        Typed matrix = numbers("trace(A)").get(0);
        square(matrix);
        return once(matrix, "A", a -> {
            Index i = new Index("i", matrix.type().shape().get(0));
            Typed element = element(a, i, i);
            return new Typed.Fold(Typed.Reduction.SUM, element, List.of(i), java.util.Optional.empty(), call.span());
        });
    }

    private void square(Typed matrix) {
        if (matrix.type().rank() != 2
                || !Sizes.same(
                        matrix.type().shape().get(0), matrix.type().shape().get(1))) {
            throw new Refusal(wrong(0, matrix, "a square matrix"));
        }
    }

    private Typed diag() {
        Typed given = numbers("diag(v)").get(0);
        if (given.type().rank() == 2) {
            square(given);
            return once(given, "A", a -> {
                Index i = new Index("i", given.type().shape().get(0));
                return build(List.of(i), element(a, i, i));
            });
        }
        if (given.type().rank() != 1) {
            throw new Refusal(wrong(0, given, "a vector or a square matrix"));
        }
        return once(given, "v", v -> {
            Whole size = given.type().shape().get(0);
            Index i = new Index("i", size);
            Index j = new Index("j", size);
            return build(List.of(i, j), onDiagonal(i, j, element(v, i)));
        });
    }

    private Typed eye() {
        Builtins.count(call, 1, "eye(N)");
        return eye(size(call.arguments().get(0)), call.span());
    }

    /** The identity of a size. */
    static Typed eye(Whole size, Span span) {
        Index i = new Index("i", size);
        Index j = new Index("j", size);
        Typed element = onDiagonal(i, j, new Typed.Literal(1, span));
        return Folds.build(new IndexRanges.Bound<>(List.of(i, j), element), span);
    }

    private static Typed onDiagonal(Index i, Index j, Typed value) {
        Span span = value.span();
        Typed equal = new Typed.Compare(
                Typed.Comparison.EQUAL, new Typed.Count(Whole.of(i), span), new Typed.Count(Whole.of(j), span), span);
        return new Typed.Conditional(equal, value, new Typed.Literal(0, span), Type.SCALAR, span);
    }

    /** {@code zeros(N, M)}. */
    private Typed filled(double value) {
        if (call.arguments().isEmpty()) {
            Builtins.count(call, 1, call.function() + "(N)");
        }
        List<Index> indices = new ArrayList<>();
        for (Expression size : call.arguments()) {
            indices.add(Calls.fresh(indices.size(), size(size)));
        }
        return build(indices, new Typed.Literal(value, call.span()));
    }

    private Whole size(Expression written) {
        Whole size = new Wholes(formulas, Wholes.Purpose.SIZE).of(written);
        formulas.findings()
                .atLeastOne(
                        size,
                        formulas.scope().facts(),
                        written.span(),
                        "the size of `" + call.span().text() + "`");
        return size;
    }

    private Typed cross() {
        List<Typed> sides = numbers("cross(u, v)");
        for (int k = 0; k < 2; k++) {
            if (!Sizes.same(sides.get(k).type().shape(), List.of(Whole.of(3)))) {
                throw new Refusal(wrong(k, sides.get(k), "two vectors of size 3"));
            }
        }
        return once(
                sides.get(0),
                "u",
                u -> once(sides.get(1), "v", v -> {
                    List<Typed> parts = List.of(minor(u, v, 1, 2), minor(u, v, 2, 0), minor(u, v, 0, 1));
                    return new Typed.Stack(parts, Type.real(List.of(Whole.of(3))), call.span());
                }));
    }

    private Typed minor(Typed u, Typed v, int a, int b) {
        Typed plus = scalar(Primitive.MULTIPLY, element(u, Whole.of(a)), element(v, Whole.of(b)));
        Typed minus = scalar(Primitive.MULTIPLY, element(u, Whole.of(b)), element(v, Whole.of(a)));
        return scalar(Primitive.SUBTRACT, plus, minus);
    }

    private Typed scalar(Primitive primitive, Typed left, Typed right) {
        return new Typed.Each(primitive, List.of(left, right), Type.SCALAR, call.span());
    }

    private Typed concat() {
        if (call.arguments().isEmpty()) {
            Builtins.count(call, 2, "concat(a, b)");
        }
        List<Typed> parts = formulas.columns(call.arguments(), "an argument of `concat`");
        Type first = parts.get(0).type();
        Whole length = Whole.ZERO;
        List<Typed> reals = new ArrayList<>();
        for (int k = 0; k < parts.size(); k++) {
            Typed part = Elements.number(parts.get(k), "`concat`");
            Expression written = call.arguments().get(k);
            if (part.type().isScalar()) {
                throw new Refusal(
                        Diagnostic.at(written.span(), Code.E0210, "`concat` puts arrays together, and this is a scalar")
                                .label("a scalar")
                                .help("as a vector of one element it is `["
                                        + written.span().text() + "]`"));
            }
            if (!Sizes.same(rest(first), rest(part.type()))) {
                throw new Refusal(Diagnostic.at(
                                written.span(),
                                Code.E0210,
                                "the arguments of `concat` differ in more than their first size, `" + first + "` and `"
                                        + part.type() + "`")
                        .label("" + part.type())
                        .note(call.arguments().get(0).span(), "" + first));
            }
            length = length.plus(part.type().shape().get(0));
            reals.add(Elements.real(part));
        }
        List<Whole> shape = new ArrayList<>(first.shape());
        shape.set(0, length);
        return new Typed.Concat(reals, Type.real(shape), call.span());
    }

    private static List<Whole> rest(Type type) {
        return type.shape().subList(1, type.rank());
    }

    private List<Typed> numbers(String form) {
        return Builtins.arguments(formulas, call, form).stream()
                .map(a -> Elements.real(Elements.number(a, "`" + call.function() + "`")))
                .toList();
    }

    private Diagnostic wrong(int k, Typed argument, String takes) {
        Expression written = call.arguments().get(k);
        Diagnostic wrong = Diagnostic.at(
                        written.span(),
                        Code.E0213,
                        "`" + call.function() + "` takes " + takes + ", and this is "
                                + Elements.quoted(argument.type()))
                .label("" + argument.type());
        return Mismatches.origin(wrong, formulas.scope(), written, argument);
    }

    /** What {@code use} makes of the value, which is evaluated once. */
    private Typed once(Typed value, String name, Function<Typed, Typed> use) {
        if (Calls.isPlain(value)) {
            return use.apply(value);
        }
        Definition local = Calls.hidden(name, value, value.span());
        Typed result = use.apply(new Typed.Reference(local, value.span()));
        return new Typed.Block(call.function().text(), List.of(local), result, call.span());
    }

    private Typed build(List<Index> indices, Typed element) {
        return Folds.build(new IndexRanges.Bound<>(indices, element), call.span());
    }

    private Typed element(Typed array, Index... indices) {
        List<Typed.Subscript.Part> parts = new ArrayList<>();
        for (Index index : indices) {
            parts.add(new Typed.Subscript.At(Whole.of(index)));
        }
        return new Typed.Subscript(array, parts, Type.SCALAR, call.span());
    }

    private Typed element(Typed vector, Whole position) {
        return new Typed.Subscript(vector, List.of(new Typed.Subscript.At(position)), Type.SCALAR, call.span());
    }
}
