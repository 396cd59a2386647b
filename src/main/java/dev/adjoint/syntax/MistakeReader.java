package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.antlr.AdParser;
import org.antlr.v4.runtime.Token;

/** Says what is wrong where the parser could not go on. */
final class MistakeReader {

    private final Places places;

    MistakeReader(Source source) {
        this.places = new Places(source);
    }

    Diagnostic diagnostic(AdParser parser, Token found) {
        if (found instanceof MistakeToken mistake) {
            return mistake.diagnostic();
        }
        return Diagnostic.at(places.of(found), Code.E0102, "`" + found.getText() + "` cannot stand here");
    }
}
