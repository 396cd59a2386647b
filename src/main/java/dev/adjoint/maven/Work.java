package dev.adjoint.maven;

import dev.adjoint.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What a goal does with the formulas that changed.
 *
 * @param <T> what is made of one formula
 */
interface Work<T> {

    /** Besides the formula and all that it uses, the files on which the result depends, whether they are there or not. */
    default List<Path> reads(Formula formula) {
        return List.of();
    }

    /** Makes it, and reports what there is to say; empty if the formula is refused, or if nothing is to be written for it. */
    Optional<T> make(Formula formula, Diagnostics diagnostics);

    /**
     * Looks at what is made together, that of earlier runs included, before any of it is written.
     *
     * @param places where each formula's files are or will be
     */
    default void together(Map<Formula, Set<Path>> places) {}

    /** The files that something goes to. */
    Set<Path> places(T made);

    /** Writes all or none, and returns which files changed. */
    Set<Path> write(List<T> made) throws IOException, MojoFailureException;

    /** Whether a file was written by this work, and so may be removed when its formula is gone. */
    boolean isOurs(Path file) throws IOException;
}
