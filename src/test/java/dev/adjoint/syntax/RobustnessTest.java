package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RobustnessTest {

    private static final int MANY = 2_000_000;

    private static void refused(Code code, String text) {
        List<Diagnostic> found = Reading.bad(text);
        assertEquals(1, found.size(), () -> Reading.shown(found).toString());
        assertEquals(code, found.get(0).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{",
                "y = (",
                "-",
                "!",
                "-(",
                "f(",
                "a[",
                "a^",
                "a^-",
                "if a then b else ",
                "if (a && [b, -",
                "(a,"
            })
    void whatNestsTooDeepIsRefused(String piece) {
        refused(Code.E0105, "y = 1\nz = " + piece.repeat(MANY / piece.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a + ", "a*", "a < ", "a' - ", "a[i] || "})
    void veryLongChainsAreRefused(String piece) {
        refused(Code.E0105, "y = " + piece.repeat(250_000) + "a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "[1]", ".*a", " + a", " - (b + c)", "/a", " && a"})
    void chainsOfThousandsOfTermsAreFine(String piece) {
        Tree tree = Reading.good("y = a" + piece.repeat(4_900) + "\n");
        String again = TreePrinter.print(tree);
        assertEquals(again, TreePrinter.print(Reading.good(again)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "a^", "if a then b else ", "f("})
    void twoHundredLevelsAreFine(String piece) {
        String close = piece.endsWith("(") ? ")" : "";
        Tree tree = Reading.good("y = " + piece.repeat(200) + "a" + close.repeat(200) + "\n");
        assertEquals(1, tree.statements().size());
    }

    @Test
    void aStatementOfMillionsOfWordsIsRefused() {
        refused(Code.E0105, "y = [" + "1,".repeat(MANY) + "1]");
        refused(Code.E0105, "a ".repeat(MANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "1e999", "\uD800", "\u0001", "/*", "2.", "\"", "$"})
    void manyMistakesInOneLineAreOne(String piece) {
        assertEquals(
                1,
                Reading.bad("y = 1\nz = " + piece.repeat(MANY / piece.length())).size());
    }

    @Test
    void atMostTwentyMistakesAreReported() {
        assertEquals(
                Parser.MOST_ERRORS, Reading.bad("y = a b\n".repeat(100_000)).size());
        assertEquals(
                Parser.MOST_ERRORS,
                Reading.bad("if (a && [b, -" + "y = a b\n".repeat(100_000) + "return y\n}")
                        .size());
    }

    @Test
    void nothingButSeparatorsIsAnEmptyTree() {
        assertTrue(Reading.good(";\n".repeat(MANY / 2)).statements().isEmpty());
        assertTrue(Reading.good("\r\n".repeat(MANY / 2)).statements().isEmpty());
    }

    @Test
    void tenThousandDefinitionsAreRead() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("h").append(i).append("[i] = max(0, sum(W[i,j]*x[j] for j) + b[i])*2\n");
        }
        assertEquals(10_000, Reading.good(text.toString()).statements().size());
    }

    @Test
    void aVeryLongNameAndNumberAreFine() {
        Tree tree = Reading.good("a".repeat(MANY) + " = " + "0".repeat(MANY) + "1\n");
        assertEquals(1, tree.statements().size());
    }
}
