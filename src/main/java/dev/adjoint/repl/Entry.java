package dev.adjoint.repl;

import dev.adjoint.run.Given;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that the session knows under one name, or under several that were defined together. */
sealed interface Entry {

    List<String> names();

    /** The names that it mentions; those of the session among them are what it depends on. */
    Set<String> needs();

    /** The numbers that were given, if this is something that takes numbers. */
    Optional<Given> given();

    /** The names where they were said. */
    Span place();

    /** Numbers under a name, whose shape is theirs. */
    record Value(Given numbers) implements Entry {

        @Override
        public List<String> names() {
            return List.of(numbers.name());
        }

        @Override
        public Set<String> needs() {
            return Set.of();
        }

        @Override
        public Optional<Given> given() {
            return Optional.of(numbers);
        }

        @Override
        public Span place() {
            return numbers.key();
        }
    }

    /**
     * A param or an input with the shape that was declared.
     *
     * @param declaration what stands behind {@code param} or {@code input}
     * @param statement this variable alone
     */
    record Declared(
            String name, Statement.Variables statement, Span declaration, Set<String> needs, Optional<Given> given)
            implements Entry {

        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public Span place() {
            return declaration;
        }

        boolean isParam() {
            return statement.role() == Statement.Variables.Role.PARAM;
        }

        boolean isIndex() {
            return statement.variables().get(0).in().isPresent();
        }

        boolean hasStart() {
            return statement.variables().get(0).start().isPresent();
        }

        Declared with(Given numbers) {
            return new Declared(name, statement, declaration, needs, Optional.of(numbers));
        }
    }

    /** A statement that stands in a program as it was written: a definition, loop, function, const, dim or use. */
    record Written(List<String> names, Statement statement, Piece piece, Set<String> needs) implements Entry {

        @Override
        public Optional<Given> given() {
            return Optional.empty();
        }

        @Override
        public Span place() {
            return piece.origin();
        }

        /** Whether it computes something from values. */
        boolean isDefinition() {
            return statement instanceof Statement.Definition || statement instanceof Statement.Scan;
        }
    }
}
