package dev.adjoint.shape;

import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;

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
    record Collected(Scan.Rows rows, Whole made, Span place) implements Named {}

    /**
     * What is collected, as long as its shape is looked for.
     *
     * @param kind what its elements are taken to be
     * @param steps the number of rows
     */
    record Unshaped(String name, Kind kind, Whole steps, Span place) implements Named {}

    /** Something whose declaration does not check; its uses are silent. */
    record Broken(Span place) implements Named {}

    /** Whether an index on a left side may not have this name. */
    default boolean isValue() {
        return this instanceof Value || this instanceof Plain || this instanceof Collected || this instanceof Unshaped;
    }
}
