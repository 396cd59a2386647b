package dev.adjoint.notation;

/** Says what the language has no words for. */
public final class Unwritten extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unwritten(String what) {
        super(what);
    }
}
