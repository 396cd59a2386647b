package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

    /** In the printer's own spelling, so that nothing is lost on the way into the tree and out again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dim D, H",
                "dim C = 10, K = D - 2, SP = SO/2",
                "param W[H,D], b[H], s",
                "param sigma[D] = 1",
                "input x[D], y in C, ys[N] in C",
                "const lambda = 1e-3, v : [2] = [1, 2]",
                "fn sigmoid(t) = 1/(1 + exp(-t))",
                "fn zero() = 0",
                "fn conv(F[O,C,K,K], b[O], x) {\n  y[o,i] = b[o] where i in 0:S - K + 1, j in SO\n  return y\n}",
                "fn two(a, b) {\n  return a, b\n}",
                "fn f(t) = t backward d, y = d .* y .* (1 - y)",
                "fn f(a, b) {\n  y = a\n  return y\n} surrogate d, y {\n  e = d\n  return e, d\n}",
                "fn f(a, b) = a backward d = d, 0",
                "h : [H] = max(0, W*x + b)",
                "s : [] = x'*y",
                "s[n,c] : [C] = W*X[n,:] + b",
                "u, v = f(x)",
                "θ2 = λ_1*Σ1",
                "scan t in T carry h = h0, c = zeros(H) {\n  h = tanh(U*h + V*x[t,:])\n  out[t] = R*h\n}",
                "scan t in 0:n while c > 0 {\n  scan u in :T {\n    c = c - 1\n  }\n}",
                "scan t in T {\n}",
                "scan t in T carry checkpoint = 0 checkpoint {\n  checkpoint = 2\n}",
                "scan t in T carry h = h0 while h > 0 checkpoint {\n  h = h - 1\n}",
                "output loss, h",
                "use \"layers.ad\"",
                "derive jacobian e wrt cams, X",
                "derive hessian loss",
                "g = grad(e, x) + jvp(e, x, v)",
                "p = if parent[b] == b then local else posed[parent[b],:,:]*local",
                "y = [x[i]*2 for i in 0:3, j]",
            })
    void keepsEverything(String text) {
        assertEquals(text + "\n", TreePrinter.print(Reading.good(text)));
    }

    @Test
    void rangesSayWhichEndIsLeftOut() {
        Statement.Definition definition =
                Reading.definition(Reading.good("y[i] = x[i] where i in SO, j in 0:, k, l in :n, m in :"), 0);
        assertEquals(
                "[Binder(i, some Range(none, some Variable(SO), true)), "
                        + "Binder(j, some Range(some Literal(0.0, 0), none, false)), "
                        + "Binder(k, none), "
                        + "Binder(l, some Range(none, some Variable(n), false)), "
                        + "Binder(m, some Range(none, none, false))]",
                Spanless.of(definition.where()).replaceAll("Name\\((\\w+)\\)", "$1"));
    }

    @Test
    void placesAreExact() {
        String text = "# 𝜃 is outside the basic plane\nyy[i , j] : [N, M] = sum(x[i] for k)' # end";
        Statement.Definition definition = Reading.definition(Reading.good(text), 0);
        assertEquals("yy[i , j] : [N, M] = sum(x[i] for k)'", definition.span().text());
        assertEquals("yy[i , j]", definition.targets().get(0).span().text());
        assertEquals("j", definition.targets().get(0).indices().get(1).span().text());
        Expression.Fold fold = (Expression.Fold) ((Expression.Transpose) definition.value()).operand();
        assertEquals("sum(x[i] for k)", fold.span().text());
        assertEquals("x[i]", fold.element().span().text());
        assertEquals(2, fold.function().span().line());
        assertEquals(22, fold.function().span().column());
    }
}
