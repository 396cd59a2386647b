package dev.adjoint.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.java.Chunks.Piece;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods about theta: where each number is, how many there are, where to start. */
final class Parameters {

    private static final String LETTERS = "ijklmnopqrstuvwxyz";

    private final Draft draft;
    private final Members members;
    private final ClassName entry;

    Parameters(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
        this.entry = members.self.nestedClass(members.self.simpleName().equals("Entry") ? "Entry_" : "Entry");
    }

    List<MethodSpec> write(Starts starts) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(parameters());
        methods.add(layout());
        methods.add(initial(starts));
        members.theta.forEach(slice -> methods.add(position(slice)));
        return methods;
    }

    /** The total number of parameters as an int expression. */
    static CodeBlock total(Draft draft) {
        Whole total = draft.members().parameters();
        if (total.known().isPresent()) {
            return CodeBlock.of("$L", total.known().getAsLong());
        }
        draft.members().use("parameters");
        return CodeBlock.of("parameters");
    }

    /** Writes the check of the length of theta. */
    static CodeBlock check(Draft draft) {
        Members members = draft.members();
        return CodeBlock.builder()
                .addStatement(
                        "$L($S, theta, $L, $L)",
                        draft.helper(Helper.LENGTH),
                        "theta",
                        total(draft),
                        draft.formula(members.theta, members.parameters()))
                .build();
    }

    /** Writes {@code public int parameters()}. */
    private MethodSpec parameters() {
        return Draft.publicMethod("parameters")
                .addJavadoc("Returns how many numbers theta has.\n")
                .returns(int.class)
                .addStatement("return $L", total(draft))
                .build();
    }

    /** Writes {@code public record Entry(String name, List<Integer> shape, int offset, int size) {}}. */
    TypeSpec entry() {
        return TypeSpec.recordBuilder(entry.simpleName())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Where a param lies in theta.\n\n")
                .addJavadoc("@param name its name in the formula\n")
                .addJavadoc("@param shape the sizes of its axes; its numbers are row-major\n")
                .addJavadoc("@param offset where its first number is\n")
                .addJavadoc("@param size how many numbers it has\n")
                .recordConstructor(MethodSpec.constructorBuilder()
                        .addParameter(String.class, "name")
                        .addParameter(ParameterizedTypeName.get(List.class, Integer.class), "shape")
                        .addParameter(int.class, "offset")
                        .addParameter(int.class, "size")
                        .build())
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     public List&lt;Entry&gt; layout() {
     *         List&lt;Entry&gt; layout = new ArrayList&lt;&gt;();
     *         layout.add(new Entry("W1", List.of(H, D), 0, H * D));
     *         return List.copyOf(layout);
     *     }
     * </pre>
     */
    private MethodSpec layout() {
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), entry);
        List<Piece> pieces = new ArrayList<>();
        for (Members.Slice slice : members.theta) {
            String sizes =
                    slice.shape().stream().map(s -> draft.whole(s).toString()).collect(Collectors.joining(", "));
            CodeBlock add = CodeBlock.builder()
                    .addStatement(
                            "layout.add(new $T($L, $T.of($L), $L, $L))",
                            entry,
                            Spelling.literal(slice.symbol().name()),
                            List.class,
                            sizes,
                            at(slice),
                            draft.count(slice.shape()))
                    .build();
            pieces.add(new Piece(add, 40 + 12 * slice.shape().size()));
        }
        List<ParameterSpec> parameters =
                List.of(ParameterSpec.builder(list, "layout").build());
        return Draft.publicMethod("layout")
                .addJavadoc("Returns the params in the order in which they make up theta.\n")
                .returns(list)
                .addStatement("$T layout = new $T<>()", list, ArrayList.class)
                .addCode(draft.chunks().pack("layout", parameters, pieces))
                .addStatement("return $T.copyOf(layout)", List.class)
                .build();
    }

    private CodeBlock at(Members.Slice slice) {
        return draft.elements()
                .position(slice.at(), new Elements.Offset(null, 0))
                .code();
    }

    /** Writes {@code public double[] initial(Random random)}. */
    private MethodSpec initial(Starts starts) {
        List<Piece> pieces = new ArrayList<>();
        for (Members.Slice slice : members.theta) {
            pieces.add(starts.write(slice, (Variable) slice.symbol()));
        }
        List<ParameterSpec> parameters = List.of(
                ParameterSpec.builder(draft.reals(), "theta").build(),
                ParameterSpec.builder(Random.class, "random").build());
        return Draft.publicMethod("initial")
                .addJavadoc(
                        "Returns values to start from: those said in the formula, else normal with standard deviation\n")
                .addJavadoc("&radic;(2/fan-in) for params of rank 2 and more, else 0.\n")
                .returns(draft.reals())
                .addParameter(Random.class, "random")
                .addStatement("$T theta = new $T[$L]", draft.reals(), members.real, total(draft))
                .addCode(draft.chunks().pack("initial", parameters, pieces))
                .addStatement("return theta")
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     public int W1(int i, int j) {
     *         return checkSubscript("W1's subscript 0", i, H, "H") * D + checkSubscript("W1's subscript 1", j, D, "D");
     *     }
     * </pre>
     */
    private MethodSpec position(Members.Slice slice) {
        Frame frame = new Frame(members);
        String name = slice.symbol().name();
        MethodSpec.Builder method = Draft.publicMethod(draft.accessors().of(slice.symbol()))
                .addJavadoc(Draft.javadoc(Javadocs.of(
                        draft,
                        "Returns where in theta, and in its gradient, is an element of",
                        slice.symbol(),
                        doc(slice))))
                .returns(int.class);
        List<Elements.Offset> subscripts = new ArrayList<>();
        for (int k = 0; k < slice.shape().size(); k++) {
            String letter = k < LETTERS.length() ? LETTERS.substring(k, k + 1) : "i" + k;
            String subscript = frame.local(letter);
            method.addParameter(int.class, subscript);
            Whole size = slice.shape().get(k);
            subscripts.add(new Elements.Offset(
                    Text.primary(
                            "$L($L, $L, $L, $L)",
                            draft.helper(Helper.POSITION),
                            Spelling.literal(name + "'s subscript " + k),
                            subscript,
                            draft.whole(size),
                            Spelling.literal(draft.sizes().word(size))),
                    0));
        }
        Elements elements = new Elements(frame);
        return method.addStatement(
                        "return $L",
                        elements.position(slice.at(), elements.horner(slice.shape(), subscripts))
                                .code())
                .build();
    }

    private static String doc(Members.Slice slice) {
        return ((Variable) slice.symbol()).doc();
    }
}
