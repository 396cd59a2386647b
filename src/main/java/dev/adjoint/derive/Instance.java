package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The gradient that a function says for itself, with the adjoints of its results in place of the upstream gradients. All of
 * it is linear in these, so what no adjoint reaches is 0 and is not evaluated: like other local gradients it may be infinite
 * there.
 */
final class Instance {

    /**
     * What became of a node.
     *
     * @param node nothing if it is zero
     * @param need where the node is reached, if that is not everywhere; elsewhere it is 0
     */
    record Became(Optional<Node> node, Optional<Node> need) {

        static final Became ZERO = new Became(Optional.empty(), Optional.empty());
    }

    private final Set<Node> above;
    private final Map<Node, Became> became = new HashMap<>();
    private final Consumer<Node> made;
    private final Set<Node> seen = new HashSet<>();

    /**
     * @param above the nodes that depend on an upstream gradient
     * @param adjoints of the results, in their order
     * @param made is handed the nodes, each below what it reads
     */
    Instance(Template template, Set<Node> above, List<Became> adjoints, Consumer<Node> made) {
        this.above = above;
        this.made = made;
        for (int k = 0; k < adjoints.size(); k++) {
            became.put(template.upstream().get(k), adjoints.get(k));
        }
    }

    /** What reaches an argument, as a term of its adjoint. */
    Optional<Term> of(Template.Argument argument) {
        List<Node.Accumulated> recurrent = new ArrayList<>();
        recurrent(argument.partial(), recurrent);
        recurrent.forEach(this::open);
        recurrent.forEach(this::close);
        Became partial = of(argument.partial());
        List<Index> indices = argument.indices();
        return partial.node()
                .map(node -> new Term(
                        indices,
                        argument.target(),
                        partial.need().map(need -> Exprs.read(need, indices)),
                        Exprs.read(node, indices)));
    }

    /** The loops that depend on an upstream gradient, each once. */
    private void recurrent(Node node, List<Node.Accumulated> found) {
        if (above.contains(node) && !became.containsKey(node) && seen.add(node)) {
            if (node.isRecurrent()) {
                found.add((Node.Accumulated) node);
            }
            node.forEachSource(source -> recurrent(source, found));
        }
    }

    /** A recurrent node stands before what it reads, and is taken as reached everywhere. */
    private void open(Node.Accumulated node) {
        Node.Accumulated open = node.open();
        made.accept(open);
        became.put(node, new Became(Optional.of(open), Optional.empty()));
    }

    private void close(Node.Accumulated node) {
        List<Term> terms = node.terms().stream()
                .map(term -> new Term(term.indices(), term.target(), term.filter(), formula(term.body())))
                .toList();
        ((Node.Accumulated) became.get(node).node().orElseThrow()).close(terms);
    }

    private Became of(Node node) {
        if (!above.contains(node)) {
            return new Became(Optional.of(node), Optional.empty());
        }
        Became known = became.get(node);
        if (known == null) {
            if (node instanceof Node.Defined defined) {
                known = copy(defined);
            } else if (node instanceof Node.Kernel kernel) {
                known = copy(kernel);
            } else {
                known = copy((Node.Accumulated) node);
            }
            known.need().ifPresent(made);
            known.node().ifPresent(made);
            became.put(node, known);
        }
        return known;
    }

    private Became copy(Node.Defined node) {
        Expr reached = reached(node.body());
        if (reached.equals(Exprs.FALSE)) {
            return Became.ZERO;
        }
        Expr body = formula(node.body());
        if (reached.equals(Exprs.TRUE)) {
            return new Became(
                    Optional.of(new Node.Defined(node.label(), node.axes(), node.reduce(), body, node.bound())),
                    Optional.empty());
        }
        Optional<Reduce> any = node.reduce().map(r -> new Reduce(Reducer.ANY, r.indices(), r.filter()));
        Node need = new Node.Defined(need(node), node.axes(), any, reached, Optional.empty());
        Optional<Reduce> some = node.reduce().map(r -> new Reduce(r.reducer(), r.indices(), both(r.filter(), reached)));
        Expr there = some.isPresent() ? body : Exprs.choose(reached, body, Exprs.ZERO);
        Node copy = new Node.Defined(node.label(), node.axes(), some, there, node.bound());
        return new Became(Optional.of(copy), Optional.of(need));
    }

    /** It is linear in what depends on an adjoint: its right side, say. */
    private Became copy(Node.Kernel node) {
        List<Node.Kernel.Operand> operands = new ArrayList<>();
        for (Node.Kernel.Operand operand : node.operands()) {
            Optional<Node> now = of(operand.node()).node();
            if (now.isEmpty()) {
                return Became.ZERO;
            }
            operands.add(new Node.Kernel.Operand(now.get(), operand.at()));
        }
        return new Became(Optional.of(node.with(operands, node.guard())), Optional.empty());
    }

    private Became copy(Node.Accumulated node) {
        List<Term> terms = new ArrayList<>();
        List<Term> needs = new ArrayList<>();
        boolean everywhere = node.isDisjoint();
        for (Term term : node.terms()) {
            Expr reached = reached(term.body());
            Expr body = Exprs.choose(reached, formula(term.body()), Exprs.ZERO);
            terms.add(new Term(term.indices(), term.target(), term.filter(), body));
            if (!reached.equals(Exprs.FALSE)) {
                needs.add(new Term(term.indices(), term.target(), both(term.filter(), reached), Exprs.TRUE));
            }
            everywhere &= reached.equals(Exprs.TRUE);
        }
        if (needs.isEmpty()) {
            return Became.ZERO;
        }
        Node need = new Node.Accumulated(need(node), Reducer.ANY, node.axes(), needs);
        return new Became(Optional.of(node.with(terms)), everywhere ? Optional.empty() : Optional.of(need));
    }

    private static Node.Label need(Node node) {
        return node.label().derived("need_" + node.name(), "need");
    }

    private static Optional<Expr> both(Optional<Expr> filter, Expr condition) {
        Expr all = Exprs.and(filter.orElse(Exprs.TRUE), condition);
        return all.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(all);
    }

    /** Where an adjoint reaches a formula. */
    private Expr reached(Expr expr) {
        if (expr instanceof Expr.Read read && above.contains(read.node())) {
            Became now = of(read.node());
            return now.node().isEmpty()
                    ? Exprs.FALSE
                    : now.need()
                            .map(need -> (Expr) new Expr.Read(need, read.subscripts()))
                            .orElse(Exprs.TRUE);
        }
        if (expr instanceof Expr.Choose choose) {
            Expr then = reached(choose.then());
            Expr otherwise = reached(choose.otherwise());
            return then.equals(otherwise)
                    ? then
                    : Exprs.or(
                            Exprs.and(choose.condition(), then), Exprs.and(Exprs.not(choose.condition()), otherwise));
        }
        Expr any = Exprs.FALSE;
        if (expr instanceof Expr.Apply apply) {
            for (Expr operand : apply.operands()) {
                any = Exprs.or(any, reached(operand));
            }
        }
        return any;
    }

    /** A formula over what became of the nodes. */
    private Expr formula(Expr expr) {
        if (expr instanceof Expr.Read read && above.contains(read.node())) {
            return of(read.node())
                    .node()
                    .map(node -> (Expr) new Expr.Read(node, read.subscripts()))
                    .orElse(Exprs.ZERO);
        }
        if (expr instanceof Expr.Choose choose) {
            return Exprs.choose(choose.condition(), formula(choose.then()), formula(choose.otherwise()));
        }
        return expr instanceof Expr.Apply apply ? gate(apply) : expr;
    }

    /** What is 0 because no adjoint reaches it is left out. */
    private Expr gate(Expr.Apply apply) {
        List<Expr> operands = apply.operands().stream().map(this::formula).toList();
        Expr left = apply.operands().get(0);
        Expr right = apply.operands().get(operands.size() - 1);
        return switch (apply.primitive()) {
            case ADD, SUBTRACT -> isAbove(left) && isAbove(right) ? sum(apply, operands) : with(apply, operands);
            case MULTIPLY -> isZero(left) || isZero(right) ? Exprs.ZERO : with(apply, operands);
            case NEGATE, DIVIDE -> isZero(left) ? Exprs.ZERO : with(apply, operands);
            default -> with(apply, operands);
        };
    }

    private static Expr with(Expr.Apply apply, List<Expr> operands) {
        return new Expr.Apply(apply.primitive(), operands);
    }

    /** Where only one of the two is reached, the other is not evaluated. */
    private Expr sum(Expr.Apply apply, List<Expr> operands) {
        boolean minus = apply.primitive() == Primitive.SUBTRACT;
        Expr first = reached(apply.operands().get(0));
        Expr second = reached(apply.operands().get(1));
        if (second.equals(Exprs.FALSE)) {
            return operands.get(0);
        }
        if (first.equals(Exprs.FALSE)) {
            return minus ? Exprs.negate(operands.get(1)) : operands.get(1);
        }
        return first.equals(second)
                ? with(apply, operands)
                : with(
                        apply,
                        List.of(
                                Exprs.choose(first, operands.get(0), Exprs.ZERO),
                                Exprs.choose(second, operands.get(1), Exprs.ZERO)));
    }

    private boolean isAbove(Expr expr) {
        boolean[] depends = {false};
        Exprs.forEachRead(expr, read -> depends[0] |= above.contains(read.node()));
        return depends[0];
    }

    /** Whether a formula depends on upstream gradients, and these are all zero. */
    private boolean isZero(Expr expr) {
        return isAbove(expr) && reached(expr).equals(Exprs.FALSE);
    }
}
