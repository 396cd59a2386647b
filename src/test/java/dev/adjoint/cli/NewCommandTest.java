package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compiler;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What {@code ad new} writes is formatted, builds, runs and passes its test; what is in the way is left alone. */
class NewCommandTest {

    @TempDir
    Path directory;

    private Ad create(String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("new", directory.resolve(name).toString()));
        arguments.addAll(List.of(more));
        return Ad.run(arguments.toArray(String[]::new));
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file ->
                            directory.resolve(name).relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void filesAreNamedAfterTheFolder() throws IOException {
        Ad run = create("churn-model");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains("mvn -q compile exec:java"), run.err());
        assertEquals(
                List.of(
                        ".gitignore",
                        "pom.xml",
                        "src/main/ad/churnmodel/churn_model.ad",
                        "src/main/java/churnmodel/Main.java",
                        "src/test/java/churnmodel/ChurnModelTest.java"),
                files("churn-model"));
    }

    @Test
    void thePackageCanBeSaid() throws IOException {
        assertEquals(0, create("ChurnModel", "--package", "com.example.churn").code());
        assertTrue(files("ChurnModel").contains("src/main/ad/com/example/churn/churn_model.ad"));
    }

    @Test
    void nothingIsLeftOpenInTheFiles() throws IOException {
        create("churn");
        for (String file : files("churn")) {
            String text = Files.readString(directory.resolve("churn").resolve(file));
            assertFalse(text.matches("(?s).*@(stem|class|package|artifact|version)@.*"), text);
        }
    }

    @Test
    void theFormulaIsTenLinesAsTheFormatterLaysThem() throws IOException {
        create("churn");
        Path formula = directory.resolve("churn/src/main/ad/churn/churn.ad");
        assertEquals(10, Files.readAllLines(formula).size());
        Ad format = Ad.run("fmt", "--check", formula.toString());
        assertEquals(0, format.code(), format.out());
        Ad check = Ad.run("check", formula.toString());
        assertEquals(0, check.code(), check.err());
        assertEquals("", check.err(), "no warning");
    }

    @Test
    void thePomHasTheGoalsAndNothingOfOursAtRunTime() throws Exception {
        create("churn");
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("churn/pom.xml").toFile());
        List<String> goals = new ArrayList<>();
        for (int k = 0; k < pom.getElementsByTagName("goal").getLength(); k++) {
            goals.add(pom.getElementsByTagName("goal").item(k).getTextContent());
        }
        assertEquals(List.of("generate", "check"), goals);
        assertEquals(1, pom.getElementsByTagName("dependency").getLength());
        assertEquals("test", pom.getElementsByTagName("scope").item(0).getTextContent());
        String text = Files.readString(directory.resolve("churn/pom.xml"));
        assertTrue(
                text.contains("<artifactId>adjoint-maven-plugin</artifactId>\n        <version>" + Compiler.VERSION));
    }

    /** As the build does it, but for Maven. */
    @Test
    void itCompilesRunsAndPassesItsTest() throws Exception {
        create("churn-model", "--package", "com.example.churn");
        Path home = directory.resolve("churn-model");
        Path generated = directory.resolve("generated");
        Path formula = home.resolve("src/main/ad/com/example/churn/churn_model.ad");
        Ad compile =
                Ad.run("compile", formula.toString(), "-d", generated.toString(), "--package", "com.example.churn");
        assertEquals(0, compile.code(), compile.err());
        javac("", generated.resolve("com/example/churn/ChurnModel.java"), main(home));
        javac(
                System.getProperty("path.separator") + System.getProperty("java.class.path"),
                home.resolve("src/test/java/com/example/churn/ChurnModelTest.java"));

        String said = run("com.example.churn.Main");
        assertTrue(said.startsWith("step   0  loss 0.6931\n"), said);
        assertTrue(said.matches("(?s).*: 1[789]\\d of 200 points are told right\n"), said);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.resolve("classes").toUri().toURL()},
                getClass().getClassLoader())) {
            var test = loader.loadClass("com.example.churn.ChurnModelTest").getDeclaredConstructor();
            test.setAccessible(true);
            var method = test.getDeclaringClass().getDeclaredMethod("gradientIsThatOfTheValue");
            method.setAccessible(true);
            method.invoke(test.newInstance());
        }
    }

    private static Path main(Path home) {
        return home.resolve("src/main/java/com/example/churn/Main.java");
    }

    private void javac(String more, Path... files) {
        String classes = directory.resolve("classes").toString();
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-Xlint:all,-path", "-Werror", "--release", "17", "-d", classes, "-cp", classes + more));
        Stream.of(files).map(Path::toString).forEach(arguments::add);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)),
                arguments::toString);
    }

    /** Without anything else on the class path. */
    private String run(String main) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory.resolve("classes").toString(),
                        main)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void whatIsInTheWayIsLeftAlone() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        assertEquals(0, create("empty").code(), "an empty folder is as good as none");
        Files.writeString(directory.resolve("empty/pom.xml"), "mine");
        Ad again = create("empty");
        assertEquals(1, again.code());
        assertTrue(
                again.err().contains("error[E0004]: `" + directory.resolve("empty") + "` is there already"),
                again.err());
        assertEquals("mine", Files.readString(directory.resolve("empty/pom.xml")));

        Files.writeString(directory.resolve("file"), "mine");
        assertEquals(1, create("file").code());
        Ad inside = create("file/churn");
        assertEquals(1, inside.code());
        assertFalse(inside.hasStackTrace());
        assertEquals("mine", Files.readString(directory.resolve("file")));
    }
}
