package dev.adjoint.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * A formula of a module.
 *
 * @param file where it is, absolute
 * @param relative the same below the folder of formulas, with {@code /} on every system
 */
record Formula(Path file, String relative) {

    /** The formulas below a folder that Maven's patterns choose, in the order of their names; none if there is no folder. */
    static List<Formula> below(File folder, List<String> includes, List<String> excludes) {
        if (!folder.isDirectory()) {
            return List.of();
        }
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(folder);
        scanner.setIncludes(includes.isEmpty() ? new String[] {"**/*.ad"} : includes.toArray(new String[0]));
        scanner.setExcludes(excludes.toArray(new String[0]));
        scanner.addDefaultExcludes();
        scanner.scan();
        Path base = folder.toPath().toAbsolutePath().normalize();
        return Arrays.stream(scanner.getIncludedFiles())
                .sorted()
                .map(name -> new Formula(base.resolve(name), name.replace(File.separatorChar, '/')))
                .toList();
    }

    /** The folders between that of all formulas and this one. */
    List<String> folders() {
        List<String> names = List.of(relative.split("/"));
        return names.subList(0, names.size() - 1);
    }

    /** The name without folders. */
    String name() {
        return file.getFileName().toString();
    }
}
