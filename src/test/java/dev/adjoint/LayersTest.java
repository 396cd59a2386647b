package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports point one way only: each phase knows those before it, the oracle knows nothing of the graph. */
final class LayersTest {

    private static final Path MAIN = Path.of("src/main/java/dev/adjoint");
    private static final Pattern USED = Pattern.compile("\\bdev\\.adjoint\\.([a-z]+)\\.");
    private static final Set<String> FRONT = Set.of("source", "diagnostic", "syntax", "shape");

    /** The packages that each package may use besides itself; the root and the doors use all, and all know Options. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("source", Set.of()),
            Map.entry("diagnostic", Set.of("source")),
            Map.entry("syntax", Set.of("source", "diagnostic")),
            Map.entry("format", Set.of("source", "diagnostic", "syntax")),
            Map.entry("shape", Set.of("source", "diagnostic", "syntax")),
            Map.entry("graph", Set.of("source", "shape")),
            Map.entry("derive", Set.of("source", "shape", "graph")),
            Map.entry("optimise", Set.of("source", "shape", "graph")),
            Map.entry("loops", Set.of("source", "shape", "graph", "optimise")),
            Map.entry("notation", Set.of("syntax", "shape", "graph", "derive")),
            Map.entry("kernels", Set.of()),
            Map.entry("files", Set.of("source", "diagnostic", "syntax", "java")),
            Map.entry("java", Set.of("source", "diagnostic", "shape", "loops", "kernels")),
            Map.entry("interpret", Set.of("source", "diagnostic", "shape", "kernels")),
            Map.entry("draw", Set.of("source", "shape", "interpret")),
            Map.entry("run", Set.of("source", "diagnostic", "shape", "loops", "java", "interpret")));

    private static final Set<String> DOORS = Set.of("cli", "repl", "maven");

    @Test
    void importsPointOneWay() {
        List<String> wrong = new ArrayList<>();
        forEachFile((layer, file, text) -> {
            if (!layer.isEmpty() && !DOORS.contains(layer)) {
                assertTrue(ALLOWED.containsKey(layer), layer + " is a new package: say here what it may use");
                Set<String> used = used(text);
                used.removeAll(ALLOWED.get(layer));
                used.remove(layer);
                used.forEach(u -> wrong.add(file + " uses " + u));
                if (Pattern.compile("import (static )?dev\\.adjoint\\.(?!Options;)[A-Z]")
                        .matcher(text)
                        .find()) {
                    wrong.add(file + " uses the root");
                }
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingButTheDoorsPrintsOrExits() {
        List<String> wrong = new ArrayList<>();
        forEachFile((layer, file, text) -> {
            if (!DOORS.contains(layer) && (text.contains("System.out") || text.contains("System.exit"))) {
                wrong.add(file.toString());
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void javaPoetStaysInJava() {
        List<String> wrong = new ArrayList<>();
        forEachFile((layer, file, text) -> {
            if (!layer.equals("java") && text.contains("com.palantir.javapoet")) {
                wrong.add(file.toString());
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void elkStaysInDraw() {
        List<String> wrong = new ArrayList<>();
        forEachFile((layer, file, text) -> {
            if (!layer.equals("draw") && text.contains("org.eclipse")) {
                wrong.add(file.toString());
            }
        });
        assertEquals(List.of(), wrong);
    }

    private static Set<String> used(String text) {
        Set<String> used = new TreeSet<>();
        Matcher matcher = USED.matcher(text.replaceAll("(?m)^package .*$", ""));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        used.retainAll(Stream.concat(FRONT.stream(), ALLOWED.keySet().stream()).toList());
        return used;
    }

    private interface Reader {
        void read(String layer, Path file, String text);
    }

    private static void forEachFile(Reader reader) {
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path relative = MAIN.relativize(file);
                String layer =
                        relative.getNameCount() == 1 ? "" : relative.getName(0).toString();
                reader.read(layer, relative, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
