package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;
import java.util.Optional;

/** What a name stands for where it is in scope. */
sealed interface Named {

    /** The name where it is declared, defined or bound. */
    Span place();

    /** A dim: open, constant or derived, or bound to the size of an argument. */
    record Size(Whole value, Span place) implements Named {}

    /** A param, an input or a definition. */
    record Value(Symbol symbol, Span place) implements Named {}

    /** An index. */
    record Position(Index index, Span place) implements Named {}

    /** An argument that stands in place of the parameter: a reference, a literal or a count. */
    record Plain(Typed value, Span place) implements Named {}

    /** A function with the scope in which its body is read. */
    record Function(Statement.Function statement, Scope scope) implements Named {

        @Override
        public Span place() {
            return statement.name().span();
        }
    }

    /**
     * What the steps of a loop collect, seen from inside it: read by its rows.
     *
     * @param made how many rows are there
     */
    record Collected(Scan.Rows rows, Index step, Whole made, Span place) implements Named {}

    /**
     * What is collected, as long as its shape is looked for.
     *
     * @param kind what its elements are taken to be
     * @param step the index of the loop
     */
    record Unshaped(String name, Kind kind, Index step, Span place) implements Named {}

    /** Something whose declaration does not check; its uses are silent. */
    record Broken(Span place) implements Named {}

    /**
     * Something that does not come along when its file is used by another.
     *
     * @param role what it is: {@code dim}, {@code param}
     * @param why for a const, what its value rests on
     */
    record Behind(String role, Span place, Optional<Refusal> why) implements Named {

        /** Refuses a formula in which it stands. */
        Refusal refuse(String name, Span at) {
            if (why.isPresent()) {
                return why.get().noting(at, "`" + name + "` is used here");
            }
            return new Refusal(Diagnostic.at(
                            at,
                            Code.E0008,
                            "`" + name + "` is " + (role.startsWith("i") ? "an " : "a ") + role + " of `"
                                    + place.source() + "`, and `use` brings only functions and consts")
                    .note(place, "it is declared here")
                    .help(
                            role.equals("dim")
                                    ? "in a function, state it in the shape of a parameter: `x[" + name + "]`"
                                    : "make it a parameter of the function"));
        }
    }

    /** Whether an index on a left side may not have this name. */
    default boolean isValue() {
        return this instanceof Value || this instanceof Plain || this instanceof Collected || this instanceof Unshaped;
    }
}
