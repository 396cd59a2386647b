package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.loops.Step.Mode;
import dev.adjoint.optimise.Pruning;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes groups of nodes as nests of loops over buffers. */
final class Writing {

    private final Map<Node, Buffer> buffers;

    Writing(Map<Node, Buffer> buffers) {
        this.buffers = buffers;
    }

    List<Nest> nests(List<Group> groups) {
        return groups.stream().flatMap(g -> nests(g).stream()).toList();
    }

    /** One nest, or one for each term of an accumulation. */
    private List<Nest> nests(Group group) {
        List<List<Step>> pieces = new ArrayList<>();
        Node first = group.nodes().get(0);
        if (first instanceof Node.Accumulated accumulated) {
            accumulate(accumulated, pieces);
        } else if (first instanceof Node.Kernel kernel) {
            pieces.add(looped(kernel.axes(), KernelCalls.steps(kernel, buffers)));
        } else {
            List<Step> steps = new ArrayList<>();
            pieces.add(steps);
            if (group.isAlone()) {
                alone((Node.Defined) first, steps);
            } else {
                together(group, steps);
            }
        }
        List<Nest> nests = new ArrayList<>();
        for (List<Step> steps : pieces) {
            String comment = nests.isEmpty() ? Comments.of(group) : "";
            nests.add(Unrolling.unroll(new Nest(comment, Optional.empty(), steps)));
        }
        return nests;
    }

    private static List<Whole> wholes(List<Index> indices) {
        return indices.stream().map(Whole::of).toList();
    }

    /** {@code for axes { a = …; b = …; }}. */
    private void together(Group group, List<Step> steps) {
        List<Group.Here> forms =
                group.nodes().stream().map(n -> group.here((Node.Defined) n)).toList();
        List<Expr> roots = forms.stream()
                .filter(f -> f.bound().isEmpty())
                .map(Group.Here::body)
                .toList();
        Emission emission = new Emission(buffers, roots);
        List<Whole> at = wholes(group.axes());
        for (int k = 0; k < group.nodes().size(); k++) {
            Node.Defined node = (Node.Defined) group.nodes().get(k);
            Value value = node.reduce().isPresent()
                    ? reduced(node, node.reduce().get().reducer(), forms.get(k), emission)
                    : emission.value(forms.get(k).body());
            keep(group, k, value, at, emission);
        }
        steps.addAll(looped(group.axes(), emission.steps()));
    }

    /** Stores the value of the k-th node of a group, and keeps it in a local for those behind it that read it. */
    private void keep(Group group, int k, Value value, List<Whole> at, Emission emission) {
        Node.Defined node = (Node.Defined) group.nodes().get(k);
        Value kept = value;
        if (isReadBehind(group, k)) {
            kept = emission.local(node.name(), node.kind(), value);
            emission.know(new Expr.Read(node, at), kept);
        }
        Buffer buffer = buffers.get(node);
        if (buffer != null) {
            emission.steps().add(new Step.Store(new Value.Element(buffer, at), Mode.SET, kept));
        }
    }

    private static boolean isReadBehind(Group group, int k) {
        Node node = group.nodes().get(k);
        boolean[] read = {false};
        for (Node later : group.nodes().subList(k + 1, group.nodes().size())) {
            Pruning.forEachSource(later, source -> read[0] |= source == node);
        }
        return read[0];
    }

    /** {@code acc = 0; for bound { if (filter) acc += body; }}, and the accumulator. */
    private Value reduced(Node node, Reducer reducer, Group.Here form, Emission emission) {
        Value.Local accumulator = new Value.Local(node.name(), node.kind());
        emission.steps().add(new Step.Declare(accumulator, neutral(reducer)));
        Expr body = form.body();
        Emission inner = emission.inner(form.filter().map(f -> List.of(f, body)).orElse(List.of(body)));
        inner.guarded(form.filter(), body, (e, into) -> into.steps().add(step(accumulator, reducer, into.value(e))));
        emission.steps().addAll(looped(form.bound(), inner.steps()));
        return new Value.Get(accumulator);
    }

    private static Value neutral(Reducer reducer) {
        return switch (reducer) {
            case SUM -> new Value.Constant(0);
            case MAX -> new Value.Constant(Double.NEGATIVE_INFINITY);
            case MIN -> new Value.Constant(Double.POSITIVE_INFINITY);
            case ANY -> new Value.Truth(false);
        };
    }

    private static Step step(Value.Local accumulator, Reducer reducer, Value value) {
        Value sofar = new Value.Get(accumulator);
        return switch (reducer) {
            case SUM -> new Step.Assign(accumulator, Mode.ADD, value);
            case ANY -> new Step.Assign(accumulator, Mode.OR, value);
            case MAX -> new Step.Assign(accumulator, Mode.SET, new Value.Apply(Primitive.MAX, List.of(sofar, value)));
            case MIN -> new Step.Assign(accumulator, Mode.SET, new Value.Apply(Primitive.MIN, List.of(sofar, value)));
        };
    }

    /** A definition in a nest of its own: a row of sums, or indices. */
    private void alone(Node.Defined node, List<Step> steps) {
        List<Whole> at = wholes(node.axes());
        if (node.reduce().isEmpty()) {
            scatter(new Term(node.axes(), at, Optional.empty(), node.body()), buffers.get(node), Mode.SET, steps);
            return;
        }
        Reduce reduce = node.reduce().get();
        rows(node.axes(), reduce.indices(), reduce.filter(), node.body(), buffers.get(node), true, steps);
    }

    /** {@code for axes but the last, bound, last axis { T[axes] += body }}. */
    private void rows(
            List<Index> axes,
            List<Index> bound,
            Optional<Expr> filter,
            Expr body,
            Buffer buffer,
            boolean clear,
            List<Step> steps) {
        if (clear) {
            steps.add(new Step.Clear(buffer));
        }
        List<Index> order = new ArrayList<>(axes.subList(0, axes.size() - 1));
        order.addAll(bound);
        order.add(axes.get(axes.size() - 1));
        scatter(new Term(order, wholes(axes), filter, body), buffer, Mode.ADD, steps);
    }

    /** {@code for indices { if (filter) T[target] += body }}. */
    private void scatter(Term term, Buffer buffer, Mode mode, List<Step> steps) {
        Emission inner = new Emission(
                buffers, term.filter().map(f -> List.of(f, term.body())).orElse(List.of(term.body())));
        Mode how = mode == Mode.ADD && buffer.kind() == Kind.TRUTH ? Mode.OR : mode;
        boolean adds = how == Mode.ADD;
        Expr body = term.body();
        Optional<Expr> filter = term.filter();
        if (adds && body instanceof Expr.Choose choose && choose.otherwise().equals(Exprs.ZERO)) {
            filter = Optional.of(
                    filter.map(f -> Exprs.and(f, choose.condition())).orElse(choose.condition()));
            body = choose.then();
        }
        inner.guarded(filter, body, (e, into) -> {
            Value.Element target = new Value.Element(
                    buffer, term.target().stream().map(into::whole).toList());
            into.steps().add(new Step.Store(target, how, into.value(e)));
        });
        steps.addAll(looped(term.indices(), inner.steps()));
    }

    /** All terms one after another; the first writes with {@code =} if it covers the whole array. */
    private void accumulate(Node.Accumulated node, List<List<Step>> pieces) {
        Buffer buffer = buffers.get(node);
        for (Term term : node.terms()) {
            List<Step> steps = new ArrayList<>();
            boolean first = pieces.isEmpty();
            pieces.add(steps);
            if (node.isDisjoint()) {
                scatter(term, buffer, Mode.SET, steps);
            } else if (covers(term, node.shape())) {
                plain(node, term, buffer, first, steps);
            } else {
                if (first) {
                    steps.add(new Step.Clear(buffer));
                }
                scatter(term, buffer, Mode.ADD, steps);
            }
        }
    }

    private void plain(Node.Accumulated node, Term term, Buffer buffer, boolean first, List<Step> steps) {
        List<Index> axes =
                term.target().stream().map(t -> t.index().orElseThrow()).toList();
        List<Index> bound =
                term.indices().stream().filter(i -> !axes.contains(i)).toList();
        if (bound.isEmpty()) {
            Optional<Expr> filter = first ? Optional.empty() : term.filter();
            Expr body = first
                    ? term.filter()
                            .map(f -> Exprs.choose(f, term.body(), zero(node)))
                            .orElse(term.body())
                    : term.body();
            scatter(new Term(axes, term.target(), filter, body), buffer, first ? Mode.SET : Mode.ADD, steps);
            return;
        }
        Reduce reduce = new Reduce(node.reducer(), bound, term.filter());
        Node.Defined sum = new Node.Defined(node.label(), axes, Optional.of(reduce), term.body(), Optional.empty());
        if (Grouping.isOuter(sum)) {
            rows(axes, bound, term.filter(), term.body(), buffer, first, steps);
            return;
        }
        Emission emission = new Emission(buffers, List.of());
        Group.Here form = new Group.Here(bound, term.filter(), term.body());
        Value value = reduced(sum, node.reducer(), form, emission);
        Mode more = node.reducer() == Reducer.ANY ? Mode.OR : Mode.ADD;
        Value.Element target = new Value.Element(buffer, wholes(axes));
        emission.steps().add(new Step.Store(target, first ? Mode.SET : more, value));
        steps.addAll(looped(axes, emission.steps()));
    }

    private static Expr zero(Node.Accumulated node) {
        return node.reducer() == Reducer.ANY ? Exprs.FALSE : Exprs.ZERO;
    }

    /** Whether the target is a list of different indices that run over their whole axes. */
    private static boolean covers(Term term, List<Whole> shape) {
        Set<Index> seen = new HashSet<>();
        for (int k = 0; k < shape.size(); k++) {
            Optional<Index> index = term.target().get(k).index();
            if (index.isEmpty()
                    || !seen.add(index.get())
                    || !index.get().size().closed().equals(shape.get(k).closed())) {
                return false;
            }
        }
        return true;
    }

    private static List<Step> looped(List<Index> indices, List<Step> body) {
        List<Step> steps = body;
        for (int k = indices.size() - 1; k >= 0; k--) {
            steps = List.of(new Step.Loop(indices.get(k), List.copyOf(steps)));
        }
        return steps;
    }
}
