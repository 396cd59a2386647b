package dev.adjoint;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.java.Generated;
import dev.adjoint.run.LargeStack;
import dev.adjoint.run.Runners;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Sources;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Formulas at run time: for notebooks, JShell and tests. A program becomes a Java class, as by {@code ad compile}, but in
 * memory:
 *
 * <pre>{@code
 * Formula f = Adjoint.load("""
 *         param w[2], b
 *         input x[2], y
 *         loss = (w'*x + b - y)^2
 *         """);
 * f.set("x", 1, 2).set("y", 3);
 * double[] theta = {0.5, 0.5, 0}; // w, then b
 * double[] g = new double[f.parameters()];
 * double loss = f.valueAndGradient(theta, g); // 2.25, and g is -3, -6, -3
 * }</pre>
 *
 * <p>Loading needs a JDK, for its Java compiler. Where only a JRE is, compile programs when the project is built.
 */
public final class Adjoint {

    /** What diagnostics call a program that is no file. */
    private static final String NAMELESS = "formula";

    private Adjoint() {}

    /**
     * Compiles a program and makes an object of its class.
     *
     * @throws RefusedProgramException if the program has mistakes
     * @throws IllegalStateException if this Java has no compiler
     */
    public static Formula load(String program) {
        return load(program, Options.defaults());
    }

    /**
     * The same with options, such as sizes for open dims, inputs whose gradients are wanted, or products:
     *
     * <pre>{@code
     * Formula f = Adjoint.load("dim N\nparam w[N]\nf = sum(w.^2)", Options.defaults().sized(Map.of("N", 3L)));
     * double[] g = f.gradient(new double[] {1, 2, 3}); // 2, 4, 6
     * }</pre>
     *
     * @throws RefusedProgramException if the program has mistakes
     * @throws IllegalStateException if this Java has no compiler
     */
    public static Formula load(String program, Options options) {
        return load(new Source(NAMELESS, Objects.requireNonNull(program, "the program is null")), options);
    }

    /**
     * Compiles a file, with what it uses.
     *
     * @throws RefusedProgramException if the program has mistakes, or the file cannot be read
     * @throws IllegalStateException if this Java has no compiler
     */
    public static Formula load(Path file) {
        return load(file, Options.defaults());
    }

    /** The same with options. */
    public static Formula load(Path file, Options options) {
        return load(read(file), options);
    }

    private static Formula load(Source source, Options options) {
        Options named = options.className().isPresent() ? options : options.named(className());
        return inLargeStack(() -> {
            Compilation compilation = Compiler.compile(source, named);
            if (compilation.failed()) {
                throw new RefusedProgramException(compilation.diagnostics());
            }
            return Generated.compile(
                            compilation.java().orElseThrow(),
                            compilation.loops().orElseThrow(),
                            named)
                    .map(type -> new Formula(compilation, type, named))
                    .orElseThrow(Adjoint::noCompiler);
        });
    }

    /** Any name will do for a class that no other refers to. */
    private static String className() {
        return Runners.OPTIONS.className().orElseThrow();
    }

    /**
     * Holds all gradients of a program against differences, as {@code ad check} does: in a test this is the one line
     *
     * <pre>{@code
     * Adjoint.check(Path.of("samples/neuron.ad"));
     * }</pre>
     *
     * <p>Values come from {@code NAME.values.json} beside the file; what it leaves open is drawn, always in the same way.
     *
     * @return the table that the command prints
     * @throws AssertionError with that table, if a gradient is wrong; or if no finite point was found to check at
     * @throws RefusedProgramException if the program or the values have mistakes, or cannot be read
     * @throws IllegalStateException if this Java has no compiler
     */
    public static String check(Path file) {
        return inLargeStack(() -> new FileCheck(file).run());
    }

    /** Long formulas are deep trees. What is thrown for the user shows where it was called from. */
    private static <T> T inLargeStack(Supplier<T> work) {
        Throwable[] thrown = new Throwable[1];
        T result = LargeStack.call(work::get, fault -> {
            thrown[0] = fault;
            return null;
        });
        if (thrown[0] instanceof RefusedProgramException || thrown[0] instanceof AssertionError) {
            thrown[0].fillInStackTrace();
        }
        if (thrown[0] instanceof Error error) {
            throw error;
        }
        if (thrown[0] instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return result;
    }

    static Source read(Path file) {
        Diagnostics unreadable = new Diagnostics();
        return Sources.read(file, unreadable).orElseThrow(() -> new RefusedProgramException(unreadable));
    }

    static IllegalStateException noCompiler() {
        return new IllegalStateException("this Java has no compiler, it is a JRE: " + System.getProperty("java.home")
                + ". Run on a JDK, 17 or later, or compile the program with `ad compile` when the project is built:"
                + " the class that it writes runs on a JRE");
    }
}
