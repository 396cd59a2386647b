package dev.adjoint.samples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Reads the values that lie beside a sample. */
final class Values {

    private Values() {}

    /** The numbers of each name in {@code samples/NAME.values.json}, row-major. */
    static Map<String, double[]> of(String sample) throws IOException {
        Map<String, double[]> values = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(new File("samples/" + sample + ".values.json"))) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = json.currentName();
                } else if (token.isNumeric()) {
                    values.merge(name, new double[] {json.getDoubleValue()}, Values::joined);
                }
            }
        }
        return values;
    }

    private static double[] joined(double[] before, double[] more) {
        return DoubleStream.concat(Arrays.stream(before), Arrays.stream(more)).toArray();
    }
}
