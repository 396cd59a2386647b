package dev.adjoint.repl;

import dev.adjoint.source.Span;
import dev.adjoint.syntax.LineWords;
import dev.adjoint.syntax.LineWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a command, taken apart: {@code f wrt w, x in -3:3}.
 *
 * @param formula what it is about
 * @param wrt the names behind {@code wrt}
 * @param range what stands behind {@code in}
 */
record Clauses(Span formula, List<Span> wrt, Optional<Span> range) {

    /** @param ranged whether there may be a range; otherwise {@code in} belongs to what it stands in */
    static Clauses of(Span text, boolean ranged) {
        List<Word> words = LineWords.of(text.text());
        int wrt = last(words, "wrt");
        int in = ranged ? last(words, "in") : -1;
        boolean within = words.stream().anyMatch(w -> w.is("for") && w.depth() == 0);
        int rangeAt = in > 0 && in > wrt && !within ? in : -1;
        int end = text.text().length();
        int rangeStart = rangeAt > 0 ? words.get(rangeAt).start() : end;
        int wrtStart = wrt > 0 ? words.get(wrt).start() : rangeStart;
        List<Span> names = new ArrayList<>();
        if (wrt > 0) {
            int from = words.get(wrt).end();
            for (int[] item : LineWords.items(text.text().substring(from, rangeStart))) {
                names.add(part(text, from + item[0], from + item[1]));
            }
        }
        Optional<Span> range =
                rangeAt > 0 ? Optional.of(part(text, words.get(rangeAt).end(), end)) : Optional.empty();
        return new Clauses(part(text, 0, wrtStart), names, range);
    }

    private static int last(List<Word> words, String word) {
        for (int k = words.size() - 1; k >= 0; k--) {
            if (words.get(k).is(word) && words.get(k).depth() == 0) {
                return k;
            }
        }
        return -1;
    }

    /** A part of the text without the blanks around it. */
    private static Span part(Span text, int from, int to) {
        String words = text.text().substring(from, to);
        int start = from + words.length() - words.stripLeading().length();
        int end = Math.max(start, from + words.stripTrailing().length());
        return new Span(text.source(), text.start() + start, text.start() + end);
    }
}
