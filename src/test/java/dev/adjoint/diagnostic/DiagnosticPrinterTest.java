package dev.adjoint.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {

    private static final Source NET = new Source("net.ad", """
            dim D, H1, H2, C
            param W1[H1,D], W2[H2,H1], W3[C,H2]
            input x[D]

            f = W3*max(0, W2*max(0, W1'*x))
            """);

    private static Span span(Source source, String text) {
        int start = source.text().indexOf(text);
        return source.span(start, start + text.length());
    }

    private static Span inside(Source source, String context, String text) {
        int start = source.text().indexOf(context) + context.indexOf(text);
        return source.span(start, start + text.length());
    }

    private static String draw(Diagnostic diagnostic) {
        return new DiagnosticPrinter(false).print(diagnostic);
    }

    private static Diagnostic here(Source source, String text) {
        return Diagnostic.at(span(source, text), Code.E0301, "wrong");
    }

    private static Diagnostic designed() {
        return Diagnostic.at(inside(NET, "W1'*x", "*"), Code.E0203, "the inner sizes of a product differ, `H1` and `D`")
                .note(span(NET, "W1"), "W1 is [H1, D], so `W1'` is [D, H1]")
                .note(inside(NET, "W1'*x", "W1'"), "")
                .note(inside(NET, "W1'*x", "x"), "[D]")
                .help("without the `'` it fits: `W1*x` is [H1]");
    }

    @Test
    void theExampleOfTheDesign() {
        assertEquals("""
                error[E0203]: the inner sizes of a product differ, `H1` and `D`
                  --> net.ad:5:28
                   |
                 2 | param W1[H1,D], W2[H2,H1], W3[C,H2]
                   |       -- W1 is [H1, D], so `W1'` is [D, H1]
                 5 | f = W3*max(0, W2*max(0, W1'*x))
                   |                         ---^- [D]
                   = help: without the `'` it fits: `W1*x` is [H1]
                """, draw(designed()));
    }

    @Test
    void coloursAddNothingButEscapes() {
        String drawn = new DiagnosticPrinter(true).print(designed());
        assertTrue(drawn.startsWith("\u001b[1;31merror[E0203]\u001b[0m"), drawn);
        assertTrue(drawn.contains("\u001b[1;34m---\u001b[0m\u001b[1;31m^\u001b[0m"), drawn);
        assertEquals(draw(designed()), drawn.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void aWarning() {
        Diagnostic warning = Diagnostic.at(span(NET, "W3"), Code.W0001, "`W3` has no influence");
        assertTrue(draw(warning).startsWith("warning[W0001]: `W3` has no influence\n"), draw(warning));
    }

    @Test
    void withoutAPlace() {
        assertEquals(
                "error[E0001]: `net.ad` does not exist\n   = help: did you mean `nets.ad`?\n",
                draw(Diagnostic.nowhere(Code.E0001, "`net.ad` does not exist").help("did you mean `nets.ad`?")));
    }

    @Test
    void lineNumbersAreRightAlignedAndDistantLinesHaveDots() {
        Source source = new Source("long.ad", "dim D\n".repeat(8) + "a = 1\nb = 2\n" + "\n".repeat(89) + "c = 3\n");
        assertEquals(
                """
                error[E0301]: wrong
                    --> long.ad:100:1
                     |
                   9 | a = 1
                     | - first
                  10 | b = 2
                     | -
                ...
                 100 | c = 3
                     | ^ here
                """,
                draw(here(source, "c").label("here").note(span(source, "b"), "").note(span(source, "a"), "first")));
    }

    @Test
    void labelsOfOneLineHangBelowTheirMarksButTheLast() {
        Source source = new Source("a.ad", "f = a + b*c");
        assertEquals(
                """
                error[E0301]: wrong
                  --> a.ad:1:9
                   |
                 1 | f = a + b*c
                   | -   -   ^ - [D]
                   | |   |   primary
                   | |   [H]
                   | the result
                """,
                draw(here(source, "b")
                        .label("primary")
                        .note(span(source, "a"), "[H]")
                        .note(span(source, "f"), "the result")
                        .note(span(source, "c"), "[D]")));
        Source bracket = new Source("a.ad", "f = sum(exp(x)");
        assertEquals(
                """
                error[E0103]: wrong
                  --> a.ad:1:15
                   |
                 1 | f = sum(exp(x)
                   |        -      ^ `)` is missing
                   |        opened here
                """,
                draw(Diagnostic.at(bracket.span(14, 14), Code.E0103, "wrong")
                        .label("`)` is missing")
                        .note(bracket.span(7, 8), "opened here")));
    }

    @Test
    void labelsOfOnePlaceStandBelowEachOther() {
        Source source = new Source("a.ad", "f = a");
        assertEquals("""
                error[E0301]: wrong
                  --> a.ad:1:5
                   |
                 1 | f = a
                   |     ^ one
                   |     two
                """, draw(here(source, "a").label("one").note(span(source, "a"), "two")));
    }

    @Test
    void severalLinesAreMarkedToTheEndOfTheFirst() {
        Source source = new Source("a.ad", "f = sum(a,   \n  b)\n");
        assertEquals("""
                error[E0301]: wrong
                  --> a.ad:1:5
                   |
                 1 | f = sum(a,
                   |     ^^^^^^
                """, draw(here(source, "sum(a,   \n  b)")));
    }

    @Test
    void theEndOfTheTextHasAColumn() {
        Source source = new Source("a.ad", "f = a +");
        Diagnostic end = Diagnostic.at(source.span(7, 7), Code.E0102, "the formula ends here");
        assertEquals("""
                error[E0102]: the formula ends here
                  --> a.ad:1:8
                   |
                 1 | f = a +
                   |        ^
                """, draw(end));
        Source empty = new Source("a.ad", "");
        assertEquals("""
                error[E0003]: nothing to compute
                  --> a.ad:1:1
                   |
                 1 |
                   | ^
                """, draw(Diagnostic.at(empty.span(0, 0), Code.E0003, "nothing to compute")));
    }

    @Test
    void blanksAndLineEndsCanBeMarked() {
        Source source = new Source("a.ad", "f = a   \r\ng = 2\r\n");
        assertEquals("""
                error[E0102]: wrong
                  --> a.ad:1:9
                   |
                 1 | f = a
                   |         ^
                """, draw(Diagnostic.at(source.span(8, 9), Code.E0102, "wrong")));
    }

    @Test
    void tabsReachToTheNextMultipleOfFour() {
        Source source = new Source("a.ad", "\tf =\ta + b");
        assertEquals("""
                error[E0301]: wrong
                  --> a.ad:1:6
                   |
                 1 |     f = a + b
                   |         ^
                """, draw(here(source, "a")));
    }

    @Test
    void charactersTakeTheColumnsThatTheyHave() {
        Source source = new Source("a.ad", "θ = 𝛼 + e\u0301 + 中 + b");
        assertEquals(
                """
                error[E0301]: wrong
                  --> a.ad:1:18
                   |
                 1 | θ = 𝛼 + é + 中 + b
                   | -   -   -   --   ^
                """.replace("é", "e\u0301"),
                draw(here(source, "b")
                        .note(span(source, "θ"), "")
                        .note(span(source, "𝛼"), "")
                        .note(span(source, "e\u0301"), "")
                        .note(span(source, "中"), "")));
    }

    @Test
    void nothingInTheTextReachesTheTerminalAsACommand() {
        Source source = new Source("a\u001b.ad", "f = \u001b[31m\u202e + \ud800 b");
        String drawn = draw(
                here(source, "b").label("\u0007").note(span(source, "f"), "\n").help("\u009b"));
        assertFalse(
                Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\n]]").matcher(drawn).find(), drawn);
        assertEquals(7, drawn.lines().count());
    }

    @Test
    void aLongLineIsCutAroundTheMarks() {
        Source source = new Source("a.ad", "x".repeat(500_000) + " bad " + "y".repeat(500_000));
        List<String> drawn = draw(here(source, "bad")).lines().toList();
        String line = drawn.get(3);
        assertEquals(5 + Columns.WIDEST, line.length());
        assertTrue(line.startsWith(" 1 | …xxx") && line.endsWith("yyy…"), line);
        assertEquals(
                "bad", line.substring(drawn.get(4).indexOf('^'), drawn.get(4).lastIndexOf('^') + 1));
    }

    @Test
    void aLongLineIsCutAtOneEndOnlyNearTheOther() {
        Source source = new Source("a.ad", "bad" + " x中".repeat(500_000) + " worse");
        List<String> first = draw(here(source, "bad")).lines().toList();
        assertTrue(first.get(3).startsWith(" 1 | bad x中") && first.get(3).endsWith("…"), first.get(3));
        List<String> last = draw(here(source, "worse")).lines().toList();
        assertTrue(last.get(3).startsWith(" 1 | …") && last.get(3).endsWith("中 worse"), last.get(3));
    }

    @Test
    void marksThatDoNotFitTogetherGiveWayToThePrimaryOne() {
        Source source = new Source("a.ad", "first" + " x".repeat(1000) + " main" + " x".repeat(1000));
        List<String> drawn = draw(here(source, "main").note(span(source, "first"), "why"))
                .lines()
                .toList();
        assertTrue(drawn.get(3).contains(" main "), drawn.get(3));
        assertTrue(drawn.get(4).endsWith(" ^^^^") && drawn.get(5).equals("   | why"), drawn.get(4));
        Source whole = new Source("a.ad", "z".repeat(3000));
        assertEquals(
                5 + Columns.WIDEST,
                draw(here(whole, whole.text())).lines().toList().get(4).length());
    }

    @Test
    void otherFilesHaveTheirOwnHeader() {
        Source layers = new Source("lib/layers.ad", "fn relu(t) = max(0, t)\n");
        assertEquals(
                """
                error[E0504]: wrong
                  --> net.ad:5:5
                   |
                 5 | f = W3*max(0, W2*max(0, W1'*x))
                   |     ^^
                  --> lib/layers.ad:1:14
                   |
                 1 | fn relu(t) = max(0, t)
                   |              --------- in `relu`
                """,
                draw(Diagnostic.at(inside(NET, "= W3", "W3"), Code.E0504, "wrong")
                        .note(span(layers, "max(0, t)"), "in `relu`")));
    }

    @Test
    void helpOfSeveralLinesIsIndented() {
        String drawn = draw(Diagnostic.nowhere(Code.E0701, "x").help("write\ny = 2"));
        assertEquals(
                "   = help: write\n           y = 2",
                drawn.lines().skip(1).reduce((a, b) -> a + "\n" + b).orElse(""));
    }

    @Test
    void atMostTwentyAreDrawn() {
        Diagnostic one = here(NET, "x");
        DiagnosticPrinter printer = new DiagnosticPrinter(false);
        String drawn = printer.print(Collections.nCopies(27, one));
        assertEquals(20, drawn.lines().filter(line -> line.startsWith("error")).count());
        assertTrue(drawn.endsWith("\n\n… and 7 more\n"), drawn);
        assertEquals(draw(one) + "\n" + draw(one), printer.print(List.of(one, one)));
        assertEquals("", printer.print(List.of()));
    }
}
