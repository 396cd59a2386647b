package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.LinearMap;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The methods that compute: values, gradients, and the two passes of the lecture. */
final class Api {

    static final String THETA = "@param theta the parameters, as {@link #layout} says\n";
    private static final String GRADIENT =
            "@param g is overwritten with the derivatives, each where theta has its parameter\n";

    private final Draft draft;
    private final Members members;
    private final Sections sections;
    private final SectionMethods calls;
    private final Optional<Integer> objective;

    Api(Draft draft, Sections sections, SectionMethods calls) {
        this.draft = draft;
        this.members = draft.members();
        this.sections = sections;
        this.calls = calls;
        this.objective =
                draft.program().objective().map(o -> draft.loops().outputs().indexOf(o));
    }

    List<MethodSpec> write() {
        List<MethodSpec> methods = new ArrayList<>();
        if (objective.isPresent()) {
            methods.add(value());
            methods.add(gradient());
            methods.add(valueAndGradient());
        }
        methods.add(forward());
        if (objective.isPresent()) {
            methods.add(backwardOfSeed());
            methods.add(backwardReturning());
        }
        if (draft.loops().seeded() > 0) {
            methods.add(backwardOfSeeds());
        }
        methods.add(load());
        if (objective.isPresent()) {
            methods.add(loadedValue());
            methods.add(loadedValueAndGradient());
        }
        methods.add(loadedForward());
        methods.add(run(draft.methods().run(), Section.FORWARD));
        if (draft.isFused()) {
            methods.add(run(draft.methods().runFused(), Section.FUSED));
        }
        methods.add(checkLoaded());
        if (draft.loops().seeded() > 0) {
            methods.add(checkGradient());
        }
        return methods;
    }

    private Definition output() {
        return draft.loops().outputs().get(objective.orElseThrow());
    }

    private String objectiveField() {
        String field = members.variable(members.output(objective.orElseThrow()));
        members.use(field);
        return field;
    }

    /** Writes {@code public double value(double[] theta)}. */
    private MethodSpec value() {
        return Draft.publicMethod("value")
                .addJavadoc("Returns $L.\n\n$L", Spelling.javadoc(output().name()), THETA)
                .returns(members.real)
                .addParameter(draft.reals(), "theta")
                .addCode(Parameters.check(draft))
                .addStatement("$L(theta)", draft.methods().run())
                .addStatement("return $L", objectiveField())
                .build();
    }

    /** Writes {@code public double[] gradient(double[] theta)}. */
    private MethodSpec gradient() {
        return Draft.publicMethod("gradient")
                .addJavadoc(
                        "Returns the gradient of $L in a new array.\n\n$L", Spelling.javadoc(output().name()), THETA)
                .returns(draft.reals())
                .addParameter(draft.reals(), "theta")
                .addStatement("$T g = new $T[$L]", draft.reals(), members.real, Parameters.total(draft))
                .addStatement("valueAndGradient(theta, g)")
                .addStatement("return g")
                .build();
    }

    /** Writes {@code public double valueAndGradient(double[] theta, double[] g)}. */
    private MethodSpec valueAndGradient() {
        return Draft.publicMethod("valueAndGradient")
                .addJavadoc(
                        "Returns $L and writes its gradient to {@code g}.\n\n$L$L",
                        Spelling.javadoc(output().name()),
                        THETA,
                        GRADIENT)
                .returns(members.real)
                .addParameter(draft.reals(), "theta")
                .addParameter(draft.reals(), "g")
                .addCode(Parameters.check(draft))
                .addStatement("$L(g, theta)", draft.methods().checkGradient())
                .addCode(differentiate("theta"))
                .addStatement("return $L", objectiveField())
                .build();
    }

    /** Writes the calls of both passes: of the gradient, or of the pullback with the seed 1. */
    private CodeBlock differentiate(String theta) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (draft.isFused()) {
            return code.addStatement("$L($L, g)", draft.methods().runFused(), theta)
                    .add(differentiated())
                    .build();
        }
        code.addStatement("$L($L)", draft.methods().run(), theta);
        if (sections.find(Section.GRADIENT).isPresent()) {
            code.add(calls.calls(sections.get(Section.GRADIENT)));
        } else {
            code.add(seed(Numbers.literal(1.0, members.isFloat()).code()))
                    .add(calls.calls(sections.get(Section.PULLBACK)));
        }
        return code.add(differentiated()).build();
    }

    private CodeBlock differentiated() {
        return draft.loops().wrt().isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.builder().addStatement("differentiated = true").build();
    }

    /** Writes {@code this.seed = seed;}, or the seed among zeros for the other outputs. */
    private CodeBlock seed(CodeBlock seed) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (members.hasOneSeed()) {
            return code.addStatement("this.seed = $L", seed).build();
        }
        CodeBlock zero = Numbers.literal(0.0, members.isFloat()).code();
        Members.Slice slice = members.seeds.get(objective.orElseThrow());
        CodeBlock at = draft.elements()
                .position(slice.at(), new Elements.Offset(null, 0))
                .code();
        return code.addStatement("$T.fill(seeds, $L)", Arrays.class, zero)
                .addStatement("seeds[$L] = $L", at, seed)
                .build();
    }

    /** Writes {@code public TwoLayer forward(double[] theta)}. */
    private MethodSpec forward() {
        return Draft.publicMethod("forward")
                .addJavadoc("Computes the outputs, and what {@code backward} needs.\n\n$L", THETA)
                .addJavadoc("@return this object\n")
                .returns(members.self)
                .addParameter(draft.reals(), "theta")
                .addCode(Parameters.check(draft))
                .addStatement("$L(theta)", draft.methods().run())
                .addStatement("return this")
                .build();
    }

    /** Writes {@code public void backward(double seed, double[] g)}. */
    private MethodSpec backwardOfSeed() {
        return Draft.publicMethod("backward")
                .addJavadoc(
                        "Writes the gradient of $L, times {@code seed}, at the last forward pass.\n\n",
                        Spelling.javadoc(output().name()))
                .addJavadoc("@param seed the upstream gradient; that of every other output is 0\n$L", GRADIENT)
                .addParameter(members.real, "seed")
                .addParameter(draft.reals(), "g")
                .addCode(checkBackward())
                .addCode(seed(CodeBlock.of("seed")))
                .addCode(calls.calls(sections.get(Section.PULLBACK)))
                .addCode(differentiated())
                .build();
    }

    /** Writes {@code public double[] backward(double seed)}. */
    private MethodSpec backwardReturning() {
        return Draft.publicMethod("backward")
                .addJavadoc(
                        "Returns the gradient of $L, times {@code seed}, at the last forward pass, in a new array.\n\n",
                        Spelling.javadoc(output().name()))
                .addJavadoc("@param seed the upstream gradient; that of every other output is 0\n")
                .returns(draft.reals())
                .addParameter(members.real, "seed")
                .addStatement("$T g = new $T[$L]", draft.reals(), members.real, Parameters.total(draft))
                .addStatement("backward(seed, g)")
                .addStatement("return g")
                .build();
    }

    private CodeBlock checkBackward() {
        return CodeBlock.builder()
                .beginControlFlow("if (!current)")
                .addStatement(
                        "throw new $T($S)",
                        IllegalStateException.class,
                        "backward comes after forward, with the sizes and inputs as they are now")
                .endControlFlow()
                .addStatement("$L(g, theta)", draft.methods().checkGradient())
                .add(restored())
                .build();
    }

    /** Writes a forward pass where the last call has left nothing for {@code backward}. */
    private CodeBlock restored() {
        return draft.isFused()
                ? CodeBlock.builder()
                        .beginControlFlow("if (!kept)")
                        .addStatement("$L(theta)", draft.methods().run())
                        .endControlFlow()
                        .build()
                : CodeBlock.of("");
    }

    /** Writes {@code public void backward(double[] seeds, double[] g)}. */
    private MethodSpec backwardOfSeeds() {
        MethodSpec.Builder method = Draft.publicMethod("backward")
                .addJavadoc("Writes the vector-Jacobian product at the last forward pass.\n\n")
                .addJavadoc("@param seeds the upstream gradients of $L, each row-major, one after another\n", outputs())
                .addJavadoc("$L", GRADIENT)
                .addParameter(draft.reals(), "seeds")
                .addParameter(draft.reals(), "g")
                .addStatement(
                        "$L($S, seeds, $L, $L)",
                        draft.helper(Helper.LENGTH),
                        "seeds",
                        Constructor.seedCount(draft),
                        draft.formula(members.seeds, members.seedCount()))
                .addCode(checkBackward());
        if (members.hasOneSeed()) {
            method.addStatement("this.seed = seeds[0]");
        } else {
            method.addStatement("$T.arraycopy(seeds, 0, this.seeds, 0, seeds.length)", System.class);
        }
        return method.addCode(calls.calls(sections.get(Section.PULLBACK)))
                .addCode(differentiated())
                .build();
    }

    private String outputs() {
        List<String> names = new ArrayList<>();
        for (Definition output :
                draft.loops().outputs().subList(0, draft.loops().seeded())) {
            names.add(Spelling.javadoc(
                    output.name() + draft.sizes().brackets(output.type().shape())));
        }
        return String.join(", ", names);
    }

    /** Writes {@code public TwoLayer load(double[] theta)}. */
    private MethodSpec load() {
        return Draft.publicMethod("load")
                .addJavadoc("Copies the parameters, for calls without theta.\n\n$L@return this object\n", THETA)
                .returns(members.self)
                .addParameter(draft.reals(), "theta")
                .addCode(Parameters.check(draft))
                .beginControlFlow("if (loaded == null)")
                .addStatement("loaded = new $T[theta.length]", members.real)
                .endControlFlow()
                .addStatement("$T.arraycopy(theta, 0, loaded, 0, theta.length)", System.class)
                .addStatement("current = false")
                .addStatement("return this")
                .build();
    }

    /** Writes {@code public double value()}. */
    private MethodSpec loadedValue() {
        return Draft.publicMethod("value")
                .addJavadoc("Returns $L at the loaded parameters.\n", Spelling.javadoc(output().name()))
                .returns(members.real)
                .addStatement("$L()", draft.methods().checkLoaded())
                .addStatement("$L(loaded)", draft.methods().run())
                .addStatement("return $L", objectiveField())
                .build();
    }

    /** Writes {@code public double valueAndGradient(double[] g)}. */
    private MethodSpec loadedValueAndGradient() {
        return Draft.publicMethod("valueAndGradient")
                .addJavadoc(
                        "Returns $L at the loaded parameters and writes its gradient to {@code g}.\n\n$L",
                        Spelling.javadoc(output().name()),
                        GRADIENT)
                .returns(members.real)
                .addParameter(draft.reals(), "g")
                .addStatement("$L()", draft.methods().checkLoaded())
                .addStatement("$L(g, loaded)", draft.methods().checkGradient())
                .addCode(differentiate("loaded"))
                .addStatement("return $L", objectiveField())
                .build();
    }

    /** Writes {@code public TwoLayer forward()}. */
    private MethodSpec loadedForward() {
        return Draft.publicMethod("forward")
                .addJavadoc("Computes the outputs at the loaded parameters, and what {@code backward} needs.\n\n")
                .addJavadoc("@return this object\n")
                .returns(members.self)
                .addStatement("$L()", draft.methods().checkLoaded())
                .addStatement("$L(loaded)", draft.methods().run())
                .addStatement("return this")
                .build();
    }

    /** Writes {@code private void run(double[] theta)}, or with {@code double[] g} for the gradient as well. */
    private MethodSpec run(String name, String section) {
        boolean isFused = section.equals(Section.FUSED);
        MethodSpec.Builder method = Draft.privateMethod(name).addParameter(draft.reals(), "theta");
        if (isFused) {
            method.addParameter(draft.reals(), "g");
        }
        method.addStatement("$L()", draft.methods().checkInputs());
        if (draft.members().mayFail()) {
            method.addStatement("computed = false").addStatement("current = false");
        }
        for (LinearMap map : draft.loops().maps()) {
            if (members.hasSlopes(map)) {
                method.addStatement("$L = false", members.isReady(map));
            }
        }
        method.addCode(remember())
                .addCode(calls.calls(sections.get(section)))
                .addStatement("computed = true")
                .addStatement("current = true");
        if (draft.isFused()) {
            method.addStatement("kept = $L", !isFused);
        }
        return method.build();
    }

    /** Writes {@code this.theta = theta;}, for short programs only if it is another: the store of a reference is long. */
    private CodeBlock remember() {
        CodeBlock.Builder code = CodeBlock.builder();
        return draft.isFused()
                ? code.beginControlFlow("if (this.theta != theta)")
                        .addStatement("this.theta = theta")
                        .endControlFlow()
                        .build()
                : code.addStatement("this.theta = theta").build();
    }

    /** Writes {@code private void checkLoaded()}. */
    private MethodSpec checkLoaded() {
        return Draft.privateMethod(draft.methods().checkLoaded())
                .beginControlFlow("if (loaded == null)")
                .addStatement(
                        "throw new $T($S)",
                        IllegalStateException.class,
                        "no parameters are loaded: load(theta) comes first")
                .endControlFlow()
                .build();
    }

    /** Writes {@code private void checkGradient(double[] g, double[] theta)}. */
    private MethodSpec checkGradient() {
        MethodSpec.Builder method = Draft.privateMethod(draft.methods().checkGradient())
                .addParameter(draft.reals(), "g")
                .addParameter(draft.reals(), "theta")
                .addStatement(
                        "$L($S, g, $L, $L)",
                        draft.helper(Helper.LENGTH),
                        "g",
                        Parameters.total(draft),
                        draft.formula(members.theta, members.parameters()))
                .beginControlFlow("if (g == theta)")
                .addStatement(
                        "throw new $T($S)",
                        IllegalArgumentException.class,
                        "g is theta: give the gradient its own array")
                .endControlFlow();
        List<Chunks.Piece> pieces = new ArrayList<>();
        for (Variable input : draft.program().inputs()) {
            if (!input.type().isScalar() && input.type().kind() == Kind.REAL) {
                CodeBlock code = CodeBlock.builder()
                        .beginControlFlow("if (g == $L)", members.variable(members.buffer(input, Buffer.Place.INPUT)))
                        .addStatement(
                                "throw new $T($L)",
                                IllegalArgumentException.class,
                                Spelling.literal("g is the array of the input " + input.name()
                                        + ": give the gradient its own array"))
                        .endControlFlow()
                        .build();
                pieces.add(new Chunks.Piece(code, 30));
            }
        }
        List<ParameterSpec> parameters =
                List.of(ParameterSpec.builder(draft.reals(), "g").build());
        return method.addCode(draft.chunks().pack("checkGradient", parameters, pieces))
                .build();
    }
}
