package digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Images of digits: pixels from 0 to 1, one image after another, and the digit that each shows. */
public final class Images {

    static final int PIXELS = 64;
    static final int DIGITS = 10;

    private final double[] pixels;
    private final int[] digits;

    private Images(double[] pixels, int[] digits) {
        this.pixels = pixels;
        this.digits = digits;
    }

    /** Reads lines of 64 pixels, from 0 to 16, and a digit, packed with gzip. */
    public static Images read(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            Images images = new Images(new double[lines.size() * PIXELS], new int[lines.size()]);
            for (int n = 0; n < lines.size(); n++) {
                images.set(n, lines.get(n).split(",", -1));
            }
            return images;
        }
    }

    private void set(int n, String[] numbers) {
        for (int k = 0; k < PIXELS; k++) {
            pixels[n * PIXELS + k] = Integer.parseInt(numbers[k]) / 16.0;
        }
        digits[n] = Integer.parseInt(numbers[PIXELS]);
    }

    int count() {
        return digits.length;
    }

    /** The pixels of all images: those of image n begin at 64*n. Not a copy. */
    double[] pixels() {
        return pixels;
    }

    int[] digits() {
        return digits;
    }

    int[] digits(int from, int to) {
        return Arrays.copyOfRange(digits, from, to);
    }

    int digit(int n) {
        return digits[n];
    }

    /** A copy of the images from {@code from} to {@code to}, exclusive. */
    Images part(int from, int to) {
        return new Images(Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS), Arrays.copyOfRange(digits, from, to));
    }

    /** Puts the images in another order. */
    void shuffle(Random random) {
        double[] image = new double[PIXELS];
        for (int n = count() - 1; n > 0; n--) {
            int m = random.nextInt(n + 1);
            System.arraycopy(pixels, n * PIXELS, image, 0, PIXELS);
            System.arraycopy(pixels, m * PIXELS, pixels, n * PIXELS, PIXELS);
            System.arraycopy(image, 0, pixels, m * PIXELS, PIXELS);
            int digit = digits[n];
            digits[n] = digits[m];
            digits[m] = digit;
        }
    }
}
