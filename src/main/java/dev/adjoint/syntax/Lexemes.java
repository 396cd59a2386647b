package dev.adjoint.syntax;

import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexeme.Gap;
import dev.adjoint.syntax.Lexeme.Role;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser;
import dev.adjoint.syntax.antlr.AdParser.ArrayContext;
import dev.adjoint.syntax.antlr.AdParser.BinaryContext;
import dev.adjoint.syntax.antlr.AdParser.ConstantContext;
import dev.adjoint.syntax.antlr.AdParser.DefinitionContext;
import dev.adjoint.syntax.antlr.AdParser.DimContext;
import dev.adjoint.syntax.antlr.AdParser.FunctionContext;
import dev.adjoint.syntax.antlr.AdParser.GroupContext;
import dev.adjoint.syntax.antlr.AdParser.LineContext;
import dev.adjoint.syntax.antlr.AdParser.RangeContext;
import dev.adjoint.syntax.antlr.AdParser.ResultContext;
import dev.adjoint.syntax.antlr.AdParser.ShapeContext;
import dev.adjoint.syntax.antlr.AdParser.SubscriptContext;
import dev.adjoint.syntax.antlr.AdParser.TargetContext;
import dev.adjoint.syntax.antlr.AdParser.UnaryContext;
import dev.adjoint.syntax.antlr.AdParser.VariableContext;
import dev.adjoint.syntax.antlr.AdParser.WhereContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.IterativeParseTreeWalker;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the words of a program without mistakes, each with what the grammar makes of it. */
public final class Lexemes {

    private final Source source;
    private final Map<Integer, Lexeme> known = new HashMap<>();

    private Lexemes(Source source) {
        this.source = source;
    }

    /** All words and signs in order, {@code ;} among them, newlines and comments not. The source has no mistakes. */
    public static List<Lexeme> of(Source source) {
        Lexemes lexemes = new Lexemes(source);
        lexemes.parse();
        List<Lexeme> all = new ArrayList<>();
        for (Token token : tokens(source)) {
            if (token.getType() != AdLexer.DOC) {
                Lexeme known = lexemes.known.get(token.getStartIndex());
                all.add(known == null ? lexemes.between(token) : known);
            }
        }
        return all;
    }

    /** The words, signs and {@code ##} comments as they are spelled: what two layouts of one program have in common. */
    public static List<String> texts(Source source) {
        return tokens(source).stream()
                .map(token -> token.getText().stripTrailing())
                .toList();
    }

    private static List<Token> tokens(Source source) {
        AdLexer lexer = new AdLexer(new TextStream(source));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() != AdLexer.NEWLINE) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private void parse() {
        AdParser parser = new AdParser(null);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        StatementReader reader = new StatementReader(source);
        for (List<Token> words = reader.next(); !words.isEmpty(); words = reader.next()) {
            parser.setTokenStream(new CommonTokenStream(new ListTokenSource(words)));
            new IterativeParseTreeWalker().walk(new Reader(), parser.line());
        }
    }

    /** {@code ;}, which no rule of the grammar has. */
    private Lexeme between(Token token) {
        return lexeme(token, Gap.NONE, Gap.FREE, Role.OTHER, token.getStartIndex());
    }

    private Lexeme lexeme(Token token, Gap before, Gap after, Role role, int statement) {
        return new Lexeme(source.span(token.getStartIndex(), token.getStopIndex() + 1), before, after, role, statement);
    }

    /** Takes the words out of the tree of a statement. */
    private final class Reader implements ParseTreeListener {

        private final List<LineContext> open = new ArrayList<>();

        @Override
        public void enterEveryRule(ParserRuleContext context) {
            if (context instanceof LineContext line) {
                open.add(line);
            }
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {
            if (context instanceof LineContext) {
                open.remove(open.size() - 1);
            }
        }

        @Override
        public void visitTerminal(TerminalNode node) {
            Token token = node.getSymbol();
            if (token.getType() != AdLexer.END) {
                LineContext line = open.get(open.size() - 1);
                ParserRuleContext place = (ParserRuleContext) node.getParent();
                int statement = line.getStart().getStartIndex();
                known.put(
                        token.getStartIndex(),
                        lexeme(token, before(token, place), after(token, place), role(token, place, line), statement));
            }
        }

        @Override
        public void visitErrorNode(ErrorNode node) {
            throw new IllegalArgumentException("the source has a mistake: " + node);
        }
    }

    private static Gap before(Token token, ParserRuleContext place) {
        return switch (token.getType()) {
            case AdLexer.COMMA, AdLexer.RPAREN, AdLexer.RBRACKET, AdLexer.QUOTE -> Gap.NONE;
            case AdLexer.LPAREN -> place instanceof GroupContext ? Gap.FREE : Gap.NONE;
            case AdLexer.LBRACKET -> place instanceof ArrayContext || isStated(place) ? Gap.FREE : Gap.NONE;
            case AdLexer.COLON -> place instanceof RangeContext range && range.lower != null ? Gap.NONE : Gap.FREE;
            default -> place instanceof BinaryContext ? around(token, place) : Gap.FREE;
        };
    }

    private static Gap after(Token token, ParserRuleContext place) {
        return switch (token.getType()) {
            case AdLexer.LPAREN, AdLexer.LBRACKET -> Gap.NONE;
            case AdLexer.COMMA -> isOfIndices(place) ? Gap.NONE : Gap.FREE;
            case AdLexer.COLON -> place instanceof RangeContext range && range.upper != null ? Gap.NONE : Gap.FREE;
            default ->
                place instanceof UnaryContext
                        ? Gap.NONE
                        : place instanceof BinaryContext ? around(token, place) : Gap.FREE;
        };
    }

    /** The space on both sides of a binary operator. */
    private static Gap around(Token operator, ParserRuleContext place) {
        return switch (operator.getType()) {
            case AdLexer.POWER, AdLexer.EACH_POWER, AdLexer.TIMES, AdLexer.OVER -> Gap.NONE;
            case AdLexer.EACH_TIMES, AdLexer.EACH_OVER -> Gap.KEPT;
            case AdLexer.PLUS, AdLexer.MINUS -> isOfSubscript(place) ? Gap.NONE : Gap.FREE;
            default -> Gap.FREE;
        };
    }

    private static boolean isOfIndices(ParserRuleContext place) {
        return place instanceof SubscriptContext || place instanceof ShapeContext || place instanceof TargetContext;
    }

    private static boolean isStated(ParserRuleContext place) {
        return place instanceof ShapeContext
                && (place.getParent() instanceof DefinitionContext || place.getParent() instanceof ConstantContext);
    }

    /** Whether a sum is a subscript, a size or a bound, with no bracket of another kind in between. */
    private static boolean isOfSubscript(ParserRuleContext sum) {
        ParserRuleContext place = sum;
        while (place instanceof BinaryContext || place instanceof UnaryContext) {
            place = place.getParent();
        }
        return isOfIndices(place)
                || (place instanceof RangeContext range
                        && (range.colon != null || range.getParent() instanceof SubscriptContext));
    }

    private static Role role(Token token, ParserRuleContext place, LineContext line) {
        boolean declares =
                !(line.statement() instanceof DefinitionContext || line.statement() instanceof ResultContext);
        if (declares && token.getTokenIndex() == line.getStart().getTokenIndex() + 1) {
            return Role.DECLARED;
        }
        return switch (token.getType()) {
            case AdLexer.LBRACE -> Role.OPENING;
            case AdLexer.RBRACE -> Role.CLOSING;
            case AdLexer.COLON -> place instanceof RangeContext ? Role.OTHER : Role.STATED;
            case AdLexer.DEFINE -> isFirst(place) ? Role.DEFINES : Role.OTHER;
            case AdLexer.WHERE -> place instanceof WhereContext ? Role.RANGES : Role.OTHER;
            default -> place instanceof BinaryContext ? Role.OPERATOR : Role.OTHER;
        };
    }

    /** Whether an {@code =} is the one of its statement, or of the first item of it. */
    private static boolean isFirst(ParserRuleContext place) {
        boolean item =
                place instanceof ConstantContext || place instanceof DimContext || place instanceof VariableContext;
        return place instanceof DefinitionContext
                || place instanceof FunctionContext
                || (item && place.getParent().getChild(1) == place);
    }
}
