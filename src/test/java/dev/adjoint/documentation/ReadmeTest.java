package dev.adjoint.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.cli.Main;
import dev.adjoint.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the README shows is what there is: its commands do what it says, its Java is what the compiler writes. */
final class ReadmeTest {

    private static final String COMMAND = "./ad ";

    /** Numbers that are shown may differ in their last digits on another machine; differences have fewer that are right. */
    private static final double PRECISION = 1e-6;

    private final Markdown readme = Markdown.read(Path.of("README.md"));

    /** Each line of the shell that begins with {@code ./ad} runs; a block of text right behind is what it prints. */
    @TestFactory
    Stream<DynamicTest> commands() {
        return readme.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream()
                        .filter(line -> line.startsWith(COMMAND))
                        .map(command -> dynamicTest(command, () -> check(command, readme.behind(block)))));
    }

    @Test
    void showsCommandsAndJava() {
        assertTrue(commands().count() >= 4, "compile, check, eval, explain");
        assertEquals(1, java().count());
        assertEquals(1, sessions().count());
    }

    private static void check(String command, Optional<Markdown.Block> shown) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] arguments = command.substring(COMMAND.length()).strip().split("\\s+", -1);

        int code = Main.run(arguments, InputStream.nullInputStream(), out, out);

        String text = printed.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, text);
        shown.filter(block -> block.language().equals("text")).ifPresent(block -> same(block.text(), text));
    }

    /** What is typed in a block under {@code <!-- repl -->}, behind {@code >}, is answered as it stands there. */
    @TestFactory
    Stream<DynamicTest> sessions() {
        return readme.blocks().stream()
                .filter(block -> block.comments().contains("repl"))
                .map(block -> dynamicTest("line " + block.line(), () -> session(block)));
    }

    private static void session(Markdown.Block block) {
        Predicate<String> isTyped = line -> line.startsWith("> ");
        String typed = block.lines().stream()
                .filter(isTyped)
                .map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        Main.run(new String[] {"repl"}, in, out, out);

        String answers = block.lines().stream().filter(isTyped.negate()).collect(Collectors.joining("\n"));
        same(answers, printed.toString(StandardCharsets.UTF_8));
    }

    private static void same(String shown, String printed) {
        List<String> wanted = words(shown);
        List<String> found = words(printed);
        assertEquals(wanted.size(), found.size(), printed);
        for (int k = 0; k < wanted.size(); k++) {
            String word = wanted.get(k);
            if (word.matches("-?\\d+\\.\\d+(E-?\\d+)?")) {
                double number = Double.parseDouble(word);
                assertEquals(number, Double.parseDouble(found.get(k)), PRECISION * Math.abs(number), printed);
            } else {
                assertEquals(word, found.get(k), printed);
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    /** The lines of a block of Java under {@code <!-- from: FILE -->} stand in the class of the file, in this order. */
    @TestFactory
    Stream<DynamicTest> java() {
        return readme.blocks().stream()
                .filter(block -> block.said("from").isPresent())
                .map(block -> dynamicTest("line " + block.line(), () -> excerpt(block)));
    }

    private static void excerpt(Markdown.Block block) throws IOException {
        Path file = Path.of(block.said("from").orElseThrow());
        Source source = new Source(file.getFileName().toString(), Files.readString(file));
        List<String> written = Compiler.compile(source, Options.defaults())
                .java()
                .orElseThrow()
                .text()
                .lines()
                .map(String::strip)
                .toList();

        int at = 0;
        for (String line : block.lines()) {
            String wanted = line.strip();
            if (!wanted.isEmpty() && !wanted.equals("...")) {
                int found = written.subList(at, written.size()).indexOf(wanted);
                assertTrue(found >= 0, () -> "the compiler does not write this, or not there: " + wanted);
                at += found + 1;
            }
        }
    }
}
