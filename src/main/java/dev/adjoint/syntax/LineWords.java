package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The words of a text that is being typed, right or wrong: for colours, for completion, and to tell whether it goes on. */
public final class LineWords {

    /** What a word is. */
    public enum Kind {
        KEYWORD,
        NAME,
        NUMBER,
        STRING,
        COMMENT,
        OPERATOR,
        /** Not of the language. */
        MISTAKE
    }

    /**
     * A word, from {@code start} up to and without {@code end}.
     *
     * @param depth how many brackets are open around it; a bracket itself stands outside of what it holds
     */
    public record Word(int start, int end, Kind kind, String text, int depth) {

        public boolean is(String word) {
            return text.equals(word);
        }
    }

    private final List<Word> words = new ArrayList<>();
    private Token last;
    private int depth;

    private LineWords(String text) {
        AdLexer lexer = new AdLexer(new TextStream(new Source("", text)));
        lexer.removeErrorListeners();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() != AdLexer.NEWLINE) {
                add(token);
            }
        }
    }

    /** All words of a text, comments that document among them and other comments not. */
    public static List<Word> of(String text) {
        return List.copyOf(new LineWords(text).words);
    }

    /** Whether a newline behind the text does not end its statement: a bracket is open, or an operand is to come. */
    public static boolean goesOn(String text) {
        LineWords read = new LineWords(text);
        return read.depth > 0 || Words.goesOnAfter(read.last);
    }

    /** Every word that has a meaning in the language and so is no name, and the five that are names elsewhere. */
    public static List<String> keywords() {
        BitSet all = Words.keywords();
        return all.stream()
                .mapToObj(type -> AdLexer.VOCABULARY.getLiteralName(type).replace("'", ""))
                .toList();
    }

    /** Whether the word begins a declaration: {@code dim}, {@code param} and so on. */
    public static boolean declares(String word) {
        return Words.declarations()
                .anyMatch(type -> AdLexer.VOCABULARY.getLiteralName(type).equals("'" + word + "'"));
    }

    /**
     * The parts of a text between the commas that stand outside of all brackets, each from the start of its first word to
     * the end of its last.
     */
    public static List<int[]> items(String text) {
        List<int[]> items = new ArrayList<>();
        int[] item = null;
        for (Word word : of(text)) {
            if (word.is(",") && word.depth() == 0) {
                item = null;
            } else if (word.kind() != Kind.COMMENT && item == null) {
                item = new int[] {word.start(), word.end()};
                items.add(item);
            } else if (word.kind() != Kind.COMMENT) {
                item[1] = word.end();
            }
        }
        return items;
    }

    private void add(Token token) {
        int type = token.getType();
        boolean opens =
                Arrays.asList(AdLexer.LPAREN, AdLexer.LBRACKET, AdLexer.LBRACE).contains(type);
        boolean closes =
                Arrays.asList(AdLexer.RPAREN, AdLexer.RBRACKET, AdLexer.RBRACE).contains(type);
        depth = closes ? Math.max(0, depth - 1) : depth;
        words.add(new Word(token.getStartIndex(), token.getStopIndex() + 1, kind(token), token.getText(), depth));
        depth += opens ? 1 : 0;
        last = type == AdLexer.DOC ? last : token;
    }

    private static Kind kind(Token token) {
        return switch (token.getType()) {
            case AdLexer.NAME -> Kind.NAME;
            case AdLexer.NUMBER -> Kind.NUMBER;
            case AdLexer.STRING -> Kind.STRING;
            case AdLexer.DOC -> Kind.COMMENT;
            case AdLexer.DOT, AdLexer.FOREIGN, AdLexer.UNKNOWN -> Kind.MISTAKE;
            default -> Words.keywords().get(token.getType()) ? Kind.KEYWORD : Kind.OPERATOR;
        };
    }
}
