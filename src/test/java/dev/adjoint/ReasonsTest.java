package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loops say what the fast schedule chose and why; the class does not. */
class ReasonsTest {

    private static Compilation compilation(String text, Options options) {
        Compilation compilation = Compiler.compile(new Source("why.ad", text), options);
        assertTrue(
                compilation.diagnostics().isEmpty(),
                () -> text + compilation.diagnostics().all());
        return compilation;
    }

    private static String loops(String program, Options options) {
        String text = program.replace("; ", "\n") + "\n";
        return compilation(text, options).print(Phase.LOOPS).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dim N, D; param W[N, D]; input x[D]; y = W*x | product of a matrix and a vector, W times x summed over j
            dim N, D, M; param A[N, D], B[D, M]; y = A*B | product of matrices, A times B summed over k
            dim N, M; param a[N], b[M]; y[i, j] = a[i]*b[j] | outer product, a times b
            dim N = 30, K = 3; param W[K, 20]; input x[N, 20]; y = x*W' | product of matrices, x times W summed over k
            dim N = 2, D = 20; param W[N, D]; input x[D]; y = W*x | not a product of a matrix and a vector, W times x summed over j: fewer than 64 multiplications
            dim N, D, M; param a[N, D], b[D, M]; y[j] = sum(a[n,i]*b[i,j] for n, i) | a summed over n first: the other factor does not move with it
            dim S, K, O; param F[O,K,K]; input x[S,S]; y[o,i,j] = sum(F[o,p,q]*x[i+p,j+q] for p, q) where i in S-K+1, j in S-K+1 | product of matrices, x times F summed over p, q; x is copied into rows
            dim N; param x[N]; y = sum(x) | sum over i in 8 lanes: none waits for the one before
            dim N; param x[N]; y = max(x) | max over i in 8 lanes: none waits for the one before
            dim N; param x[N]; y = sum(cos(x[i]) for i) | sum over i one after another: a term takes longer than taking it in
            dim N; param x[N]; y = exp(x) | exp over rows: N numbers by a loop that the JVM vectorises
            dim N = 2, M = 5; param x[N]; y[i, j] = exp(x[i]*j) where i in N, j in M | written out: loops of at most 16 steps
            dim N; param x[N]; y[i] = if i == 0 then x[i] else x[i] + x[i-1] where i in N | loop over i cut at 0: a condition changes there
            """)
    void theLoopsSayWhy(String program, String reason) {
        String loops = loops(program, Options.defaults());
        assertTrue(loops.contains("  #   " + reason + "\n"), loops);
    }

    @Test
    void theReferenceChoosesNothing() {
        String loops = loops(
                "dim N, D; param W[N, D]; input x[D]; y = exp(W*x)",
                Options.defaults().with(Options.Schedule.REFERENCE));
        assertFalse(loops.contains("#   "), loops);
    }

    @Test
    void reasonsAreInNoClass() {
        String text = "dim N\nparam x[N]\ny = sum(exp(x))\n";
        Compilation compilation = compilation(text, Options.defaults());
        String java = compilation.java().orElseThrow().text();
        assertEquals(-1, java.indexOf("lanes: none"), java);
        assertEquals(-1, java.indexOf("over rows:"), java);
    }
}
