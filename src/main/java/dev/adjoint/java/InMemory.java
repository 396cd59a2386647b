package dev.adjoint.java;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles generated classes without files. A JRE has no compiler; {@link #isAvailable} says so. */
public final class InMemory {

    /** Long formulas are deep trees for javac. */
    private static final long STACK = 256L << 20;

    /** File managers that know the classes of the JDK already, and that no thread uses. */
    private static final Deque<JavaFileManager> IDLE = new ArrayDeque<>();

    private InMemory() {}

    /** Whether this Java has a compiler. */
    public static boolean isAvailable() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /**
     * The class, in a class loader of its own.
     *
     * @return nothing if this Java has no compiler
     * @throws IllegalStateException if javac refuses the text, which is a mistake of this program
     */
    public static Optional<Class<?>> compile(JavaClass source) {
        return isAvailable() ? Optional.of(load(source, classes(source, List.of()))) : Optional.empty();
    }

    /** The bytes of each class that the text becomes, by binary name. */
    static Map<String, byte[]> classes(JavaClass source, List<String> moreOptions) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of(
                "-proc:none", "-implicit:none", "-g:none", "-classpath", "", "--limit-modules", modules(source)));
        options.addAll(moreOptions);
        StringWriter messages = new StringWriter();
        JavaFileManager files = idle();
        Memory memory = new Memory(files == null ? compiler.getStandardFileManager(null, null, null) : files);
        JavaCompiler.CompilationTask task =
                compiler.getTask(messages, memory, null, options, null, List.of(new Text(source)));
        if (!inDeepStack(task)) {
            throw new IllegalStateException("javac refuses " + source.qualifiedName() + ":\n" + messages);
        }
        synchronized (IDLE) {
            IDLE.add(memory.files());
        }
        return memory.bytes();
    }

    /** The fewer modules there are, the sooner javac is done; the annotation is in one of its own. */
    private static String modules(JavaClass source) {
        return source.text().contains("javax.annotation.processing") ? "java.base,java.compiler" : "java.base";
    }

    /** A file manager that is not in use, or null. */
    private static JavaFileManager idle() {
        synchronized (IDLE) {
            return IDLE.poll();
        }
    }

    private static boolean inDeepStack(JavaCompiler.CompilationTask task) {
        boolean[] good = new boolean[1];
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> good[0] = task.call(), "javac", STACK);
        thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while javac was running", e);
        }
        if (failure[0] != null) {
            throw new IllegalStateException("javac failed", failure[0]);
        }
        return good[0];
    }

    static Class<?> load(JavaClass source, Map<String, byte[]> classes) {
        try {
            return new Loader(classes).loadClass(source.qualifiedName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("javac did not write " + source.qualifiedName(), e);
        }
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(JavaClass source) {
            super(URI.create("string:///" + source.qualifiedName().replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = source.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Bytes extends SimpleJavaFileObject {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes(String name) {
            super(URI.create("bytes:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return out;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, Bytes> written = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            return written.computeIfAbsent(className, Bytes::new);
        }

        JavaFileManager files() {
            return fileManager;
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new HashMap<>();
            written.forEach((name, file) -> bytes.put(name, file.out.toByteArray()));
            return bytes;
        }
    }
}
