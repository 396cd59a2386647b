package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Nodes as text, one definition by index a line, for {@code --print graph} and {@code --print adjoint}. */
public final class GraphPrinter implements Expr.Visitor<String> {

    private final Map<Node, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private GraphPrinter() {}

    public static String print(List<Node> nodes) {
        GraphPrinter printer = new GraphPrinter();
        return nodes.stream().map(n -> printer.line(n) + "\n").collect(Collectors.joining());
    }

    private String name(Node node) {
        return names.computeIfAbsent(node, n -> {
            String name = n.name();
            for (int k = 2; !taken.add(name); k++) {
                name = n.name() + "_" + k;
            }
            return name;
        });
    }

    private String line(Node node) {
        String name = name(node);
        if (node instanceof Node.Defined defined) {
            return name + indices(defined.axes()) + " = " + right(defined) + ranges(defined.axes(), " where ");
        }
        if (node instanceof Node.Accumulated accumulated) {
            String sign = accumulated.isDisjoint() ? " = " : " += ";
            return accumulated.terms().stream()
                    .map(t -> name
                            + subscripts(t.target())
                            + sign
                            + print(t.body())
                            + t.filter().map(f -> " if " + print(f)).orElse("")
                            + ranges(t.indices(), " for "))
                    .collect(Collectors.joining("\n"));
        }
        if (node instanceof Node.Kernel kernel) {
            return name + indices(kernel.axes()) + " = " + kernel.operation().word()
                    + kernel.operands().stream()
                            .map(o -> name(o.node()) + subscripts(o.at()))
                            .collect(Collectors.joining(", ", "(", ")"))
                    + (kernel.guard().equals(Exprs.TRUE) ? "" : " if " + print(kernel.guard()))
                    + ranges(kernel.axes(), " where ");
        }
        return name + subscripts(node.shape()) + " given";
    }

    private String right(Node.Defined node) {
        Optional<Node.Defined.Reduce> reduce = node.reduce();
        if (reduce.isEmpty()) {
            return print(node.body());
        }
        return reduce.get().reducer().name().toLowerCase(Locale.ROOT) + "(" + print(node.body())
                + ranges(reduce.get().indices(), " for ")
                + reduce.get().filter().map(f -> " if " + print(f)).orElse("")
                + ")";
    }

    /** A whole number with the printed names of the nodes that are read in it. */
    private Whole named(Whole whole) {
        return whole.substitute(atom -> atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node
                ? Optional.of(Whole.of(new Atom.Gathered(
                        new Printed(name(node)),
                        gathered.subscripts().stream().map(this::named).toList())))
                : Optional.empty());
    }

    /** An array of indices by the name that it has in print. */
    private record Printed(String name) implements Atom.IndexArray {

        @Override
        public Optional<Whole> bound() {
            return Optional.empty();
        }
    }

    private String indices(List<Index> indices) {
        return subscripts(indices.stream().map(Whole::of).toList());
    }

    private String subscripts(List<Whole> subscripts) {
        return subscripts.isEmpty()
                ? ""
                : subscripts.stream().map(this::named).map(Whole::toString).collect(Collectors.joining(",", "[", "]"));
    }

    private static String ranges(List<Index> indices, String word) {
        return indices.isEmpty()
                ? ""
                : indices.stream().map(i -> i + " in " + i.size()).collect(Collectors.joining(", ", word, ""));
    }

    private String print(Expr expr) {
        return expr.accept(this);
    }

    @Override
    public String constant(Expr.Constant constant) {
        return Double.toString(constant.value());
    }

    @Override
    public String count(Expr.Count count) {
        return named(count.value()).toString();
    }

    @Override
    public String read(Expr.Read read) {
        return name(read.node()) + subscripts(read.subscripts());
    }

    @Override
    public String apply(Expr.Apply apply) {
        List<String> operands = apply.operands().stream().map(this::print).toList();
        String word = apply.primitive().word();
        if (!apply.primitive().isFunction() && operands.size() == 2) {
            return "(" + operands.get(0) + " " + word + " " + operands.get(1) + ")";
        }
        return switch (apply.primitive()) {
            case NEGATE -> "-" + operands.get(0);
            case SQUARE -> operands.get(0) + "^2";
            default -> word + "(" + String.join(", ", operands) + ")";
        };
    }

    @Override
    public String held(Expr.Held held) {
        return "index(" + print(held.operand()) + ", " + held.size() + ")";
    }

    @Override
    public String choose(Expr.Choose choose) {
        return "(if " + print(choose.condition()) + " then " + print(choose.then()) + " else "
                + print(choose.otherwise()) + ")";
    }

    @Override
    public String compare(Expr.Compare compare) {
        return print(compare.left()) + " " + compare.comparison().text() + " " + print(compare.right());
    }

    @Override
    public String and(Expr.And and) {
        return "(" + print(and.left()) + " && " + print(and.right()) + ")";
    }

    @Override
    public String or(Expr.Or or) {
        return "(" + print(or.left()) + " || " + print(or.right()) + ")";
    }

    @Override
    public String not(Expr.Not not) {
        return "!(" + print(not.operand()) + ")";
    }

    @Override
    public String truth(Expr.Truth truth) {
        return Boolean.toString(truth.value());
    }
}
