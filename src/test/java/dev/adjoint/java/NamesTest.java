package dev.adjoint.java;

import static dev.adjoint.java.Made.call;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files and of the user's that mean something in Java. */
class NamesTest {

    /** A formula that makes use of most types that a class can name. */
    private static final String MUCH = """
            dim N, C, D
            param W[C,D], b[C] = 1
            input X[N,D], y[N] in C, t
            s[n] : [C] = max(0, W*X[n,:] + b)
            loss = sum(logsumexp(s[n,:]) - s[n,y[n]] for n)/N + sigmoid(t)
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math",
                "String",
                "Object",
                "Random",
                "Entry",
                "List",
                "Arrays",
                "Double",
                "System",
                "Integer",
                "Record",
                "IllegalStateException",
                "Override",
                "ArrayList",
                "Float",
                "int_",
                "NaN"
            })
    void aFileMayBeCalledLikeAClassOfJava(String name) {
        JavaClass java = Made.of(name + ".ad", MUCH, Options.defaults()).java();
        assertEquals("", Javac.runStrictly(folder, Map.of(java.className() + ".java", java.text())));
    }

    @Test
    void classesOfOnePackageDoNotDisturbEachOther() {
        Map<String, String> texts = new HashMap<>();
        for (String name : List.of("math", "string", "object", "random", "entry", "list", "system", "integer", "net")) {
            JavaClass java = Made.of(name + ".ad", MUCH, Options.defaults().inPackage("p"))
                    .java();
            texts.put("p/" + java.className() + ".java", java.text());
        }
        assertEquals("", Javac.runStrictly(folder, texts));
    }

    @Test
    void aUserMayUseTheNamesOfTheApi() {
        Made made = Made.of("""
                dim value, java
                param Math[value], g[value], theta, Arrays, hashCode, xIsSet, loaded, x2
                input data[value], seeds, out, wait, k[java] in value
                String = sum(Math.*g.*data) + theta*Arrays + seeds + out + wait + sum(g[k[i]] for i)
                gradient = String*hashCode*xIsSet*loaded*x2
                forward = gradient + String
                output forward, gradient, String
                """);
        Object object = made.instance(2, 3);
        call(object, "data", (Object) new double[] {1, 2});
        call(object, "seeds", 1.0);
        call(object, "out", 1.0);
        call(object, "wait_", 1.0);
        call(object, "k", (Object) new int[] {0, 1, 1});
        double[] theta = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        assertEquals(20.0, call(object, "value", (Object) theta));
        assertEquals(10.0, call(object, "gradient_"));
        assertEquals(10.0, call(object, "String"));
        assertEquals(20.0, call(object, "forward_"));
        assertEquals(6, call(object, "hashCode_"));
        assertEquals(
                "", Javac.runStrictly(folder, Map.of("Made.java", made.java().text())));
    }

    @Test
    void wordsOfJavaGetAnUnderscore() {
        Made made = Made.of("dim int\nparam double[int], class\nnew = sum(double)*class\noutput new\n");
        Object object = made.instance(2);
        double[] g = (double[]) call(object, "gradient", (Object) new double[] {1, 2, 3});
        assertArrayEquals(new double[] {3, 3, 3}, g);
        assertEquals(2, call(object, "class_"));
        assertEquals(1, call(object, "double_", 1));
        assertEquals(9.0, call(object, "new_"));
        assertTrue(call(object, "layout").toString().contains("name=double,"));
    }

    @Test
    void greekLettersAreSpeltOut() {
        Made made = Made.of("## Der Öffnungswinkel */ @x {\nparam θ, Σ1\nλ = θ*Σ1 # ∂ \\u000a\n");
        Object object = made.instance();
        assertEquals(0, call(object, "theta"));
        assertEquals(1, call(object, "Sigma1"));
        assertEquals(6.0, call(object, "value", (Object) new double[] {2, 3}));
        assertEquals(6.0, call(object, "lambda"));
        assertTrue(call(object, "layout").toString().contains("name=θ,"));
        assertEquals(
                "", Javac.runStrictly(folder, Map.of("Made.java", made.java().text())));
    }

    @Test
    void namesThatBecomeOneAreRefused() {
        List<Diagnostic> found = Made.refused("clash.ad", "param θ\ninput theta\nf = θ*theta\n", Options.defaults());
        assertEquals(1, found.size());
        assertEquals(Code.E0901, found.get(0).code());
        assertEquals("`θ` and `theta` are both `theta` in Java", found.get(0).message());
        assertEquals(2, found.get(0).place().orElseThrow().line());
        assertEquals(1, found.get(0).notes().get(0).place().line());
    }

    @ParameterizedTest
    @CsvSource({
        "two_layer.ad,TwoLayer",
        "some/where/two-layer.ad,TwoLayer",
        "a.b.ad,AB",
        "lstm,Lstm",
        "σ_net.ad,SigmaNet",
        "HTTPNet.ad,HTTPNet"
    })
    void filesNameTheirClasses(String file, String name) {
        assertEquals(
                name,
                Made.of(file, "param w\nf = w\n", Options.defaults()).java().className());
    }

    @Test
    void whatIsNoNameInJavaIsRefusedWithTheWayOut() {
        List<Diagnostic> found = Made.refused("3d-net.ad", "param w\nf = w\n", Options.defaults());
        assertEquals(Code.E0902, found.get(0).code());
        assertEquals(
                "`3dNet`, made from `3d-net.ad`, is not the name of a Java class",
                found.get(0).message());
        assertEquals("give one with `--class DNet`", found.get(0).help().orElseThrow());
        found = Made.refused("net.ad", "param w\nf = w\n", Options.defaults().named("class"));
        assertEquals("`class` is not the name of a Java class", found.get(0).message());
        found = Made.refused("net.ad", "param w\nf = w\n", Options.defaults().inPackage("a..b"));
        assertEquals("`a..b` is not the name of a Java package", found.get(0).message());
    }

    @Test
    void theAnnotationNeedsItsModule() {
        JavaClass java = Made.of(
                        "net.ad", MUCH, Options.defaults().inPackage("p").annotated(true))
                .java();
        assertTrue(java.text().contains("@Generated(\"dev.adjoint\")"));
        Map<String, String> texts = Map.of(
                "p/Net.java",
                java.text(),
                "module-info.java",
                "/** M. */ module m { requires transitive java.compiler; exports p; }");
        assertEquals("", Javac.runStrictly(folder, texts));
    }
}
