package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticJson;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code use} brings, and what it leaves where it is; most of the files are in memory. */
class UsedFilesTest {

    private static final String NET = """
            use "layers.ad"
            dim H, D
            param W[H,D], b[H]
            input x[D]
            f = sum(dense(W, b, x)) + scale
            """;

    private static final String LAYERS = """
            use "base/shift.ad"
            const scale = 3
            fn dense(W, b, x) {
                h = shift(W*x, b)
                return [max(h[i], h[i]/scale) for i]
            }
            """;

    private static final String SHIFT = """
            const by = 1
            fn shift(z, b) = z + by*b
            """;

    private final Map<String, String> files =
            new HashMap<>(Map.of("net.ad", NET, "layers.ad", LAYERS, "base/shift.ad", SHIFT));

    private Library library() {
        return (user, path, why) -> {
            String name = Path.of(user.name())
                    .resolveSibling(path)
                    .normalize()
                    .toString()
                    .replace('\\', '/');
            if (!files.containsKey(name)) {
                why.add(Diagnostic.nowhere(Code.E0001, "`" + name + "` is not in memory"));
            }
            return Optional.ofNullable(files.get(name)).map(text -> new Source(name, text));
        };
    }

    private Compilation compiled() {
        return Compiler.compile(new Source("net.ad", files.get("net.ad")), library(), Options.defaults(), Phase.JAVA);
    }

    private String refused() {
        return new DiagnosticPrinter(false).print(compiled().diagnostics().all());
    }

    private String java() {
        assertEquals("", refused());
        return compiled().java().orElseThrow().text();
    }

    private static String firstLine(String java) {
        return java.lines().findFirst().orElseThrow();
    }

    /** The class without what is said about the text. */
    private static String code(String java) {
        return java.replaceAll("(?s)/\\*\\*.*?\\*/", "").replaceAll("//[^\\n]*\\n", "\n");
    }

    @Test
    void isTheSameAsWrittenInOneFile() {
        String used = java();
        files.put("net.ad", SHIFT + LAYERS.replaceFirst("use .*\n", "") + NET.replaceFirst("use .*\n", ""));
        assertEquals(code(java()), code(used));
    }

    @Test
    void theTreeIsTheFileItself() {
        String tree = compiled().print(Phase.TREE).orElseThrow();
        assertTrue(tree.contains("use \"layers.ad\"") && !tree.contains("shift"), tree);
    }

    @Test
    void everyFileReadIsKnownOnce() {
        files.put("net.ad", "use \"base/shift.ad\"\nuse \"base/../layers.ad\"\n" + NET);
        assertEquals("", refused());
        assertEquals(
                List.of("net.ad", "base/shift.ad", "layers.ad"),
                compiled().sources().stream().map(Source::name).toList());
    }

    @Test
    void aFileUsedOverTwoWaysIsNoCollision() {
        files.put("left.ad", "use \"layers.ad\"\nfn left(W, b, x) = dense(W, b, x)\n");
        files.put("net.ad", "use \"left.ad\"\nuse \"layers.ad\"\n" + NET.replace("f = ", "f = sum(left(W, b, x)) + "));
        assertEquals("", refused());
        assertEquals(
                1,
                compiled().program().orElseThrow().definitions().stream()
                        .filter(d -> d.name().equals("scale"))
                        .count());
    }

    @Test
    void aBodySeesTheNamesOfItsOwnFile() {
        files.put("net.ad", NET + "by = sum(x)\nfn shift(z) = z\ng = f + shift(by)\noutput f, g\n");
        assertEquals("", refused());
    }

    @Test
    void theFirstLineKnowsEveryText() {
        String before = java();
        files.put("base/shift.ad", SHIFT.replace("by = 1", "by = 2"));
        assertNotEquals(firstLine(before), firstLine(java()));
        files.put("base/shift.ad", SHIFT.replace("\n", "\r\n"));
        assertEquals(firstLine(before), firstLine(java()));
    }

    @Test
    void theLineOverALoopIsThatOfItsFile() {
        files.put("layers.ad", LAYERS.replace("return [", "g[i] = sum(h[i]*h[j] for j)\n    return [g[i] + "));
        String java = java();
        assertTrue(java.contains("// layers.ad:5: g of g[i] = sum(h[i]*h[j] for j)"), java);
    }

    @Test
    void aMistakeInABodyIsShownThereAndAtTheCall() {
        files.put("base/shift.ad", "fn shift(z, b) = z + b'\n");
        assertEquals("""
                error[E0207]: a column and a row are added
                  --> base/shift.ad:1:20
                   |
                 1 | fn shift(z, b) = z + b'
                   |                  - ^ -- row [H]
                   |                  [H]
                  --> layers.ad:4:9
                   |
                 4 |     h = shift(W*x, b)
                   |         ------------- in this call of `shift`, where z is [H] and b is [H]
                  --> net.ad:5:9
                   |
                 5 | f = sum(dense(W, b, x)) + scale
                   |         -------------- in this call of `dense`, where W is [H, D] and b is [H] and x is [D]
                   = help: as a column it is `b`
                """, refused());
        String json = DiagnosticJson.line(compiled().diagnostics().all().get(0));
        assertTrue(json.contains("\"file\":\"base/shift.ad\",\"line\":1"), json);
        assertTrue(json.contains("\"file\":\"net.ad\",\"line\":5"), json);
    }

    @Test
    void aMistakeInAFunctionThatIsNotCalledIsShownToo() {
        files.put("layers.ad", LAYERS + "fn spare(x) = unheard(x)\n");
        assertEquals("""
                error[E0501]: there is no function `unheard` here
                  --> layers.ad:7:15
                   |
                 7 | fn spare(x) = unheard(x)
                   |               ^^^^^^^
                """, refused());
    }

    /** The path of the file itself may be written in any way; what is used is named as seen from here. */
    @Test
    void pathsAreRelativeToTheFile(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("base"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Source net = new Source(folder.resolve("base/../net.ad").toString(), NET);
        Compilation compilation = Compiler.compile(net, Options.defaults());
        assertEquals(List.of(), compilation.diagnostics().all());
        assertEquals(
                List.of(
                        net.name(),
                        folder.resolve("layers.ad").toString(),
                        folder.resolve("base/shift.ad").toString()),
                compilation.sources().stream().map(Source::name).toList());
    }

    @Test
    void aMissingFileIsOneMistake() {
        files.remove("layers.ad");
        assertEquals("""
                error[E0001]: `layers.ad` is not in memory
                  --> net.ad:1:1
                   |
                 1 | use "layers.ad"
                   | ^^^^^^^^^^^^^^^
                """, refused());
    }
}
