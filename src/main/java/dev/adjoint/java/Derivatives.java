package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.LinearMap;
import dev.adjoint.loops.Product;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The methods of the products that were asked for: {@code jvp}, {@code hessianVector}, {@code jacobian} and their like. */
final class Derivatives {

    private final Draft draft;
    private final Members members;
    private final Sections sections;
    private final SectionMethods calls;
    private final Map<LinearMap, String> maps = new HashMap<>();
    private final SparseMatrices sparse;
    private final String refresh;
    private final String checkResult;

    Derivatives(Draft draft, Sections sections, SectionMethods calls) {
        this.draft = draft;
        this.members = draft.members();
        this.sections = sections;
        this.calls = calls;
        boolean any = !draft.loops().products().isEmpty();
        this.refresh = any ? draft.accessors().helper("refresh") : "";
        this.sparse = new SparseMatrices(draft, sections, calls, maps);
        this.checkResult = any ? draft.accessors().helper("checkResult") : "";
    }

    List<MethodSpec> write() {
        List<MethodSpec> methods = new ArrayList<>();
        if (draft.loops().products().isEmpty()) {
            return methods;
        }
        draft.loops().maps().forEach(map -> maps.put(map, draft.accessors().helper(map.name())));
        for (Product product : draft.loops().products()) {
            if (product.derivation().isMatrix()) {
                matrix(product, methods);
            } else {
                methods.add(applied(product, true));
                methods.add(applied(product, false));
            }
        }
        draft.loops().maps().forEach(map -> methods.add(map(map)));
        methods.add(refresh());
        methods.add(checkResult());
        return methods;
    }

    /** {@code jacobian, N rows of H*D + H,}: what is too large if it is. */
    static String size(Derivation matrix) {
        return matrix.name() + ", " + matrix.rows() + " rows of " + matrix.columns() + ",";
    }

    private static LinearMap map(Product product) {
        return product.forward().or(product::reverse).orElseThrow();
    }

    /**
     * Writes
     *
     * <pre>
     *     private void tangent(double[] v, double[] out) {
     *         if (!tangentIsReady) {
     *             tangentSlopes1();
     *             tangentIsReady = true;
     *         }
     *         tangent1(v, out);
     *     }
     * </pre>
     */
    private MethodSpec map(LinearMap map) {
        MethodSpec.Builder method = Draft.privateMethod(maps.get(map))
                .addParameter(draft.reals(), "v")
                .addParameter(draft.reals(), "out");
        if (members.hasSlopes(map)) {
            members.use(members.isReady(map));
            method.beginControlFlow("if (!$L)", members.isReady(map))
                    .addCode(calls.calls(sections.get(Section.slopes(map.name()))))
                    .addStatement("$L = true", members.isReady(map))
                    .endControlFlow();
        }
        return method.addCode(calls.calls(sections.get(map.name()))).build();
    }

    /** Writes {@code public void jvp(double[] theta, double[] v, double[] out)}, or the same without theta. */
    private MethodSpec applied(Product product, boolean withTheta) {
        LinearMap map = map(product);
        MethodSpec.Builder method = Draft.publicMethod(Accessors.of(product.derivation()))
                .addJavadoc("$L", words(product.derivation()))
                .addJavadoc(withTheta ? ".\n\n" + Api.THETA : ", at the loaded parameters.\n\n")
                .addJavadoc("@param v $L\n", given(product.derivation()))
                .addJavadoc("@param out is overwritten with $L\n", made(product.derivation()));
        if (withTheta) {
            method.addParameter(draft.reals(), "theta").addCode(Parameters.check(draft));
        } else {
            method.addStatement("$L()", draft.methods().checkLoaded());
        }
        method.addParameter(draft.reals(), "v")
                .addParameter(draft.reals(), "out")
                .addStatement(
                        "$L($S, v, $L, $L)", draft.helper(Helper.LENGTH), "v", length(map.from()), formula(map.from()))
                .addStatement(
                        "$L($S, out, $L, $L)", draft.helper(Helper.LENGTH), "out", length(map.to()), formula(map.to()))
                .beginControlFlow("if (out == v)")
                .addStatement(
                        "throw new $T($S)", IllegalArgumentException.class, "out is v: give the result its own array")
                .endControlFlow()
                .addCode(checkAndRun("out", withTheta));
        return method.addStatement("$L(v, out)", maps.get(map)).build();
    }

    /** Writes the check of an array for results, and the forward pass. */
    private CodeBlock checkAndRun(String result, boolean withTheta) {
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement("$L($S, $L, $L)", checkResult, result, result, withTheta ? "theta" : "loaded");
        return (withTheta ? code.addStatement("$L(theta)", draft.methods().run()) : code.addStatement("$L()", refresh))
                .build();
    }

    private CodeBlock length(LinearMap.Vector vector) {
        return draft.whole(vector.length());
    }

    private CodeBlock formula(LinearMap.Vector vector) {
        List<Members.Slice> slices = new ArrayList<>();
        for (Symbol symbol : vector.symbols()) {
            slices.add(new Members.Slice(symbol, symbol.type().shape(), Whole.ZERO, Members.At.of(0)));
        }
        return draft.formula(slices, vector.length());
    }

    /** What a product is, without the end of the sentence. */
    private static String words(Derivation product) {
        String of = Spelling.javadoc(
                String.join(", ", product.of().stream().map(Definition::name).toList()));
        return switch (product.product()) {
            case JVP -> "Writes the Jacobian-vector product: how " + of + " moves along a direction";
            case VJP -> "Writes the vector-Jacobian product: what upstream gradients of " + of + " hand back";
            case HESSIAN_VECTOR -> "Writes the Hessian of " + of + " times a vector: how its gradient moves along it";
            case JACOBIAN -> "Writes the Jacobian of " + of;
            case HESSIAN -> "Writes the Hessian of " + of;
            case SPARSE_JACOBIAN -> "Writes what of the Jacobian of " + of + " may be other than 0";
            case SPARSE_HESSIAN -> "Writes what of the Hessian of " + of + " may be other than 0";
        };
    }

    private String given(Derivation product) {
        return product.product() == Derivation.Product.VJP
                ? "the upstream gradients of " + list(product.of())
                : "the direction: numbers for " + list(product.wrt());
    }

    private String made(Derivation product) {
        return switch (product.product()) {
            case JVP -> "the derivatives of " + list(product.of());
            case VJP -> "the derivatives by " + list(product.wrt());
            default -> "the numbers for " + list(product.wrt());
        };
    }

    /** {@code W[H,D], b[H], in this order, each row-major}. */
    private String list(List<? extends Symbol> symbols) {
        List<String> names = new ArrayList<>();
        for (Symbol symbol : symbols) {
            names.add(Spelling.javadoc(
                    symbol.name() + draft.sizes().brackets(symbol.type().shape())));
        }
        String order = names.size() > 1 ? ", in this order, each row-major" : "";
        return String.join(", ", names) + order;
    }

    private void matrix(Product product, List<MethodSpec> methods) {
        String plain = Accessors.of(product.derivation());
        String fill = draft.accessors().helper("fill" + Character.toUpperCase(plain.charAt(0)) + plain.substring(1));
        methods.add(matrix(product, true, false, fill));
        methods.add(matrix(product, false, false, fill));
        if (Accessors.hasValues(product.derivation())) {
            methods.add(matrix(product, true, true, fill));
            methods.add(matrix(product, false, true, fill));
        }
        if (product.sparse().isPresent()) {
            methods.addAll(sparse.write(product, fill));
        } else {
            methods.add(fill(product, fill));
        }
    }

    /**
     * Writes {@code public void jacobian(double[] theta, double[] out)}, or the same without theta, or {@code valueAndJacobian}
     * with a third array for the values.
     */
    private MethodSpec matrix(Product product, boolean withTheta, boolean withValues, String fill) {
        Derivation derivation = product.derivation();
        String plain = Accessors.of(derivation);
        MethodSpec.Builder method = Draft.publicMethod(withValues ? Accessors.withValues(derivation) : plain)
                .addJavadoc("$L", words(derivation))
                .addJavadoc(withValues ? ", and its value" : "")
                .addJavadoc(withTheta ? ".\n\n" + Api.THETA : ", at the loaded parameters.\n\n");
        if (withTheta) {
            method.addParameter(draft.reals(), "theta").addCode(Parameters.check(draft));
        } else {
            method.addStatement("$L()", draft.methods().checkLoaded());
        }
        if (withValues) {
            method.addJavadoc("@param values is overwritten with $L\n", list(derivation.of()))
                    .addParameter(draft.reals(), "values")
                    .addStatement(
                            "$L($S, values, $L, $L)",
                            draft.helper(Helper.LENGTH),
                            "values",
                            draft.whole(derivation.rows()),
                            draft.formula(derivation.of().get(0).type().shape()))
                    .addStatement("$L($S, values, $L)", checkResult, "values", withTheta ? "theta" : "loaded");
        }
        method.addJavadoc("@param out is overwritten, row by row: a row for each number of $L,\n", rows(derivation))
                .addJavadoc("    a column for each of $L$L\n", list(derivation.wrt()), stored(product))
                .addParameter(draft.reals(), "out")
                .addCode(checkLength(product));
        if (withValues) {
            method.beginControlFlow("if (out == values)")
                    .addStatement(
                            "throw new $T($S)",
                            IllegalArgumentException.class,
                            "out is values: give the Jacobian its own array")
                    .endControlFlow();
        }
        method.addCode(checkAndRun("out", withTheta));
        if (withValues) {
            method.addCode(values(derivation));
        }
        return method.addStatement("$L(out)", fill).build();
    }

    private static String stored(Product product) {
        Derivation matrix = product.derivation();
        return product.sparse().isEmpty()
                ? ""
                : "; of each row what stands in\n    the columns of {@link #" + Accessors.columns(matrix)
                        + "} from {@link #" + Accessors.starts(matrix) + "} on";
    }

    /** Writes {@code checkLength("out", out, N * D, …);}. */
    private CodeBlock checkLength(Product product) {
        Derivation derivation = product.derivation();
        CodeBlock.Builder code = CodeBlock.builder();
        if (product.sparse().isPresent()) {
            return code.add(sparse.plan(product))
                    .addStatement(
                            "$L($S, out, $L, $S)",
                            draft.helper(Helper.LENGTH),
                            "out",
                            sparse.count(product),
                            " = what is stored")
                    .build();
        }
        return code.addStatement(
                        "$L($S, out, $L * $L, $L)",
                        draft.helper(Helper.LENGTH),
                        "out",
                        factor(derivation.rows()),
                        factor(derivation.columns()),
                        formula(derivation))
                .build();
    }

    private String rows(Derivation matrix) {
        return list(matrix.product().isSecond() ? matrix.wrt() : matrix.of());
    }

    private CodeBlock factor(Whole size) {
        return new Wholes(new Frame(members)).subscript(size).least(Text.PRODUCT + 1);
    }

    /** The string literal {@code " = N rows of H*D + H"}. */
    private CodeBlock formula(Derivation matrix) {
        return matrix.rows().times(matrix.columns()).isNumber()
                ? Spelling.literal("")
                : Spelling.literal(" = " + matrix.rows() + " rows of " + matrix.columns());
    }

    /** Writes {@code System.arraycopy(e, 0, values, 0, N);}. */
    private CodeBlock values(Derivation jacobian) {
        Definition of = jacobian.of().get(0);
        Buffer buffer = members.output(draft.loops().outputs().indexOf(of));
        String variable = members.variable(buffer);
        members.use(variable);
        CodeBlock.Builder code = CodeBlock.builder();
        return (of.type().isScalar()
                        ? code.addStatement("values[0] = $L", variable)
                        : code.addStatement(
                                "$T.arraycopy($L, 0, values, 0, $L)",
                                System.class,
                                variable,
                                draft.count(buffer.shape())))
                .build();
    }

    /** Writes {@code private void fillJacobian(double[] out)}. */
    private MethodSpec fill(Product product, String name) {
        Derivation derivation = product.derivation();
        Frame frame = new Frame(members);
        String rows = frame.local("rows");
        String columns = frame.local("columns");
        MethodSpec.Builder method = Draft.privateMethod(name)
                .addParameter(draft.reals(), "out")
                .addStatement("int $L = $L", columns, draft.whole(derivation.columns()));
        Loop loop = new Loop(product, rows, columns, frame.local("r"), frame.local("c"));
        if (product.symmetric()) {
            return method.addCode(symmetric(loop)).build();
        }
        method.addStatement("int $L = $L", rows, draft.whole(derivation.rows()));
        if (product.forward().isEmpty() || product.reverse().isEmpty()) {
            return method.addCode(product.forward().isPresent() ? byColumns(loop) : byRows(loop))
                    .build();
        }
        return method.addComment("the way that is less work: a row costs about as much as 1.5 columns")
                .beginControlFlow("if ($LL * $L <= $LL * $L)", Derivation.ROW, rows, Derivation.COLUMN, columns)
                .addCode(byRows(loop))
                .nextControlFlow("else")
                .addCode(byColumns(loop))
                .endControlFlow()
                .build();
    }

    /** The names of the variables of a loop over a matrix. */
    private record Loop(Product product, String rows, String columns, String r, String c) {}

    /** Sets one element of a vector to 1, calls the map, and sets the element back. */
    private CodeBlock unit(LinearMap map, String vector, String at, String result) {
        return CodeBlock.builder()
                .addStatement(
                        "$L[$L] = $L",
                        vector,
                        at,
                        Numbers.literal(1.0, members.isFloat()).code())
                .addStatement("$L($L, $L)", maps.get(map), vector, result)
                .addStatement(
                        "$L[$L] = $L",
                        vector,
                        at,
                        Numbers.literal(0.0, members.isFloat()).code())
                .build();
    }

    private CodeBlock clear(String vector) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.fill($L, $L)",
                        Arrays.class,
                        vector,
                        Numbers.literal(0.0, members.isFloat()).code())
                .build();
    }

    private String row(Loop loop) {
        String row = members.row(loop.product());
        members.use(row);
        return row;
    }

    private String column(Loop loop) {
        String column = members.column(loop.product());
        members.use(column);
        return column;
    }

    /** Writes {@code for (int c = 0; c < columns; c++) { row[c] = 1.0; tangent(row, column); row[c] = 0.0; … }}. */
    private CodeBlock byColumns(Loop loop) {
        return CodeBlock.builder()
                .add(clear(row(loop)))
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", loop.c(), loop.columns())
                .add(unit(loop.product().forward().orElseThrow(), row(loop), loop.c(), column(loop)))
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", loop.r(), loop.rows())
                .addStatement("out[$1L * $2L + $3L] = $4L[$1L]", loop.r(), loop.columns(), loop.c(), column(loop))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** Writes {@code for (int r = 0; r < rows; r++) { column[r] = 1.0; cotangent(column, row); column[r] = 0.0; … }}. */
    private CodeBlock byRows(Loop loop) {
        return CodeBlock.builder()
                .add(clear(column(loop)))
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", loop.r(), loop.rows())
                .add(unit(loop.product().reverse().orElseThrow(), column(loop), loop.r(), row(loop)))
                .addStatement(
                        "$T.arraycopy($L, 0, out, $L * $L, $L)",
                        System.class,
                        row(loop),
                        loop.r(),
                        loop.columns(),
                        loop.columns())
                .endControlFlow()
                .build();
    }

    /** Writes the same for a symmetric matrix: of each column what is on and below the diagonal, mirrored. */
    private CodeBlock symmetric(Loop loop) {
        return CodeBlock.builder()
                .add(clear(row(loop)))
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", loop.c(), loop.columns())
                .add(unit(map(loop.product()), row(loop), loop.c(), column(loop)))
                .beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L++)", loop.r(), loop.c(), loop.columns())
                .addStatement("out[$1L * $2L + $3L] = $4L[$1L]", loop.r(), loop.columns(), loop.c(), column(loop))
                .addStatement("out[$3L * $2L + $1L] = $4L[$1L]", loop.r(), loop.columns(), loop.c(), column(loop))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** Writes {@code private void refresh()}: a forward pass at the loaded parameters, unless the last one was that. */
    private MethodSpec refresh() {
        return Draft.privateMethod(refresh)
                .beginControlFlow("if (!current$L || theta != loaded)", draft.isFused() ? " || !kept" : "")
                .addStatement("$L(loaded)", draft.methods().run())
                .endControlFlow()
                .build();
    }

    /** Writes {@code private void checkResult(String name, double[] out, double[] theta)}. */
    private MethodSpec checkResult() {
        List<Chunks.Piece> pieces = new ArrayList<>();
        pieces.add(refused("theta", "theta"));
        for (Variable input : draft.program().inputs()) {
            if (!input.type().isScalar() && input.type().kind() == Kind.REAL) {
                String array = members.variable(members.buffer(input, Buffer.Place.INPUT));
                members.use(array);
                pieces.add(refused("this." + array, "the array of the input " + input.name()));
            }
        }
        List<ParameterSpec> parameters = List.of(
                ParameterSpec.builder(String.class, "name").build(),
                ParameterSpec.builder(draft.reals(), "out").build(),
                ParameterSpec.builder(draft.reals(), "theta").build());
        return Draft.privateMethod(checkResult)
                .addParameters(parameters)
                .addCode(draft.chunks().pack(checkResult, parameters, pieces))
                .build();
    }

    private static Chunks.Piece refused(String array, String words) {
        CodeBlock code = CodeBlock.builder()
                .beginControlFlow("if (out == $L)", array)
                .addStatement(
                        "throw new $T(name + $L)",
                        IllegalArgumentException.class,
                        Spelling.literal(" is " + words + ": give the result its own array"))
                .endControlFlow()
                .build();
        return new Chunks.Piece(code, 30);
    }
}
