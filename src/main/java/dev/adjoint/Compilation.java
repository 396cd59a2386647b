package dev.adjoint;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.GraphPrinter;
import dev.adjoint.java.JavaClass;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.LoopsPrinter;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.TypedPrinter;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Tree;
import dev.adjoint.syntax.TreePrinter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the phases made of a source: a result for each phase that was reached, and the diagnostics of all. */
public final class Compilation {

    private final Source source;
    private final Diagnostics diagnostics;
    private final Phase until;

    Tree tree;
    Program program;
    Request request;
    Graph graph;
    Differentiated adjoint;
    Loops loops;
    JavaClass java;

    Compilation(Source source, Diagnostics diagnostics, Phase until) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.until = until;
    }

    /** Runs a step of a phase, unless there are errors or it lies beyond what was asked for. */
    Compilation reach(Phase phase, Consumer<Compilation> step) {
        if (phase.compareTo(until) <= 0 && (phase == Phase.TREE || !diagnostics.hasErrors())) {
            step.accept(this);
        }
        return this;
    }

    public Source source() {
        return source;
    }

    /** Every file that was read: the source itself first, then those that it uses, over any way. */
    public List<Source> sources() {
        return tree().map(t -> t.files().stream().map(Tree::source).toList()).orElse(List.of(source));
    }

    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /** Whether the program was refused. */
    public boolean failed() {
        return diagnostics.hasErrors();
    }

    public Optional<Tree> tree() {
        return Optional.ofNullable(tree);
    }

    public Optional<Program> program() {
        return Optional.ofNullable(program);
    }

    public Optional<Graph> graph() {
        return Optional.ofNullable(graph);
    }

    public Optional<Loops> loops() {
        return Optional.ofNullable(loops);
    }

    public Optional<JavaClass> java() {
        return Optional.ofNullable(java);
    }

    /** What stands after a phase, as text; nothing if the phase was not reached. */
    public Optional<String> print(Phase phase) {
        return switch (phase) {
            case TREE -> tree().map(TreePrinter::print);
            case TYPED -> program().map(TypedPrinter::print);
            case GRAPH -> graph().map(g -> GraphPrinter.print(g.nodes()));
            case ADJOINT -> Optional.ofNullable(adjoint).map(a -> GraphPrinter.print(a.nodes()));
            case LOOPS -> loops().map(LoopsPrinter::print);
            case JAVA -> java().map(JavaClass::text);
        };
    }
}
