package dev.adjoint.shape;

import java.util.Set;

/** The names that every program may use without defining them. */
public final class BuiltInNames {

    private BuiltInNames() {}

    /** The functions, reductions and derivatives, in alphabetical order. */
    public static Set<String> functions() {
        return Builtins.names();
    }
}
