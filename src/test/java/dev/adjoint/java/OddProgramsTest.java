package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.Options;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
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
            "dim D = 3, H = 2*D\nparam W[H,D] = 0.5\nf = sum(W)\n",
            "dim C, D\nparam W[C,D]\ninput x[D]\nlabel = argmax(W*x)\n",
            "dim N, B\ninput x[N]\nbin[n] = index(x[n], B)\n",
            """
            dim N, K = 3
            param c[K], w
            input x[N]
            a[n] = argmin((x[n] - c[k])^2 for k if c[k] > w)
            first = a[0]
            two[i,j] = argmax(c[i]*c[k] + c[j] for k in 1:K) where i in K, j in K
            f = sum((x[n] - c[a[n]])^2 for n) + c[two[first,1]] + c[index(w, K)]
            output a, f, first, two
            """);

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
    void aClassifierOfIndicesOnlyHasNoGradient() {
        Object object =
                Made.of("classifier.ad", PROGRAMS.get(9), Options.defaults()).instance(3, 2);
        call(object, "x", (Object) new double[] {1, 2});
        call(object, "forward", (Object) new double[] {1, 1, 2, 0.5, 1, 1.5});
        assertEquals(2, call(object, "label"));
        call(object, "forward", (Object) new double[] {1, 1, 2, 0.5, 1, 1});
        assertEquals(0, call(object, "label"));
        assertEquals(
                List.of(),
                Arrays.stream(object.getClass().getMethods())
                        .map(Method::getName)
                        .filter(List.of("value", "gradient", "backward")::contains)
                        .toList());
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
