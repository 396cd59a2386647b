package dev.adjoint.bench;

/** Arrays of doubles as floats, and the other way. */
public final class Floats {

    private Floats() {}

    /** Rounds each number. */
    public static float[] narrowed(double[] numbers) {
        float[] narrowed = new float[numbers.length];
        for (int k = 0; k < numbers.length; k++) {
            narrowed[k] = (float) numbers[k];
        }
        return narrowed;
    }

    /** The same numbers. */
    public static double[] widened(float[] numbers) {
        double[] widened = new double[numbers.length];
        for (int k = 0; k < numbers.length; k++) {
            widened[k] = numbers[k];
        }
        return widened;
    }
}
