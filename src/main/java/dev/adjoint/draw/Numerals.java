package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How numbers are written on a circuit: as short as on the lecture's slides, and all in one way. */
final class Numerals {

    private static final int MOST = 6;

    private final boolean whole;

    private Numerals(boolean whole) {
        this.whole = whole;
    }

    /** Without digits behind the point if all numbers of the circuit are whole. */
    static Numerals of(Circuit circuit, Numbers numbers) {
        boolean whole = circuit.gates().stream()
                .allMatch(gate -> isWhole(numbers.value(gate))
                        && isWhole(numbers.upstream(gate))
                        && gate.inputs().stream().allMatch(wire -> isWhole(numbers.local(wire))));
        return new Numerals(whole);
    }

    private static boolean isWhole(Optional<Value> value) {
        return value.isEmpty()
                || Arrays.stream(value.get().numbers())
                        .allMatch(v -> !Double.isFinite(v) || (v == Math.rint(v) && Math.abs(v) < 1e6));
    }

    /** Two digits behind the point, or three in all where the number is very small or large. */
    String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(number);
        if (whole || (number == Math.rint(number) && size >= 1000 && size < 1e7)) {
            return Long.toString((long) number);
        }
        if (size == 0 || (size >= 0.005 && size < 10_000)) {
            return String.format(Locale.ROOT, "%.2f", number + 0.0);
        }
        String text = String.format(Locale.ROOT, "%.1e", number);
        return text.replaceFirst("e([+-])0", "e$1").replace("e+", "e");
    }

    /** The number, or the truth value, or the index. */
    String scalar(Gate gate, double number) {
        return switch (gate.type().kind()) {
            case REAL -> number(number);
            case INDEX -> Long.toString((long) number);
            case TRUTH -> number != 0 ? "true" : "false";
        };
    }

    /** A number, all numbers of a short array, or where those of a long one lie. */
    String value(Gate gate, Value value) {
        double[] numbers = value.numbers();
        if (value.isScalar()) {
            return scalar(gate, numbers[0]);
        }
        String shape = Arrays.toString(value.shape()).replace(" ", "");
        if (numbers.length <= MOST) {
            return shape + " "
                    + Arrays.stream(numbers).mapToObj(v -> scalar(gate, v)).collect(Collectors.joining(" "));
        }
        String range = scalar(gate, Arrays.stream(numbers).min().orElseThrow()) + " … "
                + scalar(gate, Arrays.stream(numbers).max().orElseThrow());
        long odd = Arrays.stream(numbers).filter(v -> !Double.isFinite(v)).count();
        return shape + " " + (odd > 0 ? odd + " not finite" : range);
    }
}
