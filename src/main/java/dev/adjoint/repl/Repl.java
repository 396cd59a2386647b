package dev.adjoint.repl;

import dev.adjoint.Compiler;
import dev.adjoint.source.Source;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/** The session at a prompt: reads what is typed, answers it, and goes on after every mistake. */
public final class Repl {

    /** Small, and yet it brings all phases and the Java compiler into memory. */
    private static final String WARM = "w = [1, 2]; f = sum(w.^2)";

    private final Lines lines;
    private final Function<Throwable, String> faults;
    private final Transcript transcript = new Transcript();
    private final Evaluator evaluator = new Evaluator();
    private final Statements statements = new Statements(evaluator);
    private final Commands commands = new Commands(evaluator, statements);
    private Session session = Session.EMPTY;
    private boolean refused;

    Repl(Lines lines, Function<Throwable, String> faults) {
        this.lines = lines;
        this.faults = faults;
    }

    /**
     * Runs in the terminal of the process.
     *
     * @param colour whether with colours, where the terminal can
     * @param faults says in words what was thrown that is no mistake of the user's
     * @return whether there is a terminal; without one nothing is done
     */
    public static boolean inTerminal(boolean colour, Function<Throwable, String> faults) {
        Optional<TerminalLines> terminal = TerminalLines.open(colour);
        terminal.ifPresent(lines -> {
            try (lines) {
                Repl repl = new Repl(lines, faults);
                lines.commands(repl.commands.all());
                repl.run();
            }
        });
        return terminal.isPresent();
    }

    /**
     * Reads all lines of a stream, and prints without prompts.
     *
     * @return whether no line was refused
     */
    public static boolean plain(
            InputStream in, PrintStream out, PrintStream err, boolean colour, Function<Throwable, String> faults) {
        Style style = new Style(colour, Style.PLAIN.unicode(), Style.PLAIN.width());
        try (Lines lines = new PlainLines(in, out, err, style)) {
            Repl repl = new Repl(lines, faults);
            repl.run();
            return !repl.refused;
        }
    }

    /** Reads and answers up to the end. */
    void run() {
        if (lines.isTerminal()) {
            Thread warming = new Thread(null, Repl::warm, "warming", 64L << 20);
            warming.setDaemon(true);
            warming.start();
        }
        greet();
        boolean last = false;
        while (!last) {
            Optional<String> typed = lines.next();
            if (typed.isEmpty()) {
                return;
            }
            last = answer(typed.get());
        }
    }

    private void greet() {
        Reply greeting = new Reply(session, transcript, lines.style());
        if (lines.isTerminal()) {
            greeting.note("Adjoint " + Compiler.VERSION + ". Type a formula, or :help. Ctrl-D leaves.");
        }
        if (!Evaluator.compiles()) {
            greeting.note("This Java has no compiler, so the interpreter computes the answers.");
        }
        lines.show(greeting);
    }

    /** Answers everything in what was typed, until something is refused; true if it was the last. */
    private boolean answer(String typed) {
        Source source = transcript.add(typed);
        for (int[] part : Typed.parts(typed)) {
            Source line = transcript.part(source, part[0], part[1]);
            Reply reply = new Reply(session, transcript, lines.style());
            Work work = Work.start(() -> answer(line, reply));
            lines.onInterrupt(work::leave);
            boolean done = work.await();
            if (!done) {
                Reply left = new Reply(session, transcript, lines.style());
                left.note("Left: it goes on in the background. The session is as it was before.");
                lines.show(left);
                return false;
            }
            session = reply.session();
            lines.known(session);
            lines.show(reply);
            refused |= reply.isRefused();
            if (reply.isRefused() || reply.isLast()) {
                return reply.isLast();
            }
        }
        return false;
    }

    private void answer(Source line, Reply reply) {
        try {
            if (Typed.isCommand(line.text())) {
                commands.answer(line, reply);
            } else {
                statements.answer(line, reply);
            }
        } catch (Refused wrong) {
            reply.say(wrong.diagnostics());
        } catch (WrongCommand wrong) {
            reply.wrong(wrong.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError fault) {
            reply.wrong(faults.apply(fault));
        }
    }

    /** Compiles and runs something while the first line is typed, so that the first answer comes soon. */
    private static void warm() {
        try {
            Transcript aside = new Transcript();
            Source typed = aside.add(WARM);
            Reply reply = new Reply(Session.EMPTY, aside, Style.PLAIN);
            Statements warming = new Statements(new Evaluator());
            for (int[] part : Typed.parts(WARM)) {
                warming.answer(aside.part(typed, part[0], part[1]), reply);
            }
        } catch (RuntimeException | StackOverflowError unimportant) {
            // Whatever is wrong is met again, and said, at the first line.
        }
    }
}
