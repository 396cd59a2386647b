package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.random.Agreement;
import dev.adjoint.source.Source;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Programs with very many definitions, params or inputs still become classes that HotSpot compiles. */
class LargeProgramsTest {

    private static Made made(String text) {
        Made made = Made.of("large.ad", text, Options.defaults());
        ClassFile file = new ClassFile(made.classes().get("Large"));
        file.methods().forEach((name, bytes) -> assertTrue(bytes <= Bytecodes.LIMIT, name + " has " + bytes));
        return made;
    }

    @Test
    void manyScalars() {
        StringBuilder text = new StringBuilder("param w\ns0 = sin(w)\n");
        for (int k = 1; k < 1500; k++) {
            text.append("s%d = sin(s%d)*1.%d + s%d\n".formatted(k, k - 1, k, k / 2));
        }
        Made made = made(text.append("f = s1499\n").toString());
        double[] s = new double[1500];
        s[0] = Math.sin(0.5);
        for (int k = 1; k < 1500; k++) {
            s[k] = Math.sin(s[k - 1]) * Double.parseDouble("1." + k) + s[k / 2];
        }
        assertEquals(s[1499], call(made.instance(), "value", (Object) new double[] {0.5}));
    }

    @Test
    void manyArrays() {
        StringBuilder text = new StringBuilder("dim D\nparam w[D]\ninput x[D]\na0 = w\n");
        for (int k = 1; k < 400; k++) {
            text.append("a%d[i] = sum(a%d[j] + x[i] for j)/D\n".formatted(k, k - 1));
        }
        Made made = made(text.append("f = sum(a399)\n").toString());
        Object object = made.instance(2);
        call(object, "x", (Object) new double[] {1, 1});
        assertEquals(2 * 401.5, (double) call(object, "value", (Object) new double[] {1, 4}), 1e-9);
    }

    @Test
    void manyParamsAndInputs() {
        StringBuilder text = new StringBuilder("dim D\n");
        StringBuilder sum = new StringBuilder("f = 0");
        for (int k = 0; k < 400; k++) {
            text.append("param w%d[D]\ninput x%d[D], y%d in D, t%d\n".formatted(k, k, k, k));
            sum.append(" + t%d*w%d[y%d]*x%d[y%d]".formatted(k, k, k, k, k));
            if (k % 20 == 19) {
                text.append(sum.toString().replaceFirst("f", "f" + k)).append("\n");
                sum = new StringBuilder("f = f" + k);
            }
        }
        Made made = made(text.append(sum).append("\n").toString());
        Object object = made.instance(2);
        for (int k = 0; k < 400; k++) {
            call(object, "x" + k, (Object) new double[] {0, 3});
            call(object, "y" + k, 1);
            call(object, "t" + k, 2.0);
        }
        assertEquals(799, call(object, "w399", 1));
        double[] theta = new double[800];
        Arrays.fill(theta, 1);
        assertEquals(2400.0, call(object, "value", (Object) theta));
        Object fork = call(object, "fork");
        double[] g = (double[]) call(fork, "gradient", (Object) theta);
        assertEquals(2400.0, Arrays.stream(g).sum());
        assertEquals(0.0, g[0]);
        assertEquals(6.0, g[799]);
    }

    /** The steps of a loop are cut into methods, also those of a loop inside and those that are not made. */
    @Test
    void longLoops() {
        StringBuilder inner = new StringBuilder();
        StringBuilder outer = new StringBuilder();
        for (int k = 1; k < 60; k++) {
            inner.append("    b%d[i] = sin(b%d[i]*w[mod(i + %d, D)])\n".formatted(k, k - 1, k));
            outer.append("  a%d[i] = sum(a%d[j]*w[i] for j) + tanh(a%d[i])\n".formatted(k, k - 1, k / 2));
        }
        String text = """
                dim D, T
                param w[D]
                scan t in T carry h = w, n = 0 while n < T - 1 {
                  a0 = h
                %s  scan u in 0:3 carry g = a59 {
                    b0 = g
                %s    g = b59 + a1
                  }
                  h = tanh(g) + h
                  n = n + 1
                  s[t] = sum(h)
                }
                f = sum(h) + sum(s)
                """.formatted(outer, inner);
        made(text);
        Compilation compilation = Compiler.compile(new Source("large.ad", text), Options.defaults());
        Agreement.check(compilation, Options.defaults(), 1);
        String java = compilation.java().orElseThrow().text();
        assertTrue(
                Pattern.compile("private void forward\\d+\\(int t\\)")
                        .matcher(java)
                        .find(),
                java);
        assertTrue(
                Pattern.compile("private void pullback\\d+\\(double\\[\\] g, int t\\)")
                        .matcher(java)
                        .find(),
                java);
    }
}
