package dev.adjoint.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.random.Programs;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Lexeme;
import dev.adjoint.syntax.Lexemes;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random programs, with random space and comments between their words. */
class FormatterPropertiesTest {

    @Property(tries = 60)
    void meansTheSameAndStays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        String text = Programs.withLoops(seed, size, size % 3);
        Formatted.of(text);
        Formatted.of(littered(text, new Random(seed)));
    }

    /** Space that means nothing makes no difference, if it aligns nothing and lines break where they did. */
    @Property(tries = 40)
    void layoutDoesNotDependOnSpace(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        String text = Programs.withLoops(seed, size, size % 3);
        assertEquals(
                Formatted.of(text), Formatted.of(text.replace(" ", "\u00A0").replaceAll("(?m)^\u00A0+", "\t")));
    }

    /** Space of any width wherever some may stand, and newlines and comments where they mean nothing. */
    private static String littered(String text, Random random) {
        Source source = new Source("net.ad", text);
        StringBuilder out = new StringBuilder();
        int depth = 0;
        int behind = 0;
        for (Lexeme word : Lexemes.of(source)) {
            String between = text.substring(behind, word.span().start());
            boolean breaks = between.contains("\n");
            boolean glued = between.isEmpty() && word.text().equals(";");
            if (breaks) {
                out.append(comment(random)).append("\n".repeat(1 + random.nextInt(3)));
            } else if (depth > 0 && random.nextInt(12) == 0) {
                out.append(comment(random)).append('\n');
            }
            boolean needed = !between.isEmpty() && !breaks;
            out.append(glued ? "" : " ".repeat((needed ? 1 : 0) + (random.nextInt(3) == 0 ? random.nextInt(4) : 0)));
            out.append(word.text());
            depth += switch (word.text()) {
                case "(", "[" -> 1;
                case ")", "]" -> -1;
                default -> 0;
            };
            behind = word.span().end();
        }
        return out.append(comment(random)).toString();
    }

    private static String comment(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "# why";
            case 1 -> "   ## how  ";
            default -> "";
        };
    }

    @Property(tries = 40)
    void whatHasMistakesIsLeftAlone(@ForAll long seed) {
        String text = Programs.text(seed, 3) + "f = = 1\n";
        assertEquals(
                true,
                Formatter.format(new Source("net.ad", text), new Diagnostics()).isEmpty());
    }
}
