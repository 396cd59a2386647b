package dev.adjoint.syntax;

import static java.util.Map.entry;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What other languages, and typesetting, spell otherwise, and how it is spelt here. */
final class ForeignSpelling {

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            entry("**", "the power is `a^b`"),
            entry(".**", "the power of each element is `a.^b`"),
            entry("&", "both conditions: `a && b`"),
            entry("|", "one of two conditions: `a || b`; the absolute value is `abs(x)`"),
            entry("@", "the matrix product is `A*B`"),
            entry("%", "the remainder is `mod(a, b)`; a comment begins with `#`"),
            entry(":=", "a definition is written `y = …`"),
            entry("<>", "unequal is `a != b`"),
            entry("~=", "unequal is `a != b`"),
            entry("=~", "equal is `a == b`"),
            entry("===", "equal is `a == b`"),
            entry("!==", "unequal is `a != b`"),
            entry("=<", "at most is `a <= b`"),
            entry("=>", "at least is `a >= b`; a function is written `fn f(x) = …`"),
            entry("->", "a function is written `fn f(x) = …`"),
            entry("+=", "each name is defined once: `b = a + x`"),
            entry("-=", "each name is defined once: `b = a - x`"),
            entry("*=", "each name is defined once: `b = a*x`"),
            entry("/=", "each name is defined once: `b = a/x`"),
            entry("^=", "each name is defined once: `b = a^2`"),
            entry("++", "there is no sign `+`: write `a + b`"),
            entry("..", "a range is written `a:b`, and leaves b out"),
            entry(
                    "...",
                    "a range is written `a:b`; a formula goes on in the next line inside brackets and after an operator"),
            entry("//", "a comment begins with `#`"),
            entry("/*", "a comment begins with `#` and ends with its line"));

    private static final Map<String, String> CHARACTERS = Map.ofEntries(
            entry("\u2212", "write `-`"),
            entry("\u2010", "write `-`"),
            entry("\u2011", "write `-`"),
            entry("\u2297", "the outer product is `u*v'`"),
            entry("\u2013", "write `-`"),
            entry("\u2014", "write `-`"),
            entry("\u00D7", "write `*`, or `cross(u, v)`"),
            entry("\u00B7", "write `*`, or `dot(u, v)`"),
            entry("\u22C5", "write `*`, or `dot(u, v)`"),
            entry("\u2219", "write `*`, or `dot(u, v)`"),
            entry("\u2217", "write `*`"),
            entry("\u2299", "the product of each element is `a .* b`"),
            entry("\u2218", "the product of each element is `a .* b`"),
            entry("\u00F7", "write `/`"),
            entry("\u2215", "write `/`"),
            entry("\u2264", "write `<=`"),
            entry("\u2265", "write `>=`"),
            entry("\u2260", "write `!=`"),
            entry("\u2261", "write `==`"),
            entry("\u2227", "write `&&`"),
            entry("\u2228", "write `||`"),
            entry("\u00AC", "write `!`"),
            entry("\u2190", "a definition is written `y = …`"),
            entry("\u2254", "a definition is written `y = …`"),
            entry("\u2208", "write `in`"),
            entry("\u2211", "a sum is written `sum(… for i)`"),
            entry("\u220F", "a product is written `prod(… for i)`"),
            entry("\u221A", "write `sqrt(…)`"),
            entry("\u221E", "write `inf`"),
            entry("\u2202", "the compiler makes the derivatives: nothing need be written"),
            entry("\u2207", "the compiler makes the gradient: nothing need be written"),
            entry("\u00B2", "write `^2`"),
            entry("\u00B3", "write `^3`"),
            entry("\u207B", "write `^-1`"),
            entry("\u1D40", "the transpose is `x'`"),
            entry("\u22A4", "the transpose is `x'`"),
            entry("\u2032", "the transpose is written with a plain `'`"),
            entry("\u2018", "the transpose is written with a plain `'`"),
            entry("\u2019", "the transpose is written with a plain `'`"),
            entry("\u00B4", "the transpose is written with a plain `'`"),
            entry("`", "the transpose is written with a plain `'`"),
            entry("\u201C", "there are no strings; a path is written `\"layers.ad\"`"),
            entry("\u201D", "there are no strings; a path is written `\"layers.ad\"`"),
            entry("\"", "there are no strings; a path is written `\"layers.ad\"`"),
            entry("\u2026", "a formula goes on in the next line inside brackets and after an operator"),
            entry("\u00B5", "the letter is `μ`; this is the sign for micro"),
            entry("\u2206", "the letter is `Δ`; this is the sign for a difference"),
            entry("\u2126", "the letter is `Ω`; this is the sign for ohm"),
            entry("\u03D5", "the letter is `φ`"),
            entry("\u03D1", "the letter is `θ`"),
            entry("\u03F5", "the letter is `ε`"),
            entry("\u03F1", "the letter is `ρ`"),
            entry("?", "a condition is written `if c then a else b`"),
            entry("~", "a condition is negated with `!c`"),
            entry("\\", "a formula goes on inside brackets and after an operator; `A\\b` is `solve(A, b)`"),
            entry("$", "a name is made of letters, digits and `_`"),
            entry("_", "a name begins with a letter; digits are written without `_`"));

    private final Source source;

    ForeignSpelling(Source source) {
        this.source = source;
    }

    MistakeToken operator(Token token) {
        String text = token.getText();
        String message = text.equals("//") || text.equals("/*")
                ? "`" + text + "` begins no comment here"
                : "`" + text + "` is not an operator of the language";
        return mistake(token, token, Code.E0107, message, OPERATORS.get(text));
    }

    MistakeToken character(Token token) {
        String text = token.getText();
        int point = text.codePointAt(0);
        boolean visible = !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT
                && Character.getType(point) != Character.SURROGATE
                && Character.isDefined(point);
        String shown = visible ? "`" + text + "`" : String.format("U+%04X", point);
        String cure = CHARACTERS.get(text);
        if (cure == null && Character.getType(point) == Character.OTHER_NUMBER) {
            cure = "write the digit itself: `x1`, `x^2`";
        }
        if (cure == null && Character.isLetter(point)) {
            cure = "names are made of the letters a to z, Greek letters, digits and `_`";
        }
        return mistake(token, token, Code.E0101, "the character " + shown + " means nothing here", cure);
    }

    /** {@code 2.}, {@code 2.e5}, {@code 1.5.2}: {@code fraction} is what stands right behind the point, or null. */
    MistakeToken numberWithPoint(Token number, Token point, Token fraction) {
        Token last = fraction == null ? point : fraction;
        String written = source.text().substring(number.getStartIndex(), last.getStopIndex() + 1);
        if (number.getText().matches(".*[.eE].*")) {
            return mistake(number, last, Code.E0104, "`" + written + "` is not a number", null);
        }
        String cure = number.getText() + ".0" + (fraction == null ? "" : fraction.getText());
        return mistake(
                number,
                last,
                Code.E0104,
                "`" + written + "` is not a number: a digit is missing behind the point",
                "write `" + cure + "`");
    }

    /** Whether the word right behind a number makes it a number of another language: {@code 1e}, {@code 0x1F}, {@code 2f}. */
    boolean oddNumber(Token number, Token next) {
        String text = next.getText();
        return text.equals("_")
                || (next.getType() == AdLexer.NAME
                        && (text.matches("[eEfFdDlL]")
                                || (number.getText().equals("0") && text.matches("[xXbB][0-9a-fA-F]+"))));
    }

    MistakeToken number(Token number, Token next) {
        String digits = number.getText();
        String text = next.getText();
        String cure;
        if (text.equals("_")) {
            cure = "digits are written without `_`: `1000000`, or `1e6`";
        } else if (text.matches("[eE]")) {
            cure = "the exponent is missing: `" + digits + "e-3`; a product is written `" + digits + "*" + text + "`";
        } else if (text.matches("[fFdDlL]")) {
            cure = "every number is a double: write `" + digits + "`; a product is written `" + digits + "*" + text
                    + "`";
        } else {
            cure = "numbers are decimal";
        }
        return mistake(number, next, Code.E0104, "`" + digits + text + "` is not a number", cure);
    }

    boolean tooLarge(Token number) {
        return Double.isInfinite(Double.parseDouble(number.getText()));
    }

    MistakeToken largeNumber(Token number) {
        return mistake(
                number, number, Code.E0104, "this number is larger than any double", "infinity is written `inf`");
    }

    boolean belongsToDot(Token next) {
        return switch (next.getType()) {
            case AdLexer.NUMBER, AdLexer.NAME, AdLexer.PLUS, AdLexer.MINUS, AdLexer.QUOTE -> true;
            default -> false;
        };
    }

    /** A point that is in no number and in none of {@code .* ./ .^}; {@code next} stands right behind it, or is null. */
    MistakeToken dot(Token dot, Token next) {
        if (next == null) {
            return mistake(
                    dot, dot, Code.E0102, "`.` cannot stand here", "a point stands in numbers and in `.*`, `./`, `.^`");
        }
        String text = next.getText();
        return switch (next.getType()) {
            case AdLexer.NUMBER ->
                mistake(
                        dot,
                        next,
                        Code.E0104,
                        "`." + text + "` is not a number: a digit is missing before the point",
                        "write `0." + text + "`");
            case AdLexer.PLUS, AdLexer.MINUS, AdLexer.QUOTE ->
                mistake(
                        dot,
                        next,
                        Code.E0107,
                        "`." + text + "` is not an operator of the language",
                        "write `" + text + "`");
            default ->
                mistake(
                        dot,
                        next,
                        Code.E0107,
                        "`." + text + "` cannot stand here: values have no parts to ask for by name",
                        text.equals("T") ? "the transpose is `x'`" : "a name is made of letters, digits and `_`");
        };
    }

    private MistakeToken mistake(Token first, Token last, Code code, String message, String cure) {
        int start = first.getStartIndex();
        int end = last.getStopIndex() + 1;
        Diagnostic diagnostic = Diagnostic.at(source.span(start, end), code, message);
        String text = source.text().substring(start, end);
        return new MistakeToken(cure == null ? diagnostic : diagnostic.help(cure), text, start, end);
    }
}
