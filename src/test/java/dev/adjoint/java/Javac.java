package dev.adjoint.java;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac over files in a folder. */
final class Javac {

    private Javac() {}

    /** What javac says about the files, by path and text; nothing if it is content. */
    static String run(Path folder, Map<String, String> texts, String... options) {
        List<Path> files = new ArrayList<>();
        texts.forEach((name, text) -> {
            try {
                Path file = folder.resolve("src").resolve(name);
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        List<String> all = new ArrayList<>(List.of("-d", folder.resolve("out").toString()));
        all.addAll(List.of(options));
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(
                            messages, manager, null, all, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            return good ? messages.toString() : "refused:\n" + messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, as strictly as can be. */
    static String runStrictly(Path folder, Map<String, String> texts) {
        return run(folder, texts, "-Xlint:all", "-Werror", "--release", "17", "-proc:none");
    }
}
