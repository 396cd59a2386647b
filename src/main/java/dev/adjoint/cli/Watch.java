package dev.adjoint.cli;

import dev.adjoint.files.FilesRead;
import dev.adjoint.files.Replacing;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Runs work again whenever a file that it reads has changed. The folders are watched, not the files, since many editors
 * write a new file and give it the old one's name; only what files hold counts, not that they were written.
 */
final class Watch {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Files are looked at this often although nothing was heard: not every file system tells. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** What was written in two steps counts as one change if they are not further apart. */
    private static final long SETTLING_MILLIS = 50;

    private final FilesRead files;
    private final Console console;

    Watch(FilesRead files, Console console) {
        this.files = files;
        this.console = console;
    }

    /** Runs until the thread is interrupted, and returns the last exit code; faults do not end it. */
    int run(IntSupplier work) {
        int code = Exit.DONE;
        try (WatchService folders = FileSystems.getDefault().newWatchService()) {
            Map<Path, String> before = files.digests();
            code = once(work);
            say("waiting for changes of " + names(FilesRead.there(before)) + "; Ctrl-C ends it");
            while (true) {
                Map<Path, String> now = change(folders, before);
                say(names(different(before, now)) + " changed");
                before = now;
                code = once(work);
            }
        } catch (InterruptedException ended) {
            return code;
        } catch (IOException e) {
            console.failure("ad: folders cannot be watched: " + Replacing.reason(e));
            return Exit.REFUSED;
        }
    }

    private int once(IntSupplier work) {
        int code;
        try {
            code = work.getAsInt();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            code = Faults.report(fault, console);
        }
        console.out().flush();
        console.err().flush();
        return code;
    }

    /** Waits until files differ from those before, and returns what they are then. */
    private Map<Path, String> change(WatchService folders, Map<Path, String> before) throws InterruptedException {
        while (true) {
            listen(folders, before.keySet());
            if (!files.digests().equals(before)) {
                Map<Path, String> now = settled();
                if (!now.equals(before)) {
                    return now;
                }
            }
            WatchKey key = folders.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            while (key != null) {
                key.pollEvents();
                key.reset();
                key = folders.poll();
            }
        }
    }

    private Map<Path, String> settled() throws InterruptedException {
        Map<Path, String> now = files.digests();
        while (true) {
            Thread.sleep(SETTLING_MILLIS);
            Map<Path, String> next = files.digests();
            if (next.equals(now)) {
                return now;
            }
            now = next;
        }
    }

    /** A folder that is watched already stays so; one that was removed and made again is another. */
    private static void listen(WatchService folders, Set<Path> files) {
        for (Path file : files) {
            try {
                listen(folders, folder(file));
                if (Files.isSymbolicLink(file)) {
                    listen(folders, folder(file.toRealPath()));
                }
            } catch (IOException unheard) {
                // It is looked at now and then.
            }
        }
    }

    private static void listen(WatchService folders, Path folder) throws IOException {
        folder.register(
                folders,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** The innermost folder around a file that exists. */
    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Set<Path> different(Map<Path, String> before, Map<Path, String> now) {
        Set<Path> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        all.removeIf(path -> Objects.equals(before.get(path), now.get(path)));
        Set<Path> held = new TreeSet<>(all);
        held.retainAll(before.keySet());
        return held.isEmpty() ? all : held;
    }

    private static String names(Set<Path> paths) {
        List<String> names = paths.stream().map(Path::toString).toList();
        int shown = names.size() > 4 ? 3 : names.size();
        return names.stream().limit(shown).collect(Collectors.joining(", "))
                + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
    }

    private void say(String words) {
        console.note(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + words);
        console.err().flush();
    }
}
