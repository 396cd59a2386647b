package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that are not known, that clash, and what the language has and this compiler has not yet. */
final class NamesTest {

    @Test
    void whatWasMeantIsSaid() {
        Checked.refused(
                Code.E0301, "wieght", List.of("did you mean `weight`?"), "dim N", "param xs[N], weight", "f = wieght");
        Checked.refused(
                Code.E0301,
                "g",
                List.of("defined below, at line 4"),
                "dim N",
                "param xs[N], weight",
                "f = g",
                "g = weight");
        Checked.refused(
                Code.E0301, "f", List.of("it is being defined here"), "dim N", "param xs[N], weight", "f = f + 1");
        Checked.refused(
                Code.E0501,
                "softmx",
                List.of("did you mean `softmax`?"),
                "dim N",
                "param xs[N], weight",
                "f = softmx(xs)");
        Checked.refused(Code.E0501, "relu", List.of("`max(0, x)`"), "dim N", "param xs[N], weight", "f = relu(xs)");
        Checked.refused(Code.E0501, "ln", List.of("`log(x)`"), "dim N", "param xs[N], weight", "f = ln(weight)");
        Checked.refused(Code.E0501, "matmul", List.of("`A*B`"), "dim N", "param xs[N], weight", "f = matmul(xs, xs)");
        Checked.refused(Code.E0301, "e", List.of("`exp(1)`"), "dim N", "param xs[N], weight", "f = e");
        Checked.refused(
                Code.E0304, "exp", List.of("a function, not a value"), "dim N", "param xs[N], weight", "f = exp");
        Checked.refused(Code.E0501, "N", List.of("`N` is a dim"), "dim N", "param xs[N], weight", "f = N(3)");
        Checked.refused(
                Code.E0302,
                "weight",
                List.of("2: it is defined here first"),
                "dim N",
                "param xs[N], weight",
                "weight = 3");
        Checked.refused(Code.E0302, "N", List.of("defined twice"), "dim N", "param xs[N], weight", "N = 3");
    }

    @Test
    void whatRestsOnAMistakeIsSilent() {
        Checked.refused(
                Code.E0201,
                "+",
                List.of(),
                "dim N, M",
                "param x[N], y[M]",
                "f = x + y",
                "g = f*2",
                "h[i] = g[i]",
                "k = sum(h)");
        Checked.refused(Code.E0601, "2.5", List.of(), "dim L = 2.5", "param x[L]", "f = sum(x)", "g[i] = x[i]");
        Checked.refused(Code.E0503, "g", List.of(), "param w", "fn g(t) = g(t)", "f = g(w)", "h = g(f)");
    }

    @Test
    void independentMistakesAreAllReported() {
        Checked checked = Checked.of("dim N, M", "param x[N], y[M]", "f = (x + y) + zz", "g = x*x", "h = foo(3)");
        assertEquals(
                List.of(Code.E0201, Code.E0301, Code.E0202, Code.E0501),
                checked.diagnostics().stream().map(d -> d.code()).toList());
    }

    @Test
    void linesThatCouldNotBeReadMayDeclareWhatIsUnknown() {
        Checked checked = Checked.of("param w", "g = 2*", "q = w + )", "f = g + q + w");
        assertEquals(
                0,
                checked.diagnostics().stream()
                        .filter(d -> d.code() == Code.E0301)
                        .count(),
                checked.told());
    }

    @Test
    void dimsIndicesAndParametersHideOuterNames() {
        Program program =
                Checked.good("dim N", "param t, x[N], i", "fn f(x) = x^2", "a = sum(x[i] for i)", "g = f(t) + i + a");
        assertEquals("sum(x[i] for i in 0:N)", Checked.formula(program, "a"));
    }
}
