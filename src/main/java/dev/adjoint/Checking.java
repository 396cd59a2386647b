package dev.adjoint;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.Given;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The check of a source's gradients, as the command and the build step run it. */
public final class Checking {

    /** Points at which a matrix is singular are not finite, and so are not looked at. */
    private static final Options OPTIONS = Runners.OPTIONS.with(Options.Singular.NAN);

    private final Diagnostics diagnostics;
    private final long seed;
    private final Runnable interpreted;

    /**
     * @param diagnostics says what is wrong with the source or the values
     * @param interpreted is called where there is no Java compiler, so that the interpreter is asked for the gradients
     */
    public Checking(Diagnostics diagnostics, long seed, Runnable interpreted) {
        this.diagnostics = diagnostics;
        this.seed = seed;
        this.interpreted = interpreted;
    }

    /**
     * The checks of a source's program; empty if it or its values are refused.
     *
     * @param derive products of derivatives to check besides those that the file asks for
     * @param values what is given; empty if some of it cannot be read
     */
    public Optional<GradientChecks> of(
            Source source, List<String> derive, Supplier<Optional<Map<String, Given>>> values) {
        Compilation compilation = Compiler.compile(source, OPTIONS.derive(derive));
        diagnostics.addAll(compilation.diagnostics());
        if (compilation.failed()) {
            return Optional.empty();
        }
        Program program = compilation.program().orElseThrow();
        return values.get()
                .flatMap(given -> new Fitting(program, given, diagnostics).fitPartly(new Sampler(program, seed)))
                .map(at -> new GradientChecks(program, runner(compilation), at));
    }

    private Runner runner(Compilation compilation) {
        Program program = compilation.program().orElseThrow();
        return Runners.of(
                        program,
                        compilation.java().orElseThrow(),
                        compilation.loops().orElseThrow())
                .orElseGet(() -> {
                    interpreted.run();
                    return Runner.interpreted(program);
                });
    }
}
