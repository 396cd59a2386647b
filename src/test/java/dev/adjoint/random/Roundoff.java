package dev.adjoint.random;

import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Rounded;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.loops.Window;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs the loops of a program over numbers that carry how far rounding may move them. In the reference schedule the values are
 * bit for bit those of the class, the derivatives too.
 */
final class Roundoff {

    private static final Rounded ZERO = Rounded.exact(0);
    private static final Rounded TRUE = Rounded.exact(1);

    private final Loops loops;
    private final Point point;

    /** What two numbers may differ by, of their magnitudes, so that another rounding may decide otherwise. */
    private final double rounding;

    private final IdentityHashMap<Buffer, Rounded[]> buffers = new IdentityHashMap<>();
    private final IdentityHashMap<Value.Local, Rounded> locals = new IdentityHashMap<>();
    private final Map<Index, Long> indices = new HashMap<>();
    private boolean isDecided = true;

    Roundoff(Loops loops, Point point, double rounding) {
        this.loops = loops;
        this.point = point;
        this.rounding = rounding;
        for (Buffer buffer : loops.buffers()) {
            Rounded[] elements = new Rounded[Math.toIntExact(count(buffer.shape()))];
            Arrays.setAll(elements, k -> given(buffer, k));
            buffers.put(buffer, elements);
        }
    }

    private Rounded given(Buffer buffer, int k) {
        return switch (buffer.place()) {
            case THETA, INPUT -> Rounded.exact(given(buffer.variable().orElseThrow(), k));
            default -> ZERO;
        };
    }

    private double given(Variable variable, int k) {
        return variable.type().kind() == Kind.INDEX ? point.indices(variable)[k] : point.get(variable)[k];
    }

    private long count(List<Whole> shape) {
        return shape.stream().mapToLong(this::whole).reduce(1, Math::multiplyExact);
    }

    /** Runs a section and, before it, those that it comes after. */
    void run(String name) {
        Section section = loops.section(name).orElseThrow();
        section.after().forEach(this::run);
        nests(section.nests());
    }

    /** The gradient of the objective; where the program has none, from an upstream gradient for each output. */
    void differentiate(List<double[]> seeds) {
        if (loops.section(Section.GRADIENT).isPresent()) {
            run(Section.GRADIENT);
            return;
        }
        loops.buffers().stream()
                .filter(b -> b.place() == Buffer.Place.SEED)
                .forEach(b -> Arrays.setAll(of(b), k -> Rounded.exact(seeds.get(b.output())[k])));
        run(Section.PULLBACK);
    }

    /** Whether every comparison comes out the same in another rounding. */
    boolean isDecided() {
        return isDecided;
    }

    private Rounded[] of(Buffer buffer) {
        return buffers.get(buffer);
    }

    /** The elements of an output of the loops' program, which another one of the same text may stand for. */
    Rounded[] output(Definition output) {
        List<String> names = loops.outputs().stream().map(Definition::name).toList();
        int number = names.indexOf(output.name());
        return find(b -> b.place() == Buffer.Place.OUTPUT && b.output() == number);
    }

    /** The gradient of a param or an input. */
    Rounded[] gradient(Variable variable) {
        return find(b -> (b.place() == Buffer.Place.GRADIENT || b.place() == Buffer.Place.INPUT_GRADIENT)
                && b.variable().orElseThrow().name().equals(variable.name()));
    }

    private Rounded[] find(Predicate<Buffer> which) {
        return of(loops.buffers().stream().filter(which).findFirst().orElseThrow());
    }

    private void nests(List<Nest> nests) {
        nests.forEach(nest -> steps(nest.steps()));
    }

    private void steps(List<Step> steps) {
        steps.forEach(step -> step.accept(new Steps()));
    }

    private Rounded value(Value value) {
        return value.accept(new Values());
    }

    private boolean holds(Value value) {
        return value(value).value() != 0;
    }

    private long whole(Whole whole) {
        return whole.evaluate(this::atom);
    }

    private long atom(Atom atom) {
        if (atom instanceof Dim dim) {
            return point.sizes().of(dim);
        }
        if (atom instanceof Atom.Gathered gathered) {
            Buffer buffer = (Buffer) gathered.array();
            return (long) of(buffer)[place(buffer, gathered.subscripts())].value();
        }
        return atom instanceof Atom.Row row ? whole(row.row()) : indices.get((Index) atom);
    }

    private int place(Value.Element element) {
        return place(element.buffer(), element.subscripts());
    }

    /** Where the element lies, or the part that begins there. */
    private int place(Buffer buffer, List<Whole> subscripts) {
        long place = 0;
        for (int axis = 0; axis < buffer.shape().size(); axis++) {
            place *= whole(buffer.shape().get(axis));
            place += axis < subscripts.size() ? whole(subscripts.get(axis)) : 0;
        }
        return Math.toIntExact(place);
    }

    private static Rounded put(Step.Mode mode, Rounded before, Rounded value) {
        return switch (mode) {
            case SET -> value;
            case ADD -> Rounded.apply(Primitive.ADD, before, value);
            case OR -> before.value() != 0 ? before : value;
        };
    }

    private void decide(Rounded one, Rounded other) {
        isDecided &= !one.isNear(other, rounding);
    }

    private final class Steps implements Step.Visitor<Void> {

        @Override
        public Void loop(Step.Loop loop) {
            long upper = whole(loop.index().upper());
            for (long k = whole(loop.index().lower()); k < upper; k++) {
                indices.put(loop.index(), k);
                steps(loop.body());
            }
            return null;
        }

        @Override
        public Void sweep(Step.Sweep sweep) {
            long lower = whole(sweep.lower());
            long steps = whole(sweep.upper()) - lower;
            for (long k = 0; k < steps; k++) {
                indices.put(sweep.index(), lower + (sweep.backward() ? steps - 1 - k : k));
                nests(sweep.body());
            }
            return null;
        }

        @Override
        public Void segments(Step.Segments segments) {
            Window window = segments.window();
            long count = whole(window.segments());
            long steps = whole(window.steps());
            long rows = (steps - 1) / count + 1;
            for (long k = 0; k < count; k++) {
                long segment = segments.backward() ? count - 1 - k : k;
                long from = Math.min(segment * rows, steps);
                indices.put(window.segment(), segment);
                indices.put(window.from(), from);
                indices.put(window.to(), Math.min(from + rows, steps));
                nests(segments.body());
            }
            return null;
        }

        @Override
        public Void when(Step.When when) {
            nests(holds(when.condition()) ? when.then() : when.otherwise());
            return null;
        }

        @Override
        public Void invoke(Step.Invoke invoke) {
            throw new IllegalStateException("methods are cut later");
        }

        @Override
        public Void declare(Step.Declare declare) {
            locals.put(declare.local(), value(declare.value()));
            return null;
        }

        @Override
        public Void reserve(Step.Reserve reserve) {
            return null;
        }

        @Override
        public Void assign(Step.Assign assign) {
            locals.put(assign.local(), put(assign.mode(), locals.get(assign.local()), value(assign.value())));
            return null;
        }

        @Override
        public Void store(Step.Store store) {
            Rounded value = value(store.value());
            Rounded[] elements = of(store.target().buffer());
            int place = place(store.target());
            elements[place] = put(store.mode(), elements[place], value);
            return null;
        }

        @Override
        public Void branch(Step.Branch branch) {
            steps(holds(branch.condition()) ? branch.then() : branch.otherwise());
            return null;
        }

        @Override
        public Void clear(Step.Clear clear) {
            Arrays.fill(of(clear.buffer()), ZERO);
            return null;
        }

        @Override
        public Void call(Step.Call call) {
            int[] sizes = call.sizes().stream()
                    .mapToInt(s -> Math.toIntExact(whole(s)))
                    .toArray();
            RoundedKernel kernel = new RoundedKernel(call.operation(), sizes[0], sizes[sizes.length - 1]);
            List<Rounded[]> operands = call.operands().stream()
                    .map(o -> Arrays.copyOfRange(of(o.buffer()), place(o), of(o.buffer()).length))
                    .toList();
            Rounded[] result = kernel.apply(operands);
            System.arraycopy(result, 0, of(call.result().buffer()), place(call.result()), result.length);
            return null;
        }

        @Override
        public Void multiply(Step.Multiply multiply) {
            throw new IllegalStateException("the reference has no products of matrices");
        }

        @Override
        public Void each(Step.Each each) {
            throw new IllegalStateException("the reference has no functions over rows");
        }

        @Override
        public Void share(Step.Share share) {
            throw new IllegalStateException("the reference has one thread");
        }
    }

    private final class Values implements Value.Visitor<Rounded> {

        private static Rounded truth(boolean value) {
            return value ? TRUE : ZERO;
        }

        @Override
        public Rounded constant(Value.Constant constant) {
            return Rounded.exact(constant.value());
        }

        @Override
        public Rounded count(Value.Count count) {
            return Rounded.exact((double) whole(count.value()));
        }

        @Override
        public Rounded get(Value.Get get) {
            return locals.get(get.local());
        }

        @Override
        public Rounded element(Value.Element element) {
            return of(element.buffer())[place(element)];
        }

        @Override
        public Rounded apply(Value.Apply apply) {
            Rounded[] x = apply.operands().stream().map(Roundoff.this::value).toArray(Rounded[]::new);
            switch (apply.primitive()) {
                case SIGN -> decide(x[0], ZERO);
                case FLOOR, CEIL -> decide(x[0], Rounded.exact(Math.rint(x[0].value())));
                case ROUND -> decide(x[0], Rounded.exact(Math.floor(x[0].value()) + 0.5));
                default -> {}
            }
            return Rounded.apply(apply.primitive(), x);
        }

        @Override
        public Rounded held(Value.Held held) {
            Rounded operand = value(held.operand());
            decide(operand, Rounded.exact(Math.rint(operand.value())));
            long most = whole(held.size()) - 1;
            return Rounded.exact((double) Math.max(0, Math.min((long) Math.floor(operand.value()), most)));
        }

        @Override
        public Rounded choose(Value.Choose choose) {
            return value(holds(choose.condition()) ? choose.then() : choose.otherwise());
        }

        @Override
        public Rounded compare(Value.Compare compare) {
            Rounded left = value(compare.left());
            Rounded right = value(compare.right());
            decide(left, right);
            double a = left.value();
            double b = right.value();
            return truth(
                    switch (compare.comparison()) {
                        case LESS -> a < b;
                        case LESS_EQUAL -> a <= b;
                        case GREATER -> a > b;
                        case GREATER_EQUAL -> a >= b;
                        case EQUAL -> a == b;
                        case NOT_EQUAL -> a != b;
                    });
        }

        @Override
        public Rounded and(Value.And and) {
            return truth(holds(and.left()) && holds(and.right()));
        }

        @Override
        public Rounded or(Value.Or or) {
            return truth(holds(or.left()) || holds(or.right()));
        }

        @Override
        public Rounded not(Value.Not not) {
            return truth(!holds(not.operand()));
        }

        @Override
        public Rounded truth(Value.Truth truth) {
            return truth(truth.value());
        }
    }
}
