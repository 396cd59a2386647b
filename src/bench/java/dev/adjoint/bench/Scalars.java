package dev.adjoint.bench;

/** Functions of doubles and of floats under one name, so that classes in floats can be the same text as those in doubles. */
final class Scalars {

    private Scalars() {}

    static double exp(double x) {
        return Math.exp(x);
    }

    static float exp(float x) {
        return (float) Math.exp(x);
    }

    static double log(double x) {
        return Math.log(x);
    }

    static float log(float x) {
        return (float) Math.log(x);
    }
}
