package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.source.Source;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a loop with {@code while} still does in steps that are not made; that the numbers are right is tested elsewhere. */
class EarlyEndsTest {

    private static String loops(String program) {
        Source source = new Source(program + ".ad", Expected.text(Path.of("src/test/ad/good/" + program + ".ad")));
        return Compiler.compile(source, Options.defaults()).print(Phase.LOOPS).orElseThrow();
    }

    /** The lines from one that begins a block to its end. */
    private static String block(String text, String start) {
        var found = Pattern.compile("( *)" + Pattern.quote(start) + "\\R(?:\\1 .*\\R)*")
                .matcher(text);
        assertTrue(found.find(), text);
        return found.group();
    }

    @Test
    void noStepIsComputedThatIsNotMade() {
        String loops = loops("while");
        String forward = block(loops, "otherwise").replaceAll("#.*", "");
        assertFalse(forward.contains("tanh("), forward);
        assertFalse(forward.contains("W["), forward);
        assertTrue(loops.contains("when runs[t + 1]"), loops);
    }

    @Test
    void underAnIndexTheLoopGoesOnAsLongAsOneOfItsValuesDoes() {
        assertTrue(loops("while_under_an_index").contains("when some[k + 1]"));
    }
}
