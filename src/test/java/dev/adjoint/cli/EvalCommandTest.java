package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.interpret.Point;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.Given;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {

    private static final String SCORE = """
            dim C, D
            param W[C,D], b[C] = 1
            input x[D], y in C
            s = W*x + b
            loss = -s[y]
            output loss, s
            """;

    private static final String VALUES = "{\"W\": [[1, 2], [3, 4], [5, 6]], \"x\": [1, 2], \"y\": 2}";

    @TempDir
    Path directory;

    private String score() {
        return Ad.file(directory, "score.ad", SCORE);
    }

    private Ad eval(String values, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "eval";
        args[1] = score();
        args[2] = "--values";
        args[3] = Ad.file(directory, "v.json", values);
        System.arraycopy(more, 0, args, 4, more.length);
        return Ad.run(args);
    }

    @Test
    void indicesArePrintedAsWholeNumbers() {
        String program = Ad.file(directory, "a.ad", """
                dim N, K
                param c[K]
                input x[N]
                a[n] = argmin((x[n] - c[k])^2 for k)
                best = argmax(c)
                f = sum((x[n] - c[a[n]])^2 for n)
                output best, a, f
                """);

        Ad json = Ad.run("eval", program, "c=0,4", "x=1,5,2", "--json");
        assertEquals(
                "{\"outputs\":{\"best\":1,\"a\":[0,1,0],\"f\":6.0}}", json.out().strip());
        Ad text = Ad.run("eval", program, "c=0,4", "x=1,5,2", "--gradient");
        assertEquals("best = 1\na[3] = 0  1  0\nf = 6\n\ngradient of f\nc[2] = -6  -2\n", text.out());
        Ad many = Ad.run("eval", program, "c=0,4", "x=1,5,2,1,1,1,1,1,1,1,1,1,1,4");
        assertTrue(many.out().contains("a[14]: from 0 to 1\n"), many.out());
    }

    @Test
    void anIndexHasNoGradient() {
        String program = Ad.file(directory, "i.ad", "dim C\nparam s[C]\nlabel = argmax(s)\n");

        Ad run = Ad.run("eval", program, "s=1,3,2", "--gradient");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0808]: no output is a real number"), run.err());
        assertEquals("label = 1\n", Ad.run("eval", program, "s=1,3,2").out());
        Ad check = Ad.run("check", program);
        assertEquals(0, check.code());
        assertTrue(check.err().contains("puts out indices only"), check.err());
    }

    @Test
    void printsOneObjectWithEveryOutputAndGradient() {
        Ad run = eval(VALUES, "--gradient", "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                "{\"outputs\":{\"loss\":-18.0,\"s\":[6.0,12.0,18.0]},"
                        + "\"gradients\":{\"W\":[[0.0,0.0],[0.0,0.0],[-1.0,-2.0]],\"b\":[0.0,0.0,-1.0]}}\n",
                run.out());
        assertEquals(1, run.err().lines().count(), "that b is taken from the file is said: " + run.err());
    }

    @Test
    void hasNoGradientsUnlessAskedFor() {
        Ad run = eval(VALUES, "--json");
        assertEquals("{\"outputs\":{\"loss\":-18.0,\"s\":[6.0,12.0,18.0]}}\n", run.out());
    }

    @Test
    void printsForPeopleWithoutJson() {
        Ad run = eval(VALUES, "--gradient", "b=1,2,3.5");
        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertEquals("""
                loss = -20.5
                s[3] = 6  13  20.5

                gradient of loss
                W[3,2] =
                   0   0
                   0   0
                  -1  -2
                b[3] = 0  0  -1
                """, run.out());
    }

    @Test
    void takesValuesFromTheCommandLine() {
        String neuron = Ad.file(directory, "neuron.ad", "param w, b\ninput x\nf = 1/(1 + exp(-(w*x + b)))\n");
        Ad run = Ad.run("eval", neuron, "w=2", "b=-3", "x=-1", "--gradient", "--json");
        assertEquals(0, run.code(), run.err());
        double f = 1 / (1 + Math.exp(5));
        assertTrue(run.out().startsWith("{\"outputs\":{\"f\":" + f + "}"), run.out());
        Ad arrays = Ad.run("eval", score(), "W=[[1,2]]", "b=[0.5]", "x=1,NaN", "y=0", "--json");
        assertEquals("{\"outputs\":{\"loss\":\"NaN\",\"s\":[\"NaN\"]}}\n", arrays.out());
        assertTrue(arrays.err().contains("loss is NaN"), arrays.err());
        assertEquals(0, Ad.run("eval", score(), "W=[[2]]", "b=1", "x=3", "y=0").code(), "a vector of one");
    }

    @Test
    void theCommandLineGoesBeforeTheFile() {
        Ad run = eval(VALUES, "x=10,0", "b=[0,0,0]", "--json");
        assertEquals("{\"outputs\":{\"loss\":-50.0,\"s\":[10.0,30.0,50.0]}}\n", run.out());
    }

    @Test
    void readsTheProgramOrTheValuesFromStdin() {
        assertEquals(
                0, Ad.withInput(SCORE, "eval", "-", "W=[[1]]", "x=1", "y=0").code());
        assertEquals(0, Ad.withInput(VALUES, "eval", score(), "--values", "-").code());
    }

    @Test
    void writesDoublesInTheirShortestForm() {
        String id = Ad.file(directory, "id.ad", "dim N\nparam x[N]\ny[i] = x[i]\n");
        // JDK 17 prints the first as 2.0E-3 and the second as 2.2250738585072014E-308 with more digits than needed.
        Ad run = Ad.run("eval", id, "x=2e-3,2.0E-323,0.1,1e23,-0.0,9007199254740993,Infinity,-Infinity", "--json");
        assertEquals(
                "{\"outputs\":{\"y\":[0.002,2.0E-323,0.1,1.0E23,-0.0,9.007199254740992E15,\"Infinity\",\"-Infinity\"]}}\n",
                run.out());
    }

    @Test
    void infersSizesFromDerivedDims() {
        String file = Ad.file(directory, "derived.ad", """
                dim H, D
                dim P = H*D, Q = D + 1
                param w[P], v[Q]
                f = sum(w) + sum(v) + H
                """);
        Ad run = Ad.run("eval", file, "w=1,2,3,4,5,6", "v=1,1,1,1", "--json");
        assertEquals("{\"outputs\":{\"f\":27.0}}\n", run.out(), run.err());
        Ad byName = Ad.run("eval", file, "w=1,2,3,4,5,6", "v=1,1,1,1", "H=3");
        assertEquals(1, byName.code());
        assertTrue(byName.err().contains("`w` has 6, and the program says H*D = 9"), byName.err());
        Ad odd = Ad.run("eval", file, "w=1,2,3,4,5", "v=1,1,1,1");
        assertTrue(odd.err().contains("error[E0805]"), odd.err());
        Ad given = Ad.run("eval", Ad.file(directory, "n.ad", "dim N\nparam a\nf = a*N\n"), "a=2", "N=50", "--json");
        assertEquals("{\"outputs\":{\"f\":100.0}}\n", given.out(), given.err());
    }

    @Test
    void takesStartValuesAndSaysSo() {
        Ad run = eval(VALUES);
        assertTrue(run.err().contains("taken as the file says: b"), run.err());
    }

    @Test
    void refusesAGradientWithoutAScalar() {
        String file = Ad.file(directory, "vector.ad", "dim D\nparam x[D]\ny = 2*x\n");
        Ad run = Ad.run("eval", file, "x=1,2", "--gradient");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0808]"), run.err());
        assertTrue(run.err().contains("sum(y"), "the way out: " + run.err());
        assertEquals(0, Ad.run("eval", file, "x=1,2").code());
    }

    @Test
    void saysWhyAFormulaHasNoValue() {
        String file = Ad.file(directory, "line.ad", "dim N = 2\nparam A[N,N], b[N]\nf = sum(solve(A, b))\n");
        Ad run = Ad.run("eval", file, "A=[[1,2],[2,4]]", "b=1,1");
        assertEquals(1, run.code());
        assertEquals(
                "error[E0811]: line.ad:3: solve(A, b): singular: pivot 1 is 0.0",
                run.err().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"x\": [1, 2], \"y\": 0} | E0801 | W[C,D]",
                "{\"y\": 0} | E0801 | W[C,D]",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"X\": 3} | E0806 | did you mean",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"loss\": 3} | E0806 | is computed, not given",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"y\": 0} | E0807 | is given twice",
                "{\"W\": [[1, 2]], \"x\": [1, 2, 3], \"y\": 0} | E0805 | has two sizes, 2 and 3",
                "{\"W\": [[1, 2]], \"b\": [1, 2], \"x\": [1, 2], \"y\": 0} | E0805 | has two sizes, 1 and 2",
                "{\"W\": [[1, 2], [3]], \"x\": [1, 2], \"y\": 0} | E0802 | W[1]",
                "{\"W\": [[1, 2], 3], \"x\": [1, 2], \"y\": 0} | E0802 | W[1]",
                "{\"W\": [[1, [2]]], \"x\": [1, 2], \"y\": 0} | E0802 | W[0,1]",
                "{\"W\": [1, 2], \"x\": [1, 2], \"y\": 0} | E0802 | an array [2], and the program says [C,D]",
                "{\"W\": 1, \"x\": [1, 2], \"y\": 0} | E0802 | a number, and the program says [C,D]",
                "{\"W\": [[1, 2]], \"x\": [[1, 2]], \"y\": 0} | E0802 | [1, 2]",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": [0]} | E0802 | a number",
                "{\"W\": [[]], \"x\": [1], \"y\": 0} | E0802 | is empty",
                "{\"W\": [[1, 2]], \"x\": [1, true], \"y\": 0} | E0803 | x[1]",
                "{\"W\": [[1, 2]], \"x\": [1, null], \"y\": 0} | E0803 | x[1]",
                "{\"W\": [[1, 2]], \"x\": [1, \"one\"], \"y\": 0} | E0803 | \"one\"",
                "{\"W\": [[1, 2]], \"x\": {\"a\": 1}, \"y\": 0} | E0803 | is an object",
                "{\"W\": [[1, 2]], \"x\": [1, 1e999], \"y\": 0} | E0803 | beyond the largest double",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 1} | E0804 | not an index of C = 1",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": -1} | E0804 | from 0 to 0",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0.5} | E0804 | is 0.5",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": \"NaN\"} | E0804 | NaN",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"D\": 3} | E0805 | two sizes",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"D\": 1e12} | E0805 | cannot be 1e12",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"D\": 2.5} | E0805 | cannot be 2.5",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"D\": 0} | E0805 | cannot be 0",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0, \"D\": [2]} | E0805 | cannot be [2]",
                "[1, 2] | E0807 | under names",
                "3 | E0807 | under names",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0 | E0807 | end too early",
                "{\"W\": [[1, 2]] \"x\": 3} | E0807 | not JSON",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": zero} | E0807 | zero",
                "{\"W\": [[1, 2]], \"x\": [1, 2], \"y\": 0} {} | E0807 | ended before",
                "` ` | E0807 | empty",
            })
    void refusesValuesThatDoNotFit(String values, String code, String words) {
        Ad run = eval(values);
        assertEquals(1, run.code(), run.out());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("error[" + code + "]"), run.err());
        assertTrue(run.err().contains(words), run.err());
        assertEquals(1, run.err().split("error\\[", -1).length - 1, "one mistake, one message: " + run.err());
        assertFalse(run.hasStackTrace());
    }

    @Test
    void pointsToThePlaceInTheValues() {
        Ad run = eval("{\n  \"W\": [[1, 2],\n        [3, oops]]\n}");
        assertTrue(run.err().contains("v.json:3:13"), run.err());
        Ad ragged = eval("{\n  \"W\": [[1, 2],\n        [3]], \"x\": [1, 2], \"y\": 0\n}");
        assertTrue(ragged.err().contains("v.json:3:9"), ragged.err());
    }

    @Test
    void saysADimThatDoesNotFollow() {
        String file = Ad.file(directory, "n.ad", "dim N\nparam a\nf = a*N\n");
        Ad run = Ad.run("eval", file, "a=2");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0805]"), run.err());
        assertTrue(run.err().contains("N=10"), run.err());
    }

    @Test
    void refusesSizesThatBreakACondition() {
        String file = Ad.file(directory, "conv.ad", """
                dim S, K = 3
                dim T = S - K + 1
                param x[S]
                y[i] = sum(x[i+k] for k in K) where i in T
                """);
        assertEquals(0, Ad.run("eval", file, "x=1,2,3").code());
        Ad run = Ad.run("eval", file, "x=1,2");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().startsWith("error[E0809]"), run.err());
        assertTrue(run.err().contains("S = 2"), run.err());
    }

    @Test
    void refusesSizesBeyondMemory() {
        String file = Ad.file(directory, "huge.ad", "dim N\nparam a\ny[i] = a*i where i in N\nf = sum(y)\n");
        Ad run = Ad.run("eval", file, "a=1", "N=1e12");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().contains("error[E0805]"), run.err());
        assertFalse(run.hasStackTrace());
    }

    @Test
    void takesArgumentsThatAreWrong() {
        assertTrue(Ad.run("eval", score(), "x=").err().contains("is given nothing"));
        assertTrue(Ad.run("eval", score(), "x=1,two").err().contains("`two` is no value"));
        assertTrue(Ad.run("eval", score(), "x=[1,2").err().contains("end too early"));
        assertTrue(Ad.run("eval", score(), "x=1", "x=2").err().contains("is given twice"));
        assertTrue(Ad.run("eval", score(), "x=1 2").err().contains("error[E0807]"));
    }

    @Test
    void refusesSizesThatTheClassRefuses() {
        String file = Ad.file(
                directory,
                "square.ad",
                "dim N\nparam a\ny[i,j] = a*i + j where i in N, j in N\nf = sum(y)\noutput f, y\n");
        Ad run = Ad.run("eval", file, "a=1", "N=100000");
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().contains("error[E0805]"), run.err());
        assertTrue(run.err().contains("too large"), run.err());
    }

    @Test
    void summarisesLargeArrays() {
        String file = Ad.file(directory, "large.ad", "dim N\nparam a\ny[i] = a*i where i in N\n");
        Ad run = Ad.run("eval", file, "a=-2", "N=1000");
        assertEquals("y[1000]: norm 36487.4, from -1998 to 0\n", run.out().replace("-0\n", "0\n"), run.err());
    }

    @Test
    void theInterpreterAnswersTheSame() {
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(new Source("score.ad", SCORE), Runners.OPTIONS);
        Program program = compilation.program().orElseThrow();
        Map<String, Given> given = new HashMap<>();
        new ValuesReader(diagnostics).object(new Source("v.json", VALUES), given);
        Point point =
                new Fitting(program, given, diagnostics).fit().orElseThrow().point();
        Console console = new Console(InputStream.nullInputStream(), System.out, System.err);
        Runner.Run generated = Running.of(compilation, console).at(point);
        Runner.Run interpreted = Runner.interpreted(program).at(point);
        for (Definition output : program.outputs()) {
            assertArrayEquals(generated.values(output), interpreted.values(output));
            double[] seeds = new double[point.sizes().count(output.type())];
            Arrays.fill(seeds, 0.5);
            for (Variable param : program.params()) {
                assertArrayEquals(
                        generated.gradient(output, seeds).get(param),
                        interpreted.gradient(output, seeds).get(param));
            }
        }
    }
}
