package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Whole;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which elements of a node an upstream gradient reaches. What is used on one side of an {@code if} only, or loses a
 * maximum, must not be differentiated: its upstream gradient is 0, but its local gradient may be infinite. The guard of a
 * node is itself a definition by index, of truth values: {@code need[g] or= c} over the terms of its adjoint. A node that
 * is finite everywhere, with its local gradients, needs none.
 */
final class Guards {

    /** Finite, with finite local gradients, where the operands are. */
    private static final Set<Primitive> TAME = EnumSet.of(
            Primitive.ADD,
            Primitive.SUBTRACT,
            Primitive.MULTIPLY,
            Primitive.NEGATE,
            Primitive.SQUARE,
            Primitive.SIN,
            Primitive.COS,
            Primitive.TANH,
            Primitive.SIGMOID,
            Primitive.SOFTPLUS,
            Primitive.ATAN,
            Primitive.ERF,
            Primitive.ERFC,
            Primitive.ABS,
            Primitive.SIGN,
            Primitive.FLOOR,
            Primitive.CEIL,
            Primitive.ROUND,
            Primitive.MAX,
            Primitive.MIN,
            Primitive.STOP);

    private final Map<Node, Boolean> tame = new HashMap<>();
    private final Set<Node> wild = new HashSet<>();

    /**
     * The guards of a graph.
     *
     * @param own nodes that may have infinite local gradients, whatever their formulas
     */
    Guards(List<Node> nodes, Set<Node> own) {
        wild.addAll(own);
        // A recurrent node is tame if it is so provided that it was in the steps before.
        boolean again = true;
        while (again) {
            tame.clear();
            again = false;
            for (Node node : nodes) {
                if (node instanceof Node.Accumulated a && a.isRecurrent() && !areTame(a)) {
                    again |= wild.add(node);
                }
                // Sources come first: what is asked for is known one step away, however long a chain is.
                isTame(node);
            }
        }
    }

    /** Whether a gate is finite, with finite local gradients, where its operands are. */
    static boolean isTame(Primitive gate) {
        return TAME.contains(gate);
    }

    /**
     * The node of truth values that says where a node's adjoint is reached, if it is not reached everywhere and that matters.
     *
     * @param terms the terms of the node's adjoint
     */
    Optional<Node> of(Node node, List<Term> terms) {
        if (isTame(node)) {
            return Optional.empty();
        }
        return reached(node, terms).map(reached -> Terms.combine(label(node), Reducer.ANY, node, reached));
    }

    /** An open guard of a recurrent node, unless it is tame: it says where the adjoint is reached once its terms are known. */
    Optional<Node.Accumulated> open(Node.Accumulated node) {
        return isTame(node)
                ? Optional.empty()
                : Optional.of(Node.Accumulated.recurrent(
                        label(node),
                        Reducer.ANY,
                        node.axes(),
                        node.recurrence().orElseThrow().reversed()));
    }

    /** Gives guards of recurrent nodes their terms: those of the adjoints, or all elements. */
    static void close(Map<Node.Accumulated, List<Term>> adjoints) {
        Map<Node.Accumulated, List<Term>> guards = new LinkedHashMap<>();
        adjoints.forEach((guard, terms) -> guards.put(guard, conditions(terms)));
        Set<Node> everywhere = Certainty.of(guards);
        guards.forEach((guard, terms) -> {
            List<Whole> at = guard.axes().stream().map(Whole::of).toList();
            Term all = new Term(guard.axes(), at, Optional.empty(), Exprs.TRUE);
            Terms.close(guard, everywhere.contains(guard) ? List.of(all) : terms);
        });
    }

    private static Node.Label label(Node node) {
        return node.label().derived("need_" + node.name(), "need");
    }

    /** Where the terms reach, if it is not everywhere. */
    private static Optional<List<Term>> reached(Node node, List<Term> terms) {
        List<Term> always = terms.stream().filter(t -> t.filter().isEmpty()).toList();
        return Coverage.isWhole(always, node.shape()) ? Optional.empty() : Optional.of(conditions(terms));
    }

    /** The condition is the filter and not the body: the target is in range only where it holds. */
    private static List<Term> conditions(List<Term> terms) {
        return terms.stream()
                .map(t -> new Term(t.indices(), t.target(), t.filter(), Exprs.TRUE))
                .toList();
    }

    private boolean isTame(Node node) {
        Boolean known = tame.get(node);
        if (known == null) {
            known = node instanceof Node.Leaf
                    || (node instanceof Node.Defined defined
                            && !wild.contains(node)
                            && defined.reduce()
                                    .flatMap(Node.Defined.Reduce::filter)
                                    .isEmpty()
                            && isTame(defined.body()))
                    || (node instanceof Node.Accumulated accumulated
                            && !wild.contains(node)
                            && (accumulated.isRecurrent() || areTame(accumulated)));
            tame.put(node, known);
        }
        return known;
    }

    private boolean areTame(Node.Accumulated node) {
        return !node.isOpen() && node.terms().stream().allMatch(t -> isTame(t.body()));
    }

    private boolean isTame(Expr expr) {
        if (expr instanceof Expr.Apply apply && apply.primitive() == Primitive.DIVIDE) {
            return isTame(apply.operands().get(0))
                    && isNeverZero(apply.operands().get(1));
        }
        if (expr instanceof Expr.Apply apply) {
            return TAME.contains(apply.primitive()) && apply.operands().stream().allMatch(this::isTame);
        }
        if (expr instanceof Expr.Choose choose) {
            return isTame(choose.then()) && isTame(choose.otherwise());
        }
        if (expr instanceof Expr.Read read) {
            return isTame(read.node());
        }
        return expr instanceof Expr.Count || (expr instanceof Expr.Constant c && Double.isFinite(c.value()));
    }

    /** Whether a divisor is a number or a size, and not 0. */
    private static boolean isNeverZero(Expr divisor) {
        return (divisor instanceof Expr.Count count
                        && Ranges.surely(count.value().minus(1)))
                || (divisor instanceof Expr.Constant number && number.value() != 0);
    }

    /** Where a contribution is not the constant 0 of a side not taken. */
    static Expr support(Expr expr) {
        if (expr.equals(Exprs.ZERO)) {
            return Exprs.FALSE;
        }
        if (!(expr instanceof Expr.Choose choose)) {
            return Exprs.TRUE;
        }
        Expr then = support(choose.then());
        Expr otherwise = support(choose.otherwise());
        if (then.equals(Exprs.TRUE) && otherwise.equals(Exprs.TRUE)) {
            return Exprs.TRUE;
        }
        if (then.equals(Exprs.TRUE)) {
            return Exprs.or(choose.condition(), otherwise);
        }
        return Exprs.or(Exprs.and(choose.condition(), then), Exprs.and(Exprs.not(choose.condition()), otherwise));
    }

    /** A contribution where it is supported: sides that are the constant 0 are left out. */
    static Expr supported(Expr expr) {
        if (!(expr instanceof Expr.Choose choose)) {
            return expr;
        }
        Expr then = supported(choose.then());
        Expr otherwise = supported(choose.otherwise());
        if (otherwise.equals(Exprs.ZERO)) {
            return then;
        }
        return then.equals(Exprs.ZERO) ? otherwise : Exprs.choose(choose.condition(), then, otherwise);
    }
}
