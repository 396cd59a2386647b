package dev.adjoint.repl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.run.AnswerTable;
import dev.adjoint.run.Given;
import dev.adjoint.run.Runners;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Statement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what the session knows into a file that compiles: {@code :save}. Short values become start values; the others
 * go into the file of values beside it, which is found by its name.
 */
final class Saving {

    private static final int MOST_WRITTEN_OUT = 64;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private final Evaluator evaluator;
    private final boolean replaces;

    /** @param replaces whether a file that is there may be replaced */
    Saving(Evaluator evaluator, boolean replaces) {
        this.evaluator = evaluator;
        this.replaces = replaces;
    }

    void save(Span argument, Reply reply) {
        Path path = Loading.path(argument);
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (!name.endsWith(".ad")) {
            throw new WrongCommand(
                    "a program is a file that ends in .ad, such as `:save " + (name.isEmpty() ? "net" : name) + ".ad`");
        }
        Path beside = path.resolveSibling(name.substring(0, name.length() - 3) + ".values.json");
        for (Path file : List.of(path, beside)) {
            if (!replaces && Files.exists(file)) {
                throw new WrongCommand("`" + file + "` is there already; `:save! " + path + "` replaces it");
            }
        }
        Set<Entry> kept = kept(reply);
        Map<String, Given> values = new LinkedHashMap<>();
        String text = text(kept, reply.session(), values);
        Compilation compilation = Compiler.compile(new Source(path.toString(), text), Runners.OPTIONS, Phase.TYPED);
        if (compilation.failed()) {
            throw new Refused(compilation.diagnostics());
        }
        try {
            Files.writeString(path, text);
            if (!values.isEmpty()) {
                Files.writeString(beside, json(values));
            } else if (replaces) {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failed) {
            throw Refused.of(
                    Diagnostic.at(argument, Code.E0004, "`" + path + "` cannot be written: " + failed.getMessage()));
        }
        reply.out().println(path + (values.isEmpty() ? "" : ", " + beside));
    }

    /** Everything that is not broken, each below what it needs. */
    private Set<Entry> kept(Reply reply) {
        Session session = reply.session();
        Set<Entry> kept = new LinkedHashSet<>();
        List<String> broken = new ArrayList<>();
        for (Entry entry : session.entries()) {
            try {
                Assembled.Builder builder = new Assembled.Builder(session).needs(new LinkedHashSet<>(entry.names()));
                boolean truth = entry instanceof Entry.Written written && Asked.truth(written, session);
                boolean computes = entry instanceof Entry.Written written && written.isDefinition() && !truth;
                Piece[] last = computes ? new Piece[0] : new Piece[] {Piece.made("ans_ = 0", entry.place())};
                evaluator.compile(builder.build("saved", List.of(), last), Runners.OPTIONS, Phase.TYPED);
                kept.addAll(builder.entries());
            } catch (Refused wrong) {
                broken.addAll(entry.names());
            }
        }
        if (kept.stream().noneMatch(e -> e instanceof Entry.Written written && written.isDefinition())) {
            throw new WrongCommand("there is nothing to save yet: a program needs a definition, such as `f = w^2`");
        }
        if (!broken.isEmpty()) {
            reply.note("left out, since it is broken: " + String.join(", ", broken));
        }
        return kept;
    }

    /** The program; what does not fit into it as a start value is added to the values. */
    private static String text(Set<Entry> kept, Session session, Map<String, Given> values) {
        List<Statement> written = kept.stream()
                .filter(Entry.Written.class::isInstance)
                .map(e -> ((Entry.Written) e).statement())
                .toList();
        Set<String> indices = IndexNames.of(written, session.functions());
        StringBuilder text = new StringBuilder();
        for (Entry entry : kept) {
            text.append(statement(entry, indices, values)).append('\n');
        }
        return text.toString();
    }

    private static String statement(Entry entry, Set<String> indices, Map<String, Given> values) {
        if (entry instanceof Entry.Written written) {
            return written.piece().text();
        }
        if (entry instanceof Entry.Declared declared) {
            declared.given().ifPresent(given -> values.put(given.name(), given));
            return (declared.isParam() ? "param " : "input ")
                    + declared.declaration().text();
        }
        Given given = entry.given().orElseThrow();
        String declaration = Values.declaration(given, indices);
        if (!Values.isIndex(given, indices) && isShort(given)) {
            return declaration + " = " + literal(given, 0, 0, given.numbers().length);
        }
        values.put(given.name(), given);
        return declaration;
    }

    private static boolean isShort(Given given) {
        return given.numbers().length <= MOST_WRITTEN_OUT
                && Arrays.stream(given.numbers()).noneMatch(Double::isNaN);
    }

    /** {@code [[1, 2], [3, 4]]}. */
    private static String literal(Given given, int axis, int from, int count) {
        if (axis == given.shape().length) {
            double number = given.numbers()[from];
            return Double.isInfinite(number) ? (number < 0 ? "-inf" : "inf") : AnswerTable.exact(number);
        }
        int part = count / given.shape()[axis];
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < given.shape()[axis]; k++) {
            parts.add(literal(given, axis + 1, from + k * part, part));
        }
        return "[" + String.join(", ", parts) + "]";
    }

    private static String json(Map<String, Given> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Given given : values.values()) {
                json.writeFieldName(given.name());
                array(given, 0, 0, given.numbers().length, json);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append("\n").toString();
    }

    private static void array(Given given, int axis, int from, int count, JsonGenerator json) throws IOException {
        if (axis == given.shape().length) {
            double number = given.numbers()[from];
            if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
                json.writeNumber((long) number);
            } else {
                json.writeNumber(number);
            }
            return;
        }
        int part = count / given.shape()[axis];
        json.writeStartArray();
        for (int k = 0; k < given.shape()[axis]; k++) {
            array(given, axis + 1, from + k * part, part, json);
        }
        json.writeEndArray();
    }
}
