package dev.adjoint.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every program in the README and in the language reference compiles, or is refused as the page says. A block of text right
 * behind one that is refused is the message.
 */
final class DocumentedProgramsTest {

    @TestFactory
    Stream<DynamicTest> programs() {
        return Markdown.pages().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.language().equals("ad"))
                        .map(block -> dynamicTest(page.file() + ":" + block.line(), () -> check(page, block))));
    }

    private static void check(Markdown page, Markdown.Block block) {
        String text = block.said("with").map(w -> w + "\n").orElse("") + block.text();
        Compilation compilation =
                Compiler.compile(new Source("net.ad", text), Options.defaults().named("Page"));

        List<Diagnostic> found = compilation.diagnostics().all();
        Optional<String> refused = block.said("refused");
        assertEquals(
                refused.orElse(""),
                found.stream().map(d -> d.code().name()).collect(Collectors.joining(" ")),
                () -> text + found.stream().map(Diagnostic::message).collect(Collectors.joining("\n")));
        assertEquals(refused.isEmpty(), compilation.java().isPresent());
        if (refused.isPresent()) {
            page.behind(block)
                    .filter(next -> next.language().equals("text"))
                    .ifPresent(next -> assertEquals(next.text(), new DiagnosticPrinter(false).print(found)));
        }
    }

    /** A block that shows a file is the file. */
    @TestFactory
    Stream<DynamicTest> files() {
        return Markdown.pages().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.said("file").isPresent())
                        .map(block -> dynamicTest(
                                page.file() + ":" + block.line(),
                                () -> assertEquals(
                                        Files.readString(
                                                Path.of(block.said("file").orElseThrow())),
                                        block.text()))));
    }
}
