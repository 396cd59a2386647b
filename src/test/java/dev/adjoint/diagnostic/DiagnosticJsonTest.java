package dev.adjoint.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.source.Source;
import org.junit.jupiter.api.Test;

class DiagnosticJsonTest {

    @Test
    void everyFieldInOneLine() {
        Source source = new Source("a.ad", "θ = \"q\"\nf = 𝛼 +\n  b");
        Diagnostic diagnostic = Diagnostic.at(source.span(12, 20), Code.E0301, "`\"` and\n\\")
                .label("here")
                .note(source.span(0, 1), "theta")
                .help("write it");
        assertEquals(
                "{\"code\":\"E0301\",\"severity\":\"error\",\"message\":\"`\\\"` and\\n\\\\\",\"file\":\"a.ad\","
                        + "\"line\":2,\"column\":5,\"endLine\":3,\"endColumn\":4,\"label\":\"here\","
                        + "\"notes\":[{\"file\":\"a.ad\",\"line\":1,\"column\":1,\"text\":\"theta\"}],"
                        + "\"help\":\"write it\"}",
                DiagnosticJson.line(diagnostic));
    }

    @Test
    void withoutAPlace() {
        assertEquals(
                "{\"code\":\"W0001\",\"severity\":\"warning\",\"message\":\"m\",\"file\":null,\"line\":null,"
                        + "\"column\":null,\"endLine\":null,\"endColumn\":null,\"label\":\"\",\"notes\":[],"
                        + "\"help\":null}",
                DiagnosticJson.line(Diagnostic.nowhere(Code.W0001, "m")));
    }
}
