package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A formula with its reads redirected: to what became of a node, or replaced by the formula of an inlined one. A condition
 * that is known to hold, because it stands around, is not asked again.
 */
final class Rewriting {

    private final Map<Node, Node> rebuilt;
    private final Map<Node, Node.Defined> inlined;
    private final Map<Expr, Boolean> known = new HashMap<>();

    Rewriting(Map<Node, Node> rebuilt, Map<Node, Node.Defined> inlined) {
        this.rebuilt = rebuilt;
        this.inlined = inlined;
    }

    Expr run(Expr expr) {
        return simplify(Exprs.rewrite(expr, this::whole, this::redirect));
    }

    /** The node with its formulas rewritten. */
    Node node(Node node) {
        if (node instanceof Node.Defined defined) {
            Optional<Reduce> reduce = defined.reduce()
                    .map(r -> new Reduce(r.reducer(), r.indices(), r.filter().map(this::run)));
            Expr body = where(reduce.flatMap(Reduce::filter), defined.body());
            return new Node.Defined(defined.label(), defined.axes(), reduce, body, defined.bound());
        }
        if (node instanceof Node.Accumulated accumulated) {
            return accumulated.isRecurrent() ? accumulated.open() : accumulated.with(terms(accumulated));
        }
        if (node instanceof Node.Kernel kernel) {
            return kernel.with(kernel.operands().stream().map(this::operand).toList(), run(kernel.guard()));
        }
        return node;
    }

    private Node.Kernel.Operand operand(Node.Kernel.Operand operand) {
        List<Whole> at = operand.at().stream().map(this::whole).toList();
        return new Node.Kernel.Operand(rebuilt.get(operand.node()), at);
    }

    /** The terms rewritten; those of a recurrent node can be once everything else is. */
    List<Term> terms(Node.Accumulated node) {
        return node.terms().stream().map(this::term).toList();
    }

    /** Gives the recurrent nodes among the rebuilt their terms: the end of a pass. */
    static void close(Collection<Node> nodes, Map<Node, Node> rebuilt, Map<Node, Node.Defined> inlined) {
        for (Node node : nodes) {
            if (node.isRecurrent() && rebuilt.containsKey(node)) {
                Node.Accumulated now = (Node.Accumulated) rebuilt.get(node);
                now.close(new Rewriting(rebuilt, inlined).terms((Node.Accumulated) node));
            }
        }
    }

    private Term term(Term term) {
        Optional<Expr> filter = term.filter().map(this::run);
        List<Whole> target = term.target().stream().map(this::whole).toList();
        return new Term(term.indices(), target, filter, where(filter, term.body()));
    }

    private Expr where(Optional<Expr> condition, Expr expr) {
        return condition.map(c -> under(c, expr)).orElseGet(() -> run(expr));
    }

    /** The formula where a condition, itself rewritten, holds. */
    Expr under(Expr condition, Expr expr) {
        Map<Expr, Boolean> before = new HashMap<>(known);
        assume(condition, true);
        Expr result = run(expr);
        known.clear();
        known.putAll(before);
        return result;
    }

    Whole whole(Whole whole) {
        return whole.substitute(
                atom -> atom instanceof Atom.Gathered gathered ? Optional.of(gather(gathered)) : Optional.empty());
    }

    private Whole gather(Atom.Gathered gathered) {
        List<Whole> subscripts = gathered.subscripts().stream().map(this::whole).toList();
        Node node = (Node) gathered.array();
        Node.Defined formula = inlined.get(node);
        if (formula != null && formula.body() instanceof Expr.Count count) {
            return Exprs.substitute(count.value(), at(formula, subscripts));
        }
        return Whole.of(new Atom.Gathered(rebuilt.get(node), subscripts));
    }

    private static Map<Index, Whole> at(Node.Defined formula, List<Whole> subscripts) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < subscripts.size(); k++) {
            values.put(formula.axes().get(k), subscripts.get(k));
        }
        return values;
    }

    private Expr redirect(Expr expr) {
        Expr.Read read = (Expr.Read) expr;
        Node.Defined formula = inlined.get(read.node());
        if (formula != null) {
            return Exprs.substitute(formula.body(), at(formula, read.subscripts()));
        }
        Node now = rebuilt.get(read.node());
        if (now instanceof Node.Accumulated accumulated && accumulated.isDisjoint() && !accumulated.isRecurrent()) {
            Optional<Expr> part = part(accumulated, read.subscripts());
            if (part.isPresent()) {
                return part.get();
            }
        }
        return new Expr.Read(now, read.subscripts());
    }

    /** The formula of an element of {@code [a, b]}, where a term of plain reads writes just that element. */
    private static Optional<Expr> part(Node.Accumulated array, List<Whole> subscripts) {
        for (Term term : array.terms()) {
            Map<Index, Whole> values = new HashMap<>();
            boolean matches = isCheap(term.body());
            for (int k = 0; k < subscripts.size() && matches; k++) {
                Optional<Index> index = term.target().get(k).index();
                if (index.isPresent()) {
                    values.put(index.get(), subscripts.get(k));
                    matches = index.get().size().equals(array.shape().get(k));
                } else {
                    matches = term.target().get(k).equals(subscripts.get(k));
                }
            }
            if (matches && values.size() == term.indices().size()) {
                return Optional.of(Exprs.substitute(term.body(), values));
            }
        }
        return Optional.empty();
    }

    private static boolean isCheap(Expr body) {
        return body instanceof Expr.Read || body instanceof Expr.Constant || body instanceof Expr.Count;
    }

    private void assume(Expr condition, boolean holds) {
        if (condition instanceof Expr.And and && holds) {
            assume(and.left(), true);
            assume(and.right(), true);
        } else if (condition instanceof Expr.Or or && !holds) {
            assume(or.left(), false);
            assume(or.right(), false);
        } else if (condition instanceof Expr.Not not) {
            assume(not.operand(), !holds);
        } else {
            known.put(condition, holds);
        }
    }

    /** Decides the choices whose condition is known. */
    private Expr simplify(Expr expr) {
        if (expr instanceof Expr.Choose choose) {
            Expr condition = decide(choose.condition());
            if (condition instanceof Expr.Truth truth) {
                return simplify(truth.value() ? choose.then() : choose.otherwise());
            }
            Expr then = side(condition, true, choose.then());
            Expr otherwise = side(condition, false, choose.otherwise());
            return isZeroElsewhere(then, condition) && otherwise.equals(Exprs.ZERO)
                    ? then
                    : Exprs.choose(condition, then, otherwise);
        }
        if (expr instanceof Expr.Apply apply) {
            return new Expr.Apply(
                    apply.primitive(),
                    apply.operands().stream().map(this::simplify).toList());
        }
        if (expr instanceof Expr.Held held) {
            return new Expr.Held(simplify(held.operand()), held.size());
        }
        return expr.kind() == Kind.TRUTH ? decide(expr) : expr;
    }

    /** Whether a formula reads an element that is 0 where the condition does not hold. */
    private static boolean isZeroElsewhere(Expr expr, Expr condition) {
        return expr instanceof Expr.Read read
                && read.node() instanceof Node.Defined defined
                && defined.reduce().isEmpty()
                && defined.body() instanceof Expr.Choose choose
                && choose.otherwise().equals(Exprs.ZERO)
                && Exprs.substitute(choose.condition(), at(defined, read.subscripts()))
                        .equals(condition);
    }

    private Expr side(Expr condition, boolean holds, Expr expr) {
        Map<Expr, Boolean> before = new HashMap<>(known);
        assume(condition, holds);
        Expr result = simplify(expr);
        known.clear();
        known.putAll(before);
        return result;
    }

    private Expr decide(Expr condition) {
        Boolean holds = known.get(condition);
        if (holds != null) {
            return holds ? Exprs.TRUE : Exprs.FALSE;
        }
        if (condition instanceof Expr.And and) {
            return Exprs.and(decide(and.left()), decide(and.right()));
        }
        if (condition instanceof Expr.Or or) {
            return Exprs.or(decide(or.left()), decide(or.right()));
        }
        if (condition instanceof Expr.Not not) {
            return Exprs.not(decide(not.operand()));
        }
        return condition;
    }
}
