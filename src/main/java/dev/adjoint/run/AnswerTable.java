package dev.adjoint.run;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers for people: small arrays whole, in columns; of large ones the shape, the norm and the extremes. */
public final class AnswerTable {

    /** The most numbers of an array that are shown, and of one line. */
    private static final int MOST = 200;

    private static final int WIDEST = 12;

    private final PrintStream out;

    /** How wide a line may be with the first numbers of a large array; 0 if they are not shown. */
    private final int beginning;

    public AnswerTable(PrintStream out) {
        this(out, 0);
    }

    /** @param beginning how wide the line is that shows the first numbers of a large array; without it, 0 */
    public AnswerTable(PrintStream out, int beginning) {
        this.out = out;
        this.beginning = beginning;
    }

    /** Prints the outputs and, if there are any, the gradients of {@code objective}. */
    public void print(Answer answer, String objective) {
        answer.outputs().forEach(this::print);
        answer.gradients().ifPresent(gradients -> {
            out.println();
            out.println("gradient of " + objective);
            print(gradients);
        });
    }

    private void print(Map<String, Answer.Numbers> arrays) {
        arrays.forEach((name, numbers) -> print(name, numbers));
    }

    /** Prints an array, or a number; one without a name stands alone. */
    public void print(String name, Answer.Numbers array) {
        int[] shape = array.shape();
        if (shape.length == 0) {
            out.println((name.isEmpty() ? "" : name + " = ") + exact(array.numbers()[0]));
            return;
        }
        String size = name + Arrays.toString(shape).replace(" ", "");
        if (array.numbers().length > MOST || shape[shape.length - 1] > WIDEST) {
            out.println(size + ": " + (array.isWhole() ? range(array.numbers()) : summary(array.numbers())));
            first(array.numbers());
        } else if (shape.length == 1) {
            out.println(size + " = " + row(texts(array.numbers()), 0, shape[0], 0));
        } else {
            out.println(size + " =");
            rows(array);
        }
    }

    /** As many of the first numbers as a line holds. */
    private void first(double[] numbers) {
        StringBuilder line = new StringBuilder();
        for (double number : numbers) {
            String next = "  " + rounded(number);
            if (line.length() + next.length() + 4 > beginning) {
                break;
            }
            line.append(next);
        }
        if (!line.isEmpty()) {
            out.println(line + " ...");
        }
    }

    /** A line for each row; the rows of rank 3 and up stand under their leading subscripts. */
    private void rows(Answer.Numbers array) {
        int[] shape = array.shape();
        int columns = shape[shape.length - 1];
        int block = columns * shape[shape.length - 2];
        List<String> texts = texts(array.numbers());
        int width = texts.stream().mapToInt(String::length).max().orElse(0);
        for (int from = 0; from < texts.size(); from += columns) {
            if (shape.length > 2 && from % block == 0) {
                out.println("  [" + leading(shape, from / block) + ",:,:]");
            }
            out.println("  " + row(texts, from, columns, width));
        }
    }

    private static String leading(int[] shape, int block) {
        List<String> subscripts = new ArrayList<>();
        int rest = block;
        for (int axis = shape.length - 3; axis >= 0; axis--) {
            subscripts.add(0, Integer.toString(rest % shape[axis]));
            rest /= shape[axis];
        }
        return String.join(",", subscripts);
    }

    private static String row(List<String> texts, int from, int count, int width) {
        return texts.subList(from, from + count).stream()
                .map(text -> " ".repeat(Math.max(0, width - text.length())) + text)
                .collect(Collectors.joining("  "));
    }

    private static List<String> texts(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(AnswerTable::rounded).toList();
    }

    /** {@code norm 3.2, from -0.5 to 0.7}, and how many are not finite, if some are. */
    private static String summary(double[] numbers) {
        double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return "none of " + numbers.length + " is finite";
        }
        double largest = Arrays.stream(finite).map(Math::abs).max().orElse(0);
        double scale = largest == 0 ? 1 : largest;
        double norm = scale
                * Math.sqrt(
                        Arrays.stream(finite).map(v -> v / scale * (v / scale)).sum());
        String words = "norm " + rounded(norm) + ", " + range(finite);
        return finite.length == numbers.length ? words : words + ", not finite " + (numbers.length - finite.length);
    }

    /** {@code from -0.5 to 0.7}. */
    private static String range(double[] numbers) {
        return "from " + rounded(Arrays.stream(numbers).min().orElse(0)) + " to "
                + rounded(Arrays.stream(numbers).max().orElse(0));
    }

    /** All digits that the number has, without a trailing {@code .0}. */
    public static String exact(double number) {
        String text = Double.toString(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Six significant digits. */
    public static String rounded(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        return exact(new BigDecimal(number).round(new MathContext(6)).doubleValue());
    }
}
