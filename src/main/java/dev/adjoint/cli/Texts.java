package dev.adjoint.cli;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Texts by the names in arguments: paths, or {@code -} for stdin. */
final class Texts {

    static final String STDIN = "-";

    private Texts() {}

    /** The text of a file; empty if it cannot be read or is not text, which is then among the diagnostics. */
    static Optional<Source> read(String file, InputStream stdin, Diagnostics diagnostics) {
        if (file.equals(STDIN)) {
            return stdin(stdin, diagnostics);
        }
        try {
            return Sources.read(Path.of(file), diagnostics);
        } catch (InvalidPathException wrong) {
            diagnostics.add(Diagnostic.nowhere(Code.E0001, "`" + file + "` cannot be the name of a file"));
            return Optional.empty();
        }
    }

    private static Optional<Source> stdin(InputStream stdin, Diagnostics diagnostics) {
        try {
            return Sources.read("stdin", stdin, diagnostics);
        } catch (IOException broken) {
            diagnostics.add(Diagnostic.nowhere(Code.E0001, "stdin cannot be read: " + broken.getMessage()));
            return Optional.empty();
        }
    }
}
