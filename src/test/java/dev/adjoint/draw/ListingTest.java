package dev.adjoint.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Listings in narrow terminals and in colour; others are in {@code src/test/ad/graph}. */
final class ListingTest {

    private static String listing(int width, boolean coloured) {
        Drawn drawn = Drawn.sampled(Drawn.program(Path.of("samples/char_lstm.ad")), 1);
        return Listing.of(drawn.circuit(), Optional.of(drawn.numbers()), width, coloured);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width : new int[] {40, 60, 80, 120}) {
            listing(width, false).lines().forEach(line -> assertTrue(line.length() <= width, width + ": " + line));
        }
    }

    @Test
    void colourIsAllThatColourAdds() {
        assertEquals(
                listing(80, false),
                listing(80, true).replaceAll("\u001b\\[\\d+m", "").replaceAll(" +\n", "\n"));
    }
}
