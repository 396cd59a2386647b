package dev.adjoint.documentation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of Java under {@code <!-- runs -->} compiles with the classes of the samples, and runs; so does every one in the
 * Javadoc of the types that users call. A class under {@code <!-- tests -->} is a test that passes.
 */
final class DocumentedJavaTest {

    private static final Path MAIN = Path.of("src/main/java/dev/adjoint");
    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\R(.*?)\\R *\\* *\\}</pre>", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\bclass (\\w+)");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> snippets() {
        return blocks("runs", block -> run("Line" + block.line(), block.text()));
    }

    @TestFactory
    Stream<DynamicTest> tests() {
        return blocks("tests", block -> test(block.text()));
    }

    private interface Trial {
        void of(Markdown.Block block) throws Exception;
    }

    private static Stream<DynamicTest> blocks(String comment, Trial trial) {
        return Markdown.pages().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.comments().contains(comment))
                        .map(block -> dynamicTest(page.file() + ":" + block.line(), () -> trial.of(block))));
    }

    @TestFactory
    Stream<DynamicTest> javadoc() {
        return Stream.of("Adjoint", "Compiler", "Formula").flatMap(type -> {
            List<String> snippets = javadoc(MAIN.resolve(type + ".java"));
            assertFalse(snippets.isEmpty(), type);
            return IntStream.range(0, snippets.size())
                    .mapToObj(k -> dynamicTest(type + " " + k, () -> run(type + k, snippets.get(k))));
        });
    }

    private static List<String> javadoc(Path file) {
        try {
            return SNIPPET.matcher(Files.readString(file))
                    .results()
                    .map(snippet -> snippet.group(1).replaceAll("(?m)^ *\\* ?", "") + "\n")
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Runs statements with the imports above them. */
    private void run(String name, String text) throws Exception {
        Map<Boolean, String> lines = text.lines()
                .collect(Collectors.partitioningBy(
                        line -> line.startsWith("import "), Collectors.joining("\n", "", "\n")));
        load(
                name,
                "import dev.adjoint.*;\nimport dev.adjoint.Compiler;\nimport dev.adjoint.diagnostic.*;\nimport dev.adjoint.samples.*;\nimport dev.adjoint.source.Source;\nimport java.nio.file.*;\nimport java.util.*;\n"
                        + lines.get(true) + "public class " + name + " {\npublic static void main(String[] args) {\n"
                        + lines.get(false) + "}}\n",
                type -> type.getMethod("main", String[].class).invoke(null, (Object) new String[0]));
    }

    /** Calls every test of a class. */
    private void test(String text) throws Exception {
        Matcher name = CLASS.matcher(text);
        assertTrue(name.find(), text);
        load(name.group(1), text, type -> {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object test = constructor.newInstance();
            List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();
            assertFalse(methods.isEmpty(), text);
            for (Method method : methods) {
                method.setAccessible(true);
                method.invoke(test);
            }
        });
    }

    private interface Use {
        void of(Class<?> type) throws ReflectiveOperationException;
    }

    private void load(String name, String text, Use use) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), text);
        compile(file);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            use.of(loader.loadClass(name));
        }
    }

    private void compile(Path file) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertTrue(good, messages::toString);
        }
    }
}
