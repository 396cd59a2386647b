package dev.adjoint.java;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.loops.Loops;
import dev.adjoint.source.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A class made of a program, for the tests to call by name. */
record Made(Compilation compilation, JavaClass java, Loops loops, Class<?> type) {

    static Made of(String text) {
        return of("made.ad", text, Options.defaults());
    }

    static Made of(String file, String text, Options options) {
        Compilation compilation = Compiler.compile(new Source(file, text), options);
        if (compilation.failed()) {
            throw new AssertionError(compilation.diagnostics().all());
        }
        JavaClass java = compilation.java().orElseThrow();
        return new Made(
                compilation,
                java,
                compilation.loops().orElseThrow(),
                InMemory.compile(java).orElseThrow());
    }

    /** What the compiler says of a program that it refuses. */
    static List<Diagnostic> refused(String file, String text, Options options) {
        Compilation compilation = Compiler.compile(new Source(file, text), options);
        if (!compilation.failed() || compilation.java().isPresent()) {
            throw new AssertionError("not refused: " + text);
        }
        return compilation.diagnostics().all();
    }

    /** The bytes of the class and of its members, by name. */
    Map<String, byte[]> classes() {
        return InMemory.classes(java, List.of());
    }

    Object instance(Integer... sizes) {
        Class<?>[] types = new Class<?>[sizes.length];
        Arrays.fill(types, int.class);
        try {
            return type.getConstructor(types).newInstance((Object[]) sizes);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the class has not what it should have", e);
        }
    }

    static Object call(Object object, String name, Object... arguments) {
        Class<?>[] types = Arrays.stream(arguments).map(Made::type).toArray(Class<?>[]::new);
        try {
            Method method = object.getClass().getMethod(name, types);
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the class has not what it should have", e);
        }
    }

    private static Class<?> type(Object argument) {
        if (argument instanceof Integer) {
            return int.class;
        }
        if (argument instanceof Double) {
            return double.class;
        }
        return argument instanceof Float ? float.class : argument.getClass();
    }

    private static RuntimeException unchecked(InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException unchecked) {
            return unchecked;
        }
        throw new AssertionError(e.getCause());
    }
}
