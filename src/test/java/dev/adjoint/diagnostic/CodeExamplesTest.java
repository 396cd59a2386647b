package dev.adjoint.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.shape.Checker;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ad explain} calls wrong is refused with that code, and what it calls right is not. */
class CodeExamplesTest {

    static Stream<Code> codesAboutPrograms() {
        return Arrays.stream(Code.values()).filter(code -> code.isAboutPrograms() && code != Code.E0105);
    }

    @ParameterizedTest
    @MethodSource("codesAboutPrograms")
    void theWrongOneIsWrong(Code code) {
        List<Code> found = check(code.wrong()).stream().map(Diagnostic::code).toList();
        assertTrue(found.contains(code), code.wrong() + " has " + found);
    }

    @ParameterizedTest
    @MethodSource("codesAboutPrograms")
    void theRightOneIsRight(Code code) {
        List<Diagnostic> errors = check(code.right()).stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .toList();
        assertEquals("", new DiagnosticPrinter(false).print(errors));
    }

    private static List<Diagnostic> check(String example) {
        Diagnostics diagnostics = new Diagnostics();
        Source source = new Source("example.ad", Code.SETTING + example + "\n");
        Tree tree = Parser.parse(source, diagnostics);
        if (!diagnostics.hasErrors()) {
            Checker.check(tree, diagnostics);
        }
        // The files that an example uses are not there; all others are compiled to the end.
        boolean uses = example.contains("use ");
        return diagnostics.hasErrors() || uses
                ? diagnostics.all()
                : Compiler.compile(source, Options.defaults()).diagnostics().all();
    }
}
