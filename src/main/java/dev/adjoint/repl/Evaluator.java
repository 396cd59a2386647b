package dev.adjoint.repl;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.Point;
import dev.adjoint.java.InMemory;
import dev.adjoint.run.Advice;
import dev.adjoint.run.Answer;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Compiles programs of a session to Java in memory and runs them; what was compiled last is kept. */
final class Evaluator {

    private static final int MOST_KEPT = 64;

    /** A program that was not refused, and what runs it. */
    record Compiled(Assembled assembled, Compilation compilation, Runner runner) {

        Program program() {
            return compilation.program().orElseThrow();
        }
    }

    /** A program after its run. */
    record Ran(Compiled compiled, Point point, Runner.Run run) {

        Program program() {
            return compiled.program();
        }

        Answer.Numbers numbers(Definition output) {
            return new Answer.Numbers(
                    point.sizes().shape(output.type()),
                    run.values(output),
                    output.type().kind() == Kind.INDEX);
        }
    }

    private final Map<String, Compiled> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /** Whether Java is generated; without a Java compiler the interpreter computes the answers. */
    static boolean compiles() {
        return InMemory.isAvailable();
    }

    /** Up to a phase, for what stands after it. */
    Compilation compile(Assembled program, Options options, Phase until) {
        Compilation compilation = Compiler.compile(program.source(), program.library(), options, until);
        if (compilation.failed()) {
            throw new Refused(program.placed(compilation.diagnostics()));
        }
        return compilation;
    }

    /** To the end. */
    Compiled compile(Assembled program, Options options) {
        String key = options.singular() + " " + program.text();
        Compiled before = program.usesFiles() ? null : kept.get(key);
        if (before != null) {
            return new Compiled(program, before.compilation(), before.runner());
        }
        Compilation compilation = compile(program, options, Phase.JAVA);
        Program checked = compilation.program().orElseThrow();
        Runner runner = Runners.of(
                        checked,
                        compilation.java().orElseThrow(),
                        compilation.loops().orElseThrow())
                .orElseGet(() -> Runner.interpreted(checked));
        Compiled compiled = new Compiled(program, compilation, runner);
        kept.put(key, compiled);
        return compiled;
    }

    /** Refuses numbers that do not fit what was declared for them. */
    void fits(Assembled program) {
        Compilation compilation = compile(program, Runners.OPTIONS, Phase.TYPED);
        Diagnostics diagnostics = new Diagnostics();
        Program checked = compilation.program().orElseThrow();
        if (new Fitting(checked, program.given(), diagnostics, Advice.SESSION)
                .fit()
                .isEmpty()) {
            throw new Refused(program.placed(diagnostics));
        }
    }

    Compiled compile(Assembled program) {
        return compile(program, Runners.OPTIONS);
    }

    /** Runs at the numbers that the session has. */
    Ran run(Compiled compiled) {
        return run(compiled, point(compiled));
    }

    Ran run(Compiled compiled, Point point) {
        return guarded(
                compiled, () -> new Ran(compiled, point, compiled.runner().at(point)));
    }

    /** Where the session's numbers put the program. */
    Point point(Compiled compiled) {
        Diagnostics diagnostics = new Diagnostics();
        return point(compiled, diagnostics)
                .orElseThrow(() -> new Refused(compiled.assembled().placed(diagnostics)));
    }

    /** The same, if the session has all the numbers for it. */
    Optional<Point> pointIfGiven(Compiled compiled) {
        return point(compiled, new Diagnostics());
    }

    private static Optional<Point> point(Compiled compiled, Diagnostics diagnostics) {
        return new Fitting(compiled.program(), compiled.assembled().given(), diagnostics, Advice.SESSION)
                .fit()
                .map(Fitting.Fitted::point);
    }

    /** What the work makes; what the values do not allow is refused. */
    <T> T guarded(Compiled compiled, Supplier<T> work) {
        try {
            return work.get();
        } catch (Runner.RefusedSizes refused) {
            throw Refused.of(Diagnostic.nowhere(Code.E0805, refused.getMessage()));
        } catch (ArithmeticException failed) {
            throw Refused.of(compiled.assembled().failed(Code.E0811, failed.getMessage()));
        } catch (IndexOutOfBoundsException thrown) {
            throw Refused.of(MissingRows.told(thrown));
        }
    }

    /** The scalar whose gradient is asked for. */
    static Definition objective(Compiled compiled, String name) {
        Program program = compiled.program();
        return program.objective().orElseThrow(() -> {
            Definition output = program.outputs().get(0);
            boolean index = output.type().kind() == Kind.INDEX;
            Diagnostic no = Diagnostic.at(
                            output.span(),
                            Code.E0808,
                            index
                                    ? "an index is no real number, so it has no gradient"
                                    : "only a scalar has a gradient, and this is " + output.type())
                    .help(
                            index
                                    ? "derive something that is computed from real numbers"
                                    : "make a number of it, such as `sum(" + name + ")`, or write `jacobian(" + name
                                            + ", x)`");
            Diagnostics one = new Diagnostics();
            one.add(no);
            return new Refused(compiled.assembled().placed(one));
        });
    }
}
