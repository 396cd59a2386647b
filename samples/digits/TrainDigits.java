package digits;

import dev.adjoint.samples.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Trains the net of {@code digits.ad} on images of handwritten digits, by gradient descent with momentum over
 * mini-batches. Everything random comes from one seed: each run ends with the same numbers.
 */
public final class TrainDigits {

    /** How often the training goes over the images. */
    public static final int EPOCHS = 30;

    private static final long SEED = 4;
    private static final int BATCH = 32;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.9;

    private final Images training;
    private final Images heldOut;
    private final Random random = new Random(SEED);
    private final Digits net;
    private final Digits judge;
    private final double[] theta;
    private final double[] gradient;
    private final double[] velocity;

    private TrainDigits(Images all) {
        all.shuffle(random);
        training = all.part(0, all.count() * 4 / 5);
        heldOut = all.part(training.count(), all.count());
        net = new Digits(BATCH, Images.PIXELS, 64, 32, Images.DIGITS);
        judge = new Digits(heldOut.count(), Images.PIXELS, 64, 32, Images.DIGITS);
        judge.X(heldOut.pixels()).y(heldOut.digits());
        theta = net.initial(random);
        gradient = new double[net.parameters()];
        velocity = new double[net.parameters()];
    }

    /** Trains and prints the accuracy; {@code args} may name the file of images. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length > 0 ? args[0] : "samples/digits/digits.csv.gz");
        long start = System.nanoTime();
        double accuracy = accuracyAfter(EPOCHS, Images.read(file), Progress.onTerminal(EPOCHS));
        System.out.printf(
                Locale.ROOT,
                "%.2f %% of the held-out digits are recognised, after %d epochs in %.1f s%n",
                100 * accuracy,
                EPOCHS,
                (System.nanoTime() - start) / 1e9);
    }

    /** Returns the part of the held-out images, from 0 to 1, that is recognised after training. */
    public static double accuracyAfter(int epochs, Images images, Progress progress) {
        TrainDigits descent = new TrainDigits(images);
        double accuracy = 0;
        try (progress) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                double loss = descent.epoch(RATE * (1 - (epoch - 1.0) / epochs));
                accuracy = descent.accuracy();
                progress.epoch(epoch, loss, accuracy);
            }
        }
        return accuracy;
    }

    /** Goes once over the images for training, in a new order, and returns the mean of the batches' losses. */
    private double epoch(double rate) {
        training.shuffle(random);
        double sum = 0;
        int batches = 0;
        for (int from = 0; from < training.count(); from += BATCH) {
            int to = Math.min(from + BATCH, training.count());
            net.N(to - from); // the last batch is smaller
            net.X(training.pixels(), from * Images.PIXELS).y(training.digits(from, to));
            sum += net.valueAndGradient(theta, gradient);
            batches++;
            descend(rate);
        }
        return sum / batches;
    }

    private void descend(double rate) {
        for (int k = 0; k < theta.length; k++) {
            velocity[k] = MOMENTUM * velocity[k] - rate * gradient[k];
            theta[k] += velocity[k];
        }
    }

    /** The part of the held-out images whose digit has the highest score. */
    private double accuracy() {
        judge.forward(theta);
        double[] scores = judge.scores();
        int right = 0;
        for (int n = 0; n < heldOut.count(); n++) {
            int best = 0;
            for (int c = 1; c < Images.DIGITS; c++) {
                best = scores[n * Images.DIGITS + c] > scores[n * Images.DIGITS + best] ? c : best;
            }
            right += best == heldOut.digit(n) ? 1 : 0;
        }
        return (double) right / heldOut.count();
    }
}
