package dev.adjoint.diagnostic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.adjoint.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A diagnostic as one line of JSON, for editors and build servers. Lines and columns are 1-based, columns count code
 * points, {@code endColumn} is the one behind the last. What there is none of is {@code null}.
 */
public final class DiagnosticJson {

    private static final JsonFactory JSON = new JsonFactory();

    private DiagnosticJson() {}

    /** The object, without a newline in it or behind it. */
    public static String line(Diagnostic diagnostic) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("code", diagnostic.code().name());
            json.writeStringField("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("message", diagnostic.message());
            place(json, diagnostic);
            json.writeStringField("label", diagnostic.label());
            notes(json, diagnostic);
            json.writeStringField("help", diagnostic.help().orElse(null));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    private static void place(JsonGenerator json, Diagnostic diagnostic) throws IOException {
        Span place = diagnostic.place().orElse(null);
        if (place == null) {
            for (String field : new String[] {"file", "line", "column", "endLine", "endColumn"}) {
                json.writeNullField(field);
            }
            return;
        }
        start(json, place);
        json.writeNumberField("endLine", place.source().line(place.end()));
        json.writeNumberField("endColumn", place.source().column(place.end()));
    }

    private static void start(JsonGenerator json, Span place) throws IOException {
        json.writeStringField("file", place.source().name());
        json.writeNumberField("line", place.line());
        json.writeNumberField("column", place.column());
    }

    private static void notes(JsonGenerator json, Diagnostic diagnostic) throws IOException {
        json.writeArrayFieldStart("notes");
        for (Diagnostic.Note note : diagnostic.notes()) {
            json.writeStartObject();
            start(json, note.place());
            json.writeStringField("text", note.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
