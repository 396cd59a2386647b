package dev.adjoint.interpret;

/** Derivatives with respect to each element of an array, and the summed magnitudes of the terms of each. */
public final class Derivative {

    private final double[] values;
    private final double[] magnitudes;

    Derivative(double[] values, double[] magnitudes) {
        this.values = values;
        this.magnitudes = magnitudes;
    }

    public double[] values() {
        return values.clone();
    }

    public double[] magnitudes() {
        return magnitudes.clone();
    }
}
