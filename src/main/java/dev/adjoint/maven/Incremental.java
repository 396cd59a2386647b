package dev.adjoint.maven;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.files.FilesRead;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Does a goal's work for those formulas for which it is not done yet. A formula is up to date while all that was read for it
 * and all that was written holds what it held then, and the options and the tool are the same. Nothing is written unless all
 * formulas are good; then what no formula makes any more is removed.
 *
 * @param <T> what is made of one formula
 */
final class Incremental<T> {

    /** How many formulas there are, and what was done with them. */
    record Summary(int formulas, int done, int changed, Set<Path> removed) {}

    private final Place place;
    private final Index before;
    private final Index after;
    private final Work<T> work;
    private final Messages messages;
    private final Map<Formula, Set<Path>> places = new LinkedHashMap<>();
    private final Map<Formula, T> made = new LinkedHashMap<>();
    private int done;

    /**
     * Where a goal works.
     *
     * @param sources the folder of the formulas
     * @param outputs the folder that is written to
     * @param index the file in which the goal remembers
     * @param others the files in which other executions of the goal do
     * @param owned whether the folder that is written to is one for build products, in which all that is ours may be removed
     */
    record Place(Path sources, Path outputs, Path index, List<Path> others, boolean owned) {}

    /** @param told a digest of the options and the version of the tool */
    Incremental(Place place, String told, Work<T> work, Messages messages) {
        this.place = place;
        this.work = work;
        this.messages = messages;
        this.after = new Index(told, place.sources());
        this.before = Index.read(place.index()).orElse(new Index("", place.sources()));
    }

    Summary run(List<Formula> formulas, boolean failOnWarning) throws IOException, MojoFailureException {
        for (Formula formula : formulas) {
            Optional<Index.Entry> entry = upToDate(formula);
            if (entry.isPresent()) {
                messages.repeat(entry.get().warnings());
                after.entries().put(formula.relative(), entry.get());
                places.put(formula, entry.get().written().keySet());
            } else {
                make(formula);
            }
        }
        work.together(places);
        refuse(formulas.size(), failOnWarning);
        Set<Path> changed = work.write(List.copyOf(made.values()));
        made.forEach((formula, result) -> after.entries()
                .computeIfPresent(formula.relative(), (name, entry) -> written(entry, work.places(result))));
        Set<Path> removed = removeOrphans();
        after.write(place.index());
        return new Summary(formulas.size(), done, changed.size(), removed);
    }

    private Optional<Index.Entry> upToDate(Formula formula) {
        return Optional.ofNullable(before.entries().get(formula.relative()))
                .filter(entry -> before.told().equals(after.told())
                        && before.sources().equals(after.sources())
                        && holds(entry.read())
                        && holds(entry.written()));
    }

    private static boolean holds(Map<Path, String> digests) {
        return digests.entrySet().stream()
                .allMatch(file -> FilesRead.digest(file.getKey()).equals(file.getValue()));
    }

    /** The digests are taken before the files are read: one that changes meanwhile is looked at again the next time. */
    private void make(Formula formula) {
        messages.clear(formula.file());
        Map<Path, String> read =
                new TreeMap<>(new FilesRead(List.of(formula.file().toString())).digests());
        work.reads(formula).forEach(file -> read.put(file, FilesRead.digest(file)));
        Diagnostics diagnostics = new Diagnostics();
        Optional<T> result = work.make(formula, diagnostics);
        messages.report(formula.file(), diagnostics);
        after.entries().put(formula.relative(), new Index.Entry(read, Map.of(), messages.warned()));
        result.ifPresent(r -> {
            made.put(formula, r);
            places.put(formula, work.places(r));
        });
        done++;
    }

    private void refuse(int formulas, boolean failOnWarning) throws MojoFailureException {
        if (messages.errors() > 0) {
            throw new MojoFailureException(count(messages.refusedFiles(), "formula") + " of " + formulas + " refused, "
                    + count(messages.errors(), "error") + ": " + messages.refused());
        }
        if (failOnWarning && messages.warnings() > 0) {
            throw new MojoFailureException(
                    count(messages.warnings(), "warning") + ", and adjoint.failOnWarning is set");
        }
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static Index.Entry written(Index.Entry entry, Set<Path> files) {
        Map<Path, String> digests = new TreeMap<>();
        files.forEach(file -> digests.put(file, FilesRead.digest(file)));
        return new Index.Entry(entry.read(), digests, entry.warnings());
    }

    /** Removes what no formula makes any more, if nobody else has put something in its place. */
    private Set<Path> removeOrphans() throws IOException {
        Set<Path> kept = new TreeSet<>();
        places.values().forEach(kept::addAll);
        place.others().forEach(other -> Index.read(other).ifPresent(index -> keep(index, kept)));
        Map<Path, String> candidates = new TreeMap<>();
        before.entries().values().forEach(entry -> candidates.putAll(entry.written()));
        if (place.owned() && Files.isDirectory(place.outputs())) {
            try (Stream<Path> files = Files.walk(place.outputs())) {
                files.filter(Files::isRegularFile).forEach(file -> candidates.putIfAbsent(file, ""));
            }
        }
        candidates.keySet().removeAll(kept);
        Set<Path> removed = new TreeSet<>();
        for (Map.Entry<Path, String> candidate : candidates.entrySet()) {
            Path file = candidate.getKey();
            boolean asItWas = FilesRead.digest(file).equals(candidate.getValue());
            if ((asItWas || work.isOurs(file)) && Files.deleteIfExists(file)) {
                removed.add(file);
                removeEmptyFolders(file.getParent());
            }
        }
        return removed;
    }

    /** What another execution made is kept as long as the formula is there from which it made it. */
    private static void keep(Index other, Set<Path> kept) {
        other.entries().forEach((formula, entry) -> {
            if (Files.exists(other.sources().resolve(formula))) {
                kept.addAll(entry.written().keySet());
            }
        });
    }

    private void removeEmptyFolders(Path folder) throws IOException {
        Path empty = folder;
        while (empty.startsWith(place.outputs()) && !empty.equals(place.outputs())) {
            try {
                Files.delete(empty);
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
            empty = empty.getParent();
        }
    }
}
