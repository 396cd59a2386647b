package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.kernels.Elementary;
import dev.adjoint.kernels.FloatElementary;
import dev.adjoint.kernels.Linear;
import dev.adjoint.kernels.Products;
import dev.adjoint.shape.Primitive;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.lang.model.element.Modifier;

/** The private static methods of the generated class; it has those that it uses. */
final class Helpers {

    /** Each of them, with a proposal for its name. */
    enum Helper {
        SIGMOID("sigmoid"),
        LIKE("like"),
        SOFTPLUS("softplus"),
        SQUARE("square"),
        ROOT("root"),
        NORMAL("normal"),
        SIZE("checkSize"),
        LENGTH("checkLength"),
        PLACES("checkPlaces"),
        WINDOW("checkWindow"),
        /** Uses {@link #INDEX}, so it stands before it. */
        INDICES("checkIndices"),
        INDEX("checkIndex"),
        POSITION("checkSubscript"),
        ROW("checkRow");

        private final String proposal;

        Helper(String proposal) {
            this.proposal = proposal;
        }
    }

    /** How many numbers a kernel of elementary functions takes at a time. */
    static final int ROW = 256;

    private final TypeName real;
    private final boolean isFloat;
    private final boolean fma;
    private final Accessors accessors;
    private final Map<Helper, String> names = new EnumMap<>(Helper.class);
    private final Map<Class<?>, Map<String, String>> kernels = new LinkedHashMap<>();
    private final Map<Primitive, String> functions = new EnumMap<>(Primitive.class);
    private String choice;
    private String choiceBy;
    private final Map<String, String> eachOf = new LinkedHashMap<>();

    Helpers(TypeName real, boolean fma, Accessors accessors) {
        this.real = real;
        this.fma = fma;
        this.isFloat = real.equals(TypeName.FLOAT);
        this.accessors = accessors;
    }

    /** The name of a method, which the class then has. */
    String use(Helper helper) {
        return names.computeIfAbsent(helper, h -> accessors.helper(h.proposal));
    }

    /** The name of a method of {@code dev.adjoint.kernels}, which the class then has, with those that it calls. */
    String use(Class<?> source, String kernel) {
        Map<String, String> used = kernels.computeIfAbsent(source, s -> new HashMap<>());
        if (!used.containsKey(kernel)) {
            KernelSource.of(source).needed(kernel).forEach(k -> used.computeIfAbsent(k, accessors::helper));
        }
        return used.get(kernel);
    }

    /**
     * The name of the method that multiplies matrices in one of two ways.
     *
     * @param vector the constant that says in which
     */
    String useChoice(String vector) {
        if (choice == null) {
            choice = accessors.helper("product");
            choiceBy = vector;
            use(Products.class, "multiply");
        }
        return choice;
    }

    /** The name of the method that puts a function of each of many numbers in their place. */
    String use(Primitive function) {
        return functions.computeIfAbsent(function, f -> {
            String kernel = use(isFloat ? FloatElementary.class : Elementary.class, f.word());
            String name = accessors.helper(f.word() + "Each");
            eachOf.put(name, kernel);
            return name;
        });
    }

    /**
     * Writes
     *
     * <pre>
     *     private static void expEach(double[] y, int at, int n, double[][] rows) {
     *         for (int from = at; from &lt; at + n; from += 256) {
     *             int m = Math.min(at + n - from, 256);
     *             System.arraycopy(y, from, rows[0], 0, m);
     *             exp(rows[0], rows[0], m, rows[1], rows[2]);
     *             System.arraycopy(rows[0], 0, y, from, m);
     *         }
     *     }
     * </pre>
     */
    private MethodSpec each(String name, String kernel) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(ArrayTypeName.of(real), "y")
                .addParameter(TypeName.INT, "at")
                .addParameter(TypeName.INT, "n")
                .addParameter(ArrayTypeName.of(ArrayTypeName.of(real)), "rows")
                .beginControlFlow("for (int from = at; from < at + n; from += $L)", ROW)
                .addStatement("int m = $T.min(at + n - from, $L)", Math.class, ROW)
                .addStatement("$T.arraycopy(y, from, rows[0], 0, m)", System.class)
                .addStatement("$L(rows[0], rows[0], m, rows[1], rows[2])", kernel)
                .addStatement("$T.arraycopy(rows[0], 0, y, from, m)", System.class)
                .endControlFlow()
                .build();
    }

    /** The methods that are used. */
    List<MethodSpec> write() {
        List<MethodSpec> methods = new ArrayList<>();
        for (Helper helper : Helper.values()) {
            if (names.containsKey(helper)) {
                methods.add(write(
                        helper,
                        MethodSpec.methodBuilder(names.get(helper)).addModifiers(Modifier.PRIVATE, Modifier.STATIC)));
            }
        }
        if (choice != null) {
            methods.add(VectorProducts.choice(choice, choiceBy, use(Products.class, "multiply"), real));
        }
        eachOf.forEach((name, kernel) -> methods.add(each(name, kernel)));
        kernels.forEach((source, used) -> {
            KernelSource text = KernelSource.of(source);
            boolean narrow = isFloat && (source == Linear.class || source == Products.class);
            text.names().stream()
                    .filter(used::containsKey)
                    .forEach(k -> methods.add(text.write(k, used::get, narrow, fma)));
        });
        return methods;
    }

    private MethodSpec write(Helper helper, MethodSpec.Builder method) {
        return switch (helper) {
            case SIGMOID -> sigmoid(method);
            case SOFTPLUS -> softplus(method);
            case SQUARE ->
                method.returns(real)
                        .addParameter(real, "x")
                        .addStatement("return x * x")
                        .build();
            case LIKE -> like(method);
            case ROOT ->
                method.returns(TypeName.INT)
                        .addParameter(TypeName.INT, "n")
                        .addStatement("return (int) $1T.ceil($1T.sqrt(n))", Math.class)
                        .build();
            case NORMAL -> normal(method);
            case SIZE -> size(method);
            case LENGTH -> length(method, ArrayTypeName.of(real));
            case PLACES -> length(method, ArrayTypeName.of(TypeName.INT));
            case WINDOW -> window(method);
            case INDEX -> index(method);
            case INDICES -> indices(method);
            case POSITION -> position(method);
            case ROW -> row(method);
        };
    }

    /** Writes the method that makes new rows, as long as those that are there. */
    private MethodSpec like(MethodSpec.Builder method) {
        TypeName rows = ArrayTypeName.of(ArrayTypeName.of(real));
        return method.returns(rows)
                .addParameter(rows, "rows")
                .addStatement("$T copy = new $T[rows.length][]", rows, real)
                .beginControlFlow("for (int k = 0; k < rows.length; k++)")
                .addStatement("copy[k] = new $T[rows[k].length]", real)
                .endControlFlow()
                .addStatement("return copy")
                .build();
    }

    private CodeBlock number(double value) {
        return Numbers.literal(value, isFloat).code();
    }

    /** Writes {@code return 1.0 / (1.0 + Math.exp(-x));}. */
    private MethodSpec sigmoid(MethodSpec.Builder method) {
        CodeBlock exp =
                isFloat ? CodeBlock.of("(float) $T.exp(-x)", Math.class) : CodeBlock.of("$T.exp(-x)", Math.class);
        return method.returns(real)
                .addParameter(real, "x")
                .addStatement("return $L / ($L + $L)", number(1.0), number(1.0), exp)
                .build();
    }

    /** Writes {@code return Math.max(0.0, x) + Math.log1p(Math.exp(-Math.abs(x)));}. */
    private MethodSpec softplus(MethodSpec.Builder method) {
        String cast = isFloat ? "(float) " : "";
        return method.returns(real)
                .addParameter(real, "x")
                .addStatement(
                        "return $1T.max($2L, x) + $3L$1T.log1p($3L$1T.exp(-$1T.abs(x)))", Math.class, number(0.0), cast)
                .build();
    }

    /** Writes {@code for (…) { theta[k] = sigma * random.nextGaussian(); }}. */
    private MethodSpec normal(MethodSpec.Builder method) {
        return method.addParameter(Random.class, "random")
                .addParameter(ArrayTypeName.of(real), "theta")
                .addParameter(int.class, "from")
                .addParameter(int.class, "to")
                .addParameter(double.class, "sigma")
                .beginControlFlow("for (int k = from; k < to; k++)")
                .addStatement(
                        "theta[k] = $Lsigma * random.nextGaussian()$L", isFloat ? "(float) (" : "", isFloat ? ")" : "")
                .endControlFlow()
                .build();
    }

    private static MethodSpec size(MethodSpec.Builder method) {
        return method.returns(int.class)
                .addParameter(String.class, "name")
                .addParameter(long.class, "size")
                .beginControlFlow("if (size < 1)")
                .addStatement(
                        "throw new $T(name + $S + size)", IllegalArgumentException.class, " must be at least 1: it is ")
                .endControlFlow()
                .beginControlFlow("if (size > $L)", Sizes.LARGEST)
                .addStatement(
                        "throw new $T($S + name + $S + size + $S)",
                        IllegalArgumentException.class,
                        "too large: ",
                        " would be ",
                        ", and an array holds at most " + Sizes.LARGEST + " numbers")
                .endControlFlow()
                .addStatement("return (int) size")
                .build();
    }

    private static CodeBlock notNull(String array) {
        return CodeBlock.builder()
                .beginControlFlow("if ($L == null)", array)
                .addStatement("throw new $T(name + $S)", NullPointerException.class, " is null")
                .endControlFlow()
                .build();
    }

    /** Writes the check whose message is {@code theta has 10 numbers, not 480 = H*D + H + C*H + C}. */
    private static MethodSpec length(MethodSpec.Builder method, TypeName array) {
        return method.addParameter(String.class, "name")
                .addParameter(array, "numbers")
                .addParameter(int.class, "wanted")
                .addParameter(String.class, "formula")
                .addCode(notNull("numbers"))
                .beginControlFlow("if (numbers.length != wanted)")
                .addStatement(
                        "throw new $T(name + $S + numbers.length + (numbers.length == 1 ? $S : $S) + wanted + formula)",
                        IllegalArgumentException.class,
                        " has ",
                        " number, not ",
                        " numbers, not ")
                .endControlFlow()
                .build();
    }

    private MethodSpec window(MethodSpec.Builder method) {
        return method.addParameter(String.class, "name")
                .addParameter(ArrayTypeName.of(real), "numbers")
                .addParameter(int.class, "offset")
                .addParameter(int.class, "wanted")
                .addParameter(String.class, "formula")
                .addCode(notNull("numbers"))
                .beginControlFlow("if (offset < 0 || offset > numbers.length - wanted)")
                .addStatement(
                        "throw new $T(name + $S + numbers.length + $S + wanted + formula + $S + offset + $S)",
                        IllegalArgumentException.class,
                        " has ",
                        " numbers: too few for ",
                        " from number ",
                        " on")
                .endControlFlow()
                .build();
    }

    /** Writes the check whose message is {@code y is 12: an index of C lies in 0 ... 9}. */
    private static MethodSpec index(MethodSpec.Builder method) {
        return method.addParameter(String.class, "name")
                .addParameter(int.class, "index")
                .addParameter(int.class, "size")
                .addParameter(String.class, "dim")
                .beginControlFlow("if (index < 0 || index >= size)")
                .addStatement(
                        "throw new $T(name + $S + index + $S + dim + $S + (size - 1))",
                        IllegalArgumentException.class,
                        " is ",
                        ": an index of ",
                        " lies in 0 ... ")
                .endControlFlow()
                .build();
    }

    private MethodSpec indices(MethodSpec.Builder method) {
        String index = use(Helper.INDEX);
        return method.addParameter(String.class, "name")
                .addParameter(int[].class, "indices")
                .addParameter(int.class, "length")
                .addParameter(int.class, "wanted")
                .addParameter(String.class, "formula")
                .addParameter(int.class, "size")
                .addParameter(String.class, "dim")
                .beginControlFlow("if (length != wanted)")
                .addStatement(
                        "throw new $T(name + $S + length + (length == 1 ? $S : $S) + wanted + formula)",
                        IllegalArgumentException.class,
                        " has ",
                        " index, not ",
                        " indices, not ")
                .endControlFlow()
                .beginControlFlow("for (int k = 0; k < length; k++)")
                .beginControlFlow("if (indices[k] < 0 || indices[k] >= size)")
                .addStatement("$L(name + $S + k + $S, indices[k], size, dim)", index, "[", "]")
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** Writes the check whose message is {@code W1's subscript 0 is 12: an index of H lies in 0 ... 9}. */
    private static MethodSpec position(MethodSpec.Builder method) {
        return method.returns(int.class)
                .addParameter(String.class, "name")
                .addParameter(int.class, "subscript")
                .addParameter(int.class, "size")
                .addParameter(String.class, "dim")
                .beginControlFlow("if (subscript < 0 || subscript >= size)")
                .addStatement(
                        "throw new $T(name + $S + subscript + $S + dim + $S + (size - 1))",
                        IndexOutOfBoundsException.class,
                        " is ",
                        ": an index of ",
                        " lies in 0 ... ")
                .endControlFlow()
                .addStatement("return subscript")
                .build();
    }

    /** Writes the check whose message is {@code posed[2] is read at b = 1, before it is there}. */
    private static MethodSpec row(MethodSpec.Builder method) {
        return method.returns(int.class)
                .addParameter(int.class, "row")
                .addParameter(int.class, "made")
                .addParameter(String.class, "rows")
                .addParameter(String.class, "step")
                .addParameter(int.class, "at")
                .beginControlFlow("if (row >= made)")
                .addStatement(
                        "throw new $T(rows + $S + row + $S + step + $S + at + $S)",
                        IndexOutOfBoundsException.class,
                        "[",
                        "] is read at ",
                        " = ",
                        ", before it is there")
                .endControlFlow()
                .addStatement("return row")
                .build();
    }
}
