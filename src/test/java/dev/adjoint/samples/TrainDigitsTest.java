package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digits.Images;
import digits.TrainDigits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainDigitsTest {

    private static final Path FILE = Path.of("samples/digits/digits.csv.gz");

    private final List<Double> losses = new ArrayList<>();

    private double accuracyAfter(int epochs) throws IOException {
        return TrainDigits.accuracyAfter(epochs, Images.read(FILE), (epoch, loss, accuracy) -> losses.add(loss));
    }

    @Test
    void recognisesTheHeldOutDigits() throws IOException {
        double accuracy = accuracyAfter(TrainDigits.EPOCHS);

        assertTrue(accuracy > 0.96, () -> "accuracy " + accuracy);
        assertTrue(losses.get(losses.size() - 1) < 0.1 * losses.get(0), () -> "losses " + losses);
    }

    @Test
    void endsWithTheSameNumbersEachTime() throws IOException {
        double accuracy = accuracyAfter(2);

        assertEquals(accuracy, accuracyAfter(2));
        assertEquals(losses.subList(0, 2), losses.subList(2, 4));
    }
}
