package dev.adjoint.maven;

import dev.adjoint.files.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a goal knows of its last run: what it was told, and for each formula the digests of all that was read for it and of all
 * that was written. Kept as lines of text, each a word, a value and a path; a file that is none is as good as no file.
 *
 * @param told a digest of the options and the version of the tool
 * @param sources the folder of the formulas
 */
record Index(String told, Path sources, Map<String, Entry> entries) {

    /**
     * One formula.
     *
     * @param read digests of the formula and of all that it uses, by path
     * @param written digests of the files that were made from it, by path
     * @param warnings what was said about it
     */
    record Entry(Map<Path, String> read, Map<Path, String> written, List<String> warnings) {

        Entry {
            read = new TreeMap<>(read);
            written = new TreeMap<>(written);
            warnings = List.copyOf(warnings);
        }
    }

    private static final String FORM = "adjoint-index 1";
    private static final String NONE = "-";

    Index(String told, Path sources) {
        this(told, sources, new TreeMap<>());
    }

    /** The index in a file; empty if there is none, or one that cannot be understood. */
    static Optional<Index> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(parse(Files.readAllLines(file))) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Index parse(List<String> lines) {
        if (!lines.get(0).equals(FORM) || !lines.get(lines.size() - 1).equals("end")) {
            throw new IllegalArgumentException("cut off, or of another version");
        }
        String[] head = parts(lines.get(1));
        Index index = new Index(head[1], Path.of(head[2]));
        String formula = "";
        Map<Path, String> read = new TreeMap<>();
        Map<Path, String> written = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = parts(line);
            switch (parts[0]) {
                case "read" -> read.put(Path.of(parts[2]), parts[1].equals(NONE) ? "" : parts[1]);
                case "written" -> written.put(Path.of(parts[2]), parts[1]);
                case "warning" -> warnings.add(parts[2]);
                default -> {
                    if (!formula.isEmpty()) {
                        index.entries.put(formula, new Entry(read, written, warnings));
                    }
                    formula = parts[0].equals("formula") ? parts[2] : "";
                    read.clear();
                    written.clear();
                    warnings.clear();
                }
            }
        }
        return index;
    }

    private static String[] parts(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length == 3) {
            parts[2] = parts[2].replace("\\n", "\n").replace("\\r", "\r").replace("\\b", "\\");
        }
        return parts;
    }

    private static String line(String word, String value, Object rest) {
        String text = rest.toString().replace("\\", "\\b").replace("\n", "\\n").replace("\r", "\\r");
        return word + " " + (value.isEmpty() ? NONE : value) + " " + text;
    }

    /** Replaces the file at once, unless it holds the same. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(FORM, line("told", told, sources)));
        entries.forEach((formula, entry) -> {
            lines.add(line("formula", NONE, formula));
            entry.read().forEach((path, digest) -> lines.add(line("read", digest, path)));
            entry.written().forEach((path, digest) -> lines.add(line("written", digest, path)));
            entry.warnings().forEach(text -> lines.add(line("warning", NONE, text)));
        });
        lines.add("end");
        if (Files.isRegularFile(file) && lines.equals(Files.readAllLines(file))) {
            return;
        }
        Path aside = Replacing.aside(file);
        Files.write(aside, lines);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
