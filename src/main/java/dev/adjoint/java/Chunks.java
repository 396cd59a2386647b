package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.adjoint.loops.Bytecodes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Statements that could make one method too long, as one block or as calls of private methods that hold them. */
final class Chunks {

    /**
     * A few statements that belong together.
     *
     * @param bytes an estimate of their bytecode
     */
    record Piece(CodeBlock code, int bytes) {}

    private final Accessors accessors;
    private final List<MethodSpec> methods = new ArrayList<>();

    Chunks(Accessors accessors) {
        this.accessors = accessors;
    }

    /** The methods that became necessary. */
    List<MethodSpec> methods() {
        return methods;
    }

    /**
     * The pieces in order.
     *
     * @param name a proposal for the names of methods
     * @param parameters what the pieces refer to besides fields
     */
    CodeBlock pack(String name, List<ParameterSpec> parameters, List<Piece> pieces) {
        if (pieces.stream().mapToInt(Piece::bytes).sum() <= Bytecodes.AIM) {
            return join(pieces);
        }
        List<Piece> calls = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        int bytes = 0;
        for (Piece piece : pieces) {
            if (bytes + piece.bytes() > Bytecodes.AIM && !open.isEmpty()) {
                calls.add(call(name, parameters, open));
                open.clear();
                bytes = 0;
            }
            open.add(piece);
            bytes += piece.bytes();
        }
        calls.add(call(name, parameters, open));
        return pack(name, parameters, calls);
    }

    private Piece call(String name, List<ParameterSpec> parameters, List<Piece> pieces) {
        String method = accessors.helper(name + "Part" + (methods.size() + 1));
        methods.add(MethodSpec.methodBuilder(method)
                .addModifiers(Modifier.PRIVATE)
                .addParameters(parameters)
                .addCode(join(pieces))
                .build());
        String arguments = parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        return new Piece(
                CodeBlock.builder().addStatement("$L($L)", method, arguments).build(), 5 + 2 * parameters.size());
    }

    private static CodeBlock join(List<Piece> pieces) {
        CodeBlock.Builder code = CodeBlock.builder();
        pieces.forEach(p -> code.add(p.code()));
        return code.build();
    }
}
