package dev.adjoint.optimise;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps once what a step computes and hands on as it is: {@code d[t] = f(…)} and {@code c[t + 1] = d[t]} become
 * {@code c[t + 1] = f(…)}, and who reads {@code d[t]} reads {@code c[t + 1]}.
 */
final class Carrying {

    /** A term of a carry that copies a definition. */
    private record Copy(Accumulated carry, Term term) {

        /** Where the carry keeps an element of the definition. */
        List<Whole> place(List<Index> axes) {
            Map<Index, Whole> values = new HashMap<>();
            for (int k = 0; k < axes.size(); k++) {
                values.put(term.indices().get(k), Whole.of(axes.get(k)));
            }
            return term.target().stream().map(w -> Exprs.substitute(w, values)).toList();
        }
    }

    private final Map<Node, Copy> copies = new HashMap<>();
    private final IdentityHashMap<Term, Node.Defined> copied = new IdentityHashMap<>();
    private final Map<Node, Node> rebuilt = new HashMap<>();
    private final Map<Node, Node.Defined> inlined = new HashMap<>();

    private Carrying() {}

    static Rebuilt run(List<Node> nodes, List<Node> wanted) {
        Carrying carrying = new Carrying();
        carrying.find(nodes, wanted);
        // What is carried may itself be a copy.
        return carrying.copies.isEmpty()
                ? Rebuilt.unchanged(nodes, wanted)
                : carrying.rebuild(nodes, wanted).then(Carrying::run);
    }

    private void find(List<Node> nodes, List<Node> wanted) {
        Set<Node> arrays = new HashSet<>(wanted);
        for (Node node : nodes) {
            if (node instanceof Node.Kernel kernel) {
                kernel.operands().forEach(o -> arrays.add(o.node()));
            }
        }
        Set<Node> before = new HashSet<>();
        for (Node node : nodes) {
            before.add(node);
            if (node instanceof Accumulated carry && carry.isRecurrent() && carry.isDisjoint()) {
                for (Term term : carry.terms()) {
                    copied(carry, term)
                            .filter(d -> !arrays.contains(d) && !before.contains(d))
                            .filter(d -> copies.putIfAbsent(d, new Copy(carry, term)) == null)
                            .ifPresent(d -> copied.put(term, d));
                }
            }
        }
    }

    /** The definition that a term of each step copies, index by index; a first value may be read without the loop. */
    private static Optional<Node.Defined> copied(Accumulated carry, Term term) {
        Optional<Index> loop = carry.recurrence().map(Accumulated.Recurrence::loop);
        if (term.indices().stream().noneMatch(i -> i.loop().equals(loop))) {
            return Optional.empty();
        }
        List<Whole> at = term.indices().stream().map(Whole::of).toList();
        return source(term.body())
                .filter(d -> term.filter().isEmpty()
                        && d.reduce().isEmpty()
                        && d.kind() == carry.kind()
                        && d.bound().equals(carry.bound())
                        && sizes(d.axes()).equals(sizes(term.indices()))
                        && loops(d.axes()).equals(loops(term.indices()))
                        && term.body().equals(Exprs.element(d, at)));
    }

    private static Optional<Node.Defined> source(Expr body) {
        if (body instanceof Expr.Read read && read.node() instanceof Node.Defined defined) {
            return Optional.of(defined);
        }
        return body instanceof Expr.Count count
                        && count.value().atom().orElse(null) instanceof Atom.Gathered gathered
                        && gathered.array() instanceof Node.Defined defined
                ? Optional.of(defined)
                : Optional.empty();
    }

    private static List<Whole> sizes(List<Index> indices) {
        return indices.stream().map(Index::size).toList();
    }

    /** What runs over the steps of a loop inside is no row of the one around it. */
    private static List<Optional<Index>> loops(List<Index> indices) {
        return indices.stream().map(Index::loop).toList();
    }

    private Rebuilt rebuild(List<Node> nodes, List<Node> wanted) {
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            Copy copy = copies.get(node);
            if (copy != null && rebuilt.containsKey(copy.carry())) {
                Node.Defined defined = (Node.Defined) node;
                Expr there = Exprs.element(rebuilt.get(copy.carry()), copy.place(defined.axes()));
                inlined.put(
                        node,
                        new Node.Defined(defined.label(), defined.axes(), Optional.empty(), there, defined.bound()));
            } else {
                Node now = new Rewriting(rebuilt, inlined).node(node);
                rebuilt.put(node, now);
                kept.add(now);
            }
        }
        for (Node node : nodes) {
            if (node instanceof Accumulated carry && carry.isRecurrent()) {
                ((Accumulated) rebuilt.get(carry)).close(new Rewriting(rebuilt, inlined).terms(direct(carry)));
            }
        }
        return new Rebuilt(kept, wanted.stream().map(rebuilt::get).toList());
    }

    /** The node with the formulas of what it copied. */
    private Accumulated direct(Accumulated carry) {
        return carry.with(carry.terms().stream().map(this::direct).toList());
    }

    private Term direct(Term term) {
        Node.Defined defined = copied.get(term);
        return defined != null && inlined.containsKey(defined)
                ? new Term(term.indices(), term.target(), Optional.empty(), formula(defined, term))
                : term;
    }

    private static Expr formula(Node.Defined defined, Term term) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < term.indices().size(); k++) {
            values.put(defined.axes().get(k), Whole.of(term.indices().get(k)));
        }
        return Exprs.substitute(defined.body(), values);
    }
}
