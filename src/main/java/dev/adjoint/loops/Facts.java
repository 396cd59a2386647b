package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Ranges;
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
                Whole difference = left.value().minus(right.value());
                facts.addAll(Ranges.facts(compare.comparison(), difference, holds, this::isProved));
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

    private boolean isProved(Whole value) {
        return Ranges.nonNegative(value, facts) instanceof Ranges.Verdict.Proved;
    }
}
