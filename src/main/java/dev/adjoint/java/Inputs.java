package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.adjoint.java.Chunks.Piece;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;

/** The methods that bind inputs, and the check before each pass that all are bound and fit. */
final class Inputs {

    private final Draft draft;
    private final Members members;

    Inputs(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
    }

    List<MethodSpec> write() {
        List<MethodSpec> methods = new ArrayList<>();
        for (Variable input : draft.program().inputs()) {
            boolean isIndex = input.type().kind() == Kind.INDEX;
            if (input.type().isScalar()) {
                methods.add(isIndex ? index(input) : real(input));
            } else if (isIndex) {
                methods.add(indices(input));
            } else {
                methods.add(reals(input));
                methods.add(window(input));
            }
        }
        methods.add(check());
        return methods;
    }

    private String field(Variable input) {
        return members.variable(buffer(input));
    }

    private Buffer buffer(Variable input) {
        return members.buffer(input, Buffer.Place.INPUT);
    }

    private String at(Variable input) {
        return ((Members.Elements) members.home(buffer(input))).at().field().orElseThrow();
    }

    private MethodSpec.Builder method(Variable input, String words) {
        return Draft.publicMethod(draft.accessors().of(input))
                .returns(members.self)
                .addJavadoc(Draft.javadoc(Javadocs.of(draft, words, input, input.doc())));
    }

    private CodeBlock done(Variable input) {
        boolean isIndex = input.type().kind() == Kind.INDEX;
        return CodeBlock.builder()
                .add(isIndex ? SparseMatrices.forget(members) : CodeBlock.of(""))
                .addStatement("current = false")
                .addStatement("return this")
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     public TwoLayer t(double value) {
     *         t = value;
     *         tIsSet = true;
     *         current = false;
     *         return this;
     *     }
     * </pre>
     */
    private MethodSpec real(Variable input) {
        return method(input, "Sets the input")
                .addParameter(members.real, "value")
                .addStatement("$L = value", field(input))
                .addStatement("$L = true", members.isSet(input))
                .addCode(done(input))
                .build();
    }

    /** Writes {@code public TwoLayer y(int value)}, which checks the range. */
    private MethodSpec index(Variable input) {
        return method(input, "Sets the input")
                .addParameter(int.class, "value")
                .addCode(checkIndex(input, "value"))
                .addStatement("$L = value", field(input))
                .addStatement("$L = true", members.isSet(input))
                .addCode(done(input))
                .build();
    }

    private CodeBlock checkIndex(Variable input, String value) {
        Whole bound = input.bound().orElseThrow();
        return CodeBlock.builder()
                .addStatement(
                        "$L($L, $L, $L, $L)",
                        draft.helper(Helper.INDEX),
                        Spelling.literal(input.name()),
                        value,
                        draft.whole(bound),
                        Spelling.literal(draft.sizes().word(bound)))
                .build();
    }

    /** Writes {@code public TwoLayer x(double[] data)}, which binds the array. */
    private MethodSpec reals(Variable input) {
        MethodSpec.Builder method = method(input, "Binds the input")
                .addJavadoc(
                        "<p>The array is not copied: it must hold the numbers, row-major, until the gradient is taken.\n")
                .addParameter(draft.reals(), "data")
                .addCode(checkLength(input, "data"))
                .addStatement("$L = data", field(input))
                .addStatement("$L = 0", at(input));
        if (draft.sizes().varies(input)) {
            method.addStatement("$L = true", members.isWhole(input));
        }
        return method.addCode(done(input)).build();
    }

    private CodeBlock checkLength(Variable input, String array) {
        return CodeBlock.builder()
                .addStatement(
                        "$L($L, $L, $L, $L)",
                        draft.helper(Helper.LENGTH),
                        Spelling.literal(input.name()),
                        array,
                        draft.count(input.type().shape()),
                        draft.formula(input.type().shape()))
                .build();
    }

    /** Writes {@code public TwoLayer x(double[] data, int offset)}, which binds a part of the array. */
    private MethodSpec window(Variable input) {
        MethodSpec.Builder method = method(input, "Binds a part of an array, from {@code offset} on, as the input")
                .addParameter(draft.reals(), "data")
                .addParameter(int.class, "offset")
                .addCode(checkWindow(input, "data", "offset"))
                .addStatement("$L = data", field(input))
                .addStatement("$L = offset", at(input));
        if (draft.sizes().varies(input)) {
            method.addStatement("$L = false", members.isWhole(input));
        }
        return method.addCode(done(input)).build();
    }

    private CodeBlock checkWindow(Variable input, String array, String offset) {
        return CodeBlock.builder()
                .addStatement(
                        "$L($L, $L, $L, $L, $L)",
                        draft.helper(Helper.WINDOW),
                        Spelling.literal(input.name()),
                        array,
                        offset,
                        draft.count(input.type().shape()),
                        draft.formula(input.type().shape()))
                .build();
    }

    /** Writes {@code public TwoLayer y(int[] data)}, which checks and copies. */
    private MethodSpec indices(Variable input) {
        boolean varies = draft.sizes().varies(input);
        MethodSpec.Builder method = method(input, "Copies the input")
                .addParameter(int[].class, "data")
                .beginControlFlow("if (data == null)")
                .addStatement(
                        "throw new $T($L)", NullPointerException.class, Spelling.literal(input.name() + " is null"))
                .endControlFlow()
                .addCode(checkIndices(input, "data", "data.length"))
                .addStatement("$T.arraycopy(data, 0, $L, 0, data.length)", System.class, field(input));
        if (varies) {
            method.addStatement("$L = data.length", members.length(input));
        }
        return method.addStatement("$L = true", members.isSet(input))
                .addCode(done(input))
                .build();
    }

    private CodeBlock checkIndices(Variable input, String array, String length) {
        Whole bound = input.bound().orElseThrow();
        return CodeBlock.builder()
                .addStatement(
                        "$L($L, $L, $L, $L, $L, $L, $L)",
                        draft.helper(Helper.INDICES),
                        Spelling.literal(input.name()),
                        array,
                        length,
                        draft.count(input.type().shape()),
                        draft.formula(input.type().shape()),
                        draft.whole(bound),
                        Spelling.literal(draft.sizes().word(bound)))
                .build();
    }

    /** Writes {@code private void checkInputs()}. */
    private MethodSpec check() {
        List<Piece> pieces = new ArrayList<>();
        for (Variable input : draft.program().inputs()) {
            CodeBlock.Builder code = CodeBlock.builder();
            boolean hasNull = !input.type().isScalar() && input.type().kind() == Kind.REAL;
            code.beginControlFlow(
                            hasNull ? "if ($L == null)" : "if (!$L)", hasNull ? field(input) : members.isSet(input))
                    .addStatement(
                            "throw new $T($L)",
                            IllegalStateException.class,
                            draft.named("input ", input, " is not set"))
                    .endControlFlow();
            if (draft.sizes().varies(input)) {
                code.add(fit(input));
            }
            pieces.add(new Piece(code.build(), 80));
        }
        return Draft.privateMethod(draft.methods().checkInputs())
                .addCode(draft.chunks().pack(draft.methods().checkInputs(), List.of(), pieces))
                .build();
    }

    /** The check that an input still fits after a size was set. */
    private CodeBlock fit(Variable input) {
        if (input.type().kind() == Kind.INDEX) {
            return input.type().isScalar()
                    ? checkIndex(input, field(input))
                    : checkIndices(input, field(input), members.length(input));
        }
        return CodeBlock.builder()
                .beginControlFlow("if ($L)", members.isWhole(input))
                .add(checkLength(input, field(input)))
                .nextControlFlow("else")
                .add(checkWindow(input, field(input), at(input)))
                .endControlFlow()
                .build();
    }

    /** Writes the statements that bind in {@code copy} what is bound here. */
    List<Piece> fork() {
        List<Piece> pieces = new ArrayList<>();
        for (Variable input : draft.program().inputs()) {
            CodeBlock.Builder code = CodeBlock.builder();
            String field = field(input);
            boolean isArray = !input.type().isScalar();
            boolean isIndex = input.type().kind() == Kind.INDEX;
            if (isArray && isIndex) {
                code.addStatement("$1T.arraycopy($2L, 0, copy.$2L, 0, $2L.length)", System.class, field);
            } else {
                code.addStatement("copy.$1L = $1L", field);
            }
            for (String state : states(input)) {
                code.addStatement("copy.$1L = $1L", state);
            }
            pieces.add(new Piece(code.build(), 40));
        }
        pieces.add(
                new Piece(SparseMatrices.share(members), 40 * members.sparse().size()));
        return pieces;
    }

    /** The other fields of an input. */
    private List<String> states(Variable input) {
        boolean isArray = !input.type().isScalar();
        boolean isIndex = input.type().kind() == Kind.INDEX;
        List<String> states = new ArrayList<>();
        if (isArray && !isIndex) {
            states.add(at(input));
            if (draft.sizes().varies(input)) {
                states.add(members.isWhole(input));
            }
        } else {
            states.add(members.isSet(input));
            if (isArray && draft.sizes().varies(input)) {
                states.add(members.length(input));
            }
        }
        return states;
    }
}
