package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.loops.Buffer;
import dev.adjoint.random.Agreement;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops in segments: any number of steps, right numbers, and the memory that is promised. */
class CheckpointsTest {

    private static Compilation compile(int steps, String option) {
        String text = """
                dim T = %d, H = 3, D = 2
                param W[H,D], U[H,H], h0[H], v[T]
                input x[T,D]
                scan t in T carry h = h0, a = 0 %s {
                  u = tanh(W*x[t,:] + U*h)
                  a = a + sin(v[t]*a) + sum(u)
                  h = u + h/(1 + a^2)
                  s[t] = h'*u
                }
                loss = sum(s) + h'*h + a
                """.formatted(steps, option);
        return Compiler.compile(new Source("segments.ad", text), Options.defaults());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 10, 16, 17, 50})
    void forAnyNumberOfSteps(int steps) {
        Agreement.check(compile(steps, "checkpoint"), Options.defaults(), steps);
    }

    @Test
    void theMemoryGrowsWithTheRootOfTheSteps() {
        long plain = intermediates(compile(1024, ""));
        long segments = intermediates(compile(1024, "checkpoint"));
        // The rows that are collected, and their adjoint, stay; of what is handed on twice 33 rows.
        assertTrue(plain > 14 * 1024, "" + plain);
        assertTrue(segments < plain / 4, segments + " of " + plain);
    }

    private static long intermediates(Compilation compilation) {
        return compilation.loops().orElseThrow().buffers().stream()
                .filter(b -> b.place() == Buffer.Place.SCRATCH)
                .mapToLong(b -> b.shape().stream()
                        .map(Whole::known)
                        .mapToLong(size -> size.orElseThrow())
                        .reduce(1, (x, y) -> x * y))
                .sum();
    }
}
