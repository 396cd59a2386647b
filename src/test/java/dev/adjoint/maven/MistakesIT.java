package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What careless users are told, and that nothing is left half done. */
final class MistakesIT {

    private static final String GOOD = "param w\nf = w^2\n";

    private static Maven.Result refused(Module module, String... goals) {
        Maven.Result result = Maven.running().run(module.folder(), goals);
        assertFalse(result.succeeded(), result.text());
        return result;
    }

    private static List<String> errors(Module module, Maven.Result result) {
        String folder = module.folder() + "/";
        return result.lines().stream()
                .filter(line -> line.startsWith("[ERROR] " + folder))
                .map(line -> line.substring("[ERROR] ".length() + folder.length()))
                .toList();
    }

    @Test
    void allErrorsOfAllFilesAtTheirPlaces() {
        Module module = Module.named("errors")
                .write("src/main/ad/good.ad", GOOD)
                .write("src/main/ad/a/first.ad", "param w\nf = w + y\ng = z\n")
                .write("src/main/ad/b/second.ad", "dim N, M\nparam A[N,M], x[N]\nf = sum(A*x)\n");
        Maven.Result result = refused(module, "generate-sources");
        List<String> errors = errors(module, result);
        assertEquals(3, errors.size(), result.text());
        assertTrue(errors.get(0).startsWith("src/main/ad/a/first.ad:[2,9] E0301: "), errors.get(0));
        assertTrue(errors.get(1).startsWith("src/main/ad/a/first.ad:[3,5] E0301: "), errors.get(1));
        assertTrue(errors.get(2).startsWith("src/main/ad/b/second.ad:[3,10] E0203: "), errors.get(2));
        assertTrue(result.text().contains("2 formulas of 3 refused, 3 errors: first.ad, second.ad"), result.text());
        assertEquals(Set.of(), module.times("target/generated-sources").keySet(), "no good file without the others");

        module.write("src/main/ad/a/first.ad", GOOD).write("src/main/ad/b/second.ad", GOOD);
        assertTrue(Maven.running().run(module.folder(), "generate-sources").succeeded());
        Set<String> written = module.times("target/generated-sources").keySet();
        String first = module.read("target/generated-sources/ad/a/First.java");
        module.write("src/main/ad/a/first.ad", "f = ((\n");
        refused(module, "generate-sources");
        assertEquals(written, module.times("target/generated-sources").keySet());
        assertEquals(first, module.read("target/generated-sources/ad/a/First.java"));
    }

    @Test
    void classesThatCollideAndNamesThatAreNone() {
        Module module = Module.named("names")
                .write("src/main/ad/net/two_layer.ad", GOOD)
                .write("src/main/ad/net/two-layer.ad", GOOD)
                .write("src/main/ad/net/mine.ad", GOOD)
                .write("src/main/java/net/Mine.java", "package net;\nclass Mine {}\n")
                .write("src/main/ad/my-models/x.ad", GOOD)
                .write("src/main/ad/net/2.ad", GOOD);
        Maven.Result result = refused(module, "generate-sources");
        String text = result.text();
        assertTrue(text.contains("net/two-layer.ad and net/two_layer.ad both become"), text);
        assertTrue(text.contains("Mine.java has the name of the class that is generated, net.Mine; rename"), text);
        assertTrue(text.contains("the folder `my-models` becomes a part of the package, and is no Java name"), text);
        assertTrue(text.contains("help: rename the folder, to `my_models` say"), text);
        assertTrue(text.contains("help: rename the file"), text);
        assertFalse(module.has("target/generated-sources/ad/net/Mine.java"));
    }

    @Test
    void aWrongGradientFailsTheBuild() {
        Module module = Module.named("wrong")
                .write("src/main/ad/good.ad", GOOD)
                .write("src/main/ad/bad.ad", "fn cube(x) = x^3 backward d, y = 2*x^2*d\nparam w = 2\nf = cube(w)\n");
        Maven.Result result = refused(module, "adjoint:check");
        assertTrue(errors(module, result).get(0).startsWith("src/main/ad/bad.ad:[1,1] a gradient is wrong"));
        assertTrue(result.text().contains("WRONG"), result.text());
        module.write("src/main/ad/bad.ad", "fn cube(x) = x^3 backward d, y = 3*x^2*d\nparam w = 2\nf = cube(w)\n");
        Maven.Result good = Maven.running().run(module.folder(), "adjoint:check");
        assertTrue(good.succeeded(), good.text());
        assertEquals("2 formulas: no gradient is wrong", good.line("formulas:"));
        assertEquals(
                "2 formulas: no gradient is wrong, 2 unchanged since they were checked",
                Maven.running().run(module.folder(), "adjoint:check").line("formulas:"));
    }

    @Test
    void formulasInTheWrongFolderAndOptionsThatAreNone() {
        Module module = Module.named("misplaced").write("src/main/java/net/net.ad", GOOD);
        Maven.Result result = Maven.running().run(module.folder(), "generate-sources");
        assertTrue(result.succeeded(), result.text());
        assertTrue(result.text().contains("net.ad:[1,1] is in none of the folders that formulas are read from"));

        module.move("src/main/java/net/net.ad", "src/main/net.ad").write("src/main/ad/net.ad", GOOD);
        String real = refused(module, "generate-sources", "-Dadjoint.real=half").text();
        assertTrue(real.contains("real is `double` or `float`, and `half` is neither"), real);
        String wrt = refused(module, "generate-sources", "-Dadjoint.wrt=x").text();
        assertTrue(wrt.contains("hold for every formula of an execution"), wrt);
    }

    @Test
    void warningsAreSaidAgainUntilTheyAreHeeded() {
        Module module = Module.named("warnings").write("src/main/ad/net.ad", "param w, v\nf = w^2\n");
        Maven.Result first = Maven.running().run(module.folder(), "generate-sources");
        assertTrue(first.succeeded(), first.text());
        assertTrue(first.line("net.ad:[1,10]").contains(" W0001: "), first.text());
        Maven.Result again = refused(module, "generate-sources", "-Dadjoint.failOnWarning");
        assertEquals(first.line("net.ad:[1,10]"), again.line("net.ad:[1,10]"));
        assertTrue(again.text().contains("1 warning, and adjoint.failOnWarning is set"), again.text());
    }
}
