package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.loops.Statement.Collect;
import dev.adjoint.loops.Statement.Write;
import dev.adjoint.loops.Step.Mode;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes groups of nodes as nests of loops over buffers. */
final class Writing {

    private final Storage storage;

    Writing(Storage storage) {
        this.storage = storage;
    }

    List<Nest> nests(List<Part> parts) {
        return parts.stream().flatMap(p -> nests(p).stream()).toList();
    }

    private List<Nest> nests(Part part) {
        if (part instanceof Part.Sweep sweep) {
            Whole lower = sweep.window().map(w -> Whole.of(w.from())).orElse(Whole.ZERO);
            Whole upper = sweep.window()
                    .map(w -> Whole.of(w.to()))
                    .orElse(sweep.step().upper());
            Step step = new Step.Sweep(sweep.step(), lower, upper, sweep.backward(), nests(sweep.body()));
            return List.of(new Nest(Comments.of(sweep), Optional.empty(), List.of(step)));
        }
        if (part instanceof Part.Segments segments) {
            Step step = new Step.Segments(segments.window(), segments.backward(), segment(segments));
            return List.of(new Nest(Comments.of(segments), Optional.empty(), List.of(step)));
        }
        if (part instanceof Part.When when) {
            Value made = new Emission(storage, List.of()).value(when.made());
            Step step = new Step.When(made, nests(when.then()), nests(when.otherwise()));
            return List.of(new Nest(Comments.of(when), Optional.empty(), List.of(step)));
        }
        return nests((Group) part);
    }

    /** What is handed on is taken from where it is kept, then the steps are made, then it is kept again. */
    private List<Nest> segment(Part.Segments segments) {
        List<Nest> nests = new ArrayList<>();
        segments.repeated().forEach(n -> nests.add(begin(n, false)));
        segments.carried().forEach(n -> nests.add(begin(n, segments.backward())));
        nests.addAll(nests(segments.body()));
        for (Node node : segments.carried()) {
            Storage.Copy copy = storage.copy(node, !segments.backward());
            nests.add(unnamed(
                    Step.Loop.nest(copy.indices(), List.of(new Step.Store(copy.kept(), Mode.SET, copy.here())))));
        }
        return nests;
    }

    private Nest begin(Node node, boolean last) {
        List<Step> steps = new ArrayList<>();
        if (node instanceof Node.Accumulated accumulated && !accumulated.isDisjoint()) {
            steps.add(new Step.Clear(storage.buffer(node)));
        }
        Storage.Copy copy = storage.copy(node, last);
        steps.addAll(Step.Loop.nest(copy.indices(), List.of(new Step.Store(copy.here(), Mode.SET, copy.kept()))));
        return unnamed(steps);
    }

    private static Nest unnamed(List<Step> steps) {
        return new Nest("", Optional.empty(), steps);
    }

    /** One nest, or one for each term of an accumulation. */
    private List<Nest> nests(Group group) {
        List<List<Step>> pieces = new ArrayList<>();
        if (group.statements().get(0) instanceof Collect collect) {
            accumulate(collect, pieces);
        } else if (group.statements().get(0) instanceof Statement.Call call) {
            pieces.add(Step.Loop.nest(call.axes(), KernelCalls.steps(call, storage)));
        } else {
            List<Step> steps = new ArrayList<>();
            pieces.add(steps);
            if (group.isAlone()) {
                alone((Write) group.statements().get(0), steps);
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

    /** {@code for axes { a = …; b = …; }}. */
    private void together(Group group, List<Step> steps) {
        List<Group.Here> forms =
                group.statements().stream().map(s -> group.here((Write) s)).toList();
        List<Expr> roots = forms.stream()
                .filter(f -> f.bound().isEmpty())
                .map(Group.Here::body)
                .toList();
        Emission emission = new Emission(storage, roots);
        for (int k = 0; k < forms.size(); k++) {
            Write write = (Write) group.statements().get(k);
            Value value = write.reduce().isPresent()
                    ? reduced(write.node(), write.reduce().get().reducer(), forms.get(k), emission)
                    : emission.value(forms.get(k).body());
            keep(group, k, value, forms.get(k).target(), emission);
        }
        steps.addAll(Step.Loop.nest(group.axes(), emission.steps()));
    }

    /** Stores the value of the k-th statement of a group, and keeps it in a local for those behind it that read it. */
    private void keep(Group group, int k, Value value, List<Whole> at, Emission emission) {
        Node node = group.statements().get(k).node();
        Value kept = value;
        if (isReadBehind(group, k)) {
            kept = emission.local(node.name(), node.kind(), value);
            emission.know(new Expr.Read(node, at), kept);
        }
        if (storage.has(node)) {
            emission.steps().add(new Step.Store(storage.element(node, at), Mode.SET, kept));
        }
    }

    private static boolean isReadBehind(Group group, int k) {
        Node node = group.nodes().get(k);
        boolean[] read = {false};
        for (Node later : group.nodes().subList(k + 1, group.nodes().size())) {
            later.forEachSource(source -> read[0] |= source == node);
        }
        return read[0];
    }

    /** {@code acc = 0; for bound { if (filter) acc += body; }}, and the accumulator. */
    private Value reduced(Node node, Reducer reducer, Group.Here form, Emission emission) {
        if (reducer.isPosition()) {
            return position(node, reducer == Reducer.ARGMAX, form, emission);
        }
        Value.Local accumulator = new Value.Local(node.name(), node.kind());
        emission.steps().add(new Step.Declare(accumulator, neutral(reducer)));
        Expr body = form.body();
        Emission inner = emission.inner(form.filter().map(f -> List.of(f, body)).orElse(List.of(body)));
        inner.guarded(form.filter(), body, (e, into) -> into.steps().add(step(accumulator, reducer, into.value(e))));
        emission.steps().addAll(Step.Loop.nest(form.bound(), inner.steps()));
        return new Value.Get(accumulator);
    }

    /**
     * {@code best = -∞; at = 0; for i { v = body; if (!(v <= best) && best == best) { best = v; at = i; } }}, and at. What is
     * filtered begins at -1, which the first element that counts beats even by -∞.
     */
    private Value position(Node node, boolean largest, Group.Here form, Emission emission) {
        double worst = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        boolean filtered = form.filter().isPresent();
        Value.Local best = new Value.Local("best", Kind.REAL);
        Value.Local at = new Value.Local(node.name(), Kind.INDEX);
        emission.steps().add(new Step.Declare(best, new Value.Constant(worst)));
        emission.steps().add(new Step.Declare(at, new Value.Count(Whole.of(filtered ? -1 : 0))));
        Value none = new Value.Compare(Comparison.LESS, new Value.Get(at), new Value.Count(Whole.ZERO));
        Whole here = Whole.of(form.bound().get(0));
        Expr body = form.body();
        Emission inner = emission.inner(form.filter().map(f -> List.of(f, body)).orElse(List.of(body)));
        inner.guarded(form.filter(), body, (e, into) -> {
            Value value = into.local("v", Kind.REAL, into.value(e));
            Value beats = beats(value, new Value.Get(best), largest);
            List<Step> found = List.of(
                    new Step.Assign(best, Mode.SET, value), new Step.Assign(at, Mode.SET, new Value.Count(here)));
            into.steps().add(new Step.Branch(filtered ? new Value.Or(none, beats) : beats, found, List.of()));
        });
        emission.steps().addAll(Step.Loop.nest(form.bound(), inner.steps()));
        return filtered ? new Value.Choose(none, new Value.Count(Whole.ZERO), new Value.Get(at)) : new Value.Get(at);
    }

    /** Whether a value is beyond the best so far; NaN is beyond all but NaN. */
    private static Value beats(Value value, Value best, boolean largest) {
        Comparison worse = largest ? Comparison.LESS_EQUAL : Comparison.GREATER_EQUAL;
        return new Value.And(
                new Value.Not(new Value.Compare(worse, value, best)), new Value.Compare(Comparison.EQUAL, best, best));
    }

    private static Value neutral(Reducer reducer) {
        return switch (reducer) {
            case SUM -> new Value.Constant(0);
            case MAX -> new Value.Constant(Double.NEGATIVE_INFINITY);
            case MIN -> new Value.Constant(Double.POSITIVE_INFINITY);
            case ANY -> new Value.Truth(false);
            case ARGMAX, ARGMIN -> throw new IllegalStateException("see position");
        };
    }

    private static Step step(Value.Local accumulator, Reducer reducer, Value value) {
        Value sofar = new Value.Get(accumulator);
        return switch (reducer) {
            case SUM -> new Step.Assign(accumulator, Mode.ADD, value);
            case ANY -> new Step.Assign(accumulator, Mode.OR, value);
            case MAX -> new Step.Assign(accumulator, Mode.SET, new Value.Apply(Primitive.MAX, List.of(sofar, value)));
            case MIN -> new Step.Assign(accumulator, Mode.SET, new Value.Apply(Primitive.MIN, List.of(sofar, value)));
            case ARGMAX, ARGMIN -> throw new IllegalStateException("see position");
        };
    }

    /** A definition in a nest of its own: a row of sums, or indices. */
    private void alone(Write write, List<Step> steps) {
        if (write.reduce().isEmpty()) {
            Term term = new Term(write.axes(), write.target(), Optional.empty(), write.body());
            scatter(term, write.node(), Mode.SET, steps);
            return;
        }
        Reduce reduce = write.reduce().get();
        clear(write.node(), write.axes(), write.target(), steps);
        Term term = new Term(write.axes(), write.target(), reduce.filter(), write.body());
        rows(term, reduce.indices(), write.node(), steps);
    }

    /** {@code for axes but the last, bound, last axis { T[target] += body }}. */
    private void rows(Term term, List<Index> bound, Node node, List<Step> steps) {
        List<Index> axes = term.indices();
        List<Index> order = new ArrayList<>(axes.subList(0, axes.size() - 1));
        order.addAll(bound);
        order.add(axes.get(axes.size() - 1));
        scatter(new Term(order, term.target(), term.filter(), term.body()), node, Mode.ADD, steps);
    }

    /** All elements of a node, or those in one step of the loops around, to 0 or false. */
    private void clear(Node node, List<Index> axes, List<Whole> place, List<Step> steps) {
        Buffer buffer = storage.cleared(node);
        boolean whole = axes.stream().allMatch(a -> a.lower().equals(Whole.ZERO));
        if (whole && buffer.shape().size() == axes.size()) {
            steps.add(new Step.Clear(buffer));
            return;
        }
        Value zero = buffer.kind() == Kind.TRUTH ? new Value.Truth(false) : new Value.Constant(0);
        steps.addAll(Step.Loop.nest(axes, List.of(new Step.Store(storage.element(node, place), Mode.SET, zero))));
    }

    /** {@code for indices { if (filter) T[target] += body }}. */
    private void scatter(Term term, Node node, Mode mode, List<Step> steps) {
        Emission inner = new Emission(
                storage, term.filter().map(f -> List.of(f, term.body())).orElse(List.of(term.body())));
        Mode how = mode == Mode.ADD && node.kind() == Kind.TRUTH ? Mode.OR : mode;
        boolean adds = how == Mode.ADD;
        Expr body = term.body();
        Optional<Expr> filter = term.filter();
        if (adds && body instanceof Expr.Choose choose && choose.otherwise().equals(Exprs.ZERO)) {
            filter = Optional.of(
                    filter.map(f -> Exprs.and(f, choose.condition())).orElse(choose.condition()));
            body = choose.then();
        }
        inner.guarded(filter, body, (e, into) -> {
            Value.Element target = storage.element(
                    node, term.target().stream().map(into::whole).toList());
            into.steps().add(new Step.Store(target, how, into.value(e)));
        });
        steps.addAll(Step.Loop.nest(term.indices(), inner.steps()));
    }

    /** All terms one after another; the first writes with {@code =} if it covers all that begins at 0. */
    private void accumulate(Collect collect, List<List<Step>> pieces) {
        List<Step> steps = new ArrayList<>();
        boolean fresh = collect.fresh();
        if (fresh && (collect.terms().isEmpty() || !covers(collect.terms().get(0), collect))) {
            clear(collect.node(), collect.axes(), collect.place(), steps);
            fresh = false;
        }
        for (Term term : collect.terms()) {
            accumulate(collect, term, fresh, steps);
            fresh = false;
            pieces.add(steps);
            steps = new ArrayList<>();
        }
        if (!steps.isEmpty()) {
            pieces.add(steps);
        }
    }

    private void accumulate(Collect collect, Term term, boolean first, List<Step> steps) {
        if (collect.isDisjoint()) {
            scatter(term, collect.node(), Mode.SET, steps);
        } else if (covers(term, collect)) {
            plain(collect, term, first, steps);
        } else {
            scatter(term, collect.node(), Mode.ADD, steps);
        }
    }

    private void plain(Collect collect, Term term, boolean first, List<Step> steps) {
        Node node = collect.node();
        List<Index> axes = new ArrayList<>();
        for (int k = 0; k < node.rank(); k++) {
            if (isAxis(collect, k)) {
                axes.add(term.target().get(k).index().orElseThrow());
            }
        }
        List<Index> bound =
                term.indices().stream().filter(i -> !axes.contains(i)).toList();
        if (bound.isEmpty()) {
            Optional<Expr> filter = first ? Optional.empty() : term.filter();
            Expr body = first
                    ? term.filter()
                            .map(f -> Exprs.choose(f, term.body(), zero(collect)))
                            .orElse(term.body())
                    : term.body();
            scatter(new Term(axes, term.target(), filter, body), node, first ? Mode.SET : Mode.ADD, steps);
            return;
        }
        Reduce reduce = new Reduce(collect.reducer(), bound, term.filter());
        if (Grouping.isOuter(axes, Optional.of(reduce), term.body())) {
            if (first) {
                clear(node, axes, term.target(), steps);
            }
            rows(new Term(axes, term.target(), term.filter(), term.body()), bound, node, steps);
            return;
        }
        Emission emission = new Emission(storage, List.of());
        Group.Here form = new Group.Here(term.target(), bound, term.filter(), term.body());
        Value value = reduced(node, collect.reducer(), form, emission);
        Mode more = collect.reducer() == Reducer.ANY ? Mode.OR : Mode.ADD;
        Value.Element target = storage.element(node, term.target());
        emission.steps().add(new Step.Store(target, first ? Mode.SET : more, value));
        steps.addAll(Step.Loop.nest(axes, emission.steps()));
    }

    /** Whether an axis is still to be run over, and not given by a loop around. */
    private static boolean isAxis(Collect collect, int k) {
        return collect.place().get(k).equals(Whole.of(collect.all().get(k)));
    }

    private static Expr zero(Collect collect) {
        return collect.reducer() == Reducer.ANY ? Exprs.FALSE : Exprs.ZERO;
    }

    /** Whether the target is a list of different indices that run over the whole axes, in the step of the loops around. */
    private static boolean covers(Term term, Collect collect) {
        Set<Index> seen = new HashSet<>();
        for (int k = 0; k < collect.node().rank(); k++) {
            Whole target = term.target().get(k);
            Whole size = collect.node().shape().get(k).closed();
            boolean whole = isAxis(collect, k)
                    ? target.index()
                            .filter(i -> term.indices().contains(i)
                                    && seen.add(i)
                                    && i.size().closed().equals(size))
                            .isPresent()
                    : target.equals(collect.place().get(k));
            if (!whole) {
                return false;
            }
        }
        return true;
    }
}
