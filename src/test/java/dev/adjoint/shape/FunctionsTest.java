package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions are checked and written into their place at each use. */
final class FunctionsTest {

    @Test
    void bodiesAreWrittenIntoTheirUses() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], A[N,M]",
                "fn f(t) = 1/(1 + exp(-t))",
                "fn g(u, v) { z = u'*v; return z, z^2 }",
                "fn row(B, k) = B[k,:]",
                "fn conv(F[K], w[S]) { y[i] = sum(F[p]*w[i+p] for p) where i in S-K+1; return y }",
                "fn flat(i, j) = i*M + j",
                "fn sq(t) = t*t",
                "a = f(x[0])",
                "b = f(A)",
                "c = f(2*x)",
                "d[i] = sum(row(A, i))",
                "e = conv([1, 2], x)",
                "h[i,j] = concat(x, x)[mod(flat(i, j), N)] where i in N, j in M",
                "k = sq(x)",
                "l = sq(3) + sq(N)");
        assertEquals("f{t = x[0]; (1 / (1 + exp(-t)))}", Checked.formula(program, "a"));
        assertEquals("[f{t = A[i,j]; (1 / (1 + exp(-t)))} for i in 0:N, j in 0:M]", Checked.formula(program, "b"));
        assertEquals("f{t = (2 * x); [f{t = t[i]; (1 / (1 + exp(-t)))} for i in 0:N]}", Checked.formula(program, "c"));
        assertEquals("[sum(row{A[i,:]}) for i in 0:N]", Checked.formula(program, "d"));
        assertEquals("[concat(x, x)[mod(i*M + j, N)] for i in 0:N, j in 0:M]", Checked.formula(program, "h"));
        assertEquals("[sq{t = x[i]; (t * t)} for i in 0:N]", Checked.formula(program, "k"));
        assertEquals("(sq{(3 * 3)} + sq{(N * N)})", Checked.formula(program, "l"));
    }

    @Test
    void severalResultsAreTakenApart() {
        Program program = Checked.good(
                "dim N",
                "param x[N]",
                "fn g(u) { z = u'*u; return z, z^2 }",
                "fn h(t) { s = 1/t; return s, 2*s }",
                "a, b = g(x)",
                "c, d = h(x)",
                "f = a + b + sum(c) + sum(d)");
        assertEquals(
                List.of("z", "a", "b", "c", "d", "f"),
                program.definitions().stream().map(Definition::name).toList());
        assertEquals(
                List.of(true, false, false, false, false, false),
                program.definitions().stream().map(Definition::hidden).toList());
        assertEquals("z^2", Checked.formula(program, "b"));
        assertEquals("[h{t = x[i]; s = (1 / t); (2 * s)} for i in 0:N]", Checked.formula(program, "d"));
    }

    @Test
    void statedShapesNameTheDimsOfTheBody() {
        Program program = Checked.good(
                "dim CI, S, K, O, C",
                "param F[O,CI,K,K], b[O]",
                "input img[CI,S,S]",
                "fn conv(F[O,C,K,K], b[O], x[C,S,S]) {",
                "  y[o,i,j] = b[o] + sum(F[o,c,p,q]*x[c,i+p,j+q] for c, p, q) where i in 0:S-K+1, j in 0:S-K+1",
                "  return y",
                "}",
                "f = conv(F, b, img)");
        assertEquals(
                "[O, S - K + 1, S - K + 1]",
                Checked.definition(program, "f").type().toString());
        assertEquals(
                List.of("S - K + 1 must be at least 1: it is the size of `y` along `i`"),
                program.requirements().stream().map(Program.Requirement::text).toList());
    }

    @Test
    void ownNamesHideBuiltInFunctions() {
        Program program = Checked.good("dim N", "param x[N]", "fn sum(v) = 2*v", "f = sum(x)");
        assertEquals("sum{(2 * x)}", Checked.formula(program, "f"));
    }

    @Test
    void mistakesInABodyShowTheCall() {
        Checked.refused(
                Code.E0203,
                "*",
                List.of("6: in this call of `g`, where u is [N] and v is [M]"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = g(x, y)");
        Checked.refused(
                Code.E0504,
                "A'",
                List.of("`f` takes `W[K,L]` where K is N, and this argument is `[M, N]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = f(x, A')");
        Checked.refused(
                Code.E0504,
                "A",
                List.of("`f` takes `v[K]`, and this argument is `[N, M]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = f(A, A)");
        Checked.refused(
                Code.E0502,
                "g(x)",
                List.of("takes 2 arguments, and here is 1", "`g(u, v)`"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = g(x)");
        Checked.refused(
                Code.E0505,
                "two(x)",
                List.of("returns 2 values, and here stands one", "`u, v = two(x)`"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = two(x)");
        Checked.refused(
                Code.E0505,
                "g(x, x)",
                List.of("returns 1 value, and the left side takes 2"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s, t = g(x, x)");
        Checked.refused(
                Code.E0505,
                "3",
                List.of("the left side takes 2 values"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s, t = 3");
        Checked.refused(
                Code.E0501,
                "x",
                List.of("is not a function", "`x[…]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = x(3)");
        Checked.refused(
                Code.E0304,
                "g",
                List.of("is a function, not a value"),
                "dim N, M",
                "param x[N], y[M], A[N,M]",
                "fn g(u, v) = u'*v",
                "fn f(v[K], W[K,L]) = W'*v",
                "fn two(t) { return t, t }",
                "s = g + 1");
    }

    @Test
    void bodiesAreCheckedWithoutAUse() {
        Checked.refused(Code.E0301, "zz", List.of("not known"), "param w", "f = 2*w", "fn g(t) { u = zz; return u }");
        Checked.refused(Code.E0501, "bar", List.of("no function `bar`"), "param w", "f = 2*w", "fn g(t) = bar(t)");
        Checked.refused(Code.E0503, "g", List.of("refers to itself"), "param w", "f = 2*w", "fn g(t) = g(t - 1)");
        Checked.refused(Code.E0302, "t", List.of("defined twice"), "param w", "f = 2*w", "fn g(t, t) = t");
        Checked.refused(
                Code.E0302, "u", List.of("defined twice"), "param w", "f = 2*w", "fn g(t) { u = t; u = 3; return u }");
        Checked.refused(
                Code.E0102, "dim", List.of("top of the file"), "param w", "f = 2*w", "fn g(t) { dim K; return t }");
        Checked.refused(Code.E0301, "e", List.of("not known"), "param w", "f = 2*w", "fn g(t) = t backward d, y = e*d");
        Checked.refused(Code.E0508, "d", List.of("takes 2 names"), "param w", "f = 2*w", "fn g(t) = t backward d = d");
    }

    @Test
    void oneMistakeInABodyIsOneMessage() {
        Checked.refused(
                Code.E0203,
                "*",
                List.of("of `f`"),
                "dim N, M",
                "param x[N], y[M]",
                "fn f(u, v) = u'*v",
                "a = f(x, y)",
                "b = f(x, y)",
                "c = a + b");
    }

    @Test
    void whatFunctionsWriteIsLimited() {
        java.util.List<String> lines = new java.util.ArrayList<>(List.of("param w", "fn f0(t) = t + 1"));
        for (int k = 1; k < 40; k++) {
            lines.add("fn f" + k + "(t) = f" + (k - 1) + "(t) + f" + (k - 1) + "(2*t)");
        }
        lines.add("y = f39(w)");
        assertEquals(Code.E0903, Checked.bad(lines.toArray(String[]::new)).code());
    }
}
