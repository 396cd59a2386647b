package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.sonatype.plexus.build.incremental.BuildContext;
import org.sonatype.plexus.build.incremental.DefaultBuildContext;

/** What is wrong reaches Maven's log, and an editor where there is one. */
final class MessagesTest {

    private static final Path FILE = Path.of("net.ad").toAbsolutePath();

    private final List<String> logged = new ArrayList<>();
    private final List<String> marked = new ArrayList<>();

    private final Log log = new SystemStreamLog() {
        @Override
        public void error(CharSequence text) {
            logged.add("error " + text);
        }

        @Override
        public void warn(CharSequence text) {
            logged.add("warning " + text);
        }
    };

    /** An editor that notes what it is told. */
    private final BuildContext editor = (BuildContext) Proxy.newProxyInstance(
            BuildContext.class.getClassLoader(), new Class<?>[] {BuildContext.class}, (self, method, arguments) -> {
                marked.add(method.getName() + " " + Arrays.toString(arguments));
                return null;
            });

    private static Diagnostics wrong() {
        Source source = new Source(FILE.toString(), "param w, v\nf = w + yy\n");
        return Compiler.compile(source, Options.defaults()).diagnostics();
    }

    @Test
    void anErrorStandsAtItsLineAndColumn() {
        Messages messages = new Messages(log, editor);
        messages.clear(FILE);
        messages.report(FILE, wrong());
        assertEquals(1, logged.size(), logged.toString());
        List<String> lines = logged.get(0).lines().toList();
        assertTrue(lines.get(0).startsWith("error " + FILE + ":[2,9] E0301: "), lines.get(0));
        assertTrue(lines.contains(" 2 | f = w + yy"), logged.get(0));
        assertEquals("removeMessages [" + new File(FILE.toString()) + "]", marked.get(0));
        assertTrue(marked.get(1).startsWith("addMessage [" + FILE + ", 2, 9, E0301: "), marked.get(1));
        assertTrue(marked.get(1).endsWith(", " + BuildContext.SEVERITY_ERROR + ", null]"), marked.get(1));
    }

    @Test
    void whatTwoFormulasShareIsSaidOnce() {
        Messages messages = new Messages(log, editor);
        messages.report(FILE, wrong());
        messages.report(Path.of("other.ad").toAbsolutePath(), wrong());
        assertEquals(1, messages.errors());
        assertEquals(2, messages.refusedFiles());
    }

    /** Maven's own stand-in for an editor would say it again. */
    @Test
    void onTheCommandLineThereIsTheLogAlone() {
        Messages messages = new Messages(log, new DefaultBuildContext());
        messages.report(FILE, wrong());
        assertEquals(1, logged.size());
    }

    @Test
    void aCommaWithinAProductIsNoEnd() {
        assertEquals(
                List.of("jacobian e wrt a, b", "hessian f"),
                ClassMojo.products(List.of("jacobian e wrt a", " b", "hessian f")));
    }
}
