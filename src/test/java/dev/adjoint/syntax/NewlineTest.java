package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewlineTest {

    private static String one(String text) {
        Tree tree = Reading.good(text);
        assertEquals(1, tree.statements().size(), text);
        return Spanless.of(tree);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = a +\nb", "y = a\n+ b", "y =\na + b", "y = a + b\n\n\n", "y = (a\n+\nb)",
                "y = a + # why\n\n# more\n  b", "y = a # why\n\n# more\n  + b", "\n\ny = a + b", "y = a + b;",
                        ";;y = a + b;;",
            })
    void goesOn(String text) {
        assertEquals(one("y = a + b"), one(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y = a\n- b", "y = a -\nb", "y = a - b"})
    void aLineThatBeginsWithMinusGoesOn(String text) {
        assertEquals(one("y = a - b"), one(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = if c\nthen a\nelse b",
                "y = if c then\na else\nb",
                "y = if c\n\n  then a # one side\n  # and\n  else b",
            })
    void conditionsGoOverLines(String text) {
        assertEquals(one("y = if c then a else b"), one(text));
    }

    @Test
    void dropsNewlinesInBracketsAndAfterCommas() {
        assertEquals(one("y = f(a, b)[i, j]"), one("y = f(\na,\n\nb\n)[\ni\n,\nj\n]"));
        assertEquals(one("dim D, H"), one("dim D,\n  H"));
        assertEquals(one("z : [N] = x"), one("z :\n[N] =\nx"));
    }

    @Test
    void whereAndBackwardBeginNoStatement() {
        assertEquals(one("y[i] = i where i in N, j in M"), one("y[i] = i\n  where i in N,\n  j in M"));
        assertEquals(one("fn f(x) = x backward d, y = d"), one("fn f(x) = x\n\n  backward d, y = d"));
        assertEquals(one("fn f(x) = x surrogate d, y = d"), one("fn f(x) = x\n  surrogate d, y =\n d"));
        assertEquals(
                one("fn f(x) { return x } backward d { return d }"),
                one("fn f(x) {\n return x\n}\nbackward d {\n return d }"));
    }

    @Test
    void bodiesTakeTheirStatementsApart() {
        String expected = one("fn f(x) { y = x; return y }");
        assertEquals(expected, one("fn f(x) {\n  y = x\n  return y\n}"));
        assertEquals(expected, one("fn f(x) { y = x\n return y }"));
        assertEquals(expected, one("fn f(x) {;; y = x ;\n;return y;\n }"));
        assertEquals(
                one("scan t in T carry h = a, g = b { h = g }"), one("scan t in T carry\nh = a,\ng = b {\nh = g\n}"));
    }

    @Test
    void aTransposeEndsALine() {
        assertEquals(2, Reading.good("y = x'\nz = y'").statements().size());
        assertEquals(2, Reading.good("y = x\n\nz = 3").statements().size());
    }

    @Test
    void anEmptyTextIsAnEmptyTree() {
        for (String text : List.of("", "\n", " \t\n", "# only this", "## and this\n", ";", "\r\n;\r\n")) {
            assertEquals(List.of(), Reading.good(text).statements());
        }
    }

    @Test
    void fourWordsAreNamesWhereTheyMeanNothing() {
        Tree tree = Reading.good("derive = 1\nwrt = derive\nbackward, surrogate = f(wrt)\nbackward = 2\nsurrogate = 3");
        assertEquals(5, tree.statements().size());
        Statement.Derive derive = (Statement.Derive)
                Reading.good("derive jacobian wrt wrt derive, x").statements().get(0);
        assertEquals("[derive, x]", derive.wrt().toString());
    }

    @Test
    void spacesThatAreNoBlanksAreSpaces() {
        assertEquals(one("y = a + b"), one("\ty\u00A0=\u2009a\u3000+\fb"));
    }
}
