package dev.adjoint.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one value from JSON, a number or numbers in nested arrays, and refuses what is not: words, objects, ragged rows.
 * The first mistake in a value is reported, the rest of the value skipped.
 */
final class ArrayReader {

    /** More axes than anything in a program has. */
    private static final int DEEPEST = 32;

    private final JsonParser parser;
    private final Source source;

    /** Offset in the source of the first character that the parser sees. */
    private final int origin;

    private final Diagnostics diagnostics;

    private String name = "";
    private int depth;
    private int rank;
    private boolean refused;
    private final int[] counts = new int[DEEPEST + 1];
    private final int[] starts = new int[DEEPEST + 1];
    private final int[] lengths = new int[DEEPEST + 1];
    private double[] numbers = new double[16];
    private int[] offsets = new int[16];
    private int count;

    ArrayReader(JsonParser parser, Source source, int origin, Diagnostics diagnostics) {
        this.parser = parser;
        this.source = source;
        this.origin = origin;
        this.diagnostics = diagnostics;
    }

    /** Reads the value whose first token is the parser's current one; empty if it was refused. */
    Optional<Given> read(String called, Span key) throws IOException {
        begin(called);
        int start = offset();
        token();
        while (depth > 0) {
            parser.nextToken();
            token();
        }
        if (refused) {
            return Optional.empty();
        }
        Span place = new Span(source, start, end());
        return Optional.of(new Given(
                name,
                key,
                place,
                Arrays.copyOfRange(lengths, 1, rank + 1),
                Arrays.copyOf(numbers, count),
                Arrays.copyOf(offsets, count),
                false));
    }

    private void begin(String called) {
        name = called;
        depth = 0;
        rank = -1;
        count = 0;
        refused = false;
        Arrays.fill(lengths, -1);
    }

    private int offset() {
        return Math.min(
                (int) parser.currentTokenLocation().getCharOffset() + origin,
                source.text().length());
    }

    private int end() {
        return Math.min(
                (int) parser.currentLocation().getCharOffset() + origin,
                source.text().length());
    }

    private void token() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            open(token == JsonToken.START_OBJECT);
        } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
            close();
        } else if (token != JsonToken.FIELD_NAME) {
            leaf(token);
        }
    }

    private void open(boolean object) {
        if (object) {
            refuse(Code.E0803, "`" + here() + "` is an object, not numbers");
        } else if (rank >= 0 && depth >= rank) {
            refuse(Code.E0802, "`" + here() + "` is an array where `" + first(rank) + "` is a number");
        } else if (depth == DEEPEST) {
            refuse(Code.E0802, "`" + name + "` is nested more than " + DEEPEST + " deep");
        }
        depth++;
        if (!refused) {
            counts[depth] = 0;
            starts[depth] = offset();
        }
    }

    private void close() {
        depth--;
        if (refused) {
            return;
        }
        int length = counts[depth + 1];
        if (rank < 0) {
            rank = depth + 1;
        }
        if (lengths[depth + 1] < 0) {
            lengths[depth + 1] = length;
        } else if (lengths[depth + 1] != length) {
            refuse(
                    starts[depth + 1],
                    Code.E0802,
                    "`" + here() + "` has " + length + (length == 1 ? " element" : " elements") + " where `"
                            + first(depth) + "` has " + lengths[depth + 1]);
            return;
        }
        counts[depth]++;
    }

    private void leaf(JsonToken token) throws IOException {
        if (refused) {
            return;
        }
        OptionalDouble number = number(token);
        if (number.isEmpty()) {
            String why = token.isNumeric() ? ", beyond the largest double" : ", not a number";
            refuse(Code.E0803, "`" + here() + "` is " + shown() + why);
        } else if (rank >= 0 && depth != rank) {
            refuse(Code.E0802, "`" + here() + "` is a number where `" + first(depth + 1) + "` is an array");
        } else {
            rank = depth;
            add(number.getAsDouble());
            counts[depth]++;
        }
    }

    private OptionalDouble number(JsonToken token) throws IOException {
        if (token.isNumeric()) {
            double number = parser.getDoubleValue();
            boolean written = Double.isFinite(number) || parser.isNaN();
            return written ? OptionalDouble.of(number) : OptionalDouble.empty();
        }
        if (token == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> OptionalDouble.of(Double.NaN);
                case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
                case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                default -> OptionalDouble.empty();
            };
        }
        return OptionalDouble.empty();
    }

    private void add(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count] = offset();
        numbers[count++] = number;
    }

    /** {@code W[1,0]}: where the parser is. */
    private String here() {
        return Given.element(name, Arrays.copyOfRange(counts, 1, depth + 1));
    }

    /** The first element at a depth. */
    private String first(int subscripts) {
        return Given.element(name, new int[subscripts]);
    }

    private String shown() throws IOException {
        String text = parser.getText();
        String shown = text.length() <= 30 ? text : text.substring(0, 30) + "…";
        return parser.currentToken() == JsonToken.VALUE_STRING ? "\"" + shown + "\"" : "`" + shown + "`";
    }

    private void refuse(Code code, String message) {
        refuse(offset(), code, message);
    }

    private void refuse(int start, Code code, String message) {
        if (!refused) {
            refused = true;
            diagnostics.add(Diagnostic.at(new Span(source, start, Math.max(end(), start + 1)), code, message));
        }
    }
}
