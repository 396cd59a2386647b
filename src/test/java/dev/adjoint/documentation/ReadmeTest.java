package dev.adjoint.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.cli.Main;
import dev.adjoint.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the README shows is what there is: its commands do what it says, its Java is what the compiler writes. */
final class ReadmeTest {

    private static final String COMMAND = "./ad ";

    private final Markdown readme = Markdown.read(Path.of("README.md"));

    /** Each line of the shell that begins with {@code ./ad} runs; the block of text behind it is what it prints. */
    @TestFactory
    List<DynamicTest> commands() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int k = 0; k < readme.blocks().size(); k++) {
            Markdown.Block block = readme.blocks().get(k);
            if (!block.language().equals("sh")) {
                continue;
            }
            List<String> commands =
                    block.lines().stream().filter(l -> l.startsWith(COMMAND)).toList();
            Markdown.Block next =
                    k + 1 < readme.blocks().size() ? readme.blocks().get(k + 1) : block;
            boolean shown = next.adjacent() && next.language().equals("text");
            int code = Integer.parseInt(block.said("exit").orElse("0"));
            commands.forEach(command -> tests.add(dynamicTest(command, () -> {
                String printed = run(command, code);
                if (shown) {
                    assertEquals(next.text().strip(), printed.strip());
                }
            })));
        }
        return tests;
    }

    @Test
    void showsCommands() {
        assertTrue(commands().size() >= 4, "the README shows how to compile, check, evaluate and explain");
    }

    private static String run(String command, int code) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] arguments = command.substring(COMMAND.length()).strip().split("\\s+");

        int returned = Main.run(arguments, InputStream.nullInputStream(), both, both);

        String text = printed.toString(StandardCharsets.UTF_8);
        assertEquals(code, returned, text);
        return text;
    }

    /** The lines of a block of Java that {@code <!-- from: FILE -->} stands above are in the class, in this order. */
    @TestFactory
    Stream<DynamicTest> java() {
        return readme.blocks().stream()
                .filter(block -> block.said("from").isPresent())
                .map(block -> dynamicTest("line " + block.line(), () -> excerpt(block)));
    }

    private static void excerpt(Markdown.Block block) throws IOException {
        Path file = Path.of(block.said("from").orElseThrow());
        String text = Files.readString(file);
        List<String> written = Compiler.compile(new Source(file.getFileName().toString(), text), Options.defaults())
                .java()
                .orElseThrow()
                .text()
                .lines()
                .map(String::strip)
                .toList();

        int at = 0;
        for (String line : block.lines()) {
            String wanted = line.strip();
            if (wanted.isEmpty() || wanted.equals("...")) {
                continue;
            }
            int found = written.subList(at, written.size()).indexOf(wanted);
            assertFalse(found < 0, () -> "the compiler does not write, or not there: " + wanted);
            at += found + 1;
        }
    }

    @Test
    void showsJava() {
        assertEquals(1, java().count());
    }
}
