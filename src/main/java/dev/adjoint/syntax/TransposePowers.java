package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.antlr.AdLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Finds {@code x^T} in files that have no name T, where it can only be meant as the transpose. */
final class TransposePowers {

    private final Places places;
    private final List<Span> powers = new ArrayList<>();
    private boolean named;

    TransposePowers(Source source) {
        this.places = new Places(source);
    }

    void read(List<Token> words) {
        Token before = null;
        for (Token word : words) {
            if (word.getType() == AdLexer.NAME && word.getText().equals("T")) {
                if (Words.is(before, AdLexer.POWER) || Words.is(before, AdLexer.EACH_POWER)) {
                    powers.add(places.of(before).to(places.of(word)));
                } else {
                    named = true;
                }
            }
            before = word;
        }
    }

    void report(Diagnostics diagnostics) {
        if (!named) {
            powers.forEach(power ->
                    diagnostics.add(Diagnostic.at(power, Code.E0107, "`" + power.text() + "` is not the transpose")
                            .help("the transpose is `x'`")));
        }
    }
}
