package dev.adjoint.repl;

import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.run.Runners;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;

/** What things are and what becomes of them: {@code :type}, {@code :graph}, {@code :derive}, {@code :java}. */
final class Inspection {

    private final Evaluator evaluator;

    Inspection(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    void type(Span formula, Reply reply) {
        Statement.Function function = reply.session().functions().get(formula.text());
        reply.out()
                .println(
                        function == null
                                ? Types.of(Asked.of(formula, reply.session()), reply.session(), evaluator)
                                : Types.of(function));
    }

    /** The graph; a drawing goes here in place of the text. */
    void graph(Span formula, Reply reply) {
        print(formula, Phase.GRAPH, Runners.OPTIONS, reply);
    }

    void derive(Span formula, Reply reply) {
        print(formula, Phase.ADJOINT, Runners.OPTIONS, reply);
    }

    /** The class, called as the file of its name would be. */
    void java(Span formula, Reply reply) {
        print(formula, Phase.JAVA, Options.defaults(), reply);
    }

    private void print(Span formula, Phase phase, Options options, Reply reply) {
        Asked asked = Asked.of(formula, reply.session());
        reply.out()
                .print(evaluator
                        .compile(asked.program(reply.session()), options, phase)
                        .print(phase)
                        .orElseThrow());
    }
}
