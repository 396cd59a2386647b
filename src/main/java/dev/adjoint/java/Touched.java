package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Whole;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The buffers that steps or values read or write. */
final class Touched implements Step.Visitor<Void>, Value.Visitor<Void> {

    private final Set<Buffer> buffers = new LinkedHashSet<>();
    private final Set<Buffer> written = new LinkedHashSet<>();
    private final Set<Whole> bounds = new LinkedHashSet<>();
    private final Set<Double> constants = new HashSet<>();
    private final Set<Value.Local> assigned = new LinkedHashSet<>();
    private boolean mayFail;

    static Touched by(Step step) {
        Touched touched = new Touched();
        step.accept(touched);
        return touched;
    }

    static Touched by(Value value) {
        Touched touched = new Touched();
        value.accept(touched);
        return touched;
    }

    /** What all sections touch. */
    static Touched by(Loops loops) {
        Touched touched = new Touched();
        loops.sections().forEach(s -> touched.add(s.nests()));
        return touched;
    }

    static Touched by(List<Nest> nests) {
        Touched touched = new Touched();
        touched.add(nests);
        return touched;
    }

    void add(List<Nest> nests) {
        nests.forEach(n -> n.steps().forEach(s -> s.accept(this)));
    }

    /** What is read or written, in order. */
    Set<Buffer> buffers() {
        return buffers;
    }

    /** What is written, in order. */
    Set<Buffer> written() {
        return written;
    }

    /** The locals that are changed after they were declared. */
    Set<Value.Local> assigned() {
        return assigned;
    }

    /** The different real numbers that are written out. */
    Set<Double> constants() {
        return constants;
    }

    /** Whether something is done that has no result for some matrices. */
    boolean mayFail() {
        return mayFail;
    }

    /** The bounds of the loops. */
    Set<Whole> bounds() {
        return bounds;
    }

    private Void all(List<Step> steps) {
        steps.forEach(s -> s.accept(this));
        return null;
    }

    private Void wholes(List<Whole> wholes) {
        wholes.forEach(this::whole);
        return null;
    }

    private void whole(Whole whole) {
        for (Atom atom : whole.atoms()) {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Buffer buffer) {
                buffers.add(buffer);
            }
        }
    }

    @Override
    public Void loop(Step.Loop loop) {
        bounds.add(loop.index().lower());
        bounds.add(loop.index().upper());
        return all(loop.body());
    }

    @Override
    public Void sweep(Step.Sweep sweep) {
        bounds.add(sweep.lower());
        bounds.add(sweep.upper());
        add(sweep.body());
        return null;
    }

    @Override
    public Void segments(Step.Segments segments) {
        bounds.add(segments.window().steps());
        add(segments.body());
        return null;
    }

    @Override
    public Void when(Step.When when) {
        add(when.then());
        add(when.otherwise());
        return when.condition().accept(this);
    }

    @Override
    public Void invoke(Step.Invoke invoke) {
        return null;
    }

    @Override
    public Void declare(Step.Declare declare) {
        return declare.value().accept(this);
    }

    @Override
    public Void reserve(Step.Reserve reserve) {
        return null;
    }

    @Override
    public Void assign(Step.Assign assign) {
        assigned.add(assign.local());
        return assign.value().accept(this);
    }

    @Override
    public Void store(Step.Store store) {
        store.value().accept(this);
        written.add(store.target().buffer());
        return store.target().accept(this);
    }

    @Override
    public Void branch(Step.Branch branch) {
        branch.condition().accept(this);
        all(branch.then());
        return all(branch.otherwise());
    }

    @Override
    public Void call(Step.Call call) {
        mayFail |= call.operation().isPartial();
        call.operands().forEach(o -> o.accept(this));
        written.add(call.result().buffer());
        return call.result().accept(this);
    }

    @Override
    public Void clear(Step.Clear clear) {
        buffers.add(clear.buffer());
        written.add(clear.buffer());
        return null;
    }

    @Override
    public Void constant(Value.Constant constant) {
        constants.add(constant.value());
        return null;
    }

    @Override
    public Void count(Value.Count count) {
        whole(count.value());
        return null;
    }

    @Override
    public Void get(Value.Get get) {
        return null;
    }

    @Override
    public Void element(Value.Element element) {
        buffers.add(element.buffer());
        return wholes(element.subscripts());
    }

    @Override
    public Void apply(Value.Apply apply) {
        apply.operands().forEach(v -> v.accept(this));
        return null;
    }

    @Override
    public Void held(Value.Held held) {
        whole(held.size());
        return held.operand().accept(this);
    }

    @Override
    public Void choose(Value.Choose choose) {
        choose.condition().accept(this);
        choose.then().accept(this);
        return choose.otherwise().accept(this);
    }

    @Override
    public Void compare(Value.Compare compare) {
        compare.left().accept(this);
        return compare.right().accept(this);
    }

    @Override
    public Void and(Value.And and) {
        and.left().accept(this);
        return and.right().accept(this);
    }

    @Override
    public Void or(Value.Or or) {
        or.left().accept(this);
        return or.right().accept(this);
    }

    @Override
    public Void not(Value.Not not) {
        return not.operand().accept(this);
    }

    @Override
    public Void truth(Value.Truth truth) {
        return null;
    }
}
