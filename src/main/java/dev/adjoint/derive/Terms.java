package dev.adjoint.derive;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The node that adds up terms with targets: a plain definition by index where each term writes whole axes, an
 * accumulation otherwise.
 */
final class Terms {

    /** So many terms are one formula; more are added up in several steps, so that no formula grows without bound. */
    private static final int TOGETHER = 24;

    /** So many terms are said for each element where they reach a range; the loop is cut at the ends of each. */
    private static final int NEIGHBOURS = 3;

    private final Reducer reducer;
    private final List<Whole> shape;
    private final List<Index> axes;

    private Terms(Reducer reducer, List<Index> axes) {
        this.reducer = reducer;
        this.axes = axes;
        this.shape = axes.stream().map(Index::size).toList();
    }

    /**
     * The sum (or disjunction) of terms.
     *
     * @param like the node of whose shape the result is
     */
    static Node combine(Node.Label label, Reducer reducer, Node like, List<Term> terms) {
        List<Term> merged = merged(terms, reducer);
        return new Terms(reducer, axes(like, names(like.rank(), merged))).combine(label, merged);
    }

    /** Gives a recurrent sum (or disjunction) its terms. */
    static void close(Node.Accumulated recurrent, List<Term> terms) {
        Terms all = new Terms(recurrent.reducer(), recurrent.axes());
        recurrent.close(
                terms.isEmpty()
                        ? terms
                        : all.sorted(merged(terms, recurrent.reducer())).ordered());
    }

    private static List<Index> axes(Node like, List<String> names) {
        List<Index> fresh = like.freshAxes();
        return IntStream.range(0, like.rank())
                .mapToObj(k -> fresh.get(k).renamed(names.get(k)))
                .toList();
    }

    /** The names that the first term has for its target, where they are different indices. */
    private static List<String> names(int rank, List<Term> terms) {
        List<String> names = terms.get(0).target().stream()
                .flatMap(t -> t.index().map(Index::name).stream())
                .distinct()
                .toList();
        return names.size() == rank
                ? names
                : IntStream.range(0, rank).mapToObj(k -> "i" + k).toList();
    }

    /** Terms of the same indices, target and filter become one. */
    private static List<Term> merged(List<Term> terms, Reducer reducer) {
        List<Term> merged = new ArrayList<>();
        for (Term term : terms) {
            int same = -1;
            for (int k = 0; k < merged.size() && same < 0; k++) {
                same = isParallel(merged.get(k), term) ? k : -1;
            }
            if (same < 0) {
                merged.add(term);
            } else {
                merged.set(same, withBody(term, join(reducer, merged.get(same).body(), term.body())));
            }
        }
        return merged;
    }

    private static boolean isParallel(Term a, Term b) {
        return !a.indices().isEmpty()
                && a.indices().equals(b.indices())
                && a.target().equals(b.target())
                && a.filter().equals(b.filter());
    }

    private static Term withBody(Term term, Expr body) {
        return new Term(term.indices(), term.target(), term.filter(), body);
    }

    private static Expr join(Reducer reducer, Expr left, Expr right) {
        return reducer == Reducer.ANY ? Exprs.or(left, right) : Exprs.plus(left, right);
    }

    /** Terms by what they do: one body for each element, a sum for each element, anything else. */
    private record Sorted(Terms like, List<Expr> pointwise, List<Term> sums, List<Term> rest) {

        /** Terms that cover the whole result come first, so that the first of them is written and not added. */
        List<Term> ordered() {
            List<Term> ordered = new ArrayList<>();
            for (int from = 0; from < pointwise.size(); from += TOGETHER) {
                List<Expr> some = pointwise.subList(from, Math.min(from + TOGETHER, pointwise.size()));
                ordered.add(new Term(like.axes, wholes(like.axes), Optional.empty(), like.joined(some)));
            }
            ordered.addAll(sums);
            ordered.addAll(rest);
            return ordered;
        }
    }

    private Sorted sorted(List<Term> terms) {
        Sorted sorted = new Sorted(this, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Term term : terms) {
            if (!covers(term)) {
                sorted.rest.add(term);
            } else if (term.indices().size() > axes.size()) {
                sorted.sums.add(renamed(term));
            } else {
                sorted.pointwise.add(filtered(renamed(term)));
            }
        }
        return sorted;
    }

    /**
     * The terms, where those that reach a range of one axis, each element once, say what they add to every element: {@code
     * dx[i + 1] += f(i)} becomes {@code f(i - 1)} where i is 1 or more, and 0 elsewhere. So neighbours need one pass, not one
     * for each of them. What a loop hands from step to step stays with the step.
     */
    private List<Term> gathered(List<Term> terms) {
        if (axes.stream().anyMatch(axis -> axis.loop().isPresent())) {
            return terms;
        }
        List<Term> gathered = new ArrayList<>();
        int shifted = 0;
        for (Term term : terms) {
            Optional<Shift> shift = covers(term) ? Optional.empty() : Shift.of(term, axes);
            gathered.add(shift.map(s -> s.term(term)).orElse(term));
            shifted += shift.isPresent() ? 1 : 0;
        }
        boolean isOnePass = shifted <= NEIGHBOURS && gathered.stream().allMatch(this::covers);
        return isOnePass && reducer == Reducer.SUM ? gathered : terms;
    }

    private Node combine(Node.Label label, List<Term> terms) {
        Sorted sorted = sorted(gathered(terms));
        if (sorted.rest.isEmpty() && sorted.sums.isEmpty() && sorted.pointwise.size() <= TOGETHER) {
            return new Node.Defined(label, axes, Optional.empty(), joined(sorted.pointwise), Optional.empty());
        }
        if (sorted.rest.isEmpty() && sorted.sums.size() == 1 && sorted.pointwise.isEmpty()) {
            return reduction(label, sorted.sums.get(0));
        }
        return new Node.Accumulated(label, reducer, axes, sorted.ordered());
    }

    private Expr joined(List<Expr> bodies) {
        Expr all = bodies.get(0);
        for (Expr body : bodies.subList(1, bodies.size())) {
            all = join(reducer, all, body);
        }
        return all;
    }

    private static List<Whole> wholes(List<Index> indices) {
        return indices.stream().map(Whole::of).toList();
    }

    private Expr filtered(Term term) {
        Expr outside = reducer == Reducer.ANY ? Exprs.FALSE : Exprs.ZERO;
        return term.filter().map(f -> Exprs.choose(f, term.body(), outside)).orElse(term.body());
    }

    private Node reduction(Node.Label label, Term term) {
        List<Index> bound = term.indices().subList(axes.size(), term.indices().size());
        Node.Defined.Reduce reduce = new Node.Defined.Reduce(reducer, bound, term.filter());
        return new Node.Defined(label, axes, Optional.of(reduce), term.body(), Optional.empty());
    }

    /** Whether the target is a list of different indices that run over their whole axes. */
    private boolean covers(Term term) {
        Set<Index> seen = new HashSet<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            Optional<Index> index = term.target().get(axis).index();
            if (index.isEmpty()
                    || !term.indices().contains(index.get())
                    || !seen.add(index.get())
                    || !isWhole(index.get(), shape.get(axis))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(Index index, Whole size) {
        return index.lower().equals(Whole.ZERO) && index.upper().closed().equals(size.closed());
    }

    /** The term over the axes of the result, these first, then the indices that are summed. */
    private Term renamed(Term term) {
        Map<Index, Whole> values = new HashMap<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            values.put(term.target().get(axis).index().orElseThrow(), Whole.of(axes.get(axis)));
        }
        List<Index> indices = new ArrayList<>(axes);
        for (Index index : term.indices()) {
            if (!values.containsKey(index)) {
                Index bound = distinct(index, indices);
                indices.add(bound);
                if (bound != index) {
                    values.put(index, Whole.of(bound));
                }
            }
        }
        return new Term(
                indices,
                wholes(axes),
                term.filter().map(f -> Exprs.substitute(f, values)),
                Exprs.substitute(term.body(), values));
    }

    /** The index, or one like it, if its name is taken: loops inside each other have different names. */
    private static Index distinct(Index index, List<Index> taken) {
        if (taken.stream().noneMatch(i -> i.name().equals(index.name()))) {
            return index;
        }
        String name = Stream.of("i", "j", "k", "l", "m", "n", "p", "q", "r", "s")
                .filter(letter -> taken.stream().noneMatch(i -> i.name().equals(letter)))
                .findFirst()
                .orElse(index.name() + taken.size());
        return index.renamed(name);
    }
}
