package dev.adjoint.cli;

import dev.adjoint.run.LargeStack;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code ad}. */
@Command(
        name = "ad",
        versionProvider = Main.Version.class,
        sortOptions = false,
        customSynopsis = "ad COMMAND ...",
        header = "Formulas in, plain Java with gradients out.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  ad compile two_layer.ad -d src/main/java --package net",
            "  ad check two_layer.ad",
            "  ad eval neuron.ad w0=2 w1=-3 w2=-3 x0=-1 x1=-2 --gradient",
            "  ad graph neuron.ad -o neuron.html",
            "",
            "`ad help COMMAND` says more about one command.",
        })
public final class Main implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    private Main(Console console) {
        this.console = console;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    @Option(
            names = "--color",
            scope = ScopeType.INHERIT,
            paramLabel = "WHEN",
            description = "Colour in messages: auto (if it is a terminal and NO_COLOR is not set), always, never.")
    void color(Console.Color when) {
        console.color(when);
        spec.root().commandLine().setColorScheme(console.scheme());
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.err());
        return Exit.USAGE;
    }

    /** Runs the command in a process of its own. */
    public static void main(String[] args) {
        Pipe answers = new Pipe(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(answers, false, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new Pipe(new FileOutputStream(FileDescriptor.err)), true, StandardCharsets.UTF_8);
        int code = run(args, System.in, out, err);
        out.flush();
        if (code == Exit.DONE && answers.failure().isPresent()) {
            err.println(
                    "ad: the answer could not be written: " + answers.failure().get());
            code = Exit.REFUSED;
        }
        err.flush();
        System.exit(code);
    }

    /**
     * Runs the command.
     *
     * @param out takes the answers, {@code err} everything else; both are told text in their own encoding
     * @return 0 done, 1 refused or a check failed, 2 wrong usage, 70 a fault of Adjoint
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        Console console = new Console(in, out, err);
        int code = LargeStack.call(() -> commandLine(console).execute(args), fault -> Faults.report(fault, console));
        out.flush();
        err.flush();
        return code;
    }

    private static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Main(console))
                .addSubcommand(new NewCommand(console))
                .addSubcommand(new CompileCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new EvalCommand(console))
                .addSubcommand(new GraphCommand(console))
                .addSubcommand(new DeriveCommand(console))
                .addSubcommand(new ReplCommand(console))
                .addSubcommand(new FormatCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new HelpCommand(console));
        return line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setColorScheme(console.scheme())
                .setParameterExceptionHandler((wrong, words) -> WrongUsage.report(wrong, console))
                .setExecutionExceptionHandler((fault, command, parsed) -> Faults.report(fault, console));
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "ad " + (version == null ? "(from sources)" : version) + ", Java "
                        + Runtime.version().feature()
            };
        }
    }
}
