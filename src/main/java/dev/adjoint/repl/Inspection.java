package dev.adjoint.repl;

import dev.adjoint.AdjointProgram;
import dev.adjoint.Compilation;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.draw.Circuit;
import dev.adjoint.draw.Listing;
import dev.adjoint.draw.Numbers;
import dev.adjoint.draw.Passes;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;
import java.util.List;
import java.util.Optional;

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

    /** The circuit, gate by gate, with the numbers of both passes as far as the session has what they need. */
    void graph(Span formula, Reply reply) {
        Asked asked = Asked.of(formula, reply.session());
        Evaluator.Compiled compiled = evaluator.compile(asked.program(reply.session()));
        Program program = compiled.program();
        Circuit circuit = Circuit.of(program, program.outputs());
        Optional<Numbers> numbers = evaluator
                .pointIfGiven(compiled)
                .map(point -> evaluator.guarded(compiled, () -> Passes.at(program, circuit, point)));
        Style style = reply.style();
        reply.out().print(Listing.of(circuit, numbers, style.width(), style.colour()));
    }

    /** The adjoint program. */
    void derive(Span formula, Reply reply) {
        Asked asked = Asked.of(formula, reply.session());
        Assembled program = asked.program(reply.session());
        Compilation compilation = evaluator.compile(program, Runners.OPTIONS, Phase.GRAPH);
        Diagnostics diagnostics = new Diagnostics();
        String text = AdjointProgram.of(compilation, Optional.empty(), List.of(), diagnostics)
                .orElseThrow(() -> new Refused(program.placed(diagnostics)));
        reply.out().print(text);
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
