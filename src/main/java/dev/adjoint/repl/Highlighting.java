package dev.adjoint.repl;

import dev.adjoint.shape.BuiltInNames;
import dev.adjoint.syntax.LineWords;
import dev.adjoint.syntax.LineWords.Word;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a line while it is typed: words of the language, functions, names that are known, numbers, mistakes. */
final class Highlighting implements Highlighter {

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.bold().foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle FUNCTION = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle KNOWN = PLAIN.bold();
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle TEXT = PLAIN.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle COMMAND = PLAIN.bold().foreground(AttributedStyle.BLUE);
    private static final AttributedStyle MISTAKE = PLAIN.foreground(AttributedStyle.RED);

    private List<Command> commands = List.of();
    private Session session = Session.EMPTY;

    void commands(List<Command> all) {
        commands = all;
    }

    void known(Session now) {
        session = now;
    }

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        int at = command(text, out);
        for (Word word : LineWords.of(text.substring(at))) {
            int start = at + word.start();
            if (start >= out.length()) {
                between(text.substring(out.length(), start), out);
                out.styled(style(word), word.text());
            }
        }
        between(text.substring(out.length()), out);
        return out.toAttributedString();
    }

    /** A comment is no word: it is what stands between two. */
    private static void between(String text, AttributedStringBuilder out) {
        int comment = text.indexOf('#');
        if (comment < 0) {
            out.append(text);
        } else {
            out.append(text.substring(0, comment)).styled(COMMENT, text.substring(comment));
        }
    }

    /** Colours the command at the beginning, if there is one, and returns where it ends. */
    private int command(String text, AttributedStringBuilder out) {
        if (!Typed.isCommand(text)) {
            return 0;
        }
        int blank = text.indexOf(' ', text.indexOf(':'));
        int end = blank < 0 ? text.length() : blank;
        String name = text.substring(0, end).strip();
        boolean known = commands.stream().anyMatch(c -> c.name().startsWith(name));
        out.styled(known ? COMMAND : MISTAKE, text.substring(0, end));
        return end;
    }

    private AttributedStyle style(Word word) {
        return switch (word.kind()) {
            case KEYWORD -> KEYWORD;
            case NUMBER -> NUMBER;
            case STRING -> TEXT;
            case COMMENT -> COMMENT;
            case MISTAKE -> MISTAKE;
            case OPERATOR -> PLAIN;
            case NAME ->
                session.knows(word.text()) ? KNOWN : BuiltInNames.functions().contains(word.text()) ? FUNCTION : PLAIN;
        };
    }

    @Override
    public void setErrorPattern(Pattern errorPattern) {}

    @Override
    public void setErrorIndex(int errorIndex) {}
}
