package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.cli.Main;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of {@code samples/layers.ad}: what they yield, and that each has the right gradient. */
final class LayerLibraryTest {

    private static final String DECLARATIONS = """
            use "samples/layers.ad"
            dim T, S, D, H, E, C, O
            """;

    /** Formulas that are 0 by what a layer is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "param x[D]; y = layer_norm(ones(D), zeros(D), 1000*x); f = hypot(mean(y), mean(y.^2) - 1)/1e6",
                "param q[T,D], k[S,D], v[S,E]; f = sum(attention(q, k, v) - masked_attention(q, k, v, ones(T, S)))",
                "param q[T,D], k[T,D], v[T,E]; f = sum(causal_attention(q, k, v) "
                        + "- masked_attention(q, k, v, [if j <= i then 1 else 0 for i in T, j in T]))",
                "param q[T,D], k[S,D], v[S,E]; f = sum(abs(masked_attention(q, k, v, zeros(T, S))))",
                "param q[T,D], v[S,E]; f = norm(attention(q, zeros(S, D), v)[0,:] - [mean(v[:,e]) for e])",
                "param h[H], c[H], x[D]; u, m = lstm_cell(zeros(4, H, D), zeros(4, H, H), zeros(4, H), x, h, c)"
                        + "; f = norm(m - c/2) + norm(u - tanh(c/2)/2)",
                "param h[H], x[D]; f = norm(gru_cell(zeros(3, H, D), zeros(3, H, H), zeros(3, H), x, h) - h/2)",
                "param F[O,C,3,2], b[O], x[C,S+3,T+2]; y = conv_same(F, b, x); z = conv(F, b, x)"
                        + "; f = sum(abs(z[o,i,j] - y[o,i+1,j+1]) for o, i, j)",
                "param x[C,3,5]; f = norm(max_pool(x)[:,0,1] - [max(x[c,0:2,2:4]) for c])",
                "param x[C,4,2]; f = norm(global_pool(mean_pool(x)) - global_pool(x))",
                "param W[H,D], b[H], X[T,D]; f = norm(dense_rows(W, b, X)[0,:] - dense(W, b, X[0,:]))",
                "param s[C]; input y in C; f = cross_entropy(s, y) + log(softmax(s)[y])",
                "param x[D]; f = norm(silu(x) + silu(-x) - x.*tanh(x/2)) + norm(gelu(x) - gelu(-x) - x)",
                "param x[D]; f = norm(leaky_relu(x, 1/4) - leaky_relu(-x, 1/4) - 5*x/4)"
            })
    void yieldsWhatItShould(String formula) {
        Compilation compiled = Compiler.compile(
                new Source("test.ad", DECLARATIONS + formula.replace("; ", "\n")), Options.defaults(), Phase.TYPED);
        assertEquals(List.of(), compiled.diagnostics().all());
        Program program = compiled.program().orElseThrow();
        Sampler sampler = new Sampler(program, 3);
        Interpreter interpreter =
                new Interpreter(program, sampler.sizes(Map.of()).orElseThrow());
        Point point = sampler.point(interpreter, Map.of()).orElseThrow();
        Objective objective = Objective.of(program.objective().orElseThrow());
        assertEquals(0, objective.value(interpreter.at(point)), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "param g[D], b[D], x[D]; y = layer_norm(g, b, x)",
                "param g[D], b[D], x[T,D]; y = layer_norm_rows(g, b, x)",
                "param q[T,D], k[S,D], v[S,E]; y = attention(q, k, v)",
                "param q[T,D], k[S,D], v[S,E]; y = masked_attention(q, k, v, [mod(i + j, 2) for i in T, j in S])",
                "param q[T,D], k[T,D], v[T,E]; y = causal_attention(q, k, v)",
                "param W[4,H,D], U[4,H,H], b[4,H], x[D], h[H], c[H]; u, m = lstm_cell(W, U, b, x, h, c); output u, m",
                "param W[3,H,D], U[3,H,H], b[3,H], x[D], h[H]; y = gru_cell(W, U, b, x, h)",
                "param F[O,C,3,2], b[O], x[C,S+2,T+1]; y = conv(F, b, x)",
                "param F[O,C,3,2], b[O], x[C,S,T]; y = conv_same(F, b, x)",
                "param x[C,5,4]; y = max_pool(x)",
                "param x[C,5,4]; y = mean_pool(x); z = global_pool(x); output y, z",
                "param W[H,C,S,T], b[H], x[C,S,T]; y = dense_of_image(W, b, x)",
                "param x[T,D]; y = with_positions(x)",
                "param s[C], t[C]; input y in C; f = cross_entropy(s, y) + squared_error(s, t)",
                "param x[D]; y = silu(x) + gelu(x) + relu(x) + leaky_relu(x, 0.1)"
            })
    void hasTheRightGradient(String formula) {
        byte[] program = (DECLARATIONS + formula.replace("; ", "\n")).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int code = Main.run(new String[] {"check", "-"}, new ByteArrayInputStream(program), out, out);

        assertEquals(0, code, () -> printed.toString(StandardCharsets.UTF_8));
    }
}
