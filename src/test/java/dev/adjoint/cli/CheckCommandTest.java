package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.run.CheckTable;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.Runner;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String NET = """
            dim D, H
            param W[H,D], b[H]
            input x[D]
            h = max(0, W*x + b)
            loss = sum(h[i]^2 for i)
            output loss, h
            """;

    @TempDir
    Path directory;

    @Test
    void showsALineForEachParamAndOutput() {
        Ad run = Ad.run("check", Ad.file(directory, "net.ad", NET));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("gradient of loss\n"), run.out());
        assertTrue(run.out().contains("gradient of h, weighed with random seeds\n"), run.out());
        assertEquals(2, run.out().lines().filter(l -> l.startsWith("  W ")).count(), run.out());
        assertTrue(run.out().contains("every gradient agrees"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void isTheSameForTheSameSeed() {
        String file = Ad.file(directory, "net.ad", NET);
        Ad one = Ad.run("check", file, "--seed", "5");
        assertEquals(one, Ad.run("check", file, "--seed", "5"));
        assertTrue(!one.out().equals(Ad.run("check", file, "--seed", "6").out()), one.out());
    }

    @Test
    void writesAnObjectForEachFile() {
        String one = Ad.file(directory, "one.ad", "param a\nf = a^2\n");
        String two = Ad.file(directory, "two.ad", "param b\nf = exp(b)\n");
        Ad run = Ad.run("check", one, two, "--json", "--points", "2");
        assertEquals(0, run.code(), run.err());
        assertEquals(2, run.out().lines().count(), run.out());
        assertTrue(run.out().contains("\"verdict\":\"passed\",\"points\":2,\"seed\":1,\"checks\":[{\"output\":\"f\""));
        assertTrue(run.out().contains("\"param\":\"a\",\"verdict\":\"passed\",\"entries\":2,\"checked\":2"), run.out());
    }

    @Test
    void takesValuesFromTheFileBesideOrTheOption() {
        String file = Ad.file(directory, "net.ad", NET);
        Ad.file(directory, "net.values.json", "{\"D\": 5, \"H\": 7}");
        assertTrue(Ad.run("check", file).out().contains("with D = 5, H = 7"));
        String other = Ad.file(directory, "other.json", "{\"x\": [1, 2]}");
        assertTrue(Ad.run("check", file, "--values", other).out().contains("with D = 2, H ="));
        String all = Ad.file(directory, "all.json", "{\"x\": [1, 2], \"W\": [[1, 2]], \"b\": [0]}");
        assertTrue(Ad.run("check", file, "--values", all).out().contains("1 point with D = 2, H = 1"));
        String wrong = Ad.file(directory, "wrong.json", "{\"x\": [1, 2], \"D\": 3}");
        Ad refused = Ad.run("check", file, "--values", wrong);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("error[E0805]"), refused.err());
    }

    @Test
    void skippedEntriesAreAWarningAndNoPass() {
        String file = Ad.file(directory, "kink.ad", "param a, b\nf = abs(a) + b^2\n");
        String values = Ad.file(directory, "zero.json", "{\"a\": 0, \"b\": 2}");
        Ad run = Ad.run("check", file, "--values", values);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("warning"), run.err());
        assertTrue(run.err().contains("all its entries are at kinks"), run.err());
        assertTrue(run.out().contains("not checked"), run.out());
        assertTrue(!run.out().contains("every gradient agrees"), run.out());
    }

    @Test
    void namesTheFunctionThatSaysAWrongGradient() {
        Ad run = Ad.run("check", Ad.file(directory, "cube.ad", """
                dim N
                param x[N], s
                fn cube(t) = t^3 backward d, y = 2*t^2*d
                fn times(u, v) = u*v backward d, y = d*v, d*u
                f = sum(times(cube(x[i]), s) for i)
                """));
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().lines().anyMatch(l -> l.startsWith("  x ") && l.endsWith("WRONG")), run.out());
        assertTrue(run.out().lines().noneMatch(l -> l.startsWith("  s ") && l.endsWith("WRONG")), run.out());
        int cube = run.out().indexOf("gradient that `fn cube` says for itself");
        int times = run.out().indexOf("gradient that `fn times` says for itself");
        assertTrue(0 < cube && cube < times, run.out());
        assertTrue(run.out().substring(cube, times).contains("WRONG"), run.out());
        assertTrue(!run.out().substring(times).contains("  WRONG"), run.out());
        assertTrue(run.out().contains("A GRADIENT IS WRONG"), run.out());
    }

    @Test
    void aSurrogateIsNotComparedAndNoPass() {
        String file = Ad.file(directory, "quantise.ad", """
                param a, b
                fn quantise(t) = round(4*t)/4 surrogate d, y = d
                f = quantise(a)*b + b^2
                """);
        Ad run = Ad.run("check", file);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("not compared: `surrogate` of quantise"), run.out());
        assertTrue(
                run.err().contains("for a could be checked: it is reached by the `surrogate` of quantise"), run.err());
        assertTrue(!run.err().contains("for b"), run.err());
        assertTrue(!run.out().contains("every gradient agrees"), run.out());
        String json = Ad.run("check", file, "--json").out();
        assertTrue(json.contains("\"verdict\":\"unchecked\",\"points\":3"), json);
        assertTrue(json.contains("\"unresolved\":0,\"surrogate\":\"quantise\"}"), json);
    }

    @Test
    void writesTheGradientsOfFunctionsAsObjects() {
        Ad run = Ad.run(
                "check",
                "--json",
                Ad.file(directory, "cube.ad", "param s\nfn cube(t) = t^3 backward d, y = 3*t^2*d\nf = cube(s)\n"));
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out()
                        .contains("\"functions\":[{\"function\":\"cube\",\"argument\":\"t\",\"verdict\":\"passed\","
                                + "\"entries\":3,\"checked\":3,"),
                run.out());
    }

    @Test
    void failsWhereNoPointIsFinite() {
        Ad run = Ad.run("check", Ad.file(directory, "never.ad", "param a\nf = log(-a^2 - 1)\n"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("no finite point: give values"), run.err());
    }

    @Test
    void goesOnAfterAFileThatIsRefused() {
        String bad = Ad.file(directory, "bad.ad", "f = nowhere\n");
        Ad run = Ad.run("check", bad, Ad.file(directory, "net.ad", NET));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("error[E0301]"), run.err());
        assertTrue(run.out().contains("every gradient agrees"), run.out());
    }

    @Test
    void saysThatAProgramWithoutParamsHasNoGradient() {
        Ad run = Ad.run("check", Ad.file(directory, "plain.ad", "input x\nf = x^2\n"));
        assertEquals(0, run.code());
        assertTrue(run.err().contains("has no params"), run.err());
    }

    @Test
    void aWrongEntryIsFoundAndShown() {
        Program program = Compiler.compile(new Source("net.ad", NET), Runners.OPTIONS)
                .program()
                .orElseThrow();
        Runner right = Runner.interpreted(program);
        Fitting.Partial sizes = new Fitting.Partial(Sizes.of(Map.of("D", 2L, "H", 3L)), Map.of());
        GradientChecks.Result good =
                new GradientChecks(program, right, sizes).run(2, 1).orElseThrow();
        assertEquals(Verdict.PASSED, good.verdict());

        Runner wrong = point -> new Runner.Run() {
            @Override
            public double[] values(Definition output) {
                return right.at(point).values(output);
            }

            @Override
            public Map<Variable, double[]> gradient(Definition output, double... seeds) {
                Map<Variable, double[]> gradient = right.at(point).gradient(output, seeds);
                gradient.get(program.params().get(0))[3] += 1e-5;
                return gradient;
            }
        };
        GradientChecks.Result bad =
                new GradientChecks(program, wrong, sizes).run(2, 1).orElseThrow();
        assertEquals(Verdict.FAILED, bad.verdict());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CheckTable(new PrintStream(out, true, StandardCharsets.UTF_8)).print("net.ad", bad);
        String table = out.toString(StandardCharsets.UTF_8);
        assertEquals(
                2,
                table.lines()
                        .filter(l -> l.startsWith("  W ") && l.contains("W[1,1]") && l.endsWith("WRONG"))
                        .count());
        assertEquals(
                0,
                table.lines()
                        .filter(l -> l.startsWith("  b ") && l.endsWith("WRONG"))
                        .count());
        assertTrue(table.endsWith("A GRADIENT IS WRONG\n"), table);
    }

    private static final String LINE = """
            dim N
            param a, b
            input x[N]
            e[n] = a*exp(b*x[n])
            loss = sum(e[n]^2 for n)
            output loss, e
            derive jvp
            derive jacobian e wrt b, x
            derive hessian
            derive hessianVector loss wrt a, x
            """;

    @Test
    void everyProductThatAFileAsksForIsChecked() {
        Ad run = Ad.run("check", Ad.file(directory, "line.ad", LINE));
        assertEquals(0, run.code(), run.err() + run.out());
        assertTrue(run.out().contains("jvp of loss, e, of a random vector\n"), run.out());
        assertTrue(run.out().contains("jacobian of e\n"), run.out());
        assertTrue(run.out().contains("hessian of loss\n"), run.out());
        assertTrue(run.out().contains("hessianVector of loss, of a random vector\n"), run.out());
        assertEquals(1, run.out().lines().filter(l -> l.startsWith("  a, b ")).count(), run.out());
        assertTrue(run.out().endsWith("every gradient and every product agrees with its differences\n"), run.out());
        Ad json = Ad.run("check", Ad.file(directory, "line.ad", LINE), "--json");
        assertTrue(json.out().contains("\"products\":[{\"product\":\"jvp\",\"part\":\"loss\",\"verdict\":\"passed\""));
    }

    @Test
    void aWrongEntryOfAProductIsFoundAndShown() {
        Compilation compilation = Compiler.compile(new Source("line.ad", LINE), Runners.OPTIONS);
        Program program = compilation.program().orElseThrow();
        Runner right = Running.of(compilation, null);
        Fitting.Partial sizes = new Fitting.Partial(Sizes.of(Map.of("N", 3L)), Map.of());
        for (Derivation planted : program.derivations()) {
            Runner wrong = point -> new Runner.Run() {
                @Override
                public double[] values(Definition output) {
                    return right.at(point).values(output);
                }

                @Override
                public Map<Variable, double[]> gradient(Definition output, double... seeds) {
                    return right.at(point).gradient(output, seeds);
                }

                @Override
                public Optional<double[]> product(Derivation product, Optional<double[]> given, int length) {
                    double[] made =
                            right.at(point).product(product, given, length).orElseThrow();
                    made[1] += product.equals(planted) ? 1e-5 : 0;
                    return Optional.of(made);
                }
            };
            GradientChecks.Result bad =
                    new GradientChecks(program, wrong, sizes).run(1, 1).orElseThrow();
            bad.products()
                    .forEach((product, rows) -> assertEquals(
                            product.equals(planted),
                            rows.stream().anyMatch(row -> row.tally().verdict() == Verdict.FAILED),
                            () -> planted + " " + rows));
            assertEquals(Verdict.FAILED, bad.verdict());
        }
    }
}
