package dev.adjoint.maven;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.draw.Circuit;
import dev.adjoint.draw.Dot;
import dev.adjoint.draw.Drawing;
import dev.adjoint.draw.Drawing.Folding;
import dev.adjoint.draw.Listing;
import dev.adjoint.draw.Numbers;
import dev.adjoint.draw.Passes;
import dev.adjoint.files.Replacing;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.MissingRows;
import dev.adjoint.run.Runners;
import dev.adjoint.run.ValuesReader;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Draws each formula; what is made of one is the texts of its pictures by their places. */
final class Pictures implements Work<Map<Path, String>> {

    /** How a circuit is written. */
    enum Format {
        SVG,
        HTML,
        DOT,
        TEXT;

        static Optional<Format> named(String word) {
            for (Format format : values()) {
                if (format.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }

        private String ending() {
            return this == TEXT ? ".txt" : "." + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int WIDTH = 100;

    private final Path sources;
    private final Path outputs;
    private final List<Format> formats;

    Pictures(Path sources, Path outputs, List<Format> formats) {
        this.sources = sources;
        this.outputs = outputs;
        this.formats = formats;
    }

    @Override
    public List<Path> reads(Formula formula) {
        return List.of(ValuesReader.namedAfter(formula.file()));
    }

    @Override
    public Optional<Map<Path, String>> make(Formula formula, Diagnostics diagnostics) {
        Optional<Source> source = Sources.read(formula.file(), diagnostics);
        if (source.isEmpty() || Libraries.isLibrary(Compiler.compile(source.get(), Runners.OPTIONS, Phase.TREE))) {
            return Optional.empty();
        }
        Compilation compilation = Compiler.compile(source.get(), Runners.OPTIONS, Phase.TYPED);
        diagnostics.addAll(compilation.diagnostics());
        if (compilation.failed()) {
            return Optional.empty();
        }
        try {
            return Optional.of(drawn(formula, compilation.program().orElseThrow(), diagnostics));
        } catch (IndexOutOfBoundsException thrown) {
            diagnostics.add(MissingRows.told(thrown));
            return Optional.empty();
        }
    }

    private Map<Path, String> drawn(Formula formula, Program program, Diagnostics diagnostics) {
        Circuit circuit = Circuit.of(program, new ArrayList<>(program.outputs()));
        Optional<Numbers> numbers = CheckingGradients.given(formula, diagnostics)
                .filter(given -> !given.isEmpty())
                .flatMap(given -> new Fitting(program, given, diagnostics).fit())
                .map(fitted -> Passes.at(program, circuit, fitted.point()));
        Map<Path, String> texts = new TreeMap<>();
        for (Format format : formats) {
            texts.put(place(formula, format), text(format, circuit, numbers, formula.name()));
        }
        return texts;
    }

    private static String text(Format format, Circuit circuit, Optional<Numbers> numbers, String title) {
        return switch (format) {
            case SVG -> Drawing.svg(circuit, numbers, title, Folding.AUTO).text();
            case HTML -> Drawing.html(circuit, numbers, title, Folding.AUTO).text();
            case DOT -> Dot.of(circuit, numbers);
            case TEXT -> Listing.of(circuit, numbers, WIDTH, false);
        };
    }

    /** Below the folder of pictures as the formula is below that of formulas. */
    private Path place(Formula formula, Format format) {
        Path at = outputs.resolve(sources.relativize(formula.file()));
        return at.resolveSibling(formula.name().replaceFirst("\\.ad$", "") + format.ending());
    }

    @Override
    public Set<Path> places(Map<Path, String> made) {
        return made.keySet();
    }

    @Override
    public Set<Path> write(List<Map<Path, String>> made) throws IOException {
        Set<Path> changed = new LinkedHashSet<>();
        for (Map<Path, String> texts : made) {
            for (Map.Entry<Path, String> text : texts.entrySet()) {
                Path place = text.getKey();
                if (!Files.isRegularFile(place) || !Files.readString(place).equals(text.getValue())) {
                    Files.createDirectories(place.getParent());
                    Path aside = Replacing.aside(place);
                    Files.writeString(aside, text.getValue());
                    Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                    changed.add(place);
                }
            }
        }
        return changed;
    }

    /** Pictures have no first line of ours: only those are removed that are as they were drawn. */
    @Override
    public boolean isOurs(Path file) {
        return false;
    }
}
