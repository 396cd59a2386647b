package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SyntaxPropertiesTest {

    private static final Set<String> ANTLRS_WORDS =
            Set.of("mismatched", "extraneous", "viable", "expecting", "<EOF>", "token recognition");

    @Provide
    Arbitrary<String> formulas() {
        return formula(4);
    }

    /** Formulas with more brackets and spaces than they need. */
    private static Arbitrary<String> formula(int depth) {
        Arbitrary<String> leaf = Arbitraries.of("a", "b", "W1", "θ", "2", "0.5", "1e-3", "derive", "pi");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> formula(depth - 1));
        Arbitrary<String> operator =
                Arbitraries.of("^", " .^ ", "*", "/", " .* ", " ./", " + ", "-", " - ", " && ", "||");
        Arbitrary<String> comparison = Arbitraries.of("<", " <= ", ">", ">=", " == ", "!=");
        Arbitrary<String> range = Arbitraries.oneOf(
                Arbitraries.of("D", "0:3", ":n", "1:", ":"),
                Combinators.combine(inner, inner).as((a, b) -> "(" + a + "):(" + b + ")"));
        return Arbitraries.oneOf(
                leaf,
                inner.map(e -> "(" + e + ")"),
                inner.map(e -> "-(" + e + ")"),
                inner.map(e -> "!(" + e + ")"),
                inner.map(e -> "(" + e + ")'"),
                Combinators.combine(inner, operator, inner).as((a, o, b) -> "(" + a + ")" + o + "(" + b + ")"),
                Combinators.combine(inner, comparison, inner).as((a, o, b) -> "((" + a + ")" + o + "(" + b + "))"),
                Combinators.combine(inner, range).as((a, r) -> "(" + a + ")[" + r + ", i]"),
                Combinators.combine(inner, inner, inner).as((a, b, c) -> "if " + a + " then " + b + "\nelse " + c),
                Combinators.combine(inner, inner).as((a, b) -> "f(" + a + ",\n" + b + ")"),
                Combinators.combine(inner, inner).as((a, b) -> "[" + a + ", " + b + "]"),
                Combinators.combine(inner, range, inner)
                        .as((a, r, c) -> "sum(" + a + " for i in " + r + ", j if " + c + ")"),
                Combinators.combine(inner, range).as((a, r) -> "[" + a + " for i, j in " + r + "]"));
    }

    @Property(tries = 300)
    void printingAndParsingGiveTheSameTree(@ForAll("formulas") String formula) {
        Tree tree = Reading.good("y = " + formula + "\nz = 1\n");
        String printed = TreePrinter.print(tree);
        Tree again = Reading.good(printed);
        assertEquals(Spanless.of(tree), Spanless.of(again));
        assertEquals(printed, TreePrinter.print(again));
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "dim",
                        "param",
                        "input",
                        "const",
                        "fn",
                        "scan",
                        "output",
                        "use",
                        "derive",
                        "wrt",
                        "carry",
                        "while",
                        "backward",
                        "surrogate",
                        "return",
                        "where",
                        "for",
                        "in",
                        "if",
                        "then",
                        "else",
                        "y",
                        "x",
                        "T",
                        "2",
                        "0.5",
                        "2.",
                        ".5",
                        "\"s\"",
                        "(",
                        ")",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        ";",
                        "=",
                        "'",
                        "^",
                        ".^",
                        "*",
                        "/",
                        ".*",
                        "./",
                        "+",
                        "-",
                        "<",
                        "==",
                        "!=",
                        "&&",
                        "||",
                        "!",
                        "**",
                        "&",
                        "@",
                        "?",
                        "≤",
                        "//",
                        "/*",
                        "*/",
                        "#",
                        "##",
                        "and",
                        "\n",
                        "\n",
                        "\n",
                        "y = ",
                        "f(",
                        "x[i]")
                .list()
                .ofMaxSize(40)
                .map(words -> String.join(" ", words));
    }

    @Property(tries = 2000)
    void anyTextEndsInATreeAndMessages(@ForAll("scraps") String text) {
        check(text);
    }

    @Property(tries = 300)
    void anyCharactersDo(@ForAll String text) {
        check(text);
    }

    @Property(tries = 800)
    void aProgramWithWordsLostOrAddedDoes(
            @ForAll("formulas") String formula, @ForAll("scraps") String scrap, @ForAll int seed) {
        String program =
                "fn f(x) {\n  u = " + formula + "\n  return u\n}\ny[i] = " + formula + " where i in N\noutput y\n";
        int at = Math.floorMod(seed, program.length());
        check(program.substring(0, at) + scrap + program.substring(Math.min(program.length(), at + seed % 3 + 2)));
    }

    private static void check(String text) {
        Source source = new Source("test.ad", text);
        Diagnostics diagnostics = new Diagnostics();
        Tree tree = Parser.parse(source, diagnostics);
        assertTrue(diagnostics.all().size() <= Parser.MOST_ERRORS);
        int before = 0;
        for (Diagnostic diagnostic : diagnostics.all()) {
            Span place = diagnostic.place().orElseThrow();
            assertTrue(before <= place.start() && place.start() <= place.end() && place.end() <= text.length());
            before = place.start();
            assertTrue(!diagnostic.message().isBlank());
            String words = diagnostic.message() + diagnostic.help().orElse("");
            assertTrue(ANTLRS_WORDS.stream().noneMatch(words::contains), words);
        }
        if (diagnostics.isEmpty()) {
            assertEquals(Spanless.of(tree), Spanless.of(Reading.good(TreePrinter.print(tree))));
        }
    }
}
