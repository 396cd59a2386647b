package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.random.Agreement;
import dev.adjoint.source.Source;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Linear algebra in generated classes: values are the interpreter's, bit for bit, and gradients those of its dual numbers,
 * for matrices of all small sizes.
 */
final class LinearAlgebraTest {

    /** General matrices far from singular ones, and positive definite ones. */
    private static final String SETTING = """
            dim N = %d, M = 3, S = 2
            param G[N,N], H[S,N,N], b[N], B[N,M], c[S,N]
            input P[N,N], ok[S]
            A = 0.3*G + 2*eye(N)
            T[s,i,j] = 0.3*H[s,i,j] + (if i == j then 2 else 0)
            K = G*G' + eye(N)
            """;

    private static final List<String> FORMULAS = List.of(
            "f = b'*solve(A, b)",
            "f = sum(solve(A, B).^2)",
            "f = sum(solve(A', b).^3)",
            "f = sum(solve(A', B).^2)",
            "U = A'\nf = b'*solve(U, b)",
            "x = solve(A, b)\ny = solve(A, x)\nf = sum(x .* y) + logdet(A)",
            "f = sum(solve(A, 2*b)) + sum(solve(2*A, b))",
            "f = sum(inv(A).^2)",
            "f = trace(inv(A)*G)",
            "f = det(A)",
            "f = det(A)^2 + det(A')",
            "f = logdet(A)*det(A)",
            "f = logdet(K)",
            "L = chol(K)\nf = sum(L.^2) + sum(L)",
            "L = chol(K)\nf = 2*sum(log(diag(L)))",
            "L = chol(K)\nf = b'*solve(L', solve(L, b))",
            "L = chol(K)\nU = L'\nf = sum(solve(U, B).^2) + sum(solve(L, B))",
            "L = chol(K)\nf = sum(inv(L).^2) + sum(inv(L')) + det(L) + logdet(L)",
            "f = sum(chol(K + diag(b.^2)))",
            "f = sum(solve(chol(K), b))",
            "x[s] = solve(T[s,:,:], c[s,:])\nf = sum(x.^2)",
            "x[s] = solve(T[s,:,:], b)\nf = sum(x.^2) + sum(solve(T[0,:,:], b))",
            "x[s] = solve(A, c[s,:])\nf = sum(x.^2)",
            "f = sum(det(T[s,:,:])*sum(c[s,:]) for s)",
            "f = sum([logdet(T[s,:,:]) for s].^2)",
            "V[s] = inv(T[s,:,:])\nf = sum(V.^3)",
            "L[s] = chol(T[s,:,:]*T[s,:,:]')\nx[s] = solve(L[s,:,:], c[s,:])\ny[s] = solve(L[s,:,:]', x[s,:])\n"
                    + "f = sum(y.^2) + sum(x)",
            "fn half(A, b) { L = chol(A)\nreturn solve(L, b) }\nf = sum(half(K, b).^2) + sum(half(K, B))",
            "f = if ok[0] > 0 then sum(solve(A, b)) else det(A)",
            "x = solve(A, b)\nf = if ok[0] > 0 then sum(x) else sum(b)",
            "x[s] = if ok[s] > 0 then solve(T[s,:,:], c[s,:]) else c[s,:]\nf = sum(x.^2)",
            "x[s] = solve(T[s,:,:], c[s,:])\nf = sum(if ok[s] > 0 then sum(x[s,i]^2 for i) else 1 for s)",
            "f = sum(solve(A, i*b)'*b for i in 0:3)",
            "x = solve(A[0:N,0:N], b[0:N])\nf = sum(x)",
            "f = sum(solve(P*P' + eye(N), b).^2)",
            "f = sum(solve(solve(A, A + 3*eye(N)), b))",
            "x = solve(A, b)",
            "scan t in S carry h = b { h = solve(A + c[t,0]^2*eye(N), h) }\nf = sum(h.^2)",
            "scan t in S carry h = b { L = chol(K + diag(h.^2)); x = solve(L', solve(L, c[t,:])); h = 0.5*h + x; "
                    + "s[t] = logdet(L) }\nf = sum(h.^2) + sum(s)",
            "scan t in S carry h = b { h = if ok[t] > 0 then inv(A)*h else h }\nf = sum(h)",
            "scan t in S carry h = b { x = solve(A, h); h = if ok[t] > 0 then x else 2*h }\nf = sum(h.^2)",
            "scan t in 0:3 carry Q = K { Q = inv(Q + eye(N)) }\nf = sum(Q.^2) + det(Q)",
            "scan t in 0:3 carry h = b while sum(h) < 100 { h = solve(K, h) + 1 }\nf = sum(h.^2)",
            "scan n in N carry a = 0 { a = a + b[n]^2; W[n] : [N] = A[n,:]*(1 + 0.1*tanh(a)) }\nf = sum(solve(W, b))",
            "fn run(A, h0) { scan t in 0:3 carry h = h0 { h = tanh(solve(A, h)) }\nreturn h }\n"
                    + "y[s] = run(T[s,:,:], c[s,:])\nf = sum(y.^2)",
            "scan t in S carry h = b { scan u in 0:2 carry g = h { g = solve(T[t,:,:], g) + b }\nh = g }\nf = sum(h.^2)");

    @TestFactory
    Stream<DynamicTest> gradientsAreThoseOfDualNumbers() {
        return FORMULAS.stream()
                .map(formula -> dynamicTest(
                        formula.replace('\n', ' '),
                        () -> IntStream.rangeClosed(1, 8).forEach(n -> agrees(formula, n))));
    }

    private static void agrees(String formula, int n) {
        Options options = Options.defaults();
        Compilation compilation =
                Compiler.compile(new Source("test.ad", SETTING.formatted(n) + formula + "\n"), options);
        assertFalse(
                compilation.failed(), () -> formula + compilation.diagnostics().all());
        Agreement.check(compilation, options, 7L * n);
    }
}
