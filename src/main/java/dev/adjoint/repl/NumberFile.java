package dev.adjoint.repl;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.run.Given;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Numbers from a file of lines, separated by commas, semicolons or blanks, perhaps compressed by gzip: a matrix with a row
 * for each line, or a vector if there is one line or one column. A first line of words is a heading.
 */
final class NumberFile {

    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*|\\s+");

    private final String path;
    private final Span place;
    private double[] numbers = new double[1024];
    private int count;
    private int rows;
    private int columns = -1;

    private NumberFile(String path, Span place) {
        this.path = path;
        this.place = place;
    }

    /**
     * Reads the file.
     *
     * @param name that the numbers get
     * @param place where the file is asked for
     */
    static Given read(String name, Span key, Span place, String path) {
        NumberFile file = new NumberFile(path, place);
        file.text().lines().forEach(file::line);
        if (file.rows == 0) {
            throw file.refused(Code.E0807, "there are no numbers in `" + path + "`");
        }
        boolean vector = file.rows == 1 || file.columns == 1;
        int[] shape = vector ? new int[] {file.count} : new int[] {file.rows, file.columns};
        return Values.computed(name, key, place, shape, Arrays.copyOf(file.numbers, file.count));
    }

    private String text() {
        Diagnostics why = new Diagnostics();
        Optional<Source> read;
        try {
            Path file = Path.of(path);
            read = path.endsWith(".gz") && Files.isRegularFile(file) ? unpacked(file, why) : Sources.read(file, why);
        } catch (InvalidPathException wrong) {
            throw refused(Code.E0001, "`" + path + "` cannot be the name of a file");
        }
        return read.map(Source::text).orElseThrow(() -> {
            Diagnostic reason = why.all().get(0);
            return refused(reason.code(), reason.message());
        });
    }

    private Optional<Source> unpacked(Path file, Diagnostics why) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Sources.read(path, in, why);
        } catch (IOException broken) {
            throw refused(Code.E0001, "the file `" + path + "` cannot be read: " + broken.getMessage());
        }
    }

    private void line(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return;
        }
        String[] words = SEPARATOR.split(text, -1);
        if (rows == 0 && columns < 0 && Arrays.stream(words).noneMatch(NumberFile::isNumber)) {
            columns = words.length;
            return;
        }
        for (String word : words) {
            number(word);
        }
        if (columns >= 0 && words.length != columns) {
            throw refused(
                    Code.E0802,
                    "row " + (rows + 1) + " of `" + path + "` has " + words.length + " numbers, and those before have "
                            + columns);
        }
        columns = words.length;
        rows++;
    }

    private void number(String word) {
        if (!isNumber(word)) {
            throw refused(Code.E0803, "`" + word + "` in row " + (rows + 1) + " of `" + path + "` is not a number");
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = Double.parseDouble(word);
    }

    private static boolean isNumber(String word) {
        try {
            Double.parseDouble(word);
            return true;
        } catch (NumberFormatException words) {
            return false;
        }
    }

    private Refused refused(Code code, String message) {
        return Refused.of(Diagnostic.at(place, code, message));
    }
}
