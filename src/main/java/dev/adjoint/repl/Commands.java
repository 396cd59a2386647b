package dev.adjoint.repl;

import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that begin with a colon, and what is said to others. */
final class Commands {

    private static final List<String> HELP = List.of(
            "Type formulas as in a file. Without a name they show their value.",
            "  w = 2                   numbers under a name are a value: gradients are with respect to values",
            "  W = [[1, 2], [3, 4]]    its shape follows from the numbers",
            "  X = load(\"data.csv\")    numbers from a file, also .csv.gz",
            "  f = 1/(1 + exp(-w))     a definition: it follows when w is given again",
            "  w = w - 0.1*grad(f, w)  a value that is said by itself takes its new numbers now",
            "Whole numbers that stand in a subscript, as y in `s[n, y[n]]`, are indices there and have no gradient.",
            "`dim`, `param`, `input`, `const`, `fn`, `scan` and `use` are as in a file. A bracket that is open goes on",
            "in the next line, up to an empty one. Ctrl-C leaves a line or a long run, Ctrl-D the session.",
            "");

    private final List<Command> all = new ArrayList<>();

    Commands(Evaluator evaluator, Statements statements) {
        Inspection inspection = new Inspection(evaluator);
        Gradients gradients = new Gradients(evaluator);
        add(":type", "f", "its name and shape", inspection::type);
        add(":grad", "f [wrt w, x]", "the gradient of f with respect to all values, or to these", gradients::gradient);
        add(":check", "f", "its gradient against differences", gradients::check);
        add(":plot", "f [wrt x] [in -3:3]", "f and df/dx, drawn", new Plotting(evaluator)::plot);
        add(":time", "f", "how long the value takes, and the value with the gradient", new Timing(evaluator)::time);
        add(":graph", "f", "its gates, with values and gradients", inspection::graph);
        add(":derive", "f", "the program that computes f and its gradient", inspection::derive);
        add(":java", "f", "its class", inspection::java);
        add(":load", "FILE.ad", "take in a file, with the values beside it", new Loading(statements)::load);
        add(
                ":save",
                "FILE.ad",
                "write all that is known into a file; `:save!` replaces one",
                new Saving(evaluator, false)::save);
        add(":save!", "FILE.ad", "", new Saving(evaluator, true)::save);
        add(":help", "", "this text", this::help);
        add(":quit", "", "leave, as Ctrl-D does", (arguments, reply) -> reply.end());
    }

    private void add(String name, String arguments, String words, Command.Action action) {
        all.add(new Command(name, arguments, words, action));
    }

    List<Command> all() {
        return all;
    }

    /** Answers a line that begins with a colon. */
    void answer(Source line, Reply reply) {
        String text = line.text();
        int start = text.indexOf(':');
        int behind = start + 1;
        while (behind < text.length() && !Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        String name = text.substring(start, behind);
        Command command = all.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongCommand(unknown(name)));
        int from = behind
                + (text.substring(behind).length()
                        - text.substring(behind).stripLeading().length());
        int to = Math.max(from, text.stripTrailing().length());
        if (from == to && !command.arguments().isEmpty() && !command.arguments().startsWith("[")) {
            throw new WrongCommand("`" + name + "` is called as `" + name + " " + command.arguments() + "`");
        }
        command.action().run(line.span(from, to), reply);
    }

    private String unknown(String name) {
        List<String> names = all.stream().map(Command::name).toList();
        Optional<String> close = Spelling.closest(name, names);
        return "there is no command `" + name + "`"
                + close.map(c -> ", did you mean `" + c + "`?").orElse("; `:help` shows all");
    }

    private void help(Span arguments, Reply reply) {
        HELP.forEach(reply.out()::println);
        int width = all.stream()
                .mapToInt(c -> c.name().length() + c.arguments().length())
                .max()
                .orElse(0);
        for (Command command : all) {
            if (!command.words().isEmpty()) {
                String form = command.name() + " " + command.arguments();
                reply.out().println("  " + form + " ".repeat(width + 3 - form.length()) + command.words());
            }
        }
    }
}
