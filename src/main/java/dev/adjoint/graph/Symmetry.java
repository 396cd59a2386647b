package dev.adjoint.graph;

import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Typed;

/**
 * Whether the derivatives of a program are those of one function, so that its Hessians are symmetric. They need not be if a
 * formula stops gradients, or if a function says its own.
 */
public final class Symmetry extends TypedWalker {

    private boolean symmetric = true;

    private Symmetry() {}

    public static boolean of(Program program) {
        Symmetry symmetry = new Symmetry();
        program.definitions().forEach(d -> symmetry.walk(d.value()));
        return symmetry.symmetric;
    }

    @Override
    public Void each(Typed.Each each) {
        symmetric &= each.primitive() != Primitive.STOP;
        return super.each(each);
    }

    @Override
    public Void gated(Typed.Gated gated) {
        symmetric = false;
        return super.gated(gated);
    }
}
