package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** Says what is wrong where the parser could not go on. Slips that people make are known by name; the first that fits speaks. */
final class MistakeReader {

    private static final List<Function<Stumble, Optional<Diagnostic>>> KNOWN = List.of(
            WordMistakes::reservedName,
            WordMistakes::unfinishedLine,
            StatementMistakes::start,
            WordMistakes::wordOfAnotherLanguage,
            StatementMistakes::definition,
            StatementMistakes::declaration,
            StatementMistakes::function,
            StatementMistakes::scan,
            FormulaMistakes::equals,
            FormulaMistakes::conditional,
            FormulaMistakes::index,
            FormulaMistakes::operandMissing,
            FormulaMistakes::operatorMissing,
            FormulaMistakes::outOfPlace);

    private final Source source;
    private final Places places;

    MistakeReader(Source source) {
        this.source = source;
        this.places = new Places(source);
    }

    Diagnostic diagnostic(AdParser parser, Token found) {
        if (found instanceof MistakeToken mistake) {
            return mistake.diagnostic();
        }
        Optional<Diagnostic> unclosed = unclosedBefore(parser.getInputStream(), found);
        if (unclosed.isPresent()) {
            return unclosed.get();
        }
        Stumble stumble = Stumble.at(places, parser.getInputStream(), found, parser.getContext());
        return KNOWN.stream()
                .flatMap(known -> known.apply(stumble).stream())
                .findFirst()
                .orElseGet(() -> unknown(stumble));
    }

    /** A bracket that is never closed and opened on an earlier line: then what follows on later lines is no mistake. */
    private Optional<Diagnostic> unclosedBefore(TokenStream tokens, Token found) {
        for (int i = found.getTokenIndex(); i < tokens.size(); i++) {
            if (tokens.get(i) instanceof MistakeToken mistake
                    && mistake.diagnostic().code() == Code.E0103
                    && mistake.getStartIndex() > mistake.getStopIndex()) {
                int opened = mistake.diagnostic().notes().get(0).place().line();
                int line = source.line(found.getStartIndex());
                return opened < line ? Optional.of(mistake.diagnostic()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Diagnostic unknown(Stumble s) {
        if (s.atEnd()) {
            return s.missing("the line ends too early, after " + s.beforeShown());
        }
        String after = s.before() == null || s.before(AdLexer.END) ? "" : " after " + s.beforeShown();
        return s.wrong(s.foundShown() + " cannot stand here" + after);
    }
}
