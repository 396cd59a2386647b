package dev.adjoint.repl;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.FreeNames;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked about: a formula, or a definition by its name.
 *
 * @param label what stands before {@code =} in the answer; nothing for a formula
 * @param output the name under which the program puts it out
 * @param last the piece that stands last in the program
 * @param truth whether it is a truth value, which is put out as 1 or 0
 */
record Asked(String label, String output, Piece last, List<Statement> statements, Set<String> needs, boolean truth) {

    private static final String ANSWER = "ans";

    /** A definition by its name, else the formula. */
    static Asked of(Span text, Session session) {
        String name = text.text().strip();
        Optional<Entry.Written> definition = session.find(name)
                .filter(e -> e instanceof Entry.Written written && written.isDefinition())
                .map(Entry.Written.class::cast);
        if (definition.filter(d -> !truth(d, session)).isPresent()) {
            return new Asked(name, name, Piece.made("output " + name, text), List.of(), Set.of(name), false);
        }
        Asked formula = formula(text, session);
        return session.knows(name)
                ? new Asked(name, formula.output, formula.last, formula.statements, formula.needs, formula.truth)
                : formula;
    }

    private static Asked formula(Span text, Session session) {
        String answer = ANSWER;
        while (session.knows(answer)) {
            answer += "_";
        }
        Piece piece = Piece.verbatim(answer + " = ", text);
        Statement.Definition definition = parse(piece);
        boolean truth = isTruth(definition.value(), session);
        Piece last = truth
                ? new Piece(answer + " = if " + text.text() + " then 1 else 0", text, (answer + " = if ").length())
                : piece;
        return new Asked("", answer, last, List.of(definition), FreeNames.of(definition), truth);
    }

    private static Statement.Definition parse(Piece piece) {
        Assembled alone = new Assembled.Builder(Session.EMPTY).build("formula", List.of(), piece);
        Diagnostics mistakes = new Diagnostics();
        List<Statement> statements = Parser.parse(alone.source(), mistakes).statements();
        if (mistakes.hasErrors() || statements.size() != 1 || !(statements.get(0) instanceof Statement.Definition)) {
            throw new Refused(alone.placed(mistakes));
        }
        return (Statement.Definition) statements.get(0);
    }

    /** Whether a definition is a truth value. */
    static boolean truth(Entry.Written entry, Session session) {
        return entry.statement() instanceof Statement.Definition definition
                && definition.targets().size() == 1
                && definition.targets().get(0).indices().isEmpty()
                && isTruth(definition.value(), session);
    }

    private static boolean isTruth(Expression formula, Session session) {
        if (formula instanceof Expression.Unary unary) {
            return unary.operator() == Expression.UnaryOperator.NOT;
        }
        if (formula instanceof Expression.Binary binary) {
            return switch (binary.operator()) {
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> true;
                default -> false;
            };
        }
        return formula instanceof Expression.Variable variable
                && session.find(variable.name())
                        .filter(e -> e instanceof Entry.Written written && truth(written, session))
                        .isPresent();
    }

    /** The program that puts it out. */
    Assembled program(Session session, Set<String> independent) {
        String name = label.isEmpty() ? "formula" : label;
        return new Assembled.Builder(session)
                .independent(independent)
                .needs(needs)
                .build(name, statements, last);
    }

    Assembled program(Session session) {
        return program(session, Set.of());
    }

    /** What it is called in a sentence. */
    String name() {
        return label.isEmpty() ? last.origin().text().strip() : label;
    }
}
