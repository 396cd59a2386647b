package dev.adjoint.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    /** The same formula with every bracket written. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "-x^2 => -(x^2)",
                "2^-1*y => (2^(-1))*y",
                "2^-x^2 => 2^(-(x^2))",
                "a^b^c => a^(b^c)",
                "a.^b^c => a.^(b^c)",
                "x'^2 => (x')^2",
                "x[i]' => (x[i])'",
                "x'[i] => (x')[i]",
                "x'*y => (x')*y",
                "a*b*c => (a*b)*c",
                "a/b*c => (a/b)*c",
                "a.*b./c => (a.*b)./c",
                "-a*b => (-a)*b",
                "-a.^b => -(a.^b)",
                "a*-b => a*(-b)",
                "a - -b => a - (-b)",
                "--a => -(-a)",
                "a--b => a - (-b)",
                "a - b - c => (a - b) - c",
                "a - b*c + d => (a - (b*c)) + d",
                "a + b < c*d => (a + b) < (c*d)",
                "!a && b => (!a) && b",
                "!a == b => (!a) == b",
                "a < b && c >= d || e != f => ((a < b) && (c >= d)) || (e != f)",
                "a || b && c => a || (b && c)",
                "if a then b else c + d => if a then b else (c + d)",
                "a + if b then c else d + e => a + (if b then c else (d + e))",
                "if a then b else if c then d else e => if a then b else (if c then d else e)",
                "2.*x => 2 .* x",
                "2./x => 2 ./ x",
                "2.^x => 2 .^ x",
                "1.5.*x => 1.5 .* x",
                "W1*x + b1 => (W1*x) + b1",
                "x'*A'*y => ((x')*(A'))*y",
            })
    void bindsAs(String plain, String bracketed) {
        assertEquals(Spanless.of(Reading.formula(bracketed)), Spanless.of(Reading.formula(plain)));
    }

    /** The printer writes no bracket that is not needed. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "(-(x^2)) => -x^2",
                "(-x)^2 => (-x)^2",
                "2^(-1) => 2^-1",
                "(a^b)^c => (a^b)^c",
                "a^(b^c) => a^b^c",
                "a - (b - c) => a - (b - c)",
                "(a - b) - c => a - b - c",
                "a*(b + c) => a*(b + c)",
                "(a*b)' => (a*b)'",
                "(A*x)[i] => (A*x)[i]",
                "(if a then b else c) + d => (if a then b else c) + d",
                "(a < b) == c => (a < b) == c",
                "-(a + b) => -(a + b)",
                "2.*x => 2 .* x",
                "sum( x[i ,j] for i,j in 0 : n if(i<j) ) => sum(x[i,j] for i, j in 0:n if i < j)",
                "[[a,b],[c,d]] => [[a, b], [c, d]]",
                "x[:,1:,:n,a:b] => x[:,1:,:n,a:b]",
            })
    void printsAs(String plain, String printed) {
        assertEquals(printed, TreePrinter.print(Reading.formula(plain)));
    }

    @Test
    void bracketsLeaveOnlyAWiderSpan() {
        Expression.Binary product = (Expression.Binary) Reading.formula("(a + b)*c");
        assertEquals("(a + b)", product.left().span().text());
        assertEquals("(a + b)*c", product.span().text());
        assertEquals("*", product.operatorSpan().text());
        assertEquals(Expression.BinaryOperator.PLUS, ((Expression.Binary) product.left()).operator());
    }
}
