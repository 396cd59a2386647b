package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.adjoint.kernels.Sparse;
import dev.adjoint.loops.LinearMap;
import dev.adjoint.loops.Product;
import dev.adjoint.loops.SparseMatrix;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of sparse matrices: where their numbers stand, which is found once the index inputs are bound, and what fills
 * these in.
 */
final class SparseMatrices {

    private static final String STARTS = "Starts";
    private static final String COLUMNS = "Columns";
    private static final String NUMBERS = "Numbers";
    private static final String ENTRIES = "Entries";
    private static final String BY_ROWS = "ByRows";
    private static final String COLOURS = "Colours";
    private static final String GROUPS = "Groups";
    private static final String SOURCES = "Sources";
    private static final String GIVEN = "Given";
    private static final String MADE = "Made";

    private final Draft draft;
    private final Members members;
    private final Sections sections;
    private final SectionMethods calls;
    private final Map<LinearMap, String> maps;
    private final Map<Product, String> plans = new LinkedHashMap<>();

    /** The writer of matrices, with the methods of linear maps. */
    SparseMatrices(Draft draft, Sections sections, SectionMethods calls, Map<LinearMap, String> maps) {
        this.draft = draft;
        this.members = draft.members();
        this.sections = sections;
        this.calls = calls;
        this.maps = maps;
        members.sparse().forEach(p -> plans.put(p, draft.accessors().helper("plan" + upper(p.derivation()))));
    }

    private static String upper(Derivation derivation) {
        String name = Accessors.of(derivation);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** What the object holds of a matrix: arrays, or a truth value. */
    static Map<String, Kind> fields(Product product) {
        Map<String, Kind> fields = new LinkedHashMap<>();
        List.of(STARTS, COLUMNS, NUMBERS).forEach(role -> fields.put(role, Kind.INDEX));
        if (!matrix(product).isPattern()) {
            fields.put(ENTRIES, Kind.REAL);
            return fields;
        }
        List.of(COLOURS, GROUPS, SOURCES).forEach(role -> fields.put(role, Kind.INDEX));
        List.of(GIVEN, MADE).forEach(role -> fields.put(role, Kind.REAL));
        if (hasChoice(product)) {
            fields.put(BY_ROWS, Kind.TRUTH);
        }
        return fields;
    }

    private static SparseMatrix matrix(Product product) {
        return product.sparse().orElseThrow();
    }

    private static boolean hasChoice(Product product) {
        return product.forward().isPresent() && product.reverse().isPresent();
    }

    private String field(Product product, String role) {
        return members.sparse(product, role, fields(product).get(role));
    }

    /** Writes the statements that forget all patterns, for what they depend on. */
    static CodeBlock forget(Members members) {
        CodeBlock.Builder code = CodeBlock.builder();
        members.sparse().forEach(p -> code.addStatement("$L = null", members.sparse(p, STARTS, Kind.INDEX)));
        return code.build();
    }

    /** Writes the statements that give {@code copy} the patterns: once found they do not change. */
    static CodeBlock share(Members members) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Product product : members.sparse()) {
            fields(product).forEach((role, kind) -> {
                String field = members.sparse(product, role, kind);
                code.addStatement(
                        kind == Kind.REAL ? "copy.$1L = $1L == null ? null : $1L.clone()" : "copy.$1L = $1L", field);
            });
        }
        return code.build();
    }

    /** Writes the call that finds the pattern, unless it is known. */
    CodeBlock plan(Product product) {
        return CodeBlock.builder().addStatement("$L()", plans.get(product)).build();
    }

    /** How many numbers are stored, as an expression once the pattern is known. */
    CodeBlock count(Product product) {
        return CodeBlock.of("$L.length", field(product, COLUMNS));
    }

    List<MethodSpec> write(Product product, String fill) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(pattern(product, STARTS, Accessors.starts(product.derivation())));
        methods.add(pattern(product, COLUMNS, Accessors.columns(product.derivation())));
        methods.add(plan(product, plans.get(product)));
        methods.add(matrix(product).isPattern() ? colours(product, fill) : entries(product, fill));
        return methods;
    }

    /**
     * Writes
     *
     * <pre>
     *     public int[] sparseJacobianStarts() {
     *         planSparseJacobian();
     *         return sparseJacobianStarts;
     *     }
     * </pre>
     */
    private MethodSpec pattern(Product product, String role, String name) {
        String words = role.equals(STARTS)
                ? "Returns where each row of the matrix begins among the numbers stored; one more at the end says how many there are"
                : "Returns the column of each number stored, in order in each row";
        return Draft.publicMethod(name)
                .addJavadoc("$L.\n\n", words)
                .addJavadoc("<p>It is the object's own array, the same until an index input or a size is set.\n")
                .returns(int[].class)
                .addCode(plan(product))
                .addStatement("return $L", field(product, role))
                .build();
    }

    /** Writes {@code private void planSparseJacobian()}. */
    private MethodSpec plan(Product product, String name) {
        SparseMatrix matrix = matrix(product);
        Frame frame = new Frame(members);
        String places = frame.local("places");
        String pattern = frame.local("pattern");
        CodeBlock height = draft.whole(product.derivation().rows());
        CodeBlock width = draft.whole(product.derivation().columns());
        MethodSpec.Builder method = Draft.privateMethod(name)
                .beginControlFlow("if ($L != null)", field(product, STARTS))
                .addStatement("return")
                .endControlFlow()
                .addCode(indicesAreSet())
                .addStatement("int $L = $L", places, draft.whole(matrix.places()))
                .addStatement("int[] rows = new int[$L]", places)
                .addStatement("int[] columns = new int[$L]", places)
                .addCode(calls.calls(sections.get(matrix.patternSection())))
                .addStatement(
                        "int[][] $L = $L(rows, columns, $L, $L)",
                        pattern,
                        members.helpers.use(Sparse.class, "compress"),
                        height,
                        width)
                .addStatement("$L = $L[1]", field(product, COLUMNS), pattern);
        if (matrix.isPattern()) {
            method.addCode(colouring(product, frame, pattern, width))
                    .addStatement("$L = new $T[$L]", field(product, GIVEN), members.real, vector(product, true))
                    .addStatement("$L = new $T[$L]", field(product, MADE), members.real, vector(product, false));
        } else {
            method.addStatement(
                            "$L = $L.length == $L ? $L($L[2]) : $L[2]",
                            field(product, NUMBERS),
                            field(product, COLUMNS),
                            places,
                            members.helpers.use(Sparse.class, "inverse"),
                            pattern,
                            pattern)
                    .addStatement("$L = new $T[$L]", field(product, ENTRIES), members.real, places);
        }
        return method.addStatement("$L = $L[0]", field(product, STARTS), pattern)
                .build();
    }

    /** The length of the vectors that are given to products, or of those that they make. */
    private CodeBlock vector(Product product, boolean isGiven) {
        CodeBlock height = draft.whole(product.derivation().rows());
        CodeBlock width = draft.whole(product.derivation().columns());
        if (hasChoice(product)) {
            return CodeBlock.of("$T.max($L, $L)", Math.class, height, width);
        }
        return product.forward().isPresent() == isGiven ? width : height;
    }

    private CodeBlock indicesAreSet() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Variable input : draft.program().inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                code.beginControlFlow("if (!$L)", members.isSet(input))
                        .addStatement(
                                "throw new $T($L)",
                                IllegalStateException.class,
                                draft.named("input ", input, " is not set"))
                        .endControlFlow();
            }
        }
        return code.build();
    }

    /** Writes the colouring of rows or columns, whichever is less work. */
    private CodeBlock colouring(Product product, Frame frame, String pattern, CodeBlock width) {
        CodeBlock.Builder code = CodeBlock.builder();
        String colours = frame.local("colouring");
        if (product.derivation().product().isSecond()) {
            code.addStatement(
                    "int[][] $L = $L($L[0], $L[1])",
                    colours,
                    members.helpers.use(Sparse.class, "colourSymmetric"),
                    pattern,
                    pattern);
        } else {
            String first = product.forward().isPresent() ? "colourColumns" : "colourRows";
            code.addStatement(
                    "int[][] $L = $L($L[0], $L[1], $L)",
                    colours,
                    members.helpers.use(Sparse.class, first),
                    pattern,
                    pattern,
                    width);
        }
        if (hasChoice(product)) {
            String rows = frame.local("rowColouring");
            code.addStatement(
                            "int[][] $L = $L($L[0], $L[1], $L)",
                            rows,
                            members.helpers.use(Sparse.class, "colourRows"),
                            pattern,
                            pattern,
                            width)
                    .add("// a row costs about as much as 1.5 columns\n")
                    .addStatement(
                            "$L = $LL * $L[1].length < $LL * $L[1].length",
                            field(product, BY_ROWS),
                            Derivation.ROW,
                            rows,
                            Derivation.COLUMN,
                            colours)
                    .beginControlFlow("if ($L)", field(product, BY_ROWS))
                    .addStatement("$L = $L", colours, rows)
                    .endControlFlow();
        }
        int k = 0;
        for (String role : List.of(COLOURS, GROUPS, NUMBERS, SOURCES)) {
            code.addStatement("$L = $L[$L]", field(product, role), colours, k++);
        }
        return code.build();
    }

    /**
     * Writes the method that computes all entries and brings them where they belong. As a rule there are as many as numbers,
     * and each is one: then they are copied, and else added up.
     */
    private MethodSpec entries(Product product, String fill) {
        Frame frame = new Frame(members);
        String k = frame.local("k");
        String number = frame.local("number");
        String numbers = frame.local("numbers");
        MethodSpec.Builder method = Draft.privateMethod(fill).addParameter(draft.reals(), "out");
        if (matrix(product).entries().isEmpty()) {
            return method.build();
        }
        return method.addStatement("$T entries = $L", ArrayTypeName.of(members.real), field(product, ENTRIES))
                .addStatement("int[] $L = $L", numbers, field(product, NUMBERS))
                .addCode(calls.calls(sections.get(matrix(product).entriesSection())))
                .beginControlFlow("if (out.length == entries.length)")
                .beginControlFlow("for (int $1L = 0; $1L < out.length; $1L++)", k)
                .addStatement("out[$1L] = entries[$2L[$1L]]", k, numbers)
                .endControlFlow()
                .addStatement("return")
                .endControlFlow()
                .addStatement(
                        "$T.fill(out, $L)",
                        Arrays.class,
                        Numbers.literal(0.0, members.isFloat()).code())
                .beginControlFlow("for (int $1L = 0; $1L < entries.length; $1L++)", k)
                .addStatement("int $L = $L[$L]", number, numbers, k)
                .beginControlFlow("if ($L >= 0)", number)
                .addStatement("out[$L] += entries[$L]", number, k)
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** Writes the method that multiplies by the vector of each colour and reads the numbers off the products. */
    private MethodSpec colours(Product product, String fill) {
        Frame frame = new Frame(members);
        String colour = frame.local("colour");
        String k = frame.local("k");
        String given = field(product, GIVEN);
        String made = field(product, MADE);
        String groups = field(product, GROUPS);
        MethodSpec.Builder method = Draft.privateMethod(fill)
                .addParameter(draft.reals(), "out")
                .beginControlFlow("for (int $1L = 0; $1L < $2L.length - 1; $1L++)", colour, groups)
                .beginControlFlow("for (int $1L = 0; $1L < $2L.length; $1L++)", k, field(product, COLOURS))
                .addStatement(
                        "$L[$L] = $L[$L] == $L ? $L : $L",
                        given,
                        k,
                        field(product, COLOURS),
                        k,
                        colour,
                        Numbers.literal(1.0, members.isFloat()).code(),
                        Numbers.literal(0.0, members.isFloat()).code())
                .endControlFlow();
        if (hasChoice(product)) {
            method.beginControlFlow("if ($L)", field(product, BY_ROWS))
                    .addStatement("$L($L, $L)", maps.get(product.reverse().orElseThrow()), given, made)
                    .nextControlFlow("else")
                    .addStatement("$L($L, $L)", maps.get(product.forward().orElseThrow()), given, made)
                    .endControlFlow();
        } else {
            LinearMap map = product.forward().or(product::reverse).orElseThrow();
            method.addStatement("$L($L, $L)", maps.get(map), given, made);
        }
        return method.beginControlFlow("for (int $1L = $2L[$3L]; $1L < $2L[$3L + 1]; $1L++)", k, groups, colour)
                .addStatement("out[$L[$L]] = $L[$L[$L]]", field(product, NUMBERS), k, made, field(product, SOURCES), k)
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
