package dev.adjoint.repl;

import dev.adjoint.syntax.LineWords;
import dev.adjoint.syntax.LineWords.Word;
import java.util.ArrayList;
import java.util.List;

/** What is typed, as text: whether it goes on in the next line, and the statements that it holds. */
final class Typed {

    private Typed() {}

    static boolean isCommand(String text) {
        return text.stripLeading().startsWith(":");
    }

    /** Whether another line belongs to it. */
    static boolean goesOn(String text) {
        return !isCommand(text) && LineWords.goesOn(text);
    }

    /** Where each statement or command begins and ends: they stand on lines of their own, or have {@code ;} between. */
    static List<int[]> parts(String text) {
        List<int[]> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            boolean ends = at == text.length() || text.charAt(at) == '\n';
            if (ends && (at == text.length() || !goesOn(text.substring(start, at)))) {
                statements(text, start, at, parts);
                start = at + 1;
            }
        }
        return parts;
    }

    private static void statements(String text, int start, int end, List<int[]> parts) {
        String line = text.substring(start, end);
        int from = 0;
        if (!isCommand(line)) {
            for (Word word : LineWords.of(line)) {
                if (word.is(";") && word.depth() == 0) {
                    parts.add(new int[] {start + from, start + word.start()});
                    from = word.end();
                }
            }
        }
        if (!line.substring(from).isBlank()) {
            parts.add(new int[] {start + from, end});
        }
    }
}
