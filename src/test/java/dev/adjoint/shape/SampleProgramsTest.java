package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms that the sample programs are made of, each as its typed tree is printed. */
final class SampleProgramsTest {

    @Test
    void matrixNotationNamesItsProducts() {
        Program program = Checked.good(
                "dim D, H, C",
                "param W1[H,D], b1[H], W2[C,H], b2[C]",
                "input x[D]",
                "h = max(0, W1*x + b1)",
                "f = W2*h + b2");
        assertEquals("""
                dim D
                dim H
                dim C
                param W1 : real [H, D]
                param b1 : real [H]
                param W2 : real [C, H]
                param b2 : real [C]
                input x : real [D]
                h : real [H] = max(0, (matvec(W1, x) + b1))
                f : real [C] = (matvec(W2, h) + b2)
                output f
                """, TypedPrinter.print(program));
    }

    @Test
    void convolutionHasItsSizesAsRequirements() {
        Program program = Checked.good(
                "dim CI, S, K = 3, O",
                "dim SO = S - K + 1, SP = SO/2",
                "param F[O,CI,K,K], b[O]",
                "input img[CI,S,S]",
                "conv[o,i,j] = b[o] + sum(F[o,c,p,q]*img[c,i+p,j+q] for c, p, q)   where i in SO, j in SO",
                "pool[o,i,j] = max(conv[o,2*i+u,2*j+v] for u in 0:2, v in 0:2) where i in SP, j in SP");
        assertEquals(
                List.of(
                        "S - K + 1 must be at least 1: it is the size of SO",
                        "(S - K + 1)/2 must be at least 1: it is the size of SP"),
                program.requirements().stream().map(Program.Requirement::text).toList());
        assertEquals(
                "[(b[o] + sum((F[o,c,p,q] * img[c,i + p,j + q]) for c in 0:CI, p in 0:K, q in 0:K))"
                        + " for o in 0:O, i in 0:S - K + 1, j in 0:S - K + 1]",
                Checked.formula(program, "conv"));
    }

    @Test
    void softmaxRegressionGathersByIndexInputs() {
        Program program = Checked.good(
                "dim N, C, D",
                "param W[C,D], b[C]",
                "input X[N,D], y[N] in C",
                "s[n] : [C] = W*X[n,:] + b",
                "loss = sum(logsumexp(s[n,:]) - s[n,y[n]] for n)/N");
        assertEquals("[(matvec(W, X[n,:]) + b) for n in 0:N]", Checked.formula(program, "s"));
        assertEquals("(sum((logsumexp(s[n,:]) - s[n,y[n]]) for n in 0:N) / N)", Checked.formula(program, "loss"));
    }

    @Test
    void functionsAreWrittenIntoTheirUses() {
        Program program = Checked.good(
                "dim N, M",
                "input Mem[N,M]",
                "param k[M], s[N]",
                "fn cosine(u, v) = u'*v / (norm(u)*norm(v) + 1)",
                "wc[i] = cosine(Mem[i,:], k)",
                "shift[i] = sum(wc[j]*s[mod(i - j, N)] for j)",
                "f = sum(shift)");
        assertEquals(
                "[cosine{u = Mem[i,:]; (inner(u', k) / ((norm(u) * norm(k)) + 1))} for i in 0:N]",
                Checked.formula(program, "wc"));
        assertEquals("[sum((wc[j] * s[mod(i - j, N)]) for j in 0:N) for i in 0:N]", Checked.formula(program, "shift"));
    }
}
