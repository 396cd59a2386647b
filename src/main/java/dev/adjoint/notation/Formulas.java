package dev.adjoint.notation;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formulas as text with all their brackets. A truth value of a node is a number there, 1 or 0. */
final class Formulas implements Expr.Visitor<String> {

    private final Rows rows;

    /** The formulas of a program, in which rows of some nodes stand in another order. */
    Formulas(Rows rows) {
        this.rows = rows;
    }

    /** Where an element of a node stands in what is written for the node. */
    interface Rows {

        /** The name of the array. */
        String name(Node node, List<Whole> subscripts);

        /** The place in it. */
        List<Whole> at(Node node, List<Whole> subscripts);
    }

    String print(Expr expr) {
        return expr.accept(this);
    }

    /** An element of a node. */
    String element(Node node, List<Whole> subscripts) {
        return rows.name(node, subscripts) + brackets(rows.at(node, subscripts));
    }

    String brackets(List<Whole> subscripts) {
        return subscripts.isEmpty()
                ? ""
                : subscripts.stream().map(this::print).collect(Collectors.joining(",", "[", "]"));
    }

    String print(Whole whole) {
        return named(whole).toString();
    }

    /** A whole number with the names of the nodes that are read in it. */
    private Whole named(Whole whole) {
        return whole.substitute(this::named);
    }

    private Optional<Whole> named(Atom atom) {
        if (atom instanceof Atom.Row row) {
            return Optional.of(named(row.row()));
        }
        if (!(atom instanceof Atom.Gathered gathered) || !(gathered.array() instanceof Node node)) {
            return Optional.empty();
        }
        List<Whole> at = rows.at(node, gathered.subscripts());
        return Optional.of(Whole.of(new Atom.Gathered(
                new Written(rows.name(node, gathered.subscripts())),
                at.stream().map(this::named).toList())));
    }

    /** A whole number as a number of a formula, where a quotient is not a whole one. */
    private Whole real(Whole whole) {
        return named(whole).substitute(atom -> {
            if (!(atom instanceof Atom.Quotient quotient)) {
                return Optional.empty();
            }
            Atom floored = new Atom.Quotient(real(quotient.dividend()), real(quotient.divisor()));
            return Optional.of(Whole.of(new Atom.Gathered(new Written("floor(" + floored + ")"), List.of())));
        });
    }

    /** An array of indices by the name that it has in the text. */
    private record Written(String name) implements Atom.IndexArray {

        @Override
        public Optional<Whole> bound() {
            return Optional.empty();
        }
    }

    /** A number as a person would write it. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "(inf - inf)";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "(-inf)";
        }
        String text = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value).replace("E", "e");
        return value < 0 || 1 / value < 0 ? "(" + (value == 0 ? "-0" : text) + ")" : text;
    }

    @Override
    public String constant(Expr.Constant constant) {
        return number(constant.value());
    }

    @Override
    public String count(Expr.Count count) {
        return "(" + real(count.value()) + ")";
    }

    /** Conditions on indices, and what is made of sizes, stand where they guard a read: so it can be seen to be in range. */
    private static boolean isInline(Node node) {
        if (!(node instanceof Node.Defined defined) || defined.reduce().isPresent() || node.kind() == Kind.INDEX) {
            return false;
        }
        boolean[] found = {false, false};
        Exprs.forEachWhole(defined.body(), whole -> found[0] = true);
        Exprs.forEachRead(defined.body(), read -> found[1] = true);
        return found[0] && (node.kind() == Kind.TRUTH || !found[1]);
    }

    @Override
    public String read(Expr.Read read) {
        if (isInline(read.node())) {
            Node.Defined condition = (Node.Defined) read.node();
            Map<Index, Whole> values = new HashMap<>();
            for (int axis = 0; axis < condition.rank(); axis++) {
                values.put(condition.axes().get(axis), read.subscripts().get(axis));
            }
            return print(Exprs.substitute(condition.body(), values));
        }
        String element = element(read.node(), read.subscripts());
        return read.node().kind() == Kind.TRUTH ? "(" + element + " > 0)" : element;
    }

    @Override
    public String apply(Expr.Apply apply) {
        List<String> operands = new ArrayList<>();
        apply.operands().forEach(o -> operands.add(print(o)));
        return switch (apply.primitive()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE ->
                "(" + operands.get(0) + " " + apply.primitive().word() + " " + operands.get(1) + ")";
            case NEGATE -> "(-" + operands.get(0) + ")";
            case SQUARE -> "(" + operands.get(0) + "^2)";
            case POWER -> "(" + operands.get(0) + "^" + operands.get(1) + ")";
            default -> apply.primitive().word() + operands.stream().collect(Collectors.joining(", ", "(", ")"));
        };
    }

    @Override
    public String held(Expr.Held held) {
        return "index(" + print(held.operand()) + ", " + print(held.size()) + ")";
    }

    @Override
    public String choose(Expr.Choose choose) {
        return "(if " + print(choose.condition()) + " then " + print(choose.then()) + " else "
                + print(choose.otherwise()) + ")";
    }

    @Override
    public String compare(Expr.Compare compare) {
        return "(" + print(compare.left()) + " " + compare.comparison().text() + " " + print(compare.right()) + ")";
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
        return "!" + print(not.operand());
    }

    @Override
    public String truth(Expr.Truth truth) {
        return truth.value() ? "(0 == 0)" : "(0 == 1)";
    }
}
