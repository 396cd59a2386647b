package copying;

import descent.Adam;
import dev.adjoint.samples.NeuralTuringMachine;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Trains the Neural Turing Machine of {@code neural_turing_machine.ad} to copy sequences of 1 to {@value #LONGEST} rows of
 * random bits. Everything random comes from one seed: each run ends with the same numbers.
 */
public final class TrainCopying {

    /** How many steps the training takes. */
    public static final int STEPS = 2000;

    /** The most rows of a sequence that the machine is trained on. */
    public static final int LONGEST = 6;

    private static final long SEED = 5;
    private static final int BITS = 4;
    private static final int BATCH = 4;
    private static final double RATE = 0.005;

    private final Random random;
    private final NeuralTuringMachine machine = machine(LONGEST);
    private final double[] x = new double[LONGEST * BITS];
    private final double[] theta;
    private final double[] gradient;
    private final double[] sum;
    private final Adam adam;

    private TrainCopying(long seed) {
        random = new Random(seed);
        machine.x(x);
        theta = machine.initial(random);
        gradient = new double[machine.parameters()];
        sum = new double[machine.parameters()];
        adam = new Adam(machine.parameters(), 10);
    }

    /** A machine for so many rows, with a memory of 32 places for 8 numbers. */
    private static NeuralTuringMachine machine(int rows) {
        return new NeuralTuringMachine(rows, BITS, 32, 8, 32);
    }

    /** Trains, and prints how it goes and what the machine can do in the end. */
    public static void main(String[] args) {
        System.out.printf("To guess a sequence of %d rows costs %d bits.%n", LONGEST, LONGEST * BITS);
        double[] theta = train(STEPS, SEED, (step, bits) -> {
            if (step % 200 == 0) {
                System.out.printf(Locale.ROOT, "step %4d: %.4f bits a sequence%n", step, bits);
            }
        });
        for (int rows : new int[] {LONGEST, 2 * LONGEST, 4 * LONGEST}) {
            Copies copies = copies(theta, rows, 100);
            System.out.printf("%d of %d bits are wrong in sequences of %d rows%n", copies.wrong(), copies.bits(), rows);
        }
    }

    /** What is told after each step: the mean loss of its sequences. */
    public interface Progress {
        void step(int number, double bits);
    }

    /** Returns the theta that the training ends with. */
    public static double[] train(int steps, long seed, Progress progress) {
        TrainCopying training = new TrainCopying(seed);
        for (int step = 1; step <= steps; step++) {
            progress.step(step, training.step(RATE * Math.min(1, 2 * (1 - (double) step / steps))));
        }
        return training.theta;
    }

    /** Learns from a few sequences of one length, and returns the mean of their losses. */
    private double step(double rate) {
        int rows = 1 + random.nextInt(LONGEST);
        Arrays.fill(sum, 0);
        double loss = 0;
        for (int n = 0; n < BATCH; n++) {
            draw(x, rows, random);
            loss += machine.L(rows).x(x, 0).valueAndGradient(theta, gradient) / BATCH;
            for (int k = 0; k < sum.length; k++) {
                sum[k] += gradient[k] / BATCH;
            }
        }
        adam.step(theta, sum, rate);
        return loss;
    }

    private static void draw(double[] x, int rows, Random random) {
        for (int k = 0; k < rows * BITS; k++) {
            x[k] = random.nextInt(2);
        }
    }

    /** How a machine copies: the mean loss of a sequence in bits, and how many bits are wrong, of how many. */
    public record Copies(double loss, int wrong, int bits) {}

    /** Has a machine copy sequences that it was not trained on. */
    public static Copies copies(double[] theta, int rows, int sequences) {
        NeuralTuringMachine machine = machine(rows);
        Random random = new Random(-rows);
        double[] x = new double[rows * BITS];
        double loss = 0;
        int wrong = 0;
        for (int n = 0; n < sequences; n++) {
            draw(x, rows, random);
            loss += machine.x(x).forward(theta).loss() / sequences;
            double[] copy = machine.copy();
            for (int k = 0; k < x.length; k++) {
                wrong += copy[k] > 0 == x[k] > 0 ? 0 : 1;
            }
        }
        return new Copies(loss, wrong, sequences * x.length);
    }
}
