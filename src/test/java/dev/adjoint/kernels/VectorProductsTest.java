package dev.adjoint.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of the products by vector instructions, compiled and run where its module is. */
class VectorProductsTest {

    private static final String MODULE = "jdk.incubator.vector";

    @TempDir
    private Path folder;

    private static String text() throws Exception {
        try (InputStream in = Products.class.getResourceAsStream("VectorProducts.java")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void compile(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("VectorProducts.java"), text);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-nowarn",
                        "--add-modules",
                        MODULE,
                        "-d",
                        folder.toString(),
                        file.toString());
        assertEquals(0, result);
    }

    /** What a JVM says that has the module. */
    private String run(String main, String... arguments) throws Exception {
        String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                MODULE,
                "-cp",
                classPath,
                main);
        java.command().addAll(List.of(arguments));
        Process process = java.redirectError(folder.resolve("errors").toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : Files.readString(folder.resolve("errors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "float"})
    void productsAreRight(String real) throws Exception {
        assumeTrue(ModuleFinder.ofSystem().find(MODULE).isPresent());
        String text = text();
        compile(real.equals("float") ? text.replace("double", "float").replace("Double", "Float") : text);

        assertEquals("checked", run(VectorProductsCheck.class.getName(), "dev.adjoint.kernels.VectorProducts"));
    }
}
