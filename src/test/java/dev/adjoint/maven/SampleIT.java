package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample module is built as a reader would build it, by several Mavens on several Javas. */
final class SampleIT {

    private static final Path SAMPLE = Path.of("samples/maven");
    private static final String NEWER = "4.0.0-rc-5";
    private static final List<String> FOLDERS_OF_JDKS = List.of(
            "/usr/lib/jvm",
            "/Library/Java/JavaVirtualMachines",
            System.getProperty("user.home") + "/.sdkman/candidates/java",
            System.getProperty("user.home") + "/.jdks");

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void onJava(int version) throws Exception {
        Optional<Path> jdk = jdk(version);
        assumeTrue(jdk.isPresent(), "there is no JDK " + version + " in JAVA_HOME or " + FOLDERS_OF_JDKS);
        builds(Maven.running().withJava(jdk.get()), "sample-" + version);
    }

    @Test
    void byMavenFour() throws Exception {
        Path home = Path.of("target/it-maven/apache-maven-" + NEWER).toAbsolutePath();
        if (!Files.isDirectory(home)) {
            Maven.Result unpacked = Maven.running()
                    .run(
                            Module.named("unpacking").folder(),
                            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack",
                            "-Dartifact=org.apache.maven:apache-maven:" + NEWER + ":tar.gz:bin",
                            "-DoutputDirectory=" + home.getParent());
            assumeTrue(unpacked.succeeded(), "Maven " + NEWER + " cannot be had: " + unpacked.text());
        }
        assertTrue(home.resolve("bin/mvn").toFile().setExecutable(true) || Files.isDirectory(home));
        builds(Maven.running().withHome(home), "sample-maven-4");
    }

    private static void builds(Maven maven, String name) throws Exception {
        Module module = Module.named(name);
        copy(SAMPLE, module.folder());
        module.write(
                "pom.xml",
                module.read("pom.xml")
                        .replaceFirst(
                                "<adjoint.version>[^<]*", "<adjoint.version>" + System.getProperty("adjoint.version")));
        Maven.Result result = maven.run(module.folder(), "verify");
        assertTrue(result.succeeded(), result.text());
        assertTrue(result.line("Tests run: 3").contains("Failures: 0, Errors: 0, Skipped: 0"));
        assertEquals("2 formulas: 2 compiled, 1 file written", result.line("formulas: 2 compiled"));
        result.line("no gradient is wrong");
        runsAlone(module.path("target/risk-1.0.0.jar"));
    }

    /** With nothing but its own jar and the Java platform. */
    private static void runsAlone(Path jar) throws Exception {
        assertTrue(Files.isRegularFile(jar));
        URL[] alone = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
            Class<?> portfolio = loader.loadClass("com.example.risk.Portfolio");
            Object object = portfolio.getConstructor(int.class).newInstance(1);
            for (String input : List.of("quantity", "K", "T")) {
                double[] number = {input.equals("K") ? 100 : 1};
                portfolio.getMethod(input, double[].class).invoke(object, (Object) number);
            }
            double[] theta = {100, 0.2, 0.05};
            double[] g = new double[3];
            Object worth = portfolio
                    .getMethod("valueAndGradient", double[].class, double[].class)
                    .invoke(object, theta, g);
            assertEquals(10.450584, (Double) worth, 1e-6);
            assertEquals(0.636831, g[0], 1e-6);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!from.relativize(file).startsWith("target")) {
                    Path place = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(place.getParent());
                    Files.write(place, Files.readAllBytes(file));
                }
            }
        }
    }

    private static Optional<Path> jdk(int version) throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
            }
        });
        for (String folder : FOLDERS_OF_JDKS) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.list(Path.of(folder))) {
                    files.sorted().forEach(file -> {
                        homes.add(file);
                        homes.add(file.resolve("Contents/Home"));
                    });
                }
            }
        }
        return homes.stream().filter(home -> isJdk(home, version)).findFirst();
    }

    private static boolean isJdk(Path home, int version) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException none) {
            return false;
        }
        String java = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return java.startsWith(Integer.toString(version))
                && (Files.isExecutable(home.resolve("bin/javac")) || Files.exists(home.resolve("bin/javac.exe")));
    }
}
