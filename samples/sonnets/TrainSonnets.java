package sonnets;

import descent.Adam;
import dev.adjoint.samples.CharLstm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Trains the LSTM of {@code char_lstm.ad} on sonnets, character by character, and lets it write lines of its own. It goes
 * through the text in pieces; what it remembers at the end of one is where it begins the next. Everything random comes from
 * one seed: each run ends with the same numbers.
 */
public final class TrainSonnets {

    /** How often the training goes through the text. */
    public static final int EPOCHS = 10;

    /** How many sonnets, the last of the file, are not learnt from. */
    public static final int HELD_OUT = 2;

    private static final long SEED = 1;
    private static final int PIECE = 50;
    private static final int WIDTH = 32;
    private static final double RATE = 0.01;
    private static final double BIT = Math.log(2);

    private final Text training;
    private final Text heldOut;
    private final Random random = new Random(SEED);
    private final CharLstm lstm;
    private final double[] state = new double[WIDTH];
    private final double[] memory = new double[WIDTH];
    private final double[] score;
    private final double[] theta;
    private final double[] gradient;
    private final Adam adam;

    private TrainSonnets(Text all) {
        int end = all.beginOfLast(HELD_OUT);
        training = all.part(0, end);
        heldOut = all.part(end, all.length());
        lstm = new CharLstm(PIECE, all.letters(), WIDTH / 2, WIDTH);
        lstm.h0(state).m0(memory);
        score = new double[all.letters()];
        theta = lstm.initial(random);
        gradient = new double[lstm.parameters()];
        adam = new Adam(lstm.parameters(), 1);
    }

    /** Trains and prints how it goes; {@code args} may name the file of sonnets. */
    public static void main(String[] args) throws IOException {
        Text text = Text.read(Path.of(args.length > 0 ? args[0] : "samples/sonnets/sonnets.txt"));
        System.out.printf(Locale.ROOT, "A single character has an entropy of %.2f bits.%n", text.entropy());
        System.out.println("epoch  bits a character, held out, and a line");
        train(
                EPOCHS,
                text,
                (epoch, bits, heldOut, line) ->
                        System.out.printf(Locale.ROOT, "%5d  %.2f  %.2f  %s%n", epoch, bits, heldOut, line));
    }

    /** What is told after each epoch: the mean loss in it, the loss on the sonnets held out, and a line that the LSTM writes. */
    public interface Progress {
        void epoch(int number, double bits, double heldOut, String line);
    }

    /** Trains on all sonnets of a text but the last. */
    public static void train(int epochs, Text text, Progress progress) {
        TrainSonnets training = new TrainSonnets(text);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double bits = training.epoch(RATE * (1 - (epoch - 1.0) / epochs));
            progress.epoch(epoch, bits, training.lossOnHeldOut(), training.line());
        }
    }

    /** Goes once through the text, and returns the loss in bits a character. */
    private double epoch(double rate) {
        forget();
        double sum = 0;
        for (int from = 0; from + 1 < training.length(); from += PIECE) {
            int count = read(training, from);
            sum += count * lstm.valueAndGradient(theta, gradient);
            remember();
            adam.step(theta, gradient, rate);
        }
        return sum / (training.length() - 1) / BIT;
    }

    private double lossOnHeldOut() {
        forget();
        double sum = 0;
        for (int from = 0; from + 1 < heldOut.length(); from += PIECE) {
            int count = read(heldOut, from);
            sum += count * lstm.value(theta);
            remember();
        }
        return sum / (heldOut.length() - 1) / BIT;
    }

    /** Binds a piece of a text, and for each character the one after it; returns how many. */
    private int read(Text text, int from) {
        int count = Math.min(PIECE, text.length() - 1 - from);
        lstm.T(count); // the last piece is shorter
        lstm.text(text.characters(from, from + count)).next(text.characters(from + 1, from + 1 + count));
        return count;
    }

    private void forget() {
        Arrays.fill(state, 0);
        Arrays.fill(memory, 0);
    }

    /** What the LSTM remembers now is where it begins next time: these arrays are bound to it. */
    private void remember() {
        lstm.h(state);
        lstm.m(memory);
    }

    /** A line of the LSTM's own: each character is drawn by what the LSTM expects, and then given to it to read. */
    private String line() {
        forget();
        lstm.T(1);
        StringBuilder line = new StringBuilder();
        for (int c = drawnAfter(training.place('\n')); training.letter(c) != '\n' && line.length() < 80; ) {
            line.append(training.letter(c));
            c = drawnAfter(c);
        }
        return line.toString();
    }

    private int drawnAfter(int character) {
        lstm.text(new int[] {character}).next(new int[] {character}); // the loss is not asked for
        lstm.forward(theta);
        remember();
        return drawn(lstm.score(score));
    }

    /** Draws from the softmax of the scores, a little bolder. */
    private int drawn(double[] score) {
        double boldness = 1.5;
        double most = Arrays.stream(score).max().orElseThrow();
        double left = random.nextDouble()
                * Arrays.stream(score).map(s -> Math.exp(boldness * (s - most))).sum();
        int c = -1;
        while (left >= 0 && c < score.length - 1) {
            c++;
            left -= Math.exp(boldness * (score[c] - most));
        }
        return c;
    }
}
