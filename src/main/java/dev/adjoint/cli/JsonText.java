package dev.adjoint.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.adjoint.interpret.GradientReport;
import dev.adjoint.interpret.OwnGradientCheck;
import dev.adjoint.interpret.ProductCheck;
import dev.adjoint.interpret.Tally;
import dev.adjoint.run.Answer;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.shape.Derivation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers as JSON: numbers in the shortest form that reads back to the same double, nested as the shapes are. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private JsonText() {}

    /** {@code {"severity":"note","message":"…"}}. */
    static String message(String severity, String words) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("severity", severity);
            json.writeStringField("message", words);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** {@code {"outputs":{"loss":1.5,"h":[…]},"gradients":{"W":[[…]]}}} on one line; no gradients unless asked for. */
    static void answer(Answer answer, PrintStream out) {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            arrays("outputs", answer.outputs(), json);
            if (answer.gradients().isPresent()) {
                arrays("gradients", answer.gradients().get(), json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    /** {@code {"file":"net.ad","verdict":"passed","checks":[{"output":"loss","param":"W",…}]}} on one line. */
    static void check(String file, GradientChecks.Result result, PrintStream out) {
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeStringField("verdict", word(result.verdict()));
            json.writeNumberField("points", result.points());
            json.writeNumberField("seed", result.seed());
            json.writeArrayFieldStart("checks");
            for (GradientChecks.Check check : result.checks()) {
                for (GradientReport.Row row : check.rows()) {
                    row(check, row, json);
                }
            }
            json.writeEndArray();
            if (!result.products().isEmpty()) {
                json.writeArrayFieldStart("products");
                for (Map.Entry<Derivation, List<ProductCheck.Row>> product :
                        result.products().entrySet()) {
                    for (ProductCheck.Row row : product.getValue()) {
                        product(product.getKey(), row, json);
                    }
                }
                json.writeEndArray();
            }
            if (!result.own().isEmpty()) {
                json.writeArrayFieldStart("functions");
                for (OwnGradientCheck.Row row : result.own()) {
                    own(row, json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void row(GradientChecks.Check check, GradientReport.Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("output", check.output().name());
        json.writeBooleanField("weighed", check.weighed());
        json.writeStringField("param", row.variable().name());
        json.writeStringField("verdict", word(row.verdict()));
        tally(row.variable().name(), row.tally(), json);
        if (row.surrogate().isPresent()) {
            json.writeStringField("surrogate", row.surrogate().get());
        }
        json.writeEndObject();
    }

    private static void product(Derivation product, ProductCheck.Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("product", product.name());
        json.writeStringField("part", row.name());
        json.writeStringField("verdict", word(row.tally().verdict()));
        tally(row.name(), row.tally(), json);
        if (row.surrogate().isPresent()) {
            json.writeStringField("surrogate", row.surrogate().get());
        }
        json.writeEndObject();
    }

    private static void own(OwnGradientCheck.Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("function", row.function());
        json.writeStringField("argument", row.argument());
        json.writeStringField("verdict", word(row.tally().verdict()));
        tally(row.argument(), row.tally(), json);
        json.writeEndObject();
    }

    private static void tally(String name, Tally tally, JsonGenerator json) throws IOException {
        json.writeNumberField("entries", tally.entries());
        json.writeNumberField("checked", tally.checked());
        json.writeNumberField("kinks", tally.kinks());
        json.writeNumberField("unresolved", tally.unresolved());
        if (tally.worst().isPresent()) {
            GradientReport.Entry worst = tally.worst().get();
            json.writeObjectFieldStart("worst");
            json.writeStringField("entry", worst.name(name));
            json.writeNumberField("gradient", worst.claimed());
            json.writeNumberField("difference", worst.difference());
            json.writeEndObject();
        }
    }

    private static String word(GradientReport.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static void arrays(String name, Map<String, Answer.Numbers> arrays, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Answer.Numbers> array : arrays.entrySet()) {
            json.writeFieldName(array.getKey());
            nested(array.getValue(), 0, 0, json);
        }
        json.writeEndObject();
    }

    /** Writes the part of an array that begins at {@code from} and has all axes from {@code axis}; returns its end. */
    private static int nested(Answer.Numbers array, int axis, int from, JsonGenerator json) throws IOException {
        if (axis == array.shape().length) {
            if (array.isWhole()) {
                json.writeNumber((int) array.numbers()[from]);
            } else {
                json.writeNumber(array.numbers()[from]);
            }
            return from + 1;
        }
        int position = from;
        json.writeStartArray();
        for (int k = 0; k < array.shape()[axis]; k++) {
            position = nested(array, axis + 1, position, json);
        }
        json.writeEndArray();
        return position;
    }
}
