package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.util.Optional;

/** Where the files are that other files use: on the disk, in memory, wherever the texts come from. */
@FunctionalInterface
public interface Library {

    /**
     * The file at a path, which is relative to the file that uses it and written with {@code /}. The name of the source
     * is the same whichever way the file is reached.
     *
     * @param why says why there is none
     */
    Optional<Source> find(Source user, String path, Diagnostics why);
}
