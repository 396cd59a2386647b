package dev.adjoint.notation;

import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.graph.Node.Kernel.Operand;
import dev.adjoint.graph.Operation;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Operations on whole matrices as text. The factors of a matrix are no value of the language: what is made of them names it. */
record Matrices(Names names, Formulas formulas, Map<Node, Kernel> factors) {

    /** The definition of a result; none for factors. */
    Optional<String> statement(Kernel kernel) {
        return row(kernel, Map.of(), formula -> formula);
    }

    /**
     * The definition for some values of the axes.
     *
     * @param given those values
     * @param within puts the formula where it is computed
     */
    Optional<String> row(Kernel kernel, Map<Index, Whole> given, UnaryOperator<String> within) {
        if (kernel.operation() == Operation.LU) {
            factors.put(kernel, kernel);
            return Optional.empty();
        }
        List<Index> open =
                kernel.axes().stream().filter(a -> !given.containsKey(a)).toList();
        List<Index> axes = names.distinct(open);
        Map<Index, Whole> values = new HashMap<>(given);
        for (int k = 0; k < axes.size(); k++) {
            values.put(open.get(k), Whole.of(axes.get(k)));
        }
        List<String> operands =
                kernel.operands().stream().map(o -> operand(o, values)).toList();
        String formula = formula(kernel.operation(), operands);
        String guarded = kernel.guard().equals(Exprs.TRUE)
                ? formula
                : "if " + formulas.print(Exprs.substitute(kernel.guard(), values)) + " then " + formula + " else "
                        + zeros(kernel);
        List<Whole> at = kernel.axes().stream().map(values::get).toList();
        String left = formulas.element(kernel, at) + (open.isEmpty() ? "" : " : " + sizes(kernel.own(), "[", "]"));
        String where = axes.isEmpty()
                ? ""
                : axes.stream()
                        .map(i -> i.name() + " in 0:" + i.size())
                        .collect(Collectors.joining(", ", " where ", ""));
        return Optional.of(left + " = " + within.apply(guarded) + where);
    }

    /** What stands in place of a result that is not computed. */
    String zeros(Kernel kernel) {
        return "zeros" + sizes(kernel.own(), "(", ")");
    }

    private static String sizes(List<Whole> shape, String open, String close) {
        return shape.stream().map(Whole::toString).collect(Collectors.joining(",", open, close));
    }

    private String operand(Operand operand, Map<Index, Whole> values) {
        List<Whole> at =
                operand.at().stream().map(w -> Exprs.substitute(w, values)).toList();
        Kernel factored = factors.get(operand.node());
        if (factored != null) {
            Map<Index, Whole> inner = new HashMap<>();
            for (int k = 0; k < at.size(); k++) {
                inner.put(factored.axes().get(k), at.get(k));
            }
            return operand(factored.operands().get(0), inner);
        }
        String element = formulas.element(operand.node(), at);
        int left = operand.node().rank() - at.size();
        if (at.isEmpty() || left == 0) {
            return element;
        }
        return element.substring(0, element.length() - 1) + ",:".repeat(left) + "]";
    }

    private static String formula(Operation operation, List<String> x) {
        String a = x.get(0);
        return switch (operation) {
            case SOLVE, SOLVE_LOWER -> "solve(" + a + ", " + x.get(1) + ")";
            case SOLVE_TRANSPOSED, SOLVE_LOWER_TRANSPOSED -> "solve(" + a + "', " + x.get(1) + ")";
            case INVERSE -> "inv(" + a + ")";
            case ADJUGATE -> "det(" + a + ")*inv(" + a + ")";
            case DET -> "[det(" + a + ")]";
            case LOGDET -> "[logdet(" + a + ")]";
            case CHOL -> "chol(" + a + ")";
            case LU, CHOL_ADJOINT -> throw new Unwritten("the adjoint of `chol`");
        };
    }
}
