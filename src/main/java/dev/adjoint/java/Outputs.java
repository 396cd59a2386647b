package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.List;

/** The methods that return outputs and the gradients of inputs. */
final class Outputs {

    private final Draft draft;
    private final Members members;

    Outputs(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
    }

    List<MethodSpec> write() {
        List<MethodSpec> methods = new ArrayList<>();
        List<Definition> outputs = draft.loops().outputs();
        for (int k = 0; k < outputs.size(); k++) {
            Definition output = outputs.get(k);
            methods.add(output(output, members.output(k)));
            if (!output.type().isScalar()) {
                methods.add(copy(output, members.output(k)));
            }
        }
        methods.add(checkComputed());
        draft.loops().wrt().forEach(input -> methods.add(gradient(input)));
        return methods;
    }

    /**
     * Writes
     *
     * <pre>
     *     public double[] s() {
     *         checkComputed();
     *         return s;
     *     }
     * </pre>
     */
    private MethodSpec output(Definition output, Buffer buffer) {
        MethodSpec.Builder method = Draft.publicMethod(draft.accessors().of(output))
                .addJavadoc(Draft.javadoc(Javadocs.of(draft, "Returns the last value of", output, output.doc())))
                .returns(members.type(buffer));
        if (!output.type().isScalar()) {
            method.addJavadoc(
                    CodeBlock.of("<p>This is the object's own array, row-major, valid until the next call.\n"));
        }
        return method.addStatement("$L()", draft.methods().checkComputed())
                .addStatement("return $L", variable(buffer))
                .build();
    }

    private String variable(Buffer buffer) {
        String variable = members.variable(buffer);
        members.use(variable);
        return variable;
    }

    /** Writes {@code public double[] s(double[] out)}. */
    private MethodSpec copy(Definition output, Buffer buffer) {
        CodeBlock count = draft.count(buffer.shape());
        Helper length = buffer.kind() == Kind.INDEX ? Helper.PLACES : Helper.LENGTH;
        return Draft.publicMethod(draft.accessors().of(output))
                .addJavadoc(Draft.javadoc(
                        Javadocs.of(draft, "Copies to {@code out}, and returns it, the last value of", output, "")))
                .returns(members.type(buffer))
                .addParameter(members.type(buffer), "out")
                .addStatement("$L()", draft.methods().checkComputed())
                .addStatement("$L($S, out, $L, $L)", draft.helper(length), "out", count, draft.formula(buffer.shape()))
                .addStatement("$T.arraycopy($L, 0, out, 0, $L)", System.class, variable(buffer), count)
                .addStatement("return out")
                .build();
    }

    /** Writes {@code private void checkComputed()}. */
    private MethodSpec checkComputed() {
        return Draft.privateMethod(draft.methods().checkComputed())
                .beginControlFlow("if (!computed)")
                .addStatement(
                        "throw new $T($S)",
                        IllegalStateException.class,
                        "nothing is computed yet: forward or value comes first")
                .endControlFlow()
                .build();
    }

    /** Writes {@code public double[] gradient_x()}. */
    private MethodSpec gradient(Variable input) {
        Buffer buffer = members.buffer(input, Buffer.Place.INPUT_GRADIENT);
        MethodSpec.Builder method = Draft.publicMethod(Accessors.gradient(input))
                .addJavadoc(Draft.javadoc(Javadocs.of(draft, "Returns the last gradient for the input", input, "")))
                .returns(members.type(buffer));
        if (!input.type().isScalar()) {
            method.addJavadoc(
                    CodeBlock.of("<p>This is the object's own array, row-major, valid until the next call.\n"));
        }
        return method.beginControlFlow("if (!differentiated)")
                .addStatement(
                        "throw new $T($S)",
                        IllegalStateException.class,
                        "there is no gradient yet: backward or gradient comes first")
                .endControlFlow()
                .addStatement("return $L", variable(buffer))
                .build();
    }
}
