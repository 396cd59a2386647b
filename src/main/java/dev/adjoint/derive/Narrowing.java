package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Defined;
import dev.adjoint.graph.Template;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of an array of which a formula reads one element for each value of its indices, only those elements: {@code y[i] =
 * f[i,i]} with {@code f[i,k] = …} becomes {@code y[i] = f[i]}. So the row of a Jacobian is that of one element, and not of a
 * sum over all of them that are not asked for.
 */
final class Narrowing {

    private final List<Node> part;
    private final Map<Node, Set<Node>> readers = new HashMap<>();
    private final Set<Node> fixed = new HashSet<>();
    private final Map<Node, Narrow> narrow = new HashMap<>();
    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final List<Node> made = new ArrayList<>();

    /**
     * A node of which some elements are left.
     *
     * @param at the indices of its reader that say which, one for each of its axes
     */
    private record Narrow(Defined node, List<Index> at) {}

    private Narrowing(List<Node> part, List<Template> templates, Node from) {
        this.part = part;
        fixed.add(from);
        templates.forEach(t -> fixed.addAll(t.nodes()));
        for (Node node : part) {
            node.forEachSource(
                    s -> readers.computeIfAbsent(s, r -> new HashSet<>()).add(node));
        }
    }

    /**
     * Makes the nodes between two of them smaller, as far as nothing else reads them.
     *
     * @param part all that lies between, with both at its ends
     * @return the same part, with what was made smaller behind the rest, the last node at its end
     */
    static List<Node> of(List<Node> part, List<Template> templates) {
        Defined to = (Defined) part.get(part.size() - 1);
        Narrowing narrowing = new Narrowing(part, templates, part.get(0));
        narrowing.follow(to, to);
        if (narrowing.narrow.isEmpty()) {
            return part;
        }
        narrowing.rebuild(to);
        List<Node> all = new ArrayList<>(part.subList(0, part.size() - 1));
        all.addAll(narrowing.made);
        return all;
    }

    /** Looks at what a node reads that is left for it alone. */
    private void follow(Node before, Defined now) {
        Map<Node, Set<List<Whole>>> reads = new HashMap<>();
        Set<Node> sources = new LinkedHashSet<>();
        Exprs.forEachRead(now.body(), read -> {
            sources.add(read.node());
            reads.computeIfAbsent(read.node(), n -> new HashSet<>()).add(read.subscripts());
        });
        now.reduce().flatMap(Defined.Reduce::filter).ifPresent(f -> Exprs.forEachSource(f, fixed::add));
        for (Node source : sources) {
            boolean alone = part.contains(source)
                    && !fixed.contains(source)
                    && readers.get(source).equals(Set.of(before))
                    && reads.get(source).size() == 1;
            Optional<Narrow> less = alone
                    ? defined(source)
                            .flatMap(d -> narrow(d, reads.get(source).iterator().next(), now.axes()))
                    : Optional.empty();
            less.ifPresent(n -> {
                narrow.put(source, n);
                follow(source, n.node());
            });
        }
    }

    /** The node as a definition; a derivative inside this one is one by its only term. */
    private static Optional<Defined> defined(Node node) {
        if (node instanceof Node.Accumulated all
                && all.isDisjoint()
                && !all.isRecurrent()
                && all.terms().size() == 1
                && all.terms().get(0).indices().equals(all.axes())) {
            return Optional.of(new Defined(
                    all.label(),
                    all.axes(),
                    Optional.empty(),
                    all.terms().get(0).body(),
                    Optional.empty()));
        }
        return node instanceof Defined defined ? Optional.of(defined) : Optional.empty();
    }

    private static Optional<Narrow> narrow(Defined node, List<Whole> subscripts, List<Index> axes) {
        Set<Atom> used = new LinkedHashSet<>();
        for (int k = 0; k < subscripts.size(); k++) {
            Whole at = subscripts.get(k);
            Optional<Index> index = at.index();
            boolean whole = index.isPresent()
                    && axes.contains(index.get())
                    && index.get().size().equals(node.shape().get(k));
            if (!whole && !(at.isNumber() && at.number() >= 0)) {
                return Optional.empty();
            }
            used.addAll(at.atoms());
        }
        List<Index> at = axes.stream().filter(used::contains).toList();
        if (at.size() == node.rank()) {
            return Optional.empty();
        }
        List<Index> own = at.stream().map(Index::fresh).toList();
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < subscripts.size(); k++) {
            Optional<Index> index = subscripts.get(k).index();
            values.put(
                    node.axes().get(k),
                    index.map(i -> Whole.of(own.get(at.indexOf(i)))).orElse(subscripts.get(k)));
        }
        Optional<Defined.Reduce> reduce = node.reduce()
                .map(r ->
                        new Defined.Reduce(r.reducer(), r.indices(), r.filter().map(f -> Exprs.substitute(f, values))));
        Expr body = Exprs.substitute(node.body(), values);
        return Optional.of(new Narrow(new Defined(node.label(), own, reduce, body, node.bound()), at));
    }

    private Node rebuild(Defined node) {
        Expr body = Exprs.rewrite(node.body(), whole -> whole, expr -> {
            Expr.Read read = (Expr.Read) expr;
            Narrow small = narrow.get(read.node());
            return small == null ? read : Exprs.read(rebuilt(read.node(), small), small.at());
        });
        Node now = new Defined(node.label(), node.axes(), node.reduce(), body, node.bound());
        made.add(now);
        return now;
    }

    private Node rebuilt(Node node, Narrow small) {
        Node known = rebuilt.get(node);
        if (known == null) {
            known = rebuild(small.node());
            rebuilt.put(node, known);
        }
        return known;
    }
}
