package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** From text to tree. Statements are read one by one, so that a mistake in one leaves the others as they are. */
public final class Parser {

    /** Further mistakes in a file are not reported. */
    public static final int MOST_ERRORS = 20;

    private final Source source;
    private final Diagnostics diagnostics;
    private final StatementReader reader;
    private final AdParser antlr = new AdParser(null);

    private Parser(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.reader = new StatementReader(source);
        antlr.removeErrorListeners();
        antlr.getInterpreter().setPredictionMode(PredictionMode.SLL);
    }

    /**
     * The statements of the source that could be read, in order. Every mistake is in {@code diagnostics}, up to
     * {@link #MOST_ERRORS}, in the order of the text.
     */
    public static Tree parse(Source source, Diagnostics diagnostics) {
        return new Parser(source, diagnostics).tree();
    }

    private Tree tree() {
        List<Statement> statements = new ArrayList<>();
        Diagnostics found = new Diagnostics();
        TransposePowers powers = new TransposePowers(source);
        Optional<Token> bodiless = Optional.empty();
        for (List<Token> words = reader.next(); !words.isEmpty() && !enough(found); words = reader.next()) {
            Token first = words.get(0);
            if (bodiless.filter(fn -> isIndented(first, fn)).isPresent()) {
                continue;
            }
            int mistakes = found.all().size();
            statement(words, found).ifPresent(statements::add);
            powers.read(words);
            bodiless = found.all().size() > mistakes ? bodiless(words) : Optional.empty();
        }
        powers.report(found);
        found.all().stream()
                .sorted(Comparator.comparing(Parser::offset))
                .limit(MOST_ERRORS)
                .forEach(diagnostics::add);
        return new Tree(source, statements);
    }

    /** A function without braces, whose body may stand on the lines below: it was reported, and they are left alone. */
    private static Optional<Token> bodiless(List<Token> words) {
        return Words.is(words.get(0), AdLexer.FN) && words.stream().noneMatch(w -> Words.is(w, AdLexer.LBRACE))
                ? Optional.of(words.get(0))
                : Optional.empty();
    }

    private boolean isIndented(Token word, Token fn) {
        return source.column(word.getStartIndex()) > source.column(fn.getStartIndex());
    }

    private static boolean enough(Diagnostics found) {
        return found.all().size() >= MOST_ERRORS;
    }

    private static int offset(Diagnostic diagnostic) {
        return diagnostic.place().orElseThrow().start();
    }

    private Optional<Statement> statement(List<Token> words, Diagnostics found) {
        antlr.setErrorHandler(new SyntaxErrors(new MistakeReader(source), found));
        CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(words));
        tokens.fill();
        antlr.setTokenStream(tokens);
        try {
            return new TreeBuilder(source, reader.docs(), found).statement(antlr.line());
        } catch (Refusal enough) {
            return Optional.empty();
        }
    }
}
