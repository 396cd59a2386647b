package dev.adjoint.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lines of earlier sessions are kept. */
final class HistoryFile {

    private HistoryFile() {}

    /** {@code $XDG_STATE_HOME/adjoint/history}; nothing if it can be written nowhere. */
    static Optional<Path> path() {
        return folder().map(folder -> folder.resolve("adjoint").resolve("history"))
                .filter(HistoryFile::isWritable);
    }

    private static Optional<Path> folder() {
        String state = System.getenv("XDG_STATE_HOME");
        String home = System.getProperty("user.home");
        try {
            if (state != null && Path.of(state).isAbsolute()) {
                return Optional.of(Path.of(state));
            }
            return home == null || home.isBlank() ? Optional.empty() : Optional.of(Path.of(home, ".local", "state"));
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    private static boolean isWritable(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.exists(file)
                    ? Files.isRegularFile(file) && Files.isWritable(file)
                    : Files.isWritable(file.getParent());
        } catch (IOException | UnsupportedOperationException unwritable) {
            return false;
        }
    }
}
