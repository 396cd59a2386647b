package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The slips people make, in {@code src/test/ad/slips.txt}: a few lines of program, then what is said about them. {@code !} is
 * a message with its code and place, {@code ^} the words under the place, {@code |} another place, {@code =} the cure.
 * {@code -Dslips.promote=true} writes the file anew.
 */
class SlipTest {

    private static final Path FILE = Path.of("src/test/ad/slips.txt");
    private static final String MARKS = "!^|=";

    record Slip(String program, String said) {

        @Override
        public String toString() {
            return program.strip();
        }
    }

    static List<Slip> slips() throws IOException {
        String text = Files.readString(FILE);
        return Arrays.stream(text.split("\n\n")).map(SlipTest::slip).toList();
    }

    private static Slip slip(String block) {
        String program = block.lines().filter(line -> !said(line)).collect(Collectors.joining("\n", "", "\n"));
        return new Slip(program, block.lines().filter(SlipTest::said).collect(Collectors.joining("\n")));
    }

    private static boolean said(String line) {
        return line.length() > 2 && line.startsWith("    ") && MARKS.indexOf(line.charAt(4)) >= 0;
    }

    private static String answer(String program) {
        Diagnostics diagnostics = new Diagnostics();
        Parser.parse(new Source("slip.ad", program), diagnostics);
        return diagnostics.all().stream().flatMap(SlipTest::lines).collect(Collectors.joining("\n"));
    }

    private static Stream<String> lines(Diagnostic diagnostic) {
        Stream<String> message = Stream.of("    ! " + Reading.shown(diagnostic));
        Stream<String> label =
                Stream.of(diagnostic.label()).filter(l -> !l.isEmpty()).map(l -> "    ^ " + l);
        Stream<String> notes = diagnostic.notes().stream()
                .map(n -> "    | " + n.place().line() + ":" + n.place().column() + " " + n.text());
        Stream<String> help = diagnostic.help().stream().map(h -> "    = " + h);
        return Stream.of(message, label, notes, help).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("slips")
    void isAnswered(Slip slip) throws IOException {
        if (!Boolean.getBoolean("slips.promote")) {
            assertEquals(slip.said(), answer(slip.program()));
        }
    }

    @Test
    void promotes() throws IOException {
        String promoted = slips().stream()
                .map(slip -> slip.program() + answer(slip.program()) + "\n")
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("slips.promote")) {
            Files.writeString(FILE, promoted);
        }
        assertEquals(Files.readString(FILE), promoted);
    }
}
