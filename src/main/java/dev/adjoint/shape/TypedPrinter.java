package dev.adjoint.shape;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a program with everything said that the file leaves to be read from the shapes: the shape of each value, which product
 * each {@code *} is, and the range of each index. One line a declaration or definition.
 */
public final class TypedPrinter implements Typed.Visitor<String> {

    /** Loops are written out once. */
    private final Set<Scan> written = Collections.newSetFromMap(new IdentityHashMap<>());

    private TypedPrinter() {}

    /** The whole program, each line ended by {@code \n}. */
    public static String print(Program program) {
        StringBuilder out = new StringBuilder();
        for (Program.Size dim : program.dims()) {
            out.append("dim ").append(dim.name()).append(size(dim)).append('\n');
        }
        program.params().forEach(p -> out.append("param ").append(declared(p)).append('\n'));
        program.inputs().forEach(i -> out.append("input ").append(declared(i)).append('\n'));
        TypedPrinter printer = new TypedPrinter();
        program.definitions().forEach(d -> out.append(printer.definition(d)).append('\n'));
        out.append("output ").append(list(program.outputs(), Definition::name)).append('\n');
        program.derivations().forEach(d -> out.append(derived(d)).append('\n'));
        program.requirements()
                .forEach(r -> out.append("require ").append(r.text()).append('\n'));
        return out.toString();
    }

    /** {@code derive jacobian e wrt cams, X by forward}. */
    private static String derived(Derivation derivation) {
        return "derive " + derivation.product().word() + " " + list(derivation.of(), Definition::name) + " wrt "
                + list(derivation.wrt(), Variable::name)
                + derivation
                        .mode()
                        .map(m -> " by " + m.name().toLowerCase(Locale.ROOT))
                        .orElse("");
    }

    /** {@code h : real [H] = max(0, W*x + b)}. */
    public static String print(Definition definition) {
        return new TypedPrinter().definition(definition);
    }

    private String definition(Definition definition) {
        return definition.name() + " : " + type(definition) + " = "
                + definition.value().accept(this);
    }

    /** A formula with its products named. */
    public static String print(Typed formula) {
        return formula.accept(new TypedPrinter());
    }

    private static String size(Program.Size dim) {
        return dim.value()
                .atom()
                .filter(a -> a instanceof Dim d && d.name().equals(dim.name()))
                .map(a -> ((Dim) a).value().isPresent()
                        ? " = " + ((Dim) a).value().getAsLong()
                        : "")
                .orElse(" = " + dim.value());
    }

    private static String declared(Variable variable) {
        return variable.name() + " : " + type(variable)
                + variable.start().map(s -> " = " + print(s)).orElse("");
    }

    private static String type(Symbol symbol) {
        Type type = symbol.type();
        String kind = type.kind() == Kind.REAL
                ? "real"
                : type.kind() == Kind.TRUTH
                        ? "truth"
                        : "index" + symbol.bound().map(b -> " of " + b).orElse("");
        return kind + (type.isScalar() ? "" : " " + type);
    }

    private static <T> String list(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(", "));
    }

    private String all(List<Typed> formulas) {
        return list(formulas, f -> f.accept(this));
    }

    @Override
    public String literal(Typed.Literal literal) {
        double value = literal.value();
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? "" + (long) value : "" + value;
    }

    @Override
    public String count(Typed.Count count) {
        return "" + count.value();
    }

    @Override
    public String reference(Typed.Reference reference) {
        return reference.symbol().name();
    }

    @Override
    public String each(Typed.Each each) {
        List<Typed> operands = each.operands();
        Primitive primitive = each.primitive();
        if (primitive == Primitive.SQUARE) {
            return operands.get(0).accept(this) + "^2";
        }
        if (primitive == Primitive.NEGATE) {
            return "-" + operands.get(0).accept(this);
        }
        return primitive.isFunction()
                ? primitive.word() + "(" + all(operands) + ")"
                : "(" + operands.get(0).accept(this) + " " + primitive.word() + " "
                        + operands.get(1).accept(this) + ")";
    }

    @Override
    public String compare(Typed.Compare compare) {
        return "(" + compare.left().accept(this) + " " + compare.comparison().text() + " "
                + compare.right().accept(this) + ")";
    }

    @Override
    public String logic(Typed.Logic logic) {
        if (logic.connective() == Typed.Connective.NOT) {
            return "!" + logic.operands().get(0).accept(this);
        }
        String sign = logic.connective() == Typed.Connective.AND ? " && " : " || ";
        return logic.operands().stream().map(o -> o.accept(this)).collect(Collectors.joining(sign, "(", ")"));
    }

    @Override
    public String product(Typed.Product product) {
        String name = switch (product.form()) {
            case MATRIX_VECTOR -> "matvec";
            case MATRIX_MATRIX -> "matmul";
            case ROW_MATRIX -> "vecmat";
            case INNER -> "inner";
            case OUTER -> "outer";
        };
        return name + "(" + all(List.of(product.left(), product.right())) + ")";
    }

    @Override
    public String transpose(Typed.Transpose transpose) {
        return transpose.operand().accept(this) + "'";
    }

    @Override
    public String subscript(Typed.Subscript subscript) {
        return subscript.base().accept(this) + "[" + parts(subscript) + "]";
    }

    private static String parts(Typed.Subscript subscript) {
        StringBuilder out = new StringBuilder();
        for (int axis = 0; axis < subscript.parts().size(); axis++) {
            Whole size = subscript.base().type().shape().get(axis);
            out.append(axis == 0 ? "" : ",").append(part(subscript.parts().get(axis), size));
        }
        return out.toString();
    }

    private static String part(Typed.Subscript.Part part, Whole axis) {
        if (part instanceof Typed.Subscript.At at) {
            return "" + at.index();
        }
        Typed.Subscript.Slice slice = (Typed.Subscript.Slice) part;
        if (slice.size().equals(axis)) {
            return ":";
        }
        return slice.from() + ":" + slice.from().plus(slice.size());
    }

    @Override
    public String conditional(Typed.Conditional conditional) {
        return "(if " + conditional.condition().accept(this) + " then "
                + conditional.then().accept(this) + " else "
                + conditional.otherwise().accept(this) + ")";
    }

    @Override
    public String fold(Typed.Fold fold) {
        String filter = fold.filter().map(f -> " if " + f.accept(this)).orElse("");
        return word(fold.reduction()) + "(" + fold.element().accept(this) + over(fold.indices()) + filter + ")";
    }

    private static String word(Typed.Reduction reduction) {
        return reduction.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String over(List<Index> indices) {
        return " for " + list(indices, i -> i.name() + " in " + i.lower() + ":" + i.upper());
    }

    @Override
    public String foldArray(Typed.FoldArray foldArray) {
        return word(foldArray.reduction()) + "(" + foldArray.array().accept(this) + ")";
    }

    @Override
    public String build(Typed.Build build) {
        return "[" + build.element().accept(this) + over(build.indices()) + "]";
    }

    @Override
    public String stack(Typed.Stack stack) {
        return "[" + all(stack.parts()) + "]";
    }

    @Override
    public String concat(Typed.Concat concat) {
        return "concat(" + all(concat.parts()) + ")";
    }

    @Override
    public String softmax(Typed.Softmax softmax) {
        return "softmax(" + softmax.vector().accept(this) + ")";
    }

    @Override
    public String kernel(Typed.Kernel kernel) {
        return kernel.algebra().word() + "(" + all(kernel.operands()) + ")";
    }

    @Override
    public String held(Typed.Held held) {
        return "index(" + held.operand().accept(this) + ", " + held.size() + ")";
    }

    @Override
    public String block(Typed.Block block) {
        return block.name() + "{" + locals(block.locals()) + block.result().accept(this) + "}";
    }

    /** {@code cube{t = x; t^3 backward d, y: 3*t^2*d}}: the body, then what reaches each argument. */
    @Override
    public String gated(Typed.Gated gated) {
        OwnGradient gradient = gated.gradient();
        return gradient.function() + "{" + locals(gradient.arguments()) + locals(gradient.locals())
                + gradient.results().get(gated.result()).accept(this)
                + (gradient.isSurrogate() ? " surrogate " : " backward ")
                + list(gradient.upstream(), Symbol::name) + ", " + list(gradient.values(), Symbol::name) + ": "
                + locals(gradient.steps()) + all(gradient.partials()) + "}";
    }

    /** {@code grad{w = w; loss = sum(w^2); loss by w}}: the copy, what is written out once more, and the value. */
    @Override
    public String derivative(Typed.Derivative derivative) {
        return derivative.order().word() + "{" + locals(List.of(derivative.independent()))
                + locals(derivative.between())
                + derivative.value().accept(this) + " by "
                + derivative.independent().name()
                + derivative.direction().map(v -> " along " + v.accept(this)).orElse("") + "}";
    }

    private String locals(List<Definition> definitions) {
        return definitions.stream()
                .map(d -> d.name() + " = " + d.value().accept(this) + "; ")
                .collect(Collectors.joining());
    }

    @Override
    public String scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        Index step = scan.step();
        if (!written.add(scan)) {
            return "scan " + step + "." + scanned.symbol().name();
        }
        StringBuilder out = new StringBuilder("scan " + step + " in " + step.lower() + ":" + step.upper());
        out.append(scan.carries().isEmpty() ? "" : " carry ")
                .append(list(scan.carries(), c -> c.name() + " = " + c.first().accept(this)));
        scan.condition().ifPresent(c -> out.append(" while ").append(c.accept(this)));
        out.append(scan.checkpoint() ? " checkpoint {" : " {");
        for (Definition definition : scan.body()) {
            boolean row = scan.rows().stream().anyMatch(r -> r.row() == definition);
            out.append(definition.name()).append(row ? "[" + step + "]" : "");
            out.append(" = ").append(definition.value().accept(this)).append("; ");
        }
        out.append("next ").append(list(scan.carries(), c -> c.next().accept(this)));
        return out.append("}.").append(scanned.symbol().name()).toString();
    }
}
