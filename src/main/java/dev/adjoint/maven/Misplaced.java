package dev.adjoint.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Looks for formulas in the folders where they are not looked for, when there are none where they are. */
final class Misplaced {

    private static final int DEEPEST = 20;
    private static final String TESTS = "test";

    private Misplaced() {}

    /** Warns of them, if there are some. */
    static boolean warn(MavenProject project, File sources, Log log) {
        Path base = FormulaMojo.absolute(project.getBasedir());
        Path wanted = FormulaMojo.absolute(sources);
        boolean forTests = isForTests(base, wanted);
        try (Stream<Path> files = Files.walk(base.resolve("src"), DEEPEST)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".ad"))
                    .filter(file -> !file.startsWith(wanted) && isForTests(base, file) == forTests)
                    .sorted()
                    .toList();
            if (!found.isEmpty()) {
                log.warn(found.get(0) + ":[1,1] is in none of the folders that formulas are read from"
                        + (found.size() > 1 ? ", and " + (found.size() - 1) + " more like it" : "") + ": move it to "
                        + base.relativize(wanted) + ", where the folder is the package, or set the folder as"
                        + " `sourceDirectory`");
            }
            return !found.isEmpty();
        } catch (IOException noFolder) {
            return false;
        }
    }

    private static boolean isForTests(Path base, Path file) {
        Path relative = file.startsWith(base) ? base.relativize(file) : file;
        return relative.getNameCount() > 1 && relative.getName(1).toString().equals(TESTS);
    }
}
