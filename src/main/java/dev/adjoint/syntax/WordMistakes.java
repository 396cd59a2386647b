package dev.adjoint.syntax;

import static java.util.Map.entry;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Slips with words: reserved words as names, words of other languages, a line that goes on by mistake. */
final class WordMistakes {

    private static final Map<String, String> OPERATOR_WORDS = Map.ofEntries(
            entry("and", "both conditions: `a && b`"),
            entry("or", "one of two conditions: `a || b`"),
            entry("not", "a condition is negated with `!c`"),
            entry("xor", "one of two conditions is `a != b`"),
            entry("mod", "the remainder is `mod(a, b)`"),
            entry("div", "in a subscript `/` rounds down; elsewhere write `floor(a/b)`"),
            entry("is", "equal is `a == b`"),
            entry("elif", "write `else if`"),
            entry("elseif", "write `else if`"),
            entry("elsif", "write `else if`"));

    private static final Map<String, String> START_WORDS = Map.ofEntries(
            entry("def", "a function is written `fn f(x) = …`"),
            entry("function", "a function is written `fn f(x) = …`"),
            entry("func", "a function is written `fn f(x) = …`"),
            entry("fun", "a function is written `fn f(x) = …`"),
            entry("let", "a definition is written without a word before it: `y = …`"),
            entry("var", "a definition is written without a word before it: `y = …`"),
            entry("val", "a definition is written without a word before it: `y = …`"),
            entry("auto", "a definition is written without a word before it: `y = …`"),
            entry("double", "every value is a real number, so no type is written: `y = …`"),
            entry("float", "every value is a real number, so no type is written: `y = …`"),
            entry("real", "every value is a real number, so no type is written: `y = …`"),
            entry("int", "a size is a `dim`, an index an `input y in C`; no type is written: `y = …`"),
            entry("vector", "a shape stands behind the name: `param b[H]`, or `y : [H] = …`"),
            entry("matrix", "a shape stands behind the name: `param W[H,D]`, or `y : [H,D] = …`"),
            entry("import", "another file is used with `use \"layers.ad\"`"),
            entry("include", "another file is used with `use \"layers.ad\"`"),
            entry("print", "what is put out is said with `output y`"),
            entry("parameter", "write `param`"),
            entry("parameters", "write `param`"),
            entry("params", "write `param`"),
            entry("inputs", "write `input`"),
            entry("data", "write `input`"),
            entry("outputs", "write `output`"),
            entry("dims", "write `dim`"),
            entry("size", "write `dim`"),
            entry("sizes", "write `dim`"),
            entry("constant", "write `const`"),
            entry("consts", "write `const`"));

    private WordMistakes() {}

    /** {@code in = 3}, {@code output = W*x}, {@code f = 2*input}. */
    static Optional<Diagnostic> reservedName(Stumble s) {
        if (s.isSecond() && Words.declares(s.before()) && definesIt(s)) {
            return Optional.of(reserved(s, s.before()));
        }
        boolean used = Words.reserved(s.found())
                && !s.afterValue()
                && !(s.found(AdLexer.IF) && !s.after(AdLexer.DEFINE))
                && namesIt(s.after());
        return used ? Optional.of(reserved(s, s.found())) : Optional.empty();
    }

    private static boolean definesIt(Stumble s) {
        boolean indexed = s.found(AdLexer.LBRACKET) && Words.adjacent(s.before(), s.found());
        return indexed || s.found(AdLexer.DEFINE) || (Words.binary(s.found()) && !s.found(AdLexer.MINUS));
    }

    private static boolean namesIt(Token after) {
        if (after == null) {
            return false;
        }
        return switch (after.getType()) {
            case AdLexer.DEFINE,
                    AdLexer.QUOTE,
                    AdLexer.RPAREN,
                    AdLexer.RBRACKET,
                    AdLexer.COMMA,
                    AdLexer.LBRACKET,
                    AdLexer.END -> true;
            default -> Words.binary(after) && after.getType() != AdLexer.MINUS;
        };
    }

    private static Diagnostic reserved(Stumble s, Token word) {
        return Diagnostic.at(
                        s.places().of(word),
                        Code.E0102,
                        "`" + word.getText() + "` is a word of the language and cannot be a name")
                .help("take another name, such as `" + word.getText() + "_`");
    }

    /** The line above ends in an operator or comma by mistake, and swallows this definition. */
    static Optional<Diagnostic> unfinishedLine(Stumble s) {
        if (!s.found(AdLexer.DEFINE) || s.before() == null) {
            return Optional.empty();
        }
        int line = s.places().of(s.found()).line();
        int at = s.found().getTokenIndex();
        while (at > s.first().getTokenIndex() && s.places().of(s.token(at - 1)).line() == line) {
            at--;
        }
        if (at == s.first().getTokenIndex() || !Words.name(s.token(at)) || !Words.goesOnAfter(s.token(at - 1))) {
            return Optional.empty();
        }
        Token last = s.token(at - 1);
        return Optional.of(
                Diagnostic.at(s.places().behind(last), Code.E0102, "the line stops after " + Stumble.show(last))
                        .note(s.places().of(s.token(at)), "so this line is read as going on with it"));
    }

    /** {@code a and b}, {@code lambda x: …}, {@code def f(x)}, {@code let y = 3}: two names in a row. */
    static Optional<Diagnostic> wordOfAnotherLanguage(Stumble s) {
        if (!Words.beginsValue(s.found()) || !s.afterValue()) {
            return Optional.empty();
        }
        if (s.isSecond() && Words.name(s.before())) {
            String word = s.before().getText();
            String cure = START_WORDS.getOrDefault(word, misspelt(word));
            if (cure != null) {
                return Optional.of(foreign(s, s.before(), cure));
            }
        }

        if (s.before().getText().equals("lambda") && Words.name(s.found())) {
            return Optional.of(foreign(s, s.before(), "a function has a name: `fn f(x) = …`"));
        }
        for (Token word : new Token[] {s.found(), s.before()}) {
            if (OPERATOR_WORDS.containsKey(word.getText())) {
                return Optional.of(foreign(s, word, OPERATOR_WORDS.get(word.getText())));
            }
        }
        return Optional.empty();
    }

    /** The cure for a word of the language with one letter too many, too few or changed, or two swapped; else null. */
    private static String misspelt(String word) {
        return Stream.of("dim", "param", "input", "const", "scan", "output", "use", "return")
                .filter(right -> oneSlip(word, right) || oneSlip(right, word))
                .findFirst()
                .map(right -> "did you mean `" + right + "`?")
                .orElse(null);
    }

    private static boolean oneSlip(String word, String right) {
        int same = 0;
        while (same < Math.min(word.length(), right.length()) && word.charAt(same) == right.charAt(same)) {
            same++;
        }
        String rest = word.substring(same);
        String wanted = right.substring(same);
        boolean dropped = !wanted.isEmpty() && wanted.substring(1).equals(rest);
        boolean changed =
                !wanted.isEmpty() && !rest.isEmpty() && wanted.substring(1).equals(rest.substring(1));
        boolean swapped =
                wanted.length() >= 2 && rest.equals("" + wanted.charAt(1) + wanted.charAt(0) + wanted.substring(2));
        return dropped || (changed && right.length() > 3) || swapped;
    }

    private static Diagnostic foreign(Stumble s, Token word, String cure) {
        return Diagnostic.at(s.places().of(word), Code.E0107, "`" + word.getText() + "` is not a word of the language")
                .help(cure);
    }
}
