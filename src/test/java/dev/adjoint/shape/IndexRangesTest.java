package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the range of an index comes from, and the proof that every read stays in it. */
final class IndexRangesTest {

    @Test
    void anIndexRunsOverTheAxisWhereItStandsAlone() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], A[N,M], s[N]",
                "input t[N] in M",
                "fn at(u, k) = u[k]",
                "fn inner(u, w) = sum(u[q]*w[q] for q)",
                "a[i] = x[i]",
                "b[i,j] = A[i,j] + x[i]",
                "c[n] = A[n,t[n]]",
                "d[i] = at(x, i)",
                "e[i] = softmax(A[i,:])[0]",
                "f[i] = softmax(2*x)[i]",
                "g[i] = sum(A[i,j]*inner(A[i,:], A[k,:]) for j, k)",
                "h[i] = sum(x[j]*s[mod(i - j, N)] for j)",
                "k = sum(x[i] for i in 1:)",
                "l[i] = x[i + 1] where i in N - 1",
                "m = sum(1 for i in N if t[i] == 2)",
                "n0[i] : [M] = A[i,:]");
        assertEquals("[x[i] for i in 0:N]", Checked.formula(program, "a"));
        assertEquals("[(A[i,j] + x[i]) for i in 0:N, j in 0:M]", Checked.formula(program, "b"));
        assertEquals("[A[n,t[n]] for n in 0:N]", Checked.formula(program, "c"));
        assertEquals("[at{x[i]} for i in 0:N]", Checked.formula(program, "d"));
        assertEquals("[softmax(A[i,:])[0] for i in 0:N]", Checked.formula(program, "e"));
        assertEquals("[softmax((2 * x))[i] for i in 0:N]", Checked.formula(program, "f"));
        assertEquals(
                "[sum((A[i,j] * inner{u = A[i,:]; w = A[k,:]; sum((u[q] * w[q]) for q in 0:M)}) for j in 0:M, k in 0:N) for i in 0:N]",
                Checked.formula(program, "g"));
        assertEquals("[sum((x[j] * s[mod(i - j, N)]) for j in 0:N) for i in 0:N]", Checked.formula(program, "h"));
        assertEquals("sum(x[i] for i in 1:N)", Checked.formula(program, "k"));
        assertEquals("[x[i + 1] for i in 0:N - 1]", Checked.formula(program, "l"));
        assertEquals("sum(1 for i in 0:N if (t[i] == 2))", Checked.formula(program, "m"));
        assertEquals("[A[i,:] for i in 0:N]", Checked.formula(program, "n0"));
    }

    @Test
    void anIndexHasOneRange() {
        Checked.refused(
                Code.E0402,
                "i",
                List.of("two ranges, `N` and `M`", "3: and this one N"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = x[i] + A[0,i]");
        Checked.refused(
                Code.E0402, "i", List.of("two ranges"), "dim N, M", "param x[N], A[N,M]", "f = sum(A[i,i] for i)");
        Checked.refused(Code.E0403, "k", List.of("is not known"), "dim N, M", "param x[N], A[N,M]", "f[k] = 3");
        Checked.refused(
                Code.E0403, "i", List.of("`where i in N - 1`"), "dim N, M", "param x[N], A[N,M]", "f[i] = x[i + 1]");
        Checked.refused(
                Code.E0403,
                "k",
                List.of("`for k in N - 3`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f = sum(x[k + 3] for k)");
        Checked.refused(Code.E0403, "N", List.of("`f : [N] = …`"), "dim N, M", "param x[N], A[N,M]", "f[N] = 2");
        Checked.refused(Code.E0408, "i", List.of("bound twice"), "dim N, M", "param x[N], A[N,M]", "f[i,i] = x[i]");
        Checked.refused(
                Code.E0408,
                "k",
                List.of("no index of the left side `f[i]`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = x[i] where k in N");
        Checked.refused(Code.E0303, "x", List.of("hides a value"), "dim N, M", "param x[N], A[N,M]", "f[x] = 3");
        Checked.refused(
                Code.E0406,
                "1:N",
                List.of("begins at 0", "`where i in N - 1`, with `i + 1` for `i`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = x[i] where i in 1:N");
        Checked.refused(
                Code.E0406,
                "i",
                List.of("`for j if j <= i - 1`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = sum(A[i,j] for j in 0:i)");
        Checked.refused(
                Code.E0406,
                "i + 1",
                List.of("`for j if j <= i`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = sum(A[i,j] for j in 0:i + 1)");
        Checked.refused(
                Code.E0406,
                "i",
                List.of("`for j if j >= i`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = sum(x[j] for j in i:N)");
        Checked.refused(
                Code.E0407,
                "0:i",
                List.of("depends on an index"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = sum(x[i]*x[0:i])");
    }

    @Test
    void theRangeOfAConvolutionIsSuggestedByItsName() {
        Checked.refused(
                Code.E0403,
                "i",
                List.of("say it: `where i in SO`"),
                "dim S, K = 3",
                "dim SO = S - K + 1",
                "param F[K], img[S]",
                "conv[i] = sum(F[p]*img[i+p] for p)");
    }

    @Test
    void conditionsGuardReads() {
        Program program = Checked.good(
                "dim N",
                "param x[N]",
                "a[i] = if i == 0 then x[0] else x[i]*x[i-1]",
                "b[i] = if i != N - 1 then x[i+1] else x[i]",
                "c[i] = if i > 0 && x[i-1] > 0 then x[i] else 0",
                "d[i] = if i == 0 || x[i-1] > 0 then x[i] else 0",
                "e[i] = sum(x[j + 1] for j in N if j + 1 <= i) where i in N",
                "f[i] = if !(i < 1) then x[i-1] else x[i]",
                "g = if N > 3 then x[3] else 0",
                "h[i] = if i < 1 then x[i] else if i < 2 then x[i-1] else x[i-2]");
        assertEquals("[(if (i == 0) then x[0] else (x[i] * x[i - 1])) for i in 0:N]", Checked.formula(program, "a"));
    }

    @Test
    void readsThatLeaveTheArrayAreRefused() {
        Checked.refused(
                Code.E0401,
                "i+1",
                List.of("`i+1` reads beyond the end of `x`", "at i = N - 1 it is N", "`if i+1 < N then x[i+1] else 0`"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = x[i] + x[i+1]");
        Checked.refused(
                Code.E0401,
                "i-1",
                List.of("before the beginning of `x`", "at i = 0 it is -1"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = x[i] + x[i-1]");
        Checked.refused(
                Code.E0401,
                "i-1",
                List.of("before the beginning"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = if i == 0 then x[i-1] else x[i]");
        Checked.refused(
                Code.E0401,
                "i-1",
                List.of("before the beginning"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f[i] = if x[i] > 0 then x[i-1] else x[i]");
        Checked.refused(
                Code.E0401, "N", List.of("the last one is `N - 1`"), "dim N, M", "param x[N], A[N,M]", "f = x[N]");
        Checked.refused(Code.E0401, "-1", List.of("`x[N - 1]`"), "dim N, M", "param x[N], A[N,M]", "f = x[-1]");
        Checked.refused(
                Code.E0401,
                "0:N+1",
                List.of("the slice `0:N+1` reads beyond the end"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f = x[0:N+1]");
        Checked.refused(
                Code.E0404, "0", List.of("`A` has 2 axes", "`A[0,:]`"), "dim N, M", "param x[N], A[N,M]", "f = A[0]");
        Checked.refused(
                Code.E0404,
                "0,0,0",
                List.of("here are 3 subscripts"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f = A[0,0,0]");
        Checked.refused(
                Code.E0404, "0", List.of("a scalar and has no axes"), "dim N, M", "param x[N], A[N,M]", "f = x[0][0]");
        Checked.refused(
                Code.E0405, "x[0]", List.of("is a real number"), "dim N, M", "param x[N], A[N,M]", "f = x[x[0]]");
        Checked.refused(
                Code.E0405, "0.5", List.of("not a whole number"), "dim N, M", "param x[N], A[N,M]", "f = x[0.5]");
        Checked.refused(
                Code.E0405,
                "if N > 3 then 0 else 1",
                List.of("put the `if` around the read"),
                "dim N, M",
                "param x[N], A[N,M]",
                "f = x[if N > 3 then 0 else 1]");
    }

    @Test
    void gatheredReads() {
        Checked.refused(
                Code.E0405,
                "toks",
                List.of("`x[n] = E[toks[n],:]`"),
                "dim N, C, D",
                "param E[C,D], x[N]",
                "input toks[N] in C, y in D",
                "f = E[toks,:]");
        Checked.refused(
                Code.E0409,
                "y",
                List.of("an index of `D`, and this axis is `C` long", "3: y is an index of D"),
                "dim N, C, D",
                "param E[C,D], x[N]",
                "input toks[N] in C, y in D",
                "f = E[y,0]");
        Checked.refused(
                Code.E0409,
                "toks[n]",
                List.of("an index of `C`"),
                "dim N, C, D",
                "param E[C,D], x[N]",
                "input toks[N] in C, y in D",
                "f[n] = x[toks[n]]");
        Checked.refused(
                Code.E0401,
                "y+1",
                List.of("at y = D - 1 it is D"),
                "dim N, C, D",
                "param E[C,D], x[N]",
                "input toks[N] in C, y in D",
                "f = E[0,y+1]");
    }

    @Test
    void indicesKeepTheirDim() {
        Program program = Checked.good(
                "dim N, C",
                "param E[C], x[N]",
                "input toks[N] in C, y in C",
                "a = toks",
                "b[n] = E[a[n]]",
                "c = y",
                "d = E[c] + c",
                "e = if y > 0 then E[y-1] else 0",
                "f = sum(toks)");
        assertEquals("toks", Checked.formula(program, "a"));
        assertEquals("[E[a[n]] for n in 0:N]", Checked.formula(program, "b"));
        assertEquals("y", Checked.formula(program, "c"));
        assertEquals("(E[c] + c)", Checked.formula(program, "d"));
        assertEquals("(if (y > 0) then E[y - 1] else 0)", Checked.formula(program, "e"));
        assertEquals("sum((toks + 0))", Checked.formula(program, "f"));
    }

    @Test
    void conditionsOnDimsAreRequirements() {
        Program program = Checked.good(
                "dim N, K",
                "dim SO = N - K + 1",
                "param x[N], w[K]",
                "f[i] = sum(w[p]*x[i+p] for p) where i in SO",
                "g = x[3]",
                "h = sum(w[i]*x[i] for i in K)");
        assertEquals(
                List.of(
                        "N - K + 1 must be at least 1: it is the size of SO",
                        "N must be at least 4: `x[3]` reads as far as that"),
                program.requirements().stream().map(Program.Requirement::text).toList());
    }
}
