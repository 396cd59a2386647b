package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Calls of built-in functions. */
final class Builtins {

    /** The primitives that are called by name, but for {@code max} and {@code min}, which may also reduce. */
    private static final Map<String, Primitive> PRIMITIVES = primitives();

    private static final Set<String> ARRAYS = Set.of(
            "softmax", "dot", "trace", "diag", "cross", "zeros", "ones", "eye", "concat", "clamp", "mod", "index");

    private static final Set<String> KERNELS = Set.of("solve", "chol", "inv", "det", "logdet");

    private static final Set<String> NAMES = allNames();

    private Builtins() {}

    private static Map<String, Primitive> primitives() {
        Map<String, Primitive> named = new HashMap<>();
        Arrays.stream(Primitive.values()).filter(Primitive::isFunction).forEach(p -> named.put(p.word(), p));
        named.remove("max");
        named.remove("min");
        return Map.copyOf(named);
    }

    private static Set<String> allNames() {
        Set<String> all = new TreeSet<>(PRIMITIVES.keySet());
        all.addAll(ARRAYS);
        all.addAll(KERNELS);
        all.addAll(Derivatives.NAMES);
        all.addAll(Folds.REDUCTIONS.keySet());
        return all;
    }

    static Set<String> names() {
        return NAMES;
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    static Typed of(Formulas formulas, Expression.Call call) {
        String name = call.function().text();
        if (!knows(name)) {
            throw Names.unknownFunction(name, call.function().span(), formulas.scope(), formulas.findings());
        }
        if (PRIMITIVES.containsKey(name)) {
            return primitive(formulas, call, PRIMITIVES.get(name));
        }
        if (Folds.REDUCTIONS.containsKey(name)) {
            return reduction(formulas, call, name);
        }
        if (Derivatives.NAMES.contains(name)) {
            return new Derivatives(formulas, call).of(name);
        }
        if (KERNELS.contains(name)) {
            return new LinearAlgebra(formulas, call).of(name);
        }
        return switch (name) {
            case "mod" -> mod(formulas, call);
            case "clamp" -> clamp(formulas, call);
            case "index" -> index(formulas, call);
            default -> new Arrangements(formulas, call).of(name);
        };
    }

    /** The arguments, if there are as many as {@code form} shows. */
    static List<Typed> arguments(Formulas formulas, Expression.Call call, String form) {
        int expected = (int) form.chars().filter(c -> c == ',').count() + 1;
        count(call, expected, form);
        return formulas.columns(call.arguments(), "an argument of `" + call.function() + "`");
    }

    static void count(Expression.Call call, int expected, String form) {
        int given = call.arguments().size();
        if (given != expected) {
            throw new Refusal(Diagnostic.at(
                            call.span(),
                            Code.E0502,
                            "`" + call.function() + "` takes " + Words.count(expected, "argument") + ", and here "
                                    + (given == 1 ? "is " : "are ") + given)
                    .help("it is called as `" + form + "`"));
        }
    }

    private static Typed primitive(Formulas formulas, Expression.Call call, Primitive primitive) {
        Optional<Typed> idiom = Idioms.of(formulas, call);
        if (idiom.isPresent()) {
            return idiom.get();
        }
        List<Typed> operands = arguments(formulas, call, form(primitive));
        if (primitive == Primitive.POLYGAMMA) {
            Elements.order(operands.get(0), call);
        }
        Typed each = Elements.each(primitive, operands, call.span());
        if (primitive != Primitive.POWER) {
            return each;
        }
        return Operators.square(operands.get(0), operands.get(1))
                .map(x -> (Typed) new Typed.Each(Primitive.SQUARE, List.of(x), each.type(), call.span()))
                .orElse(each);
    }

    /** How a primitive is called. */
    private static String form(Primitive primitive) {
        String operands = switch (primitive) {
            case ATAN2 -> "(y, x)";
            case POLYGAMMA -> "(n, x)";
            default -> primitive.arity() == 1 ? "(x)" : "(x, y)";
        };
        return primitive.word() + operands;
    }

    private static Typed clamp(Formulas formulas, Expression.Call call) {
        List<Typed> operands = arguments(formulas, call, "clamp(x, lo, hi)");
        Typed raised = Elements.each(Primitive.MAX, operands.subList(0, 2), call.span());
        return Elements.each(Primitive.MIN, List.of(raised, operands.get(2)), call.span());
    }

    private static Typed mod(Formulas formulas, Expression.Call call) {
        count(call, 2, "mod(i, N)");
        return new Typed.Count(new Wholes(formulas, Wholes.Purpose.NUMBER).of(call), call.span());
    }

    /** {@code index(e, D)}. */
    private static Typed index(Formulas formulas, Expression.Call call) {
        count(call, 2, "index(e, D)");
        Typed operand = Elements.number(formulas.column(call.arguments().get(0), "an argument of `index`"), "`index`");
        Expression written = call.arguments().get(1);
        Whole size = new Wholes(formulas, Wholes.Purpose.SIZE).of(written);
        formulas.findings()
                .atLeastOne(
                        size,
                        formulas.scope().facts(),
                        written.span(),
                        "the size in `" + call.span().text() + "`");
        return new Typed.Held(operand, size, call.span());
    }

    /** {@code sum(A, 0)}. */
    private static Refusal axes(Formulas formulas, Expression.Call call, String name) {
        String v = Words.operand(call.arguments().get(0));
        int rank = formulas.of(call.arguments().get(0)).type().rank();
        boolean first = call.arguments().get(1) instanceof Expression.Literal axis && axis.value() == 0;
        Diagnostic axes = Diagnostic.at(
                call.arguments().get(1).span(),
                Code.E0506,
                "`" + name + "` takes one array; there are no axis numbers");
        return new Refusal(
                switch (rank) {
                    case 0 -> axes.help("of several numbers it is `" + name + "([a, b])`");
                    case 1 -> axes.help("of all elements it is `" + name + "(" + v + ")`");
                    case 2 ->
                        axes.help(
                                first
                                        ? "name the other axis by an index: `r[j] = " + name + "(" + v + "[:,j])`"
                                        : "name the other axis by an index: `r[i] = " + name + "(" + v + "[i,:])`");
                    default ->
                        axes.help(
                                Folds.REDUCTIONS.get(name).isPosition()
                                        ? "name the other axes by indices: `r[i,j] = " + name + "(A[i,j,:])`"
                                        : "name the axes by indices: `r[i] = " + name + "(A[i,j,k] for j, k)`");
                });
    }

    /** {@code sum(v)}; {@code max} and {@code min} of two or more arguments act on each element. */
    private static Typed reduction(Formulas formulas, Expression.Call call, String name) {
        Typed.Reduction reduction = Folds.REDUCTIONS.get(name);
        boolean extremum = reduction == Typed.Reduction.MAX || reduction == Typed.Reduction.MIN;
        int given = call.arguments().size();
        if (given >= 2 && extremum) {
            List<Typed> operands = formulas.columns(call.arguments(), "an argument of `" + name + "`");
            Primitive primitive = reduction == Typed.Reduction.MAX ? Primitive.MAX : Primitive.MIN;
            return Elements.each(primitive, operands, call.span());
        }
        if (given >= 2) {
            throw axes(formulas, call, name);
        }
        count(call, 1, name + "(v)");
        Expression argument = call.arguments().get(0);
        Typed array = formulas.column(argument, "an argument of `" + name + "`");
        return Folds.ofArray(name, reduction, array, argument, call);
    }
}
