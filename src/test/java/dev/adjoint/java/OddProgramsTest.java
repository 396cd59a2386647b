package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs without params, without inputs, without loops, with aliases: the strict javac is content with each. */
class OddProgramsTest {

    private static final List<String> PROGRAMS = List.of(
            "input x\nf = x^2\n",
            "dim D\ninput x[D]\nparam w[D]\nh = x\nk = w\nf = sum(h)\noutput h, k, f\n",
            "dim lengths, names, largest, k\nparam W[lengths,names], V[largest,k]\nf = sum(W) + sum(V)\n",
            "dim N, M\ninput t[N,M] in N, s in M\nparam w[N], v[M]\ny[i,j] = w[t[i,j]]*v[s]\nf = sum(y)\noutput y, f\n",
            "param w\na = w > 0\nf = if a then 1 else 2\n",
            "dim D\nparam w[D]\nf = w\n",
            "param w\nf = 3\ng = w/0\nh = 0/0 + 1e308*10\noutput g, f, h\n",
            """
            dim D, H = D, N = 2*D, M = N + 1
            param w[H], v[N], u[M,N]
            f[i] = sum(u[j,i]*w[i/2] for j)
            g[i] = v[i] where i in H
            output f, g
            """,
            "dim D = 3, H = 2*D\nparam W[H,D] = 0.5\nf = sum(W)\n");

    @TempDir
    private Path folder;

    @Test
    void javacHasNothingToSay() {
        Map<String, String> texts = new HashMap<>();
        for (String program : PROGRAMS) {
            for (Options.Real real : Options.Real.values()) {
                Options options = Options.defaults().with(real);
                JavaClass java =
                        Made.of("odd" + texts.size() + ".ad", program, options).java();
                texts.put(java.className() + ".java", java.text());
            }
        }
        assertEquals("", Javac.runStrictly(folder, texts));
    }

    @Test
    void aProgramWithoutParamsHasAnEmptyGradient() {
        Made made = Made.of("square.ad", PROGRAMS.get(0), Options.defaults().wrt(List.of("x")));
        Object object = made.instance();
        call(object, "x", 3.0);
        assertEquals(0, call(object, "parameters"));
        assertEquals(9.0, call(object, "valueAndGradient", new double[0], new double[0]));
        assertEquals(6.0, call(object, "gradient_x"));
        assertEquals("[]", call(object, "layout").toString());
    }

    @Test
    void aliasesOfInputsAndParamsAreOutputs() {
        Object object = Made.of(PROGRAMS.get(1)).instance(2);
        call(object, "x", (Object) new double[] {1, 2});
        call(object, "forward", (Object) new double[] {3, 4});
        assertArrayEquals(new double[] {1, 2}, (double[]) call(object, "h"));
        assertArrayEquals(new double[] {3, 4}, (double[]) call(object, "k"));
        double[] g = new double[2];
        call(object, "backward", new double[] {9, 9, 5, 6, 9}, g);
        assertArrayEquals(new double[] {5, 6}, g);
    }

    @Test
    void gatheredMatricesScatterTheirGradient() {
        Object object = Made.of(PROGRAMS.get(3)).instance(2, 3);
        call(object, "t", (Object) new int[] {0, 1, 1, 1, 0, 1});
        call(object, "s", 2);
        double[] g = (double[]) call(object, "gradient", (Object) new double[] {2, 3, 5, 7, 11});
        assertArrayEquals(new double[] {22, 44, 0, 0, 16}, g);
    }
}
