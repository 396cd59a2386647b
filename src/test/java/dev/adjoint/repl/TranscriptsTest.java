package dev.adjoint.repl;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is typed in each file of {@code src/test/repl}, behind {@code >}, is answered as it stands below. */
class TranscriptsTest {

    private static final Path FOLDER = Path.of("src/test/repl");
    private static final String PROMPT = "> ";

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> replay(file)));
        }
    }

    private static void replay(Path file) {
        String expected = Expected.text(file);
        Script script = new Script(expected.lines()
                .filter(line -> line.startsWith(PROMPT.strip()))
                .map(line -> line.substring(Math.min(PROMPT.length(), line.length())))
                .collect(Collectors.toCollection(ArrayDeque::new)));
        new Repl(script, fault -> {
                    throw new AssertionError(fault);
                })
                .run();
        String actual = script.transcript.toString();
        Numbers.agreeing(expected, actual).ifPresent(same -> Expected.compare(file, same));
    }

    /** Types line by line, and writes down what is typed and answered. */
    private static final class Script implements Lines {

        private final Deque<String> typed;
        private final StringBuilder transcript = new StringBuilder();

        Script(Deque<String> typed) {
            this.typed = typed;
        }

        @Override
        public Optional<String> next() {
            if (typed.isEmpty()) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder(type());
            String more = text.toString();
            while (Typed.goesOn(text.toString()) && !typed.isEmpty() && !more.isBlank()) {
                more = type();
                text.append('\n').append(more);
            }
            return Optional.of(text.toString());
        }

        private String type() {
            String line = typed.remove();
            transcript.append((PROMPT + line).strip()).append('\n');
            return line;
        }

        @Override
        public void show(Reply reply) {
            transcript.append(reply.answers()).append(reply.messages());
        }

        @Override
        public Style style() {
            return Style.PLAIN;
        }

        @Override
        public boolean isTerminal() {
            return false;
        }
    }
}
