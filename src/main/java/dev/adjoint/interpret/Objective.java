package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;

/** The number that is differentiated: a scalar definition, or the elements of an array weighed with seeds. */
public final class Objective {

    private final Definition definition;
    private final double[] seeds;

    private Objective(Definition definition, double[] seeds) {
        this.definition = definition;
        this.seeds = seeds;
    }

    /** The value of a scalar definition. */
    public static Objective of(Definition scalar) {
        return new Objective(scalar, new double[] {1});
    }

    /** The sum of the elements of a definition, each times its seed. */
    public static Objective weighed(Definition definition, double[] seeds) {
        return new Objective(definition, seeds.clone());
    }

    public double value(Evaluation run) {
        return sum(run.values(definition));
    }

    /** The derivative along the direction of the evaluation. */
    public double tangent(Evaluation run) {
        return sum(run.tangents(definition));
    }

    /** The summed magnitude of the terms of the {@link #tangent}. */
    public double magnitude(Evaluation run) {
        double[] magnitudes = run.magnitudes(definition);
        double sum = 0;
        for (int k = 0; k < seeds.length; k++) {
            sum += Math.abs(seeds[k]) * magnitudes[k];
        }
        return sum;
    }

    private double sum(double[] numbers) {
        double sum = 0;
        for (int k = 0; k < seeds.length; k++) {
            sum += seeds[k] * numbers[k];
        }
        return sum;
    }
}
