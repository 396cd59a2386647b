package dev.adjoint.interpret;

/** A row of what a loop collects that is read in a step before it is there; generated code says the same. */
public final class MissingRow extends IndexOutOfBoundsException {

    private static final long serialVersionUID = 1;

    MissingRow(String rows, long row, String step, long at) {
        super(rows + "[" + row + "] is read at " + step + " = " + at + ", before it is there");
    }
}
