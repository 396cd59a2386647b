package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.source.Source;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class with {@code --vector} computes the same with the module of vector instructions and without it. */
class VectorTest {

    private static final String MODULE = "jdk.incubator.vector";

    /** A net of two layers over a batch. */
    static final String NET = """
            dim N, D, H, C
            param W[H,D], b[H], V[C,H]
            input X[N,D], y[N] in C
            h[n] = tanh(W*X[n,:] + b)
            s[n] = V*h[n,:]
            loss = sum(logsumexp(s[n,:]) - s[n,y[n]] for n)/N
            """;

    /** Prints which products are made, then the loss and the gradient. */
    private static final String MAIN = """
            public class Main {
                public static void main(String[] args) {
                    java.util.Random random = new java.util.Random(1);
                    Net net = new Net(37, 50, 29, 11);
                    REAL[] x = new REAL[37 * 50];
                    for (int k = 0; k < x.length; k++) {
                        x[k] = (REAL) random.nextGaussian();
                    }
                    net.X(x).y(random.ints(37, 0, 11).toArray());
                    REAL[] theta = net.initial(random);
                    REAL[] g = new REAL[net.parameters()];
                    System.out.println(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
                    System.out.println(net.valueAndGradient(theta, g));
                    for (REAL each : g) {
                        System.out.println(each);
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void bothWaysAgree(Options.Real real) throws Exception {
        assumeTrue(ModuleFinder.ofSystem().find(MODULE).isPresent());
        String number = real == Options.Real.FLOAT ? "float" : "double";
        String net = Compiler.compile(
                        new Source("net.ad", NET), Options.defaults().with(real).vector(true))
                .java()
                .orElseThrow()
                .text();
        compile(write("Net.java", net), write("Main.java", MAIN.replace("REAL", number)));

        List<String> plain = run();
        List<String> vector = run("--add-modules", MODULE);
        assertEquals("false", plain.get(0));
        assertEquals("true", vector.get(0));
        assertEquals(plain.size(), vector.size());
        double most = real == Options.Real.FLOAT ? 1e-5 : 1e-13;
        for (int k = 1; k < plain.size(); k++) {
            double expected = Double.parseDouble(plain.get(k));
            double actual = Double.parseDouble(vector.get(k));
            assertTrue(Math.abs(actual - expected) <= most, () -> expected + " and " + actual);
        }
        assertTrue(!plain.equals(vector), "sums are taken in the same order, so nothing was chosen");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void compile(Path... files) {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "--add-modules", MODULE, "-d", folder.toString()));
        Arrays.stream(files).map(Path::toString).forEach(arguments::add);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertEquals(0, result);
    }

    private List<String> run(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", folder.toString(), "Main"));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> said);
        return said.lines().toList();
    }
}
