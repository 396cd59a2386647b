package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.java.InMemory;
import dev.adjoint.source.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What generated classes promise to their users: the public members of some, as they stand in {@code src/test/ad/api}. A line
 * that is lost or changed there breaks somebody's program; see {@code src/site/markdown/compatibility.md}.
 */
class GeneratedApiTest {

    private static final Path PROMISE = Path.of("src/site/markdown/compatibility.md");

    private static final Map<String, Options> OPTIONS = Map.of(
            "single", Options.defaults().with(Options.Real.FLOAT),
            "chained", Options.defaults().wrt(List.of("x", "t")).keep(List.of("h")));

    /** The names in two of the programs. */
    private static final Set<String> USERS = Set.of("N", "W", "b", "X", "y", "s", "loss", "cams", "e", "r");

    @ParameterizedTest
    @ValueSource(strings = {"regression", "single", "chained", "products"})
    void publicMembersAreThoseThatWerePromised(String program) {
        Expected.compare(Expected.folder("api").resolve(program + ".txt"), members(type(program)));
    }

    private static Class<?> type(String program) {
        Source source =
                new Source(program + ".ad", Expected.text(Expected.folder("api").resolve(program + ".ad")));
        Compilation compilation = Compiler.compile(source, OPTIONS.getOrDefault(program, Options.defaults()));
        assertEquals(
                "",
                compilation.diagnostics().all().stream()
                        .map(Diagnostic::message)
                        .collect(Collectors.joining("\n")));
        return InMemory.compile(compilation.java().orElseThrow()).orElseThrow();
    }

    /** The class, then its public members, sorted; those of its public classes below them. */
    private static String members(Class<?> type) {
        List<String> lines = new ArrayList<>();
        for (Constructor<?> constructor : type.getConstructors()) {
            lines.add("public " + type.getSimpleName() + parameters(constructor.getParameters()));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                lines.add(Modifier.toString(method.getModifiers()) + " " + plain(method.getGenericReturnType()) + " "
                        + method.getName() + parameters(method.getParameters()));
            }
        }
        Arrays.stream(type.getFields())
                .map(field -> Modifier.toString(field.getModifiers()) + " " + plain(field.getGenericType()) + " "
                        + field.getName())
                .forEach(lines::add);
        String inner = Arrays.stream(type.getClasses())
                .map(GeneratedApiTest::record)
                .sorted()
                .collect(Collectors.joining());
        return Modifier.toString(type.getModifiers()) + " class " + type.getSimpleName() + "\n"
                + lines.stream().sorted().map(line -> "  " + line + "\n").collect(Collectors.joining()) + inner;
    }

    private static String record(Class<?> type) {
        assertTrue(type.isRecord(), type + " is a kind of class that is not listed here");
        return "  " + Modifier.toString(type.getModifiers()) + " record " + type.getSimpleName()
                + Stream.of(type.getRecordComponents())
                        .map((RecordComponent c) -> plain(c.getGenericType()) + " " + c.getName())
                        .collect(Collectors.joining(", ", "(", ")\n"));
    }

    private static String parameters(Parameter... parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> plain(parameter.getParameterizedType()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A type without its packages. */
    private static String plain(Type type) {
        return type.getTypeName().replaceAll("\\b\\w+\\.|\\w+\\$", "");
    }

    /** So that the page names what there is, and what there is stands on the page. */
    @Test
    void thePageNamesEveryMethodThatHasNoNameOfTheUsers() throws Exception {
        String page = Files.readString(PROMISE);
        for (String program : List.of("regression", "products")) {
            for (Method method : type(program).getDeclaredMethods()) {
                String name = method.getName().replaceFirst("_.*", "");
                boolean ours = Modifier.isPublic(method.getModifiers()) && !USERS.contains(name);
                assertTrue(!ours || page.contains("`" + name), name + " is not on " + PROMISE);
            }
        }
    }
}
