package dev.adjoint.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values by name: from a JSON object, or from arguments such as {@code x=1,-2} and {@code W=[[1,2],[3,4]]}. Each goes
 * into the map it is given to; a name that is already there is refused.
 */
public final class ValuesReader {

    private static final String FORM = "values are one JSON object, such as {\"W\": [[1, 2], [3, 4]], \"y\": 3}";

    /** NaN without quotes is no JSON, but what many programs write. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final String COMMAND_LINE = "command line";

    private static final String ARGUMENT = "a value is a number, `1,-2` or `[[1,2],[3,4]]`";

    private static final Pattern TOKEN = Pattern.compile("Unrecognized token '([^']*)'.*", Pattern.DOTALL);

    private final Diagnostics diagnostics;

    public ValuesReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The file of values that belongs to {@code NAME.ad}, which is {@code NAME.values.json} beside it, if it is there. */
    public static Optional<Path> beside(Path program) {
        return Optional.of(namedAfter(program)).filter(Files::isRegularFile);
    }

    /** That file, whether it is there or not. */
    public static Path namedAfter(Path program) {
        String name = program.getFileName().toString();
        String stem = name.endsWith(".ad") ? name.substring(0, name.length() - ".ad".length()) : name;
        return program.resolveSibling(stem + ".values.json");
    }

    /** Reads a text that is one JSON object. */
    public void object(Source source, Map<String, Given> values) {
        if (source.text().isBlank()) {
            Diagnostic empty = Diagnostic.nowhere(Code.E0807, "there are no values in `" + source + "`, it is empty");
            diagnostics.add(empty.help(FORM));
            return;
        }
        parse(source, source.text(), 0, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                refuse(here(parser, source, 0), "values stand under names, in an object", FORM);
                return;
            }
            members(parser, source, values);
            if (parser.nextToken() != null) {
                refuse(here(parser, source, 0), "the object with the values ended before this", FORM);
            }
        });
    }

    private void members(JsonParser parser, Source source, Map<String, Given> values) throws IOException {
        ArrayReader reader = new ArrayReader(parser, source, 0, diagnostics);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int start = here(parser, source, 0).start();
            Span key = clipped(source, start, start + name.length() + 2);
            parser.nextToken();
            reader.read(name, key).ifPresent(given -> put(given, values));
        }
    }

    /** Reads an argument of the form {@code NAME=VALUE}; a value with commas and no brackets is a vector. */
    public void argument(String text, Map<String, Given> values) {
        Source source = new Source(COMMAND_LINE, text);
        int equals = text.indexOf('=');
        String name = text.substring(0, equals).strip();
        String value = text.substring(equals + 1);
        Span key = new Span(source, 0, equals);
        if (value.isBlank()) {
            refuse(key, "`" + name + "` is given nothing", ARGUMENT);
            return;
        }
        boolean bare = !value.strip().startsWith("[");
        boolean list = bare && value.contains(",");
        int origin = equals + (list ? 0 : 1);
        parse(source, list ? "[" + value + "]" : value, origin, parser -> {
            parser.nextToken();
            new ArrayReader(parser, source, origin, diagnostics)
                    .read(name, key)
                    .ifPresent(given -> put(given.argument(source.span(equals + 1, text.length()), bare), values));
            if (parser.nextToken() != null) {
                refuse(here(parser, source, origin), "the value of `" + name + "` ended before this", ARGUMENT);
            }
        });
    }

    private void put(Given given, Map<String, Given> values) {
        Given before = values.putIfAbsent(given.name(), given);
        if (before != null) {
            diagnostics.add(Diagnostic.at(given.key(), Code.E0807, "`" + given.name() + "` is given twice")
                    .note(before.key(), "first here")
                    .help("leave one of them out"));
        }
    }

    private void parse(Source source, String text, int origin, Reading reading) {
        try (JsonParser parser = JSON.createParser(text)) {
            reading.with(parser);
        } catch (JsonProcessingException broken) {
            broken(broken, source, origin);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void broken(JsonProcessingException broken, Source source, int origin) {
        String help = source.name().equals(COMMAND_LINE) ? ARGUMENT : FORM;
        int at = broken.getLocation() == null ? 0 : (int) broken.getLocation().getCharOffset() + origin;
        Matcher token = TOKEN.matcher(String.valueOf(broken.getOriginalMessage()));
        if (broken instanceof JsonEOFException) {
            int end = source.text().stripTrailing().length();
            refuse(clipped(source, end, end + 1), "the values end too early", help);
        } else if (token.matches()) {
            String word = token.group(1);
            refuse(clipped(source, at - word.length(), at), "`" + word + "` is no value", help);
        } else {
            refuse(clipped(source, at, at + 1), words(broken), help);
        }
    }

    /** The parser's words without what concerns it alone. */
    private static String words(JsonProcessingException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "the values are nested too deep, or a number or name in them is too long";
        }
        String words = String.valueOf(broken.getOriginalMessage());
        for (String end : List.of(" (start marker", ": maybe a", " (JSON", "; expected one of", " at [Source")) {
            int at = words.indexOf(end);
            words = at > 0 ? words.substring(0, at) : words;
        }
        words = words.replaceAll("\\('(.)' \\(code \\d+[^)]*\\)\\)", "`$1`");
        return "this is not JSON: " + words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private void refuse(Span place, String message, String help) {
        diagnostics.add(Diagnostic.at(place, Code.E0807, message).help(help));
    }

    /** The first character of the current token. */
    private static Span here(JsonParser parser, Source source, int origin) {
        int start = (int) parser.currentTokenLocation().getCharOffset() + origin;
        return clipped(source, start, start + 1);
    }

    private static Span clipped(Source source, int start, int end) {
        int length = source.text().length();
        int from = Math.max(0, Math.min(start, length));
        return new Span(source, from, Math.max(from, Math.min(end, length)));
    }

    private interface Reading {
        void with(JsonParser parser) throws IOException;
    }
}
