package dev.adjoint.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.kernels.Products;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of the products in {@code float}, as a class of its own. */
class NarrowProductsTest {

    @TempDir
    private Path folder;

    private Class<?> compiled() throws Exception {
        KernelSource source = KernelSource.of(Products.class);
        TypeSpec.Builder type = TypeSpec.classBuilder("Narrow");
        source.names().forEach(name -> type.addMethod(source.write(name, n -> n, true, true)));
        String text = JavaFile.builder("", type.build()).build().toString();
        assertEquals("", Javac.runStrictly(folder, Map.of("Narrow.java", text)));
        URL out = folder.resolve("out").toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {out})) {
            return loader.loadClass("Narrow");
        }
    }

    private static Method method(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method;
    }

    @Test
    void floatsComeOutAsDoublesDo() throws Exception {
        Class<?> narrow = compiled();
        Method multiply = method(narrow, "multiply");
        Method panel = method(narrow, "panel");
        assertEquals(
                TypeName.FLOAT.toString(),
                panel.getReturnType().getComponentType().getComponentType().toString());
        Random random = new Random(8);
        int[][] sizes = {{2, 3, 4}, {9, 300, 25}, {50, 7, 90}, {33, 1, 70}, {1, 70, 33}, {90, 1, 8}, {12, 20, 1}};
        for (int[] size : sizes) {
            int m = size[0];
            int n = size[1];
            int depth = size[2];
            double[] a = values(m * depth, random);
            double[] b = values(depth * n, random);
            double[] c = values(m * n, random);
            float[] inFloat = narrow(c);
            Object scratch = panel.invoke(null, Math.max(m, Math.max(n, depth)));
            multiply.invoke(
                    null, m, n, depth, narrow(a), 0, depth, 1, narrow(b), 0, 1, depth, inFloat, 0, n, 1, true, scratch);
            Products.multiply(
                    m, n, depth, a, 0, depth, 1, b, 0, 1, depth, c, 0, n, 1, true, Products.panel(m + n + depth));
            for (int k = 0; k < c.length; k++) {
                assertEquals(c[k], inFloat[k], 1e-6 * (depth + 4));
            }
        }
    }

    /** Random numbers that are floats. */
    private static double[] values(int count, Random random) {
        return random.doubles(count, -1, 1).map(x -> (float) x).toArray();
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            narrow[k] = (float) values[k];
        }
        return narrow;
    }
}
