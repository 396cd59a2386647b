package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dims, params, inputs, consts and outputs. */
final class DeclarationsTest {

    @Test
    void aDimThatIsAnExpressionIsThatExpression() {
        Program program = Checked.good(
                "dim N, D = N, E = 2*N, C = 4",
                "param x[D], y[N], z[E], w[N + N], c[C], d[4]",
                "f = x + y",
                "g = z + w",
                "h = c + d",
                "k = [1, 2, 3, 4] + c + c[0:4]",
                "output f, g, h, k");
        assertEquals("[2*N]", Checked.definition(program, "g").type().toString());
        assertEquals(
                List.of(true, false, false, false),
                program.dims().stream().map(Program.Size::isOpen).toList());
    }

    @Test
    void dimsAreNamesNotNumbers() {
        Checked.refused(
                Code.E0201, "+", List.of("`[A]` and `[B]`"), "dim A = 3, B = 3", "param x[A], y[B]", "f = x + y");
    }

    @Test
    void sizesAreAtLeastOne() {
        Checked.refused(
                Code.E0602, "0", List.of("the size of L is 0"), "dim N", "param x[N]", "dim L = 0", "f = sum(x)");
        Checked.refused(Code.E0602, "-N", List.of("0 or less"), "dim N", "param x[N]", "dim L = -N", "f = sum(x)");
        Checked.refused(
                Code.E0602, "2:1", List.of("the size of the slice `2:1` is -1"), "dim N", "param x[N]", "f = x[2:1]");
        Checked.refused(
                Code.E0601, "2.5", List.of("not a whole number"), "dim N", "param x[N]", "dim L = 2.5", "f = sum(x)");
        Checked.refused(
                Code.E0601,
                "N",
                List.of("the divisor is a constant"),
                "dim N",
                "param x[N]",
                "dim L = 5/N",
                "f = sum(x)");
        Checked.refused(Code.E0601, "^", List.of("`N*N`"), "dim N", "param x[N]", "dim L = N^2", "f = sum(x)");
        Checked.refused(Code.E0601, "x[0]", List.of("is a real number"), "dim N", "param x[N]", "f = zeros(x[0])");
        Checked.refused(
                Code.E0301,
                "H",
                List.of("declare it: `dim H`"),
                "dim N",
                "param x[N]",
                "param b[H], c[H]",
                "f = sum(x)");
    }

    @Test
    void constsAreConstant() {
        Checked.refused(
                Code.E0604,
                "2*w",
                List.of("depends on a param or input"),
                "dim N",
                "param x[N], w",
                "const c = 2*w",
                "f = c*w");
        Checked.refused(
                Code.E0603,
                "[1, 2]",
                List.of("the start value is `[2]`"),
                "dim N",
                "param x[N], w",
                "param q[N] = [1, 2]",
                "f = sum(q)");
        Checked.refused(
                Code.E0603,
                "w",
                List.of("numbers, dims and consts"),
                "dim N",
                "param x[N], w",
                "param q[N] = w",
                "f = sum(q)");
    }

    @Test
    void startValuesAreNumbersOrArraysOfTheShape() {
        Program program = Checked.good(
                "dim N",
                "const a = 2, b = a*pi",
                "param p = b, q[N] = 1/N, r[N] = zeros(N), s[2] = [1, -2]",
                "f = p*sum(q)*sum(r)*sum(s)*b");
        assertEquals(
                List.of("b", "(1 / N)", "[0 for i in 0:N]", "[1, -2]"),
                program.params().stream()
                        .map(p -> TypedPrinter.print(p.start().orElseThrow()))
                        .toList());
    }

    @Test
    void theLastDefinitionIsTheOutput() {
        Program program = Checked.good("param w", "f = 2*w", "g = f^2", "const c = 3");
        assertEquals(
                List.of("g"), program.outputs().stream().map(Definition::name).toList());
    }

    @Test
    void indicesAreOutputs() {
        Program program = Checked.good("dim N", "param w[N]", "input y in N", "t = y", "f = w[t]", "output t, f");
        assertEquals(
                List.of("t", "f"),
                program.outputs().stream().map(Definition::name).toList());
        assertEquals("f", program.objective().orElseThrow().name());
    }

    @Test
    void outputsAreDefinitionsOfNumbers() {
        Checked.refused(
                Code.E0605, "w", List.of("`w_out = w`"), "dim N", "param w", "input y in N", "f = w", "output w");
        Checked.refused(
                Code.E0605,
                "c",
                List.of("a const"),
                "dim N",
                "param w",
                "input y in N",
                "const c = 3",
                "f = w",
                "output c");
        Checked.refused(
                Code.E0605,
                "p",
                List.of("a truth value", "the last definition is the output"),
                "dim N",
                "param w",
                "input y in N",
                "p = w > 0");
        Checked.refused(Code.E0605, "f", List.of("twice"), "dim N", "param w", "input y in N", "f = w", "output f, f");
        Checked.refused(
                Code.E0301, "g", List.of("no definition `g`"), "dim N", "param w", "input y in N", "f = w", "output g");
        Checked.refused(
                Code.E0003, "", List.of("nothing to compute"), "dim N", "param w", "input y in N", "const c = 3");
    }

    @Test
    void aParamWithoutInfluenceIsAWarning() {
        Checked checked = Checked.of("param w, unused", "g = unused", "f = w", "output f");
        assertEquals(
                List.of(Code.W0001),
                checked.diagnostics().stream().map(d -> d.code()).toList());
        assertEquals(
                "unused", checked.diagnostics().get(0).place().orElseThrow().text());
        assertEquals(true, checked.program().isPresent());
    }
}
