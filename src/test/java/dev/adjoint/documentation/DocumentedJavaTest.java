package dev.adjoint.documentation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of Java under {@code <!-- runs -->} compiles with the classes of the samples, and runs. */
final class DocumentedJavaTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> snippets() {
        return Markdown.pages().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.comments().contains("runs"))
                        .map(block -> dynamicTest(page.file() + ":" + block.line(), () -> run(block))));
    }

    private void run(Markdown.Block block) throws Exception {
        String name = "Line" + block.line();
        Path file = folder.resolve(name + ".java");
        Files.writeString(
                file,
                "import dev.adjoint.samples.*;\nimport java.util.*;\npublic class " + name
                        + " {\npublic static void main(String[] args) {\n" + block.text() + "}}\n");
        compile(file);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
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
