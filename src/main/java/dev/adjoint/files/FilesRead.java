package dev.adjoint.files;

import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Library;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.UsedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files that a run of a command reads: those that it is given, and all that the programs among them use. */
public final class FilesRead {

    /** In place of a digest where there is no file, or none that can be read. */
    private static final String MISSING = "";

    private final List<String> files;

    public FilesRead(List<String> files) {
        this.files = List.copyOf(files);
    }

    /** The files with a digest of what each holds now. Those that are looked for and missing are among them. */
    public Map<Path, String> digests() {
        Map<Path, String> digests = new TreeMap<>();
        for (String file : files) {
            try {
                Path path = Path.of(file);
                digests.put(path, digest(path));
                if (!file.endsWith(".json")) {
                    uses(path, digests);
                }
            } catch (InvalidPathException none) {
                // The command says so.
            }
        }
        return digests;
    }

    /** Those of the files that could be read. */
    public static Set<Path> there(Map<Path, String> digests) {
        Set<Path> there = new TreeSet<>(digests.keySet());
        there.removeIf(path -> digests.get(path).equals(MISSING));
        return there;
    }

    private static void uses(Path path, Map<Path, String> digests) {
        Library noting = (user, used, why) -> {
            note(user, used, digests);
            return Sources.beside(user, used, why);
        };
        Diagnostics reported = new Diagnostics(); // by the command itself
        Sources.read(path, reported)
                .map(source -> Parser.parse(source, reported))
                .ifPresent(tree -> UsedFiles.read(tree, noting, reported));
    }

    private static void note(Source user, String used, Map<Path, String> digests) {
        try {
            digests.computeIfAbsent(Sources.place(user, used), FilesRead::digest);
        } catch (InvalidPathException none) {
            // The command says so.
        }
    }

    /** The digest of what a file holds now; empty if there is none that can be read. */
    public static String digest(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException none) {
            return MISSING;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
