package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a condition says about whole numbers: each fact is 0 or more where it holds. */
final class Facts {

    private final List<Whole> facts = new ArrayList<>();

    private Facts() {}

    static List<Whole> of(Expr condition) {
        Facts facts = new Facts();
        facts.add(condition, true);
        return facts.facts;
    }

    private void add(Expr condition, boolean holds) {
        if (condition instanceof Expr.Not not) {
            add(not.operand(), !holds);
        } else if (condition instanceof Expr.And and && holds) {
            add(and.left(), true);
            add(and.right(), true);
        } else if (condition instanceof Expr.Or or && !holds) {
            add(or.left(), false);
            add(or.right(), false);
        } else if (condition instanceof Expr.Compare compare) {
            if (compare.left() instanceof Expr.Count left && compare.right() instanceof Expr.Count right) {
                add(compare.comparison(), left.value().minus(right.value()), holds);
            }
        } else if (condition instanceof Expr.Read read
                && read.node() instanceof Node.Defined defined
                && defined.reduce().isEmpty()) {
            add(element(defined, read.subscripts()), holds);
        }
    }

    private static Expr element(Node.Defined named, List<Whole> at) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < at.size(); k++) {
            values.put(named.axes().get(k), at.get(k));
        }
        return Exprs.substitute(named.body(), values);
    }

    /** {@code difference} compares with 0. */
    private void add(Comparison comparison, Whole difference, boolean holds) {
        Whole opposite = difference.negate();
        switch (comparison) {
            case LESS -> facts.add(holds ? opposite.minus(1) : difference);
            case LESS_EQUAL -> facts.add(holds ? opposite : difference.minus(1));
            case GREATER -> facts.add(holds ? difference.minus(1) : opposite);
            case GREATER_EQUAL -> facts.add(holds ? difference : opposite.minus(1));
            case EQUAL -> equal(difference, holds);
            case NOT_EQUAL -> equal(difference, !holds);
        }
    }

    /** Unequal at the end of a range is one step inside it. */
    private void equal(Whole difference, boolean holds) {
        if (holds) {
            facts.add(difference);
            facts.add(difference.negate());
        } else if (isProved(difference)) {
            facts.add(difference.minus(1));
        } else if (isProved(difference.negate())) {
            facts.add(difference.negate().minus(1));
        }
    }

    private boolean isProved(Whole value) {
        return Ranges.nonNegative(value, facts) instanceof Ranges.Verdict.Proved;
    }
}
