package dev.adjoint.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;

/**
 * What is typed as JLine sees it: one word that is to be completed, which ends at the cursor.
 *
 * @param word the letters before the cursor that belong together
 */
record TypedLine(String line, int cursor, String word) implements CompletingParsedLine {

    /** Tells JLine what belongs together, and whether the line goes on. */
    static final class Parser implements org.jline.reader.Parser {

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean accepts = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
            if (accepts && Typed.goesOn(line) && !endsBlank(line)) {
                throw new EOFError(-1, cursor, "goes on");
            }
            return new TypedLine(line, cursor, line.substring(wordStart(line, cursor), cursor));
        }

        /** An empty line behind one that goes on ends it all the same. */
        private static boolean endsBlank(String line) {
            int before = line.lastIndexOf('\n');
            return before >= 0 && line.substring(before).isBlank();
        }
    }

    /** A path is a word in quotes and behind a command that takes one; elsewhere words are made of letters and digits. */
    private static int wordStart(String line, int cursor) {
        String before = line.substring(0, cursor);
        int quote = before.lastIndexOf('"');
        boolean quoted = before.chars().filter(c -> c == '"').count() % 2 == 1;
        if (quoted) {
            return quote + 1;
        }
        if (Typed.isCommand(line)) {
            int blank = before.lastIndexOf(' ');
            return Math.max(blank + 1, isFile(line) ? 0 : letters(before));
        }
        return letters(before);
    }

    private static int letters(String before) {
        int start = before.length();
        while (start > 0 && (Character.isLetterOrDigit(before.charAt(start - 1)) || before.charAt(start - 1) == '_')) {
            start--;
        }
        boolean command = start > 0
                && before.charAt(start - 1) == ':'
                && before.substring(0, start - 1).isBlank();
        return command ? start - 1 : start;
    }

    private static boolean isFile(String line) {
        return line.stripLeading().startsWith(":load") || line.stripLeading().startsWith(":save");
    }

    /** Whether the word is a path in quotes, or behind a command that takes one. */
    boolean isPath() {
        int start = cursor - word.length();
        return (start > 0 && line.charAt(start - 1) == '"') || (isFile(line) && start > 0);
    }

    @Override
    public int wordCursor() {
        return word.length();
    }

    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word);
    }

    /** Nothing is quoted or escaped. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return word.length();
    }

    @Override
    public int rawWordLength() {
        return word.length();
    }
}
