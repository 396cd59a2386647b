package dev.adjoint.loops;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The buffers that steps or values read or write. */
public final class Touched implements Step.Visitor<Void>, Value.Visitor<Void> {

    private final Set<Buffer> buffers = new LinkedHashSet<>();
    private final Set<Buffer> written = new LinkedHashSet<>();
    private final Set<Whole> bounds = new LinkedHashSet<>();
    private final Set<Double> constants = new HashSet<>();
    private final Set<Buffer> cleared = new LinkedHashSet<>();
    private final Set<Value.Local> declared = new LinkedHashSet<>();
    private final Set<Value.Local> assigned = new LinkedHashSet<>();
    private final List<Value.Local> read = new ArrayList<>();
    private final Set<Index> indices = new LinkedHashSet<>();
    private final Set<Whole> extents = new LinkedHashSet<>();
    private final Set<Primitive> functions = new LinkedHashSet<>();
    private final Set<Primitive> primitives = new LinkedHashSet<>();
    private boolean mayFail;
    private boolean hasTies;

    public static Touched by(Step step) {
        Touched touched = new Touched();
        step.accept(touched);
        return touched;
    }

    public static Touched by(Value value) {
        Touched touched = new Touched();
        value.accept(touched);
        return touched;
    }

    /** What all sections touch. */
    public static Touched by(Loops loops) {
        Touched touched = new Touched();
        loops.sections().forEach(s -> touched.add(s.nests()));
        return touched;
    }

    public static Touched by(List<Nest> nests) {
        Touched touched = new Touched();
        touched.add(nests);
        return touched;
    }

    public void add(List<Nest> nests) {
        nests.forEach(n -> n.steps().forEach(s -> s.accept(this)));
    }

    /** What is read or written, in order. */
    public Set<Buffer> buffers() {
        return buffers;
    }

    /** What is written, in order. */
    public Set<Buffer> written() {
        return written;
    }

    /** What is set to 0 as a whole, in order. */
    public Set<Buffer> cleared() {
        return cleared;
    }

    /** The locals that are declared, also in blocks inside. */
    public Set<Value.Local> declared() {
        return declared;
    }

    /** The locals that are changed after they were declared. */
    public Set<Value.Local> assigned() {
        return assigned;
    }

    /** The locals that are read, as often as they are. */
    public List<Value.Local> read() {
        return read;
    }

    /** The indices that subscripts and counts are made of. */
    public Set<Index> indices() {
        return indices;
    }

    /** The numbers of rows and columns of the matrices that are multiplied. */
    public Set<Whole> extents() {
        return extents;
    }

    /** The functions that are put in the place of many numbers. */
    public Set<Primitive> functions() {
        return functions;
    }

    /** The gates of values. */
    public Set<Primitive> primitives() {
        return primitives;
    }

    /** The different real numbers that are written out. */
    public Set<Double> constants() {
        return constants;
    }

    /** Whether something is done that has no result for some matrices. */
    public boolean mayFail() {
        return mayFail;
    }

    /** Whether two real numbers are compared for being equal, as the operands of a maximum with it are. */
    public boolean hasTies() {
        return hasTies;
    }

    /** The bounds of the loops. */
    public Set<Whole> bounds() {
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
            } else if (atom instanceof Index index) {
                indices.add(index);
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
        declared.add(declare.local());
        return declare.value().accept(this);
    }

    @Override
    public Void reserve(Step.Reserve reserve) {
        declared.add(reserve.local());
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
        cleared.add(clear.buffer());
        return null;
    }

    @Override
    public Void multiply(Step.Multiply multiply) {
        for (Step.Size extent : List.of(multiply.m(), multiply.n(), multiply.depth())) {
            extents.add(extent.product());
            wholes(extent.factors());
        }
        matrix(multiply.a());
        matrix(multiply.b());
        matrix(multiply.c());
        written.add(multiply.c().buffer());
        return null;
    }

    @Override
    public Void each(Step.Each each) {
        functions.add(each.function());
        wholes(each.skipped().factors());
        wholes(each.count().factors());
        written.add(each.first().buffer());
        return each.first().accept(this);
    }

    @Override
    public Void share(Step.Share share) {
        all(share.body());
        // A part of a product is no longer than all of it.
        if (extents.removeIf(e -> e.atoms().contains(share.from()))) {
            extents.add(share.upper().minus(share.lower()));
        }
        return null;
    }

    private void matrix(Step.Matrix matrix) {
        matrix.first().accept(this);
        wholes(matrix.skipped().factors());
        wholes(matrix.row().factors());
        wholes(matrix.column().factors());
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
        read.add(get.local());
        return null;
    }

    @Override
    public Void element(Value.Element element) {
        buffers.add(element.buffer());
        return wholes(element.subscripts());
    }

    @Override
    public Void apply(Value.Apply apply) {
        primitives.add(apply.primitive());
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
        hasTies |= compare.comparison() == Comparison.EQUAL && isReal(compare.left()) && isReal(compare.right());
        compare.left().accept(this);
        return compare.right().accept(this);
    }

    /** Whether it is a real number that is computed. */
    private static boolean isReal(Value value) {
        return !(value instanceof Value.Constant) && !(value instanceof Value.Count);
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
