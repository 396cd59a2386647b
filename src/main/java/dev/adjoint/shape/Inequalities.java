package dev.adjoint.shape;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fourier–Motzkin elimination over whole numbers, exact, and bounded in time: it gives up rather than grow. */
final class Inequalities {

    /** Elimination stops rather than go beyond this many rows. */
    private static final int ROWS = 400;

    private Inequalities() {}

    /** Where a row comes from; a combination of two rows has the later origin of both. */
    enum Origin {
        /** Holds wherever the read stands: ranges, definitions of quotients, sizes. */
        KNOWN,
        /** A condition around the read. */
        CONDITION,
        /** The assumption that the read leaves its array. */
        QUESTION
    }

    /**
     * {@code Σ coefficients[v]·x[v] + constant >= 0}, divided by the greatest common divisor of the coefficients, with the
     * constant rounded down: the same whole numbers fulfil it.
     */
    static final class Row {

        private final long[] coefficients;
        private final long constant;
        private final Origin origin;

        Row(long[] coefficients, long constant, Origin origin) {
            long divisor = 0;
            for (long c : coefficients) {
                divisor = gcd(divisor, c);
            }
            if (divisor > 1) {
                for (int v = 0; v < coefficients.length; v++) {
                    coefficients[v] /= divisor;
                }
            }
            this.coefficients = coefficients;
            this.constant = divisor > 1 ? Math.floorDiv(constant, divisor) : constant;
            this.origin = origin;
        }

        long coefficient(int variable) {
            return coefficients[variable];
        }

        long constant() {
            return constant;
        }

        Origin origin() {
            return origin;
        }

        boolean mentions(BitSet variables) {
            return variables.stream().anyMatch(v -> coefficients[v] != 0);
        }

        /** Whether no variable occurs. */
        boolean isNumber() {
            return Arrays.stream(coefficients).allMatch(c -> c == 0);
        }

        /** Holds exactly where this does not. */
        Row negation() {
            long[] negated = new long[coefficients.length];
            for (int v = 0; v < negated.length; v++) {
                negated[v] = Math.negateExact(coefficients[v]);
            }
            return new Row(negated, Math.subtractExact(-1, constant), origin);
        }

        /** The sum of multiples of two rows in which {@code variable}, positive here and negative there, cancels. */
        private Row cancel(Row other, int variable) {
            long common = gcd(coefficients[variable], other.coefficients[variable]);
            long here = Math.negateExact(other.coefficients[variable]) / common;
            long there = coefficients[variable] / common;
            long[] sum = new long[coefficients.length];
            for (int v = 0; v < sum.length; v++) {
                sum[v] = combine(here, coefficients[v], there, other.coefficients[v]);
            }
            return new Row(
                    sum,
                    combine(here, constant, there, other.constant),
                    origin.compareTo(other.origin) >= 0 ? origin : other.origin);
        }

        private static long combine(long a, long x, long b, long y) {
            return Math.addExact(Math.multiplyExact(a, x), Math.multiplyExact(b, y));
        }

        private static long gcd(long a, long b) {
            long x = Math.absExact(a);
            long y = Math.absExact(b);
            while (y != 0) {
                long rest = x % y;
                x = y;
                y = rest;
            }
            return x;
        }
    }

    /** Whether surely no whole numbers fulfil all rows; false if that is not so or could not be found out. */
    static boolean infeasible(List<Row> rows) {
        if (rows.isEmpty()) {
            return false;
        }
        BitSet all = new BitSet();
        all.set(0, rows.get(0).coefficients.length);
        try {
            return eliminate(rows, all)
                    .filter(left -> left.stream().anyMatch(r -> r.constant < 0))
                    .isPresent();
        } catch (ArithmeticException overflow) {
            return false;
        }
    }

    /**
     * Rows without the given variables that hold wherever values of these fulfil the rows given; nothing if that takes too
     * many rows.
     *
     * @throws ArithmeticException if a coefficient leaves the range of long
     */
    static Optional<List<Row>> eliminate(List<Row> rows, BitSet variables) {
        List<Row> left = tightest(rows);
        BitSet open = (BitSet) variables.clone();
        while (!open.isEmpty()) {
            int variable = cheapest(left, open);
            open.clear(variable);
            long growth = growth(left, variable);
            if (left.size() + growth > ROWS) {
                return Optional.empty();
            }
            left = tightest(without(variable, left));
            if (left.stream().anyMatch(r -> r.constant < 0 && r.isNumber())) {
                return Optional.of(left.stream().filter(Row::isNumber).toList());
            }
        }
        return Optional.of(left);
    }

    private static List<Row> without(int variable, List<Row> rows) {
        List<Row> result = new ArrayList<>();
        for (Row row : rows) {
            if (row.coefficients[variable] == 0) {
                result.add(row);
            } else if (row.coefficients[variable] > 0) {
                for (Row other : rows) {
                    if (other.coefficients[variable] < 0) {
                        result.add(row.cancel(other, variable));
                    }
                }
            }
        }
        return result;
    }

    private static int cheapest(List<Row> rows, BitSet open) {
        int best = open.nextSetBit(0);
        long least = Long.MAX_VALUE;
        for (int v = best; v >= 0; v = open.nextSetBit(v + 1)) {
            long growth = growth(rows, v);
            if (growth < least) {
                least = growth;
                best = v;
            }
        }
        return best;
    }

    private static long growth(List<Row> rows, int variable) {
        long above = 0;
        long below = 0;
        for (Row row : rows) {
            if (row.coefficients[variable] > 0) {
                above++;
            } else if (row.coefficients[variable] < 0) {
                below++;
            }
        }
        return above * below - above - below;
    }

    /** Of rows with the same coefficients only the strictest, and none that holds always. */
    private static List<Row> tightest(List<Row> rows) {
        Map<LongBuffer, Row> kept = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.constant >= 0 && row.isNumber()) {
                continue;
            }
            kept.merge(LongBuffer.wrap(row.coefficients), row, (a, b) -> {
                if (a.constant != b.constant) {
                    return a.constant < b.constant ? a : b;
                }
                return a.origin.compareTo(b.origin) <= 0 ? a : b;
            });
        }
        return new ArrayList<>(kept.values());
    }
}
