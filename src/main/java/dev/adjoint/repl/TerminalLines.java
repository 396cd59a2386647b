package dev.adjoint.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.OSUtils;

/** Lines from a terminal, with history, completion and colours. */
final class TerminalLines implements Lines {

    private static final String PROMPT = "> ";
    private static final String GOES_ON = ". ";
    private static final int NARROWEST = 20;

    /** JLine logs what it cannot find in a terminal; its user need not know. Held, since loggers are forgotten. */
    private static final Logger LOG = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final LineReader reader;
    private final Completion completion = new Completion();
    private final Highlighting highlighting = new Highlighting();
    private final boolean colour;
    private Runnable interrupted = () -> {};

    TerminalLines(Terminal terminal, boolean colour, Optional<Path> history) {
        this.terminal = terminal;
        this.colour = colour && !isDumb(terminal);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new TypedLine.Parser())
                .completer(completion)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .option(LineReader.Option.CASE_INSENSITIVE, false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
                .variable(LineReader.HISTORY_SIZE, 5000);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        if (this.colour) {
            builder.highlighter(highlighting);
        }
        this.reader = builder.build();
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.run());
    }

    /** The terminal of the process, if it has one. */
    static Optional<TerminalLines> open(boolean colour) {
        LOG.setLevel(Level.OFF);
        try {
            // Windows has no stty: there the console is reached by JLine's own library.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .exec(true)
                    .jni(OSUtils.IS_WINDOWS)
                    .ffm(false)
                    .jna(false)
                    .jansi(false)
                    .encoding(StandardCharsets.UTF_8)
                    .nativeSignals(true)
                    .build();
            return Optional.of(new TerminalLines(terminal, colour, HistoryFile.path()));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    void commands(List<Command> commands) {
        completion.commands(commands);
        highlighting.commands(commands);
    }

    @Override
    public void known(Session session) {
        completion.known(session);
        highlighting.known(session);
    }

    @Override
    public void onInterrupt(Runnable action) {
        interrupted = action;
    }

    @Override
    public Optional<String> next() {
        interrupted = () -> {};
        while (true) {
            try {
                return Optional.of(reader.readLine(PROMPT));
            } catch (UserInterruptException left) {
                // The line is left, and the next one read.
            } catch (EndOfFileException end) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void show(Reply reply) {
        terminal.writer().print(reply.answers());
        terminal.writer().print(reply.messages());
        terminal.flush();
    }

    @Override
    public Style style() {
        int width = terminal.getWidth();
        return new Style(colour, !isDumb(terminal), width <= 0 ? Style.PLAIN.width() : Math.max(NARROWEST, width));
    }

    @Override
    public boolean isTerminal() {
        return true;
    }

    @Override
    public void close() {
        try {
            reader.getHistory().save();
        } catch (IOException unwritable) {
            // Then the lines are not there the next time.
        }
        try {
            terminal.close();
        } catch (IOException gone) {
            // Nothing more is written to it.
        }
    }
}
