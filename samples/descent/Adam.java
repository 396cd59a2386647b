package descent;

/**
 * Gradient descent with a step of its own for each number: D. Kingma and J. Ba, "Adam: a method for stochastic
 * optimization", 2015. A gradient that is longer than a bound is shortened to it first, because one step of a recurrent net
 * can have a very long one.
 */
public final class Adam {

    private static final double MOMENTUM = 0.9;
    private static final double MEMORY = 0.99;
    private static final double TINY = 1e-8;

    private final double longest;
    private final double[] mean;
    private final double[] square;
    private double meanSeen;
    private double squareSeen;

    /** For so many numbers; gradients are shortened to the length {@code longest}. */
    public Adam(int parameters, double longest) {
        this.longest = longest;
        mean = new double[parameters];
        square = new double[parameters];
    }

    /** Moves theta downhill, each number by about {@code rate}. */
    public void step(double[] theta, double[] gradient, double rate) {
        double factor = Math.min(1, longest / length(gradient));
        meanSeen += (1 - MOMENTUM) * (1 - meanSeen);
        squareSeen += (1 - MEMORY) * (1 - squareSeen);
        for (int k = 0; k < theta.length; k++) {
            double g = factor * gradient[k];
            mean[k] += (1 - MOMENTUM) * (g - mean[k]);
            square[k] += (1 - MEMORY) * (g * g - square[k]);
            theta[k] -= rate * (mean[k] / meanSeen) / (Math.sqrt(square[k] / squareSeen) + TINY);
        }
    }

    private static double length(double[] gradient) {
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        return Math.sqrt(sum);
    }
}
