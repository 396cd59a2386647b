package dev.adjoint.repl;

import dev.adjoint.run.Given;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers under a name: from a line that says nothing else, and as a declaration of the language. */
final class Values {

    private final List<Double> numbers = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();

    private Values() {}

    /** The numbers of a formula that is one number, or numbers in nested brackets; nothing of any other formula. */
    static Optional<Given> literal(String name, Span key, Expression formula) {
        Values values = new Values();
        int[] shape = values.read(formula);
        if (shape == null) {
            return Optional.empty();
        }
        return Optional.of(new Given(
                name,
                key,
                formula.span(),
                shape,
                values.numbers.stream().mapToDouble(d -> d).toArray(),
                values.offsets.stream().mapToInt(o -> o).toArray(),
                false));
    }

    /** The shape of what was read, or null if it is something else than numbers or its rows differ. */
    private int[] read(Expression formula) {
        if (!(formula instanceof Expression.Array array)) {
            return number(formula) ? new int[0] : null;
        }
        int[] inner = null;
        for (Expression element : array.elements()) {
            int[] shape = read(element);
            if (shape == null || (inner != null && !Arrays.equals(inner, shape))) {
                return null;
            }
            inner = shape;
        }
        if (inner == null) {
            return null;
        }
        int[] shape = new int[inner.length + 1];
        shape[0] = array.elements().size();
        System.arraycopy(inner, 0, shape, 1, inner.length);
        return shape;
    }

    private boolean number(Expression formula) {
        boolean negative =
                formula instanceof Expression.Unary unary && unary.operator() == Expression.UnaryOperator.NEGATE;
        Expression plain = negative ? ((Expression.Unary) formula).operand() : formula;
        double value;
        if (plain instanceof Expression.Literal literal) {
            value = literal.value();
        } else if (plain instanceof Expression.Variable variable
                && variable.name().equals("inf")) {
            value = Double.POSITIVE_INFINITY;
        } else {
            return false;
        }
        numbers.add(negative ? -value : value);
        offsets.add(formula.span().start());
        return true;
    }

    /** Numbers that were computed, under a name. */
    static Given computed(String name, Span key, Span place, int[] shape, double[] numbers) {
        int[] offsets = new int[numbers.length];
        Arrays.fill(offsets, place.start());
        return new Given(name, key, place, shape, numbers, offsets, false);
    }

    /** Whether all are whole and none is negative, so that they can be indices. */
    static boolean areIndices(Given given) {
        return Arrays.stream(given.numbers()).allMatch(v -> v >= 0 && v == Math.rint(v) && v < Integer.MAX_VALUE);
    }

    /** {@code param x[3]}, or where the name stands for positions and the numbers can be, {@code input y[3] in 10}. */
    static String declaration(Given given, Set<String> indices) {
        return isIndex(given, indices)
                ? "input " + given.name() + axes(given.shape()) + " in " + bound(given)
                : "param " + given.name() + axes(given.shape());
    }

    static boolean isIndex(Given given, Set<String> indices) {
        return indices.contains(given.name()) && areIndices(given);
    }

    /** The smallest dim that all are indices of. */
    private static long bound(Given given) {
        return (long) Arrays.stream(given.numbers()).max().orElse(0) + 1;
    }

    /** {@code [2,3]}, and nothing for a number. */
    static String axes(int[] shape) {
        return shape.length == 0
                ? ""
                : Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
