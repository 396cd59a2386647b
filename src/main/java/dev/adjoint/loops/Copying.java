package dev.adjoint.loops;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Copies steps: whole numbers and elements are rewritten, locals are new ones, and conditions on numbers that have become
 * known are decided.
 */
public final class Copying implements Step.Visitor<List<Step>>, Value.Visitor<Value> {

    private final UnaryOperator<Whole> wholes;
    private final UnaryOperator<Value.Element> elements;
    private final Map<Value.Local, Value.Local> locals = new HashMap<>();
    private final Map<Value, Value> values = new HashMap<>();

    /** Indices whose bounds are others now. */
    private final Map<Index, Whole> indices = new HashMap<>();

    public Copying(UnaryOperator<Whole> wholes, UnaryOperator<Value.Element> elements) {
        this.wholes = wholes;
        this.elements = elements;
    }

    public List<Step> steps(List<Step> steps) {
        List<Step> copy = new ArrayList<>();
        steps.forEach(s -> copy.addAll(s.accept(this)));
        return copy;
    }

    private Whole whole(Whole whole) {
        Whole now = wholes.apply(whole);
        return indices.isEmpty()
                ? now
                : now.substitute(atom ->
                        atom instanceof Index index ? Optional.ofNullable(indices.get(index)) : Optional.empty());
    }

    private Value.Local fresh(Value.Local local) {
        Value.Local copy = new Value.Local(local.name(), local.kind());
        locals.put(local, copy);
        return copy;
    }

    private Value.Local now(Value.Local local) {
        return locals.getOrDefault(local, local);
    }

    /** Puts another value in the place of one. */
    public void replace(Value value, Value other) {
        values.put(value, other);
    }

    public Value value(Value value) {
        Value other = values.get(value);
        return other != null ? other : value.accept(this);
    }

    @Override
    public List<Step> loop(Step.Loop loop) {
        Index index = loop.index();
        Whole lower = whole(index.lower());
        Whole upper = whole(index.upper());
        if (!lower.equals(index.lower()) || !upper.equals(index.upper())) {
            index = index.between(lower, upper);
            indices.put(loop.index(), Whole.of(index));
        }
        return List.of(new Step.Loop(index, steps(loop.body())));
    }

    @Override
    public List<Step> sweep(Step.Sweep sweep) {
        return List.of(sweep.map(this::nests));
    }

    private List<Nest> nests(List<Nest> nests) {
        return nests.stream().map(n -> n.with(steps(n.steps()))).toList();
    }

    @Override
    public List<Step> segments(Step.Segments segments) {
        return List.of(segments.map(this::nests));
    }

    @Override
    public List<Step> when(Step.When when) {
        return List.of(new Step.When(value(when.condition()), nests(when.then()), nests(when.otherwise())));
    }

    @Override
    public List<Step> invoke(Step.Invoke invoke) {
        return List.of(invoke);
    }

    @Override
    public List<Step> declare(Step.Declare declare) {
        Value value = value(declare.value());
        return List.of(new Step.Declare(fresh(declare.local()), value));
    }

    @Override
    public List<Step> reserve(Step.Reserve reserve) {
        return List.of(new Step.Reserve(fresh(reserve.local())));
    }

    @Override
    public List<Step> assign(Step.Assign assign) {
        return List.of(new Step.Assign(now(assign.local()), assign.mode(), value(assign.value())));
    }

    @Override
    public List<Step> store(Step.Store store) {
        Value value = value(store.value());
        return List.of(new Step.Store(element(store.target()), store.mode(), value));
    }

    @Override
    public List<Step> branch(Step.Branch branch) {
        Value condition = value(branch.condition());
        if (condition instanceof Value.Truth truth) {
            return steps(truth.value() ? branch.then() : branch.otherwise());
        }
        return List.of(new Step.Branch(condition, steps(branch.then()), steps(branch.otherwise())));
    }

    @Override
    public List<Step> clear(Step.Clear clear) {
        return List.of(clear);
    }

    @Override
    public List<Step> call(Step.Call call) {
        return List.of(new Step.Call(
                call.operation(),
                call.operands().stream().map(this::element).toList(),
                call.sizes().stream().map(this::whole).toList(),
                element(call.result()),
                call.place()));
    }

    @Override
    public List<Step> multiply(Step.Multiply multiply) {
        return List.of(new Step.Multiply(
                multiply.m().map(this::whole),
                multiply.n().map(this::whole),
                multiply.depth().map(this::whole),
                matrix(multiply.a()),
                matrix(multiply.b()),
                matrix(multiply.c()),
                multiply.adds()));
    }

    @Override
    public List<Step> each(Step.Each each) {
        return List.of(new Step.Each(
                each.function(),
                element(each.first()),
                each.skipped().map(this::whole),
                each.count().map(this::whole)));
    }

    @Override
    public List<Step> share(Step.Share share) {
        return List.of(new Step.Share(
                share.from(),
                share.to(),
                whole(share.lower()),
                whole(share.upper()),
                value(share.grain()),
                share.work().map(w -> w.map(this::whole)),
                share.least(),
                share.own(),
                steps(share.body())));
    }

    private Step.Matrix matrix(Step.Matrix matrix) {
        return new Step.Matrix(
                element(matrix.first()),
                matrix.skipped().map(this::whole),
                matrix.row().map(this::whole),
                matrix.column().map(this::whole));
    }

    @Override
    public Value constant(Value.Constant constant) {
        return constant;
    }

    @Override
    public Value count(Value.Count count) {
        return new Value.Count(whole(count.value()));
    }

    @Override
    public Value get(Value.Get get) {
        return new Value.Get(now(get.local()));
    }

    @Override
    public Value.Element element(Value.Element element) {
        List<Whole> subscripts = element.subscripts().stream().map(this::whole).toList();
        return elements.apply(new Value.Element(element.buffer(), subscripts));
    }

    @Override
    public Value apply(Value.Apply apply) {
        return new Value.Apply(
                apply.primitive(), apply.operands().stream().map(this::value).toList());
    }

    @Override
    public Value held(Value.Held held) {
        return new Value.Held(value(held.operand()), whole(held.size()));
    }

    @Override
    public Value choose(Value.Choose choose) {
        Value condition = value(choose.condition());
        if (condition instanceof Value.Truth truth) {
            return value(truth.value() ? choose.then() : choose.otherwise());
        }
        return new Value.Choose(condition, value(choose.then()), value(choose.otherwise()));
    }

    @Override
    public Value compare(Value.Compare compare) {
        Value left = value(compare.left());
        Value right = value(compare.right());
        if (left instanceof Value.Count a && right instanceof Value.Count b) {
            Whole difference = a.value().minus(b.value()).closed();
            if (difference.isNumber()) {
                return new Value.Truth(compare.comparison().holds(Long.compare(difference.number(), 0)));
            }
        }
        return new Value.Compare(compare.comparison(), left, right);
    }

    @Override
    public Value and(Value.And and) {
        Value left = value(and.left());
        if (left instanceof Value.Truth truth) {
            return truth.value() ? value(and.right()) : truth;
        }
        Value right = value(and.right());
        return right instanceof Value.Truth truth ? (truth.value() ? left : truth) : new Value.And(left, right);
    }

    @Override
    public Value or(Value.Or or) {
        Value left = value(or.left());
        if (left instanceof Value.Truth truth) {
            return truth.value() ? truth : value(or.right());
        }
        Value right = value(or.right());
        return right instanceof Value.Truth truth ? (truth.value() ? truth : left) : new Value.Or(left, right);
    }

    @Override
    public Value not(Value.Not not) {
        Value operand = value(not.operand());
        return operand instanceof Value.Truth truth ? new Value.Truth(!truth.value()) : new Value.Not(operand);
    }

    @Override
    public Value truth(Value.Truth truth) {
        return truth;
    }

    /** Rewrites a whole number by giving an atom a value. */
    public static UnaryOperator<Whole> setting(Atom atom, Whole value) {
        return whole -> whole.substitute(a -> a.equals(atom) ? Optional.of(value) : Optional.empty());
    }
}
