package dev.adjoint.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines, completion and colours in a terminal that is only thought of. */
class TerminalLinesTest {

    private static final String CTRL_D = "\u0004";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    /** What is read when these keys are pressed, part by part while a line is being read. */
    private List<String> read(String type, Session session, String... keys) throws Exception {
        LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", type, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        Thread typing = new Thread(() -> type(terminal, keys));
        typing.start();
        List<String> lines = new ArrayList<>();
        try (TerminalLines reader = new TerminalLines(terminal, true, Optional.of(directory.resolve("history")))) {
            reader.commands(commands());
            reader.known(session);
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        typing.join();
        return lines;
    }

    private static void type(LineDisciplineTerminal terminal, String... keys) {
        try {
            for (String part : keys) {
                do {
                    Thread.sleep(200);
                } while (terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ICANON));
                terminal.processInputBytes(part.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static List<Command> commands() {
        Evaluator evaluator = new Evaluator();
        return new Commands(evaluator, new Statements(evaluator)).all();
    }

    private static Session session(String typed) {
        Transcript transcript = new Transcript();
        Reply reply = new Reply(Session.EMPTY, transcript, Style.PLAIN);
        new Statements(new Evaluator()).answer(transcript.add(typed), reply);
        return reply.session();
    }

    @Test
    void bracketsThatAreOpenGoOnInTheNextLine() throws Exception {
        List<String> lines = read("xterm", Session.EMPTY, "x = [1,\r2]\rmax(0,\r\rw\r" + CTRL_D);
        assertEquals(List.of("x = [1,\n2]", "max(0,\n", "w"), lines);
    }

    @Test
    void aDumbTerminalReadsLinesToo() throws Exception {
        assertEquals(List.of("x = [1,\n2]"), read("dumb", Session.EMPTY, "x = [1,\r2]\r" + CTRL_D));
        assertFalse(screen.toString(StandardCharsets.UTF_8).contains("\u001b["), "no colours");
    }

    @Test
    void ctrlCLeavesTheLine() throws Exception {
        assertEquals(List.of("w"), read("xterm", Session.EMPTY, "garbage(", "\u0003", "w\r" + CTRL_D));
    }

    @Test
    void tabCompletesNamesFunctionsAndCommands() throws Exception {
        List<String> lines = read("xterm", session("learning = 0.1"), "2*lear\t\rlogs\tx)\r:chec\tf\r" + CTRL_D);
        assertEquals(List.of("2*learning", "logsumexp(x)", ":check f"), lines);
    }

    @Test
    void linesOfEarlierSessionsComeBack() throws Exception {
        read("xterm", Session.EMPTY, "w = 2\r" + CTRL_D);
        assertEquals(List.of("w = 2"), read("xterm", Session.EMPTY, "\u0010\r" + CTRL_D));
    }

    private List<String> completed(String line) {
        Completion completion = new Completion();
        completion.commands(commands());
        completion.known(session("learning = 0.1"));
        List<Candidate> candidates = new ArrayList<>();
        completion.complete(null, new TypedLine.Parser().parse(line, line.length(), ParseContext.COMPLETE), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void filesAreCompletedWhereOneIsMeant() throws IOException {
        Files.writeString(directory.resolve("numbers.csv"), "1,2\n");
        Files.createDirectory(directory.resolve("nets"));
        String folder = directory + "/";
        assertTrue(completed("x = load(\"" + folder).contains(folder + "numbers.csv"));
        assertTrue(completed(":load " + folder + "n").contains(folder + "nets/"));
        assertTrue(completed("use \"" + folder).contains(folder + "nets/"));
        assertEquals(List.of(), completed(":load " + folder + "nowhere/x"));
        assertFalse(completed("x = ").contains("README.md"));
    }

    @Test
    void commandsAreCompletedAtTheBeginningOnly() {
        assertTrue(completed(":g").containsAll(List.of(":grad", ":graph")));
        assertTrue(completed("").containsAll(List.of("learning", "exp(", "param")));
        assertFalse(completed(":grad l").contains(":grad"));
    }

    @Test
    void wordsHaveTheirColours() {
        Highlighting highlighting = new Highlighting();
        highlighting.commands(commands());
        highlighting.known(session("learning = 0.1"));
        for (String line : List.of(
                "f = exp(2) # why", ":grad f wrt w", ":nope f", "x = load(\"a b\")", "a ** b \u00e9", "  # only", "")) {
            assertEquals(line, highlighting.highlight(null, line).toString(), "nothing is lost");
        }
        String coloured = highlighting.highlight(null, "exp(2)").toAnsi();
        assertTrue(coloured.contains("\u001b["), coloured);
        assertFalse(
                coloured.equals(highlighting.highlight(null, "exq(2)").toAnsi()), "a function has a colour of its own");
    }

    @Test
    void aPlotIsAsWideAsTheTerminal() {
        for (int width : new int[] {20, 60, 200}) {
            for (boolean colour : new boolean[] {false, true}) {
                Reply reply = new Reply(Session.EMPTY, new Transcript(), new Style(colour, colour, width));
                Source line = new Transcript().add(":plot t^2 wrt t in 0:2");
                Evaluator evaluator = new Evaluator();
                new Commands(evaluator, new Statements(evaluator)).answer(line, reply);
                int widest = reply.answers()
                        .replaceAll("\u001b\\[[0-9;]*m", "")
                        .lines()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
                assertTrue(widest <= Math.max(width, 31), width + ": " + reply.answers());
                assertEquals(colour, reply.answers().contains("\u001b["));
            }
        }
    }
}
