package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.java.Chunks.Piece;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.kernels.Products;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Product;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.lang.model.element.Modifier;

/** The constructor, the setters of sizes and {@code fork}: everything that decides how large the object is. */
final class Constructor {

    private final Draft draft;
    private final Members members;
    private final Sizes sizes;
    private final Requirements requirements;

    Constructor(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
        this.sizes = draft.sizes();
        this.requirements = new Requirements(draft);
    }

    List<MethodSpec> write(Inputs inputs) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(constructor());
        requirements.write().ifPresent(methods::add);
        if (hasDerived()) {
            methods.add(derive());
        }
        if (members.isLarge()) {
            methods.add(allocate());
        }
        sizes.settable().forEach(n -> methods.add(setter(n)));
        methods.add(fork(inputs));
        methods.addAll(requirements.methods());
        return methods;
    }

    /**
     * Writes
     *
     * <pre>
     *     public TwoLayer(int D, int H) {
     *         this.D = checkSize("D", D);
     *         …
     *         checkArrays();
     *         this.b1At = H * D;
     *         h = new double[H];
     *     }
     * </pre>
     */
    private MethodSpec constructor() {
        MethodSpec.Builder method =
                MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC).addJavadoc(Javadocs.constructor(draft));
        for (Sizes.Named dim : sizes.open()) {
            method.addParameter(int.class, dim.field());
        }
        for (Sizes.Named dim : sizes.open()) {
            method.addStatement(
                    "this.$L = $L($L, $L)",
                    dim.field(),
                    draft.helper(Helper.SIZE),
                    Spelling.literal(dim.size().name()),
                    dim.field());
            if (dim.settable()) {
                method.addStatement("this.$L = $L", members.largest(dim), dim.field());
            }
        }
        requirements.call().ifPresent(method::addCode);
        sizes.derived().stream().filter(n -> !n.settable()).forEach(n -> method.addCode(derived(n)));
        seedOffsets().forEach(p -> method.addCode(p.code()));
        if (hasDerived()) {
            method.addStatement("$L()", draft.methods().derive());
        }
        method.addCode(requirements.arrays());
        if (members.isLarge()) {
            return method.addStatement("$L()", draft.methods().allocate()).build();
        }
        allocations().forEach(p -> method.addCode(p.code()));
        return method.build();
    }

    /** Writes {@code this.SO = checkSize("SO = S - K + 1", (long) S - K + 1);}. */
    private CodeBlock derived(Sizes.Named named) {
        return CodeBlock.builder()
                .addStatement(
                        "this.$L = $L($L, $L)",
                        named.field(),
                        draft.helper(Helper.SIZE),
                        Spelling.literal(named.size().name() + " = " + named.value()),
                        Wholes.size(new Frame(members), named).code())
                .build();
    }

    /** Whether something besides the settable dims changes when one is set. */
    private boolean hasDerived() {
        return sizes.derived().stream().anyMatch(Sizes.Named::settable)
                || members.seeds.stream().anyMatch(this::varies)
                || members.parts.values().stream().anyMatch(p -> sizes.varies(p.offset()));
    }

    private boolean varies(Members.Slice slice) {
        return slice.at().field().isPresent() && sizes.varies(slice.offset());
    }

    /** Writes {@code private void derive()}: what follows from sizes that may be set. */
    private MethodSpec derive() {
        List<Piece> pieces = new ArrayList<>();
        sizes.derived().stream().filter(Sizes.Named::settable).forEach(n -> pieces.add(new Piece(derived(n), 40)));
        for (int k = 1; k < members.seeds.size(); k++) {
            if (varies(members.seeds.get(k))) {
                pieces.add(begin(members.seeds.get(k), members.seeds.get(k - 1)));
            }
        }
        members.parts.forEach((field, part) -> {
            if (sizes.varies(part.offset())) {
                pieces.add(position(field, part));
            }
        });
        return Draft.privateMethod(draft.methods().derive())
                .addCode(draft.chunks().pack(draft.methods().derive(), List.of(), pieces))
                .build();
    }

    /** Writes {@code this.b1At = W1At + H * D;}. */
    private Piece begin(Members.Slice slice, Members.Slice before) {
        Elements elements = draft.elements();
        CodeBlock code = CodeBlock.builder()
                .addStatement(
                        "$L = $L",
                        slice.at().field().orElseThrow(),
                        elements.position(before.at(), elements.size(before.shape()))
                                .code())
                .build();
        return new Piece(code, 20);
    }

    /** Writes {@code h = new double[H];} and the offsets, one piece each. */
    private List<Piece> allocations() {
        List<Piece> pieces = new ArrayList<>();
        offsets(members.theta, pieces);
        if (members.parameters().known().isEmpty()) {
            Members.Slice last = members.theta.get(members.theta.size() - 1);
            Elements elements = draft.elements();
            pieces.add(new Piece(
                    CodeBlock.builder()
                            .addStatement(
                                    "parameters = $L",
                                    elements.position(last.at(), elements.size(last.shape()))
                                            .code())
                            .build(),
                    20));
        }
        if (!members.seeds.isEmpty()) {
            pieces.add(array("seeds", members.real, seedCount(draft)));
        }
        members.parts.forEach((field, part) -> {
            if (!sizes.varies(part.offset())) {
                pieces.add(position(field, part));
            }
        });
        for (Product matrix : members.matrices()) {
            Derivation derivation = matrix.derivation();
            pieces.add(array(members.row(matrix), members.real, draft.whole(derivation.columns())));
            pieces.add(array(members.column(matrix), members.real, draft.whole(derivation.rows())));
        }
        for (Variable input : draft.program().inputs()) {
            if (input.type().kind() == Kind.INDEX && !input.type().isScalar()) {
                String field = members.variable(members.buffer(input, Buffer.Place.INPUT));
                pieces.add(array(field, TypeName.INT, draft.count(input.type().shape())));
            }
        }
        for (Buffer buffer : members.arrays()) {
            pieces.add(buffer.hasRows() ? rows(buffer) : array(buffer));
        }
        for (Map.Entry<Kind, Integer> slots : members.slots().entrySet()) {
            String field = Members.slots(slots.getKey());
            pieces.add(array(field, members.type(slots.getKey()), CodeBlock.of("$L", slots.getValue())));
        }
        if (!members.extents().isEmpty()) {
            pieces.add(panel());
        }
        if (!members.functions().isEmpty()) {
            CodeBlock code = CodeBlock.builder()
                    .addStatement("$L = new $T[3][$L]", members.rows(), members.real, Helpers.ROW)
                    .build();
            pieces.add(new Piece(code, 30));
        }
        return pieces;
    }

    /** Those that follow from sizes which stay: what follows from the others begins where these end. */
    private List<Piece> seedOffsets() {
        List<Piece> pieces = new ArrayList<>();
        offsets(members.seeds, pieces);
        return pieces;
    }

    private void offsets(List<Members.Slice> slices, List<Piece> pieces) {
        for (int k = 1; k < slices.size(); k++) {
            if (slices.get(k).at().field().isPresent() && !varies(slices.get(k))) {
                pieces.add(begin(slices.get(k), slices.get(k - 1)));
            }
        }
    }

    /** A position, from that before it if both are known at the same time. */
    private Piece position(String field, Members.Part part) {
        Members.Part before = part.before().field().map(members.parts::get).orElse(null);
        boolean follows = part.before().field().isEmpty()
                || (before != null && sizes.varies(before.offset()) == sizes.varies(part.offset()));
        Elements elements = draft.elements();
        return assigned(
                field,
                follows
                        ? elements.position(part.before(), elements.size(part.shape()))
                                .code()
                        : draft.whole(part.offset()));
    }

    private static Piece assigned(String field, CodeBlock value) {
        return new Piece(
                CodeBlock.builder().addStatement("$L = $L", field, value).build(), 20);
    }

    /** Writes {@code panel = panel(longest(N, D, H));}. */
    private Piece panel() {
        List<CodeBlock> extents = new ArrayList<>();
        long known = 0;
        for (Whole extent : members.extents()) {
            OptionalLong number = extent.known();
            if (number.isPresent()) {
                known = Math.max(known, number.getAsLong());
            } else {
                extents.add(draft.whole(extent));
            }
        }
        if (known > 0) {
            extents.add(CodeBlock.of("$L", known));
        }
        CodeBlock longest = extents.get(0);
        for (CodeBlock extent : extents.subList(1, extents.size())) {
            longest = CodeBlock.of("$T.max($L, $L)", Math.class, extent, longest);
        }
        CodeBlock made = CodeBlock.of("$L($L)", members.helpers.use(Products.class, "panel"), longest);
        if (members.vector().isPresent()) {
            made = CodeBlock.of("$L ? $L.panel($L) : $L", members.vector().get(), VectorProducts.NAME, longest, made);
        }
        CodeBlock code = CodeBlock.builder()
                .addStatement("$L = $L", members.panel(), made)
                .build();
        return new Piece(code, 30 + 10 * extents.size());
    }

    private Piece array(Buffer buffer) {
        return array(members.variable(buffer), members.type(buffer.kind()), draft.count(buffer.shape()));
    }

    /** Writes {@code c_rows = new double[D][K];}. */
    private Piece rows(Buffer buffer) {
        CodeBlock code = CodeBlock.builder()
                .addStatement(
                        "$L = new $T[$L][$L]",
                        members.variable(buffer),
                        members.type(buffer.kind()),
                        draft.whole(buffer.shape().get(0)),
                        draft.whole(buffer.shape().get(1)))
                .build();
        return new Piece(code, 40);
    }

    private static Piece array(String field, TypeName type, CodeBlock count) {
        return new Piece(
                CodeBlock.builder()
                        .addStatement("$L = new $T[$L]", field, type, count)
                        .build(),
                30);
    }

    /** The number of seeds as an int expression. */
    static CodeBlock seedCount(Draft draft) {
        Members members = draft.members();
        if (members.seedCount().known().isPresent()) {
            return CodeBlock.of("$L", members.seedCount().known().getAsLong());
        }
        Members.Slice last = members.seeds.get(members.seeds.size() - 1);
        Elements elements = draft.elements();
        return elements.position(last.at(), elements.size(last.shape())).code();
    }

    /** Writes {@code private void allocate()}, for programs with very many arrays. */
    private MethodSpec allocate() {
        String name = draft.methods().allocate();
        return Draft.privateMethod(name)
                .addCode(draft.chunks().pack(name, List.of(), allocations()))
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     public SoftmaxRegression N(int N) {
     *         if (N &lt; 1 || N &gt; largestN) {
     *             throw new IllegalArgumentException("N may be set from 1 to …");
     *         }
     *         this.N = N;
     *         …
     *     }
     * </pre>
     */
    private MethodSpec setter(Sizes.Named dim) {
        MethodSpec.Builder method = Draft.publicMethod(
                        draft.accessors().of(dim.size().name()))
                .addJavadoc(Javadocs.setter(dim))
                .returns(members.self)
                .addParameter(int.class, dim.field())
                .beginControlFlow("if ($1L < 1 || $1L > $2L)", dim.field(), members.largest(dim))
                .addStatement(
                        "throw new $T($L + $L + $S + $L)",
                        IllegalArgumentException.class,
                        Spelling.literal(dim.size().name() + " is "),
                        dim.field(),
                        ": it may be set from 1 to its number at construction, ",
                        members.largest(dim))
                .endControlFlow();
        requirements.call().ifPresent(method::addCode);
        method.addStatement("this.$1L = $1L", dim.field());
        if (hasDerived()) {
            method.addStatement("$L()", draft.methods().derive());
        }
        return method.addCode(SparseMatrices.forget(members))
                .addStatement("computed = false")
                .addStatement("current = false")
                .addStatement("return this")
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     public TwoLayer fork() {
     *         TwoLayer copy = new TwoLayer(D, H);
     *         copy.x = x;
     *         return copy;
     *     }
     * </pre>
     */
    private MethodSpec fork(Inputs inputs) {
        List<String> arguments = sizes.open().stream()
                .map(n -> n.settable() ? members.largest(n) : n.field())
                .toList();
        MethodSpec.Builder method = Draft.publicMethod("fork")
                .addJavadoc(
                        "Returns an object of the same sizes, with the same inputs and loaded parameters, and with arrays\n")
                .addJavadoc("of its own: one for each thread.\n")
                .returns(members.self)
                .addStatement("$1T copy = new $1T($2L)", members.self, String.join(", ", arguments));
        sizes.settable().forEach(n -> method.addStatement("copy.$1L = $1L", n.field()));
        if (hasDerived()) {
            method.addStatement("copy.$L()", draft.methods().derive());
        }
        return method.addCode(draft.chunks()
                        .pack(
                                "fork",
                                List.of(ParameterSpec.builder(members.self, "copy")
                                        .build()),
                                inputs.fork()))
                .beginControlFlow("if (loaded != null)")
                .addStatement("copy.loaded = loaded.clone()")
                .endControlFlow()
                .addStatement("return copy")
                .build();
    }
}
