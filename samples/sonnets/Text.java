package sonnets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A text as numbers: each character is its place in the alphabet, which has all characters that occur, in order. */
public final class Text {

    private final String alphabet;
    private final int[] characters;

    private Text(String alphabet, int[] characters) {
        this.alphabet = alphabet;
        this.characters = characters;
    }

    /** Reads a file of plain text in UTF-8. */
    public static Text read(Path file) throws IOException {
        String text = Files.readString(file);
        StringBuilder alphabet = new StringBuilder();
        text.chars().distinct().sorted().forEach(c -> alphabet.append((char) c));
        return new Text(
                alphabet.toString(),
                text.chars().map(c -> alphabet.indexOf(Character.toString(c))).toArray());
    }

    int length() {
        return characters.length;
    }

    /** The number of different characters. */
    int letters() {
        return alphabet.length();
    }

    char letter(int place) {
        return alphabet.charAt(place);
    }

    int place(char letter) {
        return alphabet.indexOf(letter);
    }

    int[] characters(int from, int to) {
        return Arrays.copyOfRange(characters, from, to);
    }

    /** A part of the text, in the same alphabet. */
    Text part(int from, int to) {
        return new Text(alphabet, characters(from, to));
    }

    /** Where the last n paragraphs begin, each after an empty line. */
    int beginOfLast(int n) {
        int at = length();
        for (int left = n; left > 0; left--) {
            do {
                at--;
            } while (letter(characters[at - 1]) != '\n' || letter(characters[at - 2]) != '\n');
        }
        return at;
    }

    /** The entropy of a single character, in bits: what guessing by their frequencies alone would cost. */
    public double entropy() {
        int[] counts = new int[letters()];
        for (int c : characters) {
            counts[c]++;
        }
        double bits = 0;
        for (int count : counts) {
            double p = (double) count / length();
            bits -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
        }
        return bits;
    }
}
