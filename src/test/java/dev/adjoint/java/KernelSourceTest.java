package dev.adjoint.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Options;
import dev.adjoint.kernels.Elementary;
import dev.adjoint.kernels.FloatElementary;
import dev.adjoint.kernels.Linear;
import dev.adjoint.kernels.Products;
import dev.adjoint.kernels.Special;
import dev.adjoint.loops.Bytecodes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of the kernels, and what of it goes into a generated class. */
class KernelSourceTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {Special.class, Elementary.class, FloatElementary.class, Linear.class, Products.class})
    void everyMethodIsReadAndShortEnough(Class<?> kernels) throws IOException {
        Set<String> methods = new HashSet<>();
        for (Method method : kernels.getDeclaredMethods()) {
            assertTrue(methods.add(method.getName()), method + " is overloaded");
        }
        KernelSource source = KernelSource.of(kernels);
        assertEquals(methods, new HashSet<>(source.names()));
        source.names()
                .forEach(name -> assertFalse(source.write(name, n -> n).code().isEmpty(), name));

        try (InputStream bytes = kernels.getResourceAsStream(kernels.getSimpleName() + ".class")) {
            new ClassFile(bytes.readAllBytes())
                    .methods()
                    .forEach((name, length) -> assertTrue(length <= Bytecodes.LIMIT, name + " has " + length));
        }
        try (InputStream text = kernels.getResourceAsStream(kernels.getSimpleName() + ".java")) {
            String all = new String(text.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(all));
        }
    }

    @Test
    void aClassHasWhatItUsesAndNoMore() {
        Set<String> needed = KernelSource.of(Special.class).needed("erf");

        assertEquals(Set.of("erf", "erfNearZero", "erfNearOne", "erfcTail", "erfcMiddle", "erfcFar"), needed);
        assertThrows(
                IllegalStateException.class,
                () -> KernelSource.of(Special.class).needed("besselj"));
        Class<?> type = Made.of("param x\nf = erf(x)\n").type();
        List<String> names =
                Arrays.stream(type.getDeclaredMethods()).map(Method::getName).toList();
        assertTrue(names.containsAll(needed), names.toString());
        assertFalse(names.contains("erfc"), names.toString());
    }

    @Test
    void namesOfTheUserWin() {
        Made made = Made.of("param a, erfNearZero, s\nf = erf(a) + 2*erfNearZero*s\nerf = 3*f\n");
        Object object = made.instance();
        double[] theta = {0.5, 1, 0};

        assertEquals(3 * Special.erf(0.5), Made.call(object, "value", theta));
        assertEquals(1, Made.call(object, "erfNearZero"));
        assertEquals(3 * Special.erf(0.5), Made.call(object, "erf"));
    }

    @ParameterizedTest
    @EnumSource(Options.Real.class)
    void javacHasNothingToSay(Options.Real real) {
        Options options = Options.defaults().with(real);
        for (String file : List.of("Math.ad", "Double.ad", "erf.ad")) {
            JavaClass java = Made.of(file, "param x[3]\nf = sum(erf(x)) + sum(erfc(2*x))\n", options)
                    .java();
            assertEquals("", Javac.runStrictly(folder, Map.of(java.className() + ".java", java.text())));
        }
    }
}
