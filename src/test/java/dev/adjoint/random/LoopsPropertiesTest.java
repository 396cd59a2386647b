package dev.adjoint.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.Derivative;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Checker;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A loop is its steps, one below the other: to the last bit, and so are its derivatives. */
class LoopsPropertiesTest {

    // The same programs in each build; without the seed it searches on.
    @Property(tries = 150, seed = "20261124")
    void aLoopIsItsUnrolling(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        Loops loops = new Loops(seed, size);
        Program loop = check(loops.loop());
        Program unrolled = check(loops.unrolled());
        Sizes sizes = Sizes.of(Map.of());
        Interpreter once = new Interpreter(loop, sizes);
        Interpreter whole = new Interpreter(unrolled, sizes);
        Point here = point(loop, sizes, seed);
        Point there = point(unrolled, sizes, seed);
        String text = loops.loop() + "\n" + loops.unrolled();
        assertEquals(loss(loop, once, here), loss(unrolled, whole, there), text);
        for (int k = 0; k < loop.params().size(); k++) {
            Derivative a = once.derivative(
                    loop.objective().orElseThrow(), loop.params().get(k), here);
            Derivative b = whole.derivative(
                    unrolled.objective().orElseThrow(), unrolled.params().get(k), there);
            assertArrayEquals(a.values(), b.values(), text);
            assertArrayEquals(a.magnitudes(), b.magnitudes(), text);
        }
    }

    /** The same where both are compiled: values to the last bit, gradients but for rounding. */
    @Property(tries = 40, seed = "20261124")
    void aLoopIsItsUnrollingInGeneratedCode(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        Loops loops = new Loops(seed, size);
        for (String text : List.of(loops.loop(), loops.unrolled())) {
            Compilation compilation = Compiler.compile(new Source("loop.ad", text), Options.defaults());
            if (compilation.failed()) {
                throw new AssertionError(compilation.diagnostics().all() + "\n" + text);
            }
            Agreement.check(compilation, Options.defaults(), seed);
        }
    }

    private static double loss(Program program, Interpreter interpreter, Point point) {
        return interpreter.at(point).value(program.objective().orElseThrow());
    }

    private static Point point(Program program, Sizes sizes, long seed) {
        Random random = new Random(seed);
        Point point = new Point(sizes);
        for (Variable param : program.params()) {
            double[] numbers = random.doubles(sizes.count(param.type()), -1, 1).toArray();
            point.set(param, numbers);
        }
        return point;
    }

    private static Program check(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return Checker.check(Parser.parse(new Source("loop.ad", text), diagnostics), diagnostics)
                .filter(p -> !diagnostics.hasErrors())
                .orElseThrow(
                        () -> new AssertionError(new DiagnosticPrinter(false).print(diagnostics.all()) + "\n" + text));
    }
}
