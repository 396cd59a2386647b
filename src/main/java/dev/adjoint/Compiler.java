package dev.adjoint;

import dev.adjoint.derive.Expansion;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.graph.GraphBuilder;
import dev.adjoint.java.JavaWriter;
import dev.adjoint.loops.Scheduler;
import dev.adjoint.shape.Checker;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Library;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.Tree;
import dev.adjoint.syntax.UsedFiles;
import dev.adjoint.tune.Tuning;

/**
 * The whole way through, one phase a statement:
 *
 * <pre>
 * .ad text - syntax -> tree - shape -> typed tree - graph -> graph - derive -> graph + adjoints - optimise -> graph
 *          - loops -> loop nests, buffers - java -> source
 * </pre>
 *
 * <p>Every phase is a function from value to value; what it has to say goes to the diagnostics. Nothing here prints, exits
 * or throws for a mistake of the user's.
 */
public final class Compiler {

    /** The version of the tool, as the first line of every generated class says it. */
    public static final String VERSION = "0.1.0";

    private Compiler() {}

    /**
     * Compiles a source to the end, or as far as its mistakes let it:
     *
     * <pre>{@code
     * Source source = new Source("square.ad", "param w\nf = w^2\n");
     * Compilation compilation = Compiler.compile(source, Options.defaults().inPackage("com.example"));
     * if (compilation.failed()) {
     *     throw new IllegalStateException(
     *             new DiagnosticPrinter(false).print(compilation.diagnostics().all()));
     * }
     * String java = compilation.java().orElseThrow().text(); // the file com/example/Square.java
     * }</pre>
     */
    public static Compilation compile(Source source, Options options) {
        return compile(source, options, Phase.JAVA);
    }

    /** Compiles a source up to and with a phase, or as far as its mistakes let it. */
    public static Compilation compile(Source source, Options options, Phase until) {
        return compile(source, Sources::beside, options, until);
    }

    /** The same with the files that the source uses from anywhere. */
    public static Compilation compile(Source source, Library library, Options options, Phase until) {
        Diagnostics diagnostics = new Diagnostics();
        Compilation result = new Compilation(source, diagnostics, until);

        Tree read = UsedFiles.read(Parser.parse(source, diagnostics), library, diagnostics);
        Tree tree = Asking.ask(Closing.close(read, options, diagnostics), options, diagnostics);
        return result.reach(Phase.TREE, c -> c.tree = tree)
                .reach(
                        Phase.TYPED,
                        c -> c.program = Checker.check(tree, diagnostics).orElse(null))
                .reach(Phase.TYPED, c -> c.request = Request.of(c.program, options, diagnostics))
                .reach(Phase.GRAPH, c -> c.graph = Expansion.of(GraphBuilder.build(c.program)))
                .reach(Phase.ADJOINT, c -> c.adjoint = Differentiated.of(c.program, c.graph, c.request))
                .reach(Phase.LOOPS, c -> c.loops = Scheduler.schedule(c.program, c.adjoint.optimised(c.request)))
                .reach(Phase.LOOPS, c -> c.loops = Tuning.tune(c.loops, options))
                .reach(
                        Phase.JAVA,
                        c -> c.java = JavaWriter.write(c.loops, options, VERSION, diagnostics)
                                .orElse(null));
    }
}
