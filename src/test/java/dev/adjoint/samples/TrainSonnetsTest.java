package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sonnets.Text;
import sonnets.TrainSonnets;

final class TrainSonnetsTest {

    private static Text text;

    /** After an epoch: the loss in it and on the sonnets held out, in bits a character, and a line. */
    private record Epoch(double bits, double heldOut, String line) {}

    @BeforeAll
    static void read() throws IOException {
        text = Text.read(Path.of("samples/sonnets/sonnets.txt"));
    }

    private static List<Epoch> train(int epochs) {
        List<Epoch> course = new ArrayList<>();
        TrainSonnets.train(epochs, text, (epoch, bits, heldOut, line) -> course.add(new Epoch(bits, heldOut, line)));
        return course;
    }

    /** Guessing by the frequencies of single characters costs 4.48 bits. */
    @Test
    void knowsMoreThanTheFrequenciesOfCharacters() {
        List<Epoch> course = train(TrainSonnets.EPOCHS);

        for (int k = 1; k < course.size(); k++) {
            assertTrue(course.get(k).bits() < course.get(k - 1).bits(), course::toString);
        }
        Epoch last = course.get(course.size() - 1);
        assertEquals(4.48, text.entropy(), 0.01);
        assertTrue(last.bits() < 2.5, course::toString);
        assertTrue(last.heldOut() < 2.8, course::toString);
    }

    @Test
    void endsWithTheSameNumbersAndLinesEachTime() {
        List<Epoch> course = train(1);

        assertEquals(course, train(1));
        assertTrue(course.get(0).line().length() > 5, course::toString);
    }
}
