package dev.adjoint.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import copying.TrainCopying;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainCopyingTest {

    /** Sequences that the machine has not seen are copied without a wrong bit, also some that are twice as long. */
    @Test
    void copiesOtherSequences() {
        List<Double> losses = new ArrayList<>();
        double[] theta = TrainCopying.train(TrainCopying.STEPS, 5, (step, bits) -> losses.add(bits));

        double first = mean(losses.subList(0, 100));
        double last = mean(losses.subList(losses.size() - 100, losses.size()));
        assertTrue(first > 5 && last < 0.01, first + " to " + last);
        for (int rows = 1; rows <= TrainCopying.LONGEST; rows++) {
            TrainCopying.Copies copies = TrainCopying.copies(theta, rows, 100);
            assertEquals(0, copies.wrong(), copies::toString);
            assertTrue(copies.loss() < 0.01, copies::toString);
        }
        TrainCopying.Copies longer = TrainCopying.copies(theta, 2 * TrainCopying.LONGEST, 20);
        assertTrue(longer.wrong() < 0.01 * longer.bits(), longer::toString);
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(b -> b).average().orElseThrow();
    }

    @Test
    void endsWithTheSameNumbersEachTime() {
        double[] theta = TrainCopying.train(50, 7, (step, bits) -> {});

        assertArrayEquals(theta, TrainCopying.train(50, 7, (step, bits) -> {}));
    }
}
