package dev.adjoint.bench;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * One way to compute a workload. The call returns the value and leaves the whole gradient; that is what is timed. The other
 * function reads the gradient that the last call has left.
 */
public record Contender(DoubleSupplier call, Supplier<double[]> gradient) {

    static Contender of(double[] g, DoubleSupplier call) {
        return new Contender(call, () -> g);
    }

    static Contender of(float[] g, DoubleSupplier call) {
        return new Contender(call, () -> Floats.widened(g));
    }
}
