package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of products, and what the messages offer where a product does not fit. */
final class ProductsTest {

    @Test
    void everyProductIsNamed() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "a = 2*A",
                "b = A*y",
                "c = A'*A",
                "d = (x'*A)'",
                "e = x'*v",
                "f = x*y'",
                "g = (2*x' - v'/3)*A*y",
                "h = -x'*v",
                "s = sum(d) + sum(c)");
        assertEquals("(2 * A)", Checked.formula(program, "a"));
        assertEquals("matvec(A, y)", Checked.formula(program, "b"));
        assertEquals("matmul(A', A)", Checked.formula(program, "c"));
        assertEquals("vecmat(x', A)'", Checked.formula(program, "d"));
        assertEquals("inner(x', v)", Checked.formula(program, "e"));
        assertEquals("outer(x, y')", Checked.formula(program, "f"));
        assertEquals("inner(vecmat(((2 * x') - (v' / 3)), A), y)", Checked.formula(program, "g"));
        assertEquals("inner(-x', v)", Checked.formula(program, "h"));
    }

    @Test
    void columnsAreNotMultiplied() {
        Checked.refused(
                Code.E0202,
                "*",
                List.of("two columns", "`x'*v` (inner, a number), `x*v'` (outer, a matrix) or `x .* v` (each element)"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x*v");
        Checked.refused(
                Code.E0202,
                "*",
                List.of("the only product that fits is `x*y'`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x*y");
    }

    @Test
    void innerSizesAgree() {
        Checked.refused(
                Code.E0203,
                "*",
                List.of(
                        "the inner sizes of a product differ, `H1` and `D`",
                        "2: W1 is [H1, D], so `W1'` is [D, H1]",
                        "4: [D]",
                        "without the `'` it fits: `W1*x` is [H1]"),
                "dim D, H1, H2, C",
                "param W1[H1,D], W2[H2,H1], W3[C,H2]",
                "input x[D]",
                "f = W3*max(0, W2*max(0, W1'*x))");
        Checked.refused(
                Code.E0203,
                "*",
                List.of("with a `'` it fits: `W2'*(W2*W1*x)` is [H1]"),
                "dim D, H1, H2, C",
                "param W1[H1,D], W2[H2,H1], W3[C,H2]",
                "input x[D]",
                "f = W2*(W2*W1*x)");
        Checked.refused(
                Code.E0203,
                "*",
                List.of("the inner sizes are 1 and `H1`", "the other way round it fits: `W1*x` is [H1]"),
                "dim D, H1, H2, C",
                "param W1[H1,D], W2[H2,H1], W3[C,H2]",
                "input x[D]",
                "f = x*W1");
    }

    @Test
    void matrixNotationEndsAtRankTwo() {
        Checked.refused(
                Code.E0204,
                "*",
                List.of("`y[i,j] = sum(T[i,j,k]*z[k] for k)`"),
                "dim N, M, K",
                "param T[N,M,K], z[K], u[M]",
                "f = T*z");
        Checked.refused(Code.E0204, "*", List.of("`T .* T`"), "dim N, M, K", "param T[N,M,K], z[K], u[M]", "f = T*T");
        Checked.refused(
                Code.E0204, "*", List.of("write it by index"), "dim N, M, K", "param T[N,M,K], z[K], u[M]", "f = T*u");
    }

    @Test
    void rowsStandOnlyOnTheWayToAProduct() {
        Checked.refused(
                Code.E0207,
                "x'*A",
                List.of("write `f = A'*x`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x'*A");
        Checked.refused(
                Code.E0207,
                "y'*A'",
                List.of("write `f = A*y`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = y'*A'");
        Checked.refused(
                Code.E0207, "-x'", List.of("write `f = -x`"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = -x'");
        Checked.refused(
                Code.E0207,
                "x'",
                List.of("an argument of `exp`", "`x`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = exp(x')");
        Checked.refused(
                Code.E0207,
                "+",
                List.of("a row and a column are added"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x' + v");
        Checked.refused(
                Code.E0207,
                "*",
                List.of("without the `'` it fits: `A*y` is [N]"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = A*y'");
        Checked.refused(
                Code.E0207,
                "x'",
                List.of("an operand of `.*`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = (x' .* v')*x");
        Checked.refused(
                Code.E0207,
                "x'",
                List.of("a side of `if`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = (if x[0] > 0 then x' else v)*x");
        Checked.refused(
                Code.E0207,
                "x'",
                List.of("an element of an array"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = [x', v']");
        Checked.refused(
                Code.E0207,
                "x'",
                List.of("read by subscripts"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x'[0]");
    }

    @Test
    void onlyVectorsAndMatricesHaveTransposes() {
        Checked.refused(
                Code.E0208,
                "x[0]'",
                List.of("a scalar has no transpose", "`x[0]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x[0]'");
        Checked.refused(
                Code.E0208, "[A, A]'", List.of("rank 3"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = [A, A]'");
    }

    @Test
    void aRowOfAMatrixIsWrittenByIndex() {
        Checked.refused(
                Code.E0201,
                "+",
                List.of("the two sides of `+` differ in shape, `[C, N]` and `[C]`", "`s[n] = W*X[n,:] + b`"),
                "dim N, C, D",
                "param W[C,D], V[D,C], b[C], c[N]",
                "input X[N,D]",
                "f = W*X' + b");
        Checked.refused(
                Code.E0201,
                "+",
                List.of("`s[n] = W*X[n,:] + b`"),
                "dim N, C, D",
                "param W[C,D], V[D,C], b[C], c[N]",
                "input X[N,D]",
                "f = X*W' + b");
        Checked.refused(
                Code.E0201,
                "-",
                List.of("`s[n] = V'*X[n,:] - b`"),
                "dim N, C, D",
                "param W[C,D], V[D,C], b[C], c[N]",
                "input X[N,D]",
                "f = X*V - b");
        Checked.refused(
                Code.E0201,
                "+",
                List.of("`s[i,j] = X[i,j] + c[i]`"),
                "dim N, C, D",
                "param W[C,D], V[D,C], b[C], c[N]",
                "input X[N,D]",
                "f = X + c");
    }
}
