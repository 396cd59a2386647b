package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes lose the axes on which they do not depend, and who reads a copy reads what it is a copy of. So what a derivative in
 * a formula writes out once more, for each index around, is again what it was made of.
 */
final class Projection {

    private final Set<Node> fixed;
    private final Relevance relevance;
    private final Map<Node, Set<Integer>> operands = new HashMap<>();
    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final Map<Node, Defined> copies = new HashMap<>();

    private Projection(List<Node> nodes, List<Node> wanted) {
        this.fixed = new HashSet<>(wanted);
        this.relevance = Relevance.of(nodes, fixed);
        for (Node node : nodes) {
            if (node instanceof Kernel kernel) {
                for (Kernel.Operand operand : kernel.operands()) {
                    operands.computeIfAbsent(operand.node(), n -> new HashSet<>())
                            .add(own(operand));
                }
            }
        }
    }

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Projection projection = new Projection(nodes, wanted);
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            Node now = projection.node(node);
            projection.rebuilt.put(node, now);
            if (!projection.isCopy(node, now)) {
                kept.add(now);
            }
        }
        nodes.stream().filter(Node::isRecurrent).forEach(projection::close);
        return new Rebuilt(kept, wanted.stream().map(projection.rebuilt::get).toList());
    }

    private boolean isCopy(Node node, Node now) {
        if (!fixed.contains(node)
                && now instanceof Defined defined
                && defined.reduce().isEmpty()
                && defined.kind() != Kind.INDEX
                && defined.body() instanceof Expr.Read
                && operands.getOrDefault(node, Set.of()).stream().allMatch(own -> isWhole(defined, own))) {
            copies.put(node, defined);
            return true;
        }
        return false;
    }

    private void close(Node node) {
        ((Accumulated) rebuilt.get(node)).close(terms((Accumulated) node));
    }

    private Node node(Node node) {
        if (node instanceof Defined defined) {
            Optional<Defined.Reduce> reduce = defined.reduce()
                    .map(r -> new Defined.Reduce(
                            r.reducer(), r.indices(), r.filter().map(this::expr)));
            return new Defined(
                    defined.label(), relevance.of(node, defined.axes()), reduce, expr(defined.body()), defined.bound());
        }
        if (node instanceof Kernel kernel) {
            return new Kernel(
                    kernel.label(),
                    kernel.operation(),
                    relevance.of(node, kernel.axes()),
                    kernel.operands().stream().map(this::operand).toList(),
                    kernel.own(),
                    expr(kernel.guard()),
                    kernel.place());
        }
        return node instanceof Accumulated accumulated ? accumulated(accumulated) : node;
    }

    private Node accumulated(Accumulated node) {
        Accumulated now = node.over(relevance.of(node, node.axes()));
        if (node.isRecurrent()) {
            return now;
        }
        List<Term> terms = terms(node);
        if (node.isDisjoint() && terms.size() == 1 && isPlain(terms.get(0))) {
            return new Defined(
                    node.label(),
                    terms.get(0).indices(),
                    Optional.empty(),
                    terms.get(0).body(),
                    node.bound());
        }
        now.close(terms);
        return now;
    }

    /** Whether a term says each element by an index of its own for each axis. */
    private static boolean isPlain(Term term) {
        return term.target().equals(term.indices().stream().map(Whole::of).toList());
    }

    private List<Term> terms(Accumulated node) {
        return node.terms().stream().map(term -> term(node, term)).toList();
    }

    private Term term(Accumulated node, Term term) {
        List<Whole> target = relevance.of(node, term.target());
        Set<Whole> left = new HashSet<>(term.target());
        target.forEach(left::remove);
        List<Index> indices =
                term.indices().stream().filter(i -> !left.contains(Whole.of(i))).toList();
        return new Term(
                indices,
                target.stream().map(this::whole).toList(),
                term.filter().map(this::expr),
                expr(term.body()));
    }

    private Kernel.Operand operand(Kernel.Operand operand) {
        List<Whole> at = relevance.of(operand.node(), operand.at()).stream()
                .map(this::whole)
                .toList();
        Defined copy = copies.get(operand.node());
        if (copy == null) {
            return new Kernel.Operand(rebuilt.get(operand.node()), at);
        }
        Expr.Read read = (Expr.Read) copy.body();
        int first = read.subscripts().size() - own(operand);
        Map<Index, Whole> values = values(copy.axes(), at);
        return new Kernel.Operand(
                read.node(),
                read.subscripts().subList(0, first).stream()
                        .map(s -> Exprs.substitute(s, values))
                        .toList());
    }

    /** How many axes an operation takes as a whole. */
    private static int own(Kernel.Operand operand) {
        return operand.node().rank() - operand.at().size();
    }

    /** Whether the last axes of a copy are the last ones of what it is a copy of, as they are. */
    private static boolean isWhole(Defined copy, int last) {
        List<Whole> read = ((Expr.Read) copy.body()).subscripts();
        List<Index> axes = copy.axes().subList(copy.rank() - last, copy.rank());
        int first = read.size() - last;
        return first >= 0
                && read.subList(first, read.size())
                        .equals(axes.stream().map(Whole::of).toList())
                && read.subList(0, first).stream().noneMatch(s -> axes.stream().anyMatch(s.atoms()::contains));
    }

    private Expr expr(Expr expr) {
        return Exprs.rewrite(expr, this::whole, this::read);
    }

    private Expr read(Expr expr) {
        Expr.Read read = (Expr.Read) expr;
        List<Whole> subscripts = relevance.of(read.node(), read.subscripts());
        Defined copy = copies.get(read.node());
        return copy == null
                ? new Expr.Read(rebuilt.get(read.node()), subscripts)
                : Exprs.substitute(copy.body(), values(copy.axes(), subscripts));
    }

    private static Map<Index, Whole> values(List<Index> axes, List<Whole> subscripts) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < subscripts.size(); k++) {
            values.put(axes.get(k), subscripts.get(k));
        }
        return values;
    }

    private Whole whole(Whole whole) {
        return whole.substitute(atom -> {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                List<Whole> subscripts = relevance.of(node, gathered.subscripts()).stream()
                        .map(this::whole)
                        .toList();
                return Optional.of(Whole.of(new Atom.Gathered(rebuilt.get(node), subscripts)));
            }
            return Optional.empty();
        });
    }
}
