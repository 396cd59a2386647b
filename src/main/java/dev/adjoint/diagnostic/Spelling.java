package dev.adjoint.diagnostic;

import java.util.Collection;
import java.util.Optional;

/** What was probably meant by a word that is not known. */
public final class Spelling {

    private Spelling() {}

    /** The known word that is a slip away, if there is one; longer words may have more of them. */
    public static Optional<String> closest(String word, Collection<String> known) {
        int most = word.length() <= 3 ? 1 : word.length() <= 7 ? 2 : 3;
        String best = null;
        int least = Math.min(most, Math.max(1, word.length() - 1)) + 1;
        for (String candidate : known) {
            int distance = candidate.equalsIgnoreCase(word) ? 0 : distance(word, candidate);
            if (distance < least && (distance == 0 || candidate.length() > 1 || word.length() == 2)) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The number of letters to insert, drop, change or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
