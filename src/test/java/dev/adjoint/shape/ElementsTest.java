package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What acts on each element, conditions, and arrays put together from parts. */
final class ElementsTest {

    @Test
    void shapesAreEqualOrOneIsAScalar() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "a = x + v - 2",
                "b = x .* v ./ (1 + v.^2)",
                "c = 2.^x",
                "d = x/2 + max(0, x, v) + min(x, 3)",
                "e = clamp(x, 0, 1)",
                "f = x[0]^3 + x[0]^2 + pow(x[0], 2)",
                "g = -x[0]^2 + 2^-1*x[0]",
                "h = hypot(x, 1) + atan2(x, v) + stop(x) + sigmoid(x)",
                "i0 = N/M + x[0]",
                "k = max(A) + norm(A)");
        assertEquals("((x + v) - 2)", Checked.formula(program, "a"));
        assertEquals("((x * v) / (1 + v^2))", Checked.formula(program, "b"));
        assertEquals("pow(2, x)", Checked.formula(program, "c"));
        assertEquals("(((x / 2) + max(0, x, v)) + min(x, 3))", Checked.formula(program, "d"));
        assertEquals("min(max(x, 0), 1)", Checked.formula(program, "e"));
        assertEquals("((pow(x[0], 3) + x[0]^2) + x[0]^2)", Checked.formula(program, "f"));
        assertEquals("(-x[0]^2 + (pow(2, -1) * x[0]))", Checked.formula(program, "g"));
        assertEquals("(((hypot(x, 1) + atan2(x, v)) + stop(x)) + sigmoid(x))", Checked.formula(program, "h"));
        assertEquals("((N / M) + x[0])", Checked.formula(program, "i0"));
        assertEquals("(max(A) + norm(A))", Checked.formula(program, "k"));
    }

    @Test
    void otherShapesAreRefused() {
        Checked.refused(
                Code.E0201,
                "+",
                List.of("`[N]` and `[M]`", "2: x is [N]"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x + y");
        Checked.refused(
                Code.E0201,
                ".*",
                List.of("`[N]` and `[M]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = x .* y");
        Checked.refused(
                Code.E0201,
                "y",
                List.of("the arguments of `max` differ in shape"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = max(x, y)");
        Checked.refused(
                Code.E0201,
                "+",
                List.of("without the `'` it fits: `A + A`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = A + A'");
        Checked.refused(Code.E0205, "/", List.of("`x ./ v`"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = x/v");
        Checked.refused(Code.E0205, "^", List.of("`x.^2`"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = x^2");
        Checked.refused(
                Code.E0205,
                "^",
                List.of("`A.^2`; the matrix product is `A*A`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = A^2");
        Checked.refused(
                Code.E0205,
                "x",
                List.of("a comparison takes scalars", "`[if x[i] > 0 then"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x > 0 then 1 else 2");
    }

    @Test
    void conditionsAreTruthValues() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "p[i] = x[i] > 0",
                "q = !(x[0] > 0) && (N > 3 || x[0] == 1)",
                "f[i] = if p[i] && q then x[i] else 0");
        assertEquals("[(x[i] > 0) for i in 0:N]", Checked.formula(program, "p"));
        assertEquals("(!(x[0] > 0) && ((N > 3) || (x[0] == 1)))", Checked.formula(program, "q"));
        assertEquals("[(if (p[i] && q) then x[i] else 0) for i in 0:N]", Checked.formula(program, "f"));
    }

    @Test
    void truthValuesAreNotNumbers() {
        Checked.refused(
                Code.E0209,
                "x[0]",
                List.of("`if` takes a truth value"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x[0] then 1 else 2");
        Checked.refused(
                Code.E0209,
                "x[0]",
                List.of("`!` takes a truth value"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if !x[0] then 1 else 2");
        Checked.refused(
                Code.E0209,
                "x[0]",
                List.of("`&&` takes a truth value"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x[1] > 0 && x[0] then 1 else 2");
        Checked.refused(
                Code.E0209,
                "x[0]",
                List.of("a filter takes a truth value"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = sum(x[i] for i if x[0])");
        Checked.refused(
                Code.E0209,
                "(x[0] > 0)",
                List.of("`+` takes numbers", "(if x[0] > 0 then 1 else 0)"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = 1 + (x[0] > 0)");
        Checked.refused(
                Code.E0209,
                "x[i] > 0",
                List.of("`sum` takes numbers"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = sum(x[i] > 0 for i)");
        Checked.refused(
                Code.E0209,
                "x[0] > 0",
                List.of("one side of `if`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x[1] > 0 then x[0] > 0 else 3");
        Checked.refused(
                Code.E0205,
                "p",
                List.of("`[if p[i] then"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "p[i] = x[i] > 0",
                "f = if p then 1 else 2");
    }

    @Test
    void bothSidesOfIfHaveOneShape() {
        Checked.refused(
                Code.E0211,
                "0",
                List.of("`[N]` and a scalar", "write `zeros(N)` for `0`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x[0] > 0 then x else 0");
        Checked.refused(
                Code.E0211,
                "y",
                List.of("`[N]` and `[M]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = if x[0] > 0 then x else y");
    }

    @Test
    void arraysArePutTogether() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "a = [x, v]",
                "b = [[1, 2], [3, 4]]",
                "c = concat(x, y, [1, 2])",
                "d = [i*x[i] for i in 1:N]",
                "e = zeros(N, M) + A + ones(N, M)",
                "f = trace(x*v') + dot(x, v)",
                "g = diag(x)",
                "h = softmax(x)",
                "k = diag(x*v')");
        assertEquals("[x, v]", Checked.formula(program, "a"));
        assertEquals("[[1, 2], [3, 4]]", Checked.formula(program, "b"));
        assertEquals("concat(x, y, [1, 2])", Checked.formula(program, "c"));
        assertEquals("[(i * x[i]) for i in 1:N]", Checked.formula(program, "d"));
        assertEquals("(([0 for i in 0:N, j in 0:M] + A) + [1 for i in 0:N, j in 0:M])", Checked.formula(program, "e"));
        assertEquals(
                "(trace{A = outer(x, v'); sum(A[i,i] for i in 0:N)} + inner(x, v))", Checked.formula(program, "f"));
        assertEquals("[(if (i == j) then x[i] else 0) for i in 0:N, j in 0:N]", Checked.formula(program, "g"));
        assertEquals("softmax(x)", Checked.formula(program, "h"));
        assertEquals("diag{A = outer(x, v'); [A[i,i] for i in 0:N]}", Checked.formula(program, "k"));
    }

    @Test
    void partsOfAnArrayHaveOneShape() {
        Checked.refused(
                Code.E0210,
                "x",
                List.of("a scalar and `[N]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = [1, x]");
        Checked.refused(
                Code.E0210,
                "y",
                List.of("`[N]` and `[M]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = [x, y]");
        Checked.refused(
                Code.E0210, "3", List.of("`[3]`"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = concat(x, 3)");
        Checked.refused(
                Code.E0210,
                "A",
                List.of("differ in more than their first size"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = concat(x, A)");
        Checked.refused(
                Code.E0213,
                "A",
                List.of("`softmax` takes a vector", "`p[n] = softmax(A[n,:])`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = softmax(A)");
        Checked.refused(
                Code.E0213,
                "A",
                List.of("a square matrix"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = trace(A)");
        Checked.refused(
                Code.E0213,
                "x",
                List.of("two vectors of size 3"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = cross(x, x)");
        Checked.refused(
                Code.E0213,
                "exp",
                List.of("is no reduction", "`exp([x[i] for i])`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = exp(x[i] for i)");
        Checked.refused(
                Code.E0212,
                "x[0]",
                List.of("`max(0, x[0])`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = max(x[0])");
        Checked.refused(Code.E0212, "3", List.of("scalar"), "dim N, M", "param x[N], y[M], A[N,M], v[N]", "f = sum(3)");
        Checked.refused(
                Code.E0506,
                "0",
                List.of("`r[j] = sum(A[:,j])`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = sum(A, 0)");
        Checked.refused(
                Code.E0506,
                "1",
                List.of("`r[i] = mean(A[i,:])`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = mean(A, 1)");
        Checked.refused(
                Code.E0502,
                "exp(x, v)",
                List.of("takes 1 argument, and here are 2"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = exp(x, v)");
        Checked.refused(
                Code.E0205,
                "A[i,:]",
                List.of("takes a number for each value"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f = sum(A[i,:] for i)");
    }

    @Test
    void idiomsThatChangeValues() {
        Program program = Checked.good(
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "a = sqrt(x'*x)",
                "b = sqrt(x'*v)",
                "c = log(sum(exp(x)))",
                "d = log(sum(exp(A[i,j]) for i, j if i < j))",
                "e = log(sum(exp(x) + 1))");
        assertEquals("norm(x)", Checked.formula(program, "a"));
        assertEquals("sqrt(inner(x', v))", Checked.formula(program, "b"));
        assertEquals("logsumexp(x)", Checked.formula(program, "c"));
        assertEquals("logsumexp(A[i,j] for i in 0:N, j in 0:M if (i < j))", Checked.formula(program, "d"));
        assertEquals("log(sum((exp(x) + 1)))", Checked.formula(program, "e"));
    }

    @Test
    void statedShapesAreChecked() {
        Checked.refused(
                Code.E0206,
                "N",
                List.of("`f` is said to be `[N]`, and its formula is `[M]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f : [N] = A'*x");
        Checked.refused(
                Code.E0206,
                "N",
                List.of("`f[i]` is said to be `[N]`"),
                "dim N, M",
                "param x[N], y[M], A[N,M], v[N]",
                "f[i] : [N] = A[i,:]");
    }
}
