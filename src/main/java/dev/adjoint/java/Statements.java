package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import dev.adjoint.Options;
import dev.adjoint.kernels.Linear;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.loops.Window;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Nests as Java statements, under their formula as a comment. */
final class Statements {

    /** What lies in an array with other buffers. */
    private static final Set<Buffer.Place> PARTS = EnumSet.of(
            Buffer.Place.GRADIENT, Buffer.Place.PRODUCT, Buffer.Place.ROWS, Buffer.Place.COLUMNS, Buffer.Place.ENTRIES);

    private final Frame frame;
    private final Function<Step.Invoke, CodeBlock> calls;
    private final Members members;
    private final Values values;
    private final Wholes wholes;
    private final Elements elements;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Map<Value.Local, Buffer> adopted = new HashMap<>();

    Statements(Frame frame) {
        this(frame, invoke -> {
            throw new IllegalStateException("no methods but this one");
        });
    }

    /** @param calls how the other methods of the section are called */
    Statements(Frame frame, Function<Step.Invoke, CodeBlock> calls) {
        this.frame = frame;
        this.calls = calls;
        this.members = frame.members();
        this.values = new Values(frame);
        this.wholes = new Wholes(frame);
        this.elements = new Elements(frame);
    }

    CodeBlock code() {
        return code.build();
    }

    /**
     * Writes
     *
     * <pre>
     *     // file.ad:12: h = max(0, W*x + b)
     *     for (int i = 0; i &lt; H; i++) {
     *         …
     *     }
     * </pre>
     */
    void nest(Nest nest) {
        nest(nest, code.isEmpty());
    }

    private void nest(Nest nest, boolean isFirst) {
        String place = nest.place()
                .map(p -> ClassNames.file(p.source()) + ":" + p.line() + ": ")
                .orElse("");
        String comment = place + nest.comment();
        if (!comment.isBlank()) {
            code.add(isFirst ? "" : "\n");
            for (String line : comment.split("\n", -1)) {
                code.add("// $L\n", Spelling.comment(line));
            }
        }
        steps(nest.steps());
    }

    /** Writes the steps, without a comment. */
    void steps(List<Step> steps) {
        adopted.clear();
        adopted.putAll(new Adoption(frame, steps).found());
        for (Step step : steps) {
            if (!isAdoption(step)) {
                declareScalars(step);
                step.accept(new Printer());
            }
        }
    }

    private boolean isAdoption(Step step) {
        return step instanceof Step.Store store
                && store.value() instanceof Value.Get get
                && store.mode() == Step.Mode.SET
                && adopted.get(get.local()) == store.target().buffer();
    }

    private String declare(Value.Local local) {
        Buffer buffer = adopted.get(local);
        return buffer == null ? frame.declare(local) : frame.declare(local, buffer);
    }

    /** Declares the scalar buffers that become locals here, unless the step itself is their first assignment. */
    private void declareScalars(Step step) {
        for (Buffer buffer : Touched.by(step).buffers()) {
            if (frame.isLocal(buffer) && !frame.isDeclared(buffer) && !declares(step, buffer)) {
                CodeBlock first =
                        frame.kept(buffer).map(f -> CodeBlock.of("this.$L", f)).orElse(zero(buffer.kind()));
                code.addStatement("$T $L = $L", members.type(buffer), frame.declare(buffer), first);
            }
        }
    }

    private static boolean declares(Step step, Buffer buffer) {
        return step instanceof Step.Clear
                || (step instanceof Step.Store store
                        && store.mode() == Step.Mode.SET
                        && store.target().buffer() == buffer
                        && !Touched.by(store.value()).buffers().contains(buffer));
    }

    private CodeBlock zero(Kind kind) {
        return switch (kind) {
            case REAL -> values.number(0.0).code();
            case TRUTH -> CodeBlock.of("false");
            case INDEX -> CodeBlock.of("0");
        };
    }

    private void nests(List<Nest> nests) {
        frame.enter();
        for (int k = 0; k < nests.size(); k++) {
            nest(nests.get(k), k == 0);
        }
        frame.leave();
    }

    private void all(List<Step> steps) {
        frame.enter();
        steps.forEach(s -> s.accept(new Printer()));
        frame.leave();
    }

    private final class Printer implements Step.Visitor<Void> {

        /** Writes {@code for (int i = 0; i < H; i++) { … }}. */
        @Override
        public Void loop(Step.Loop loop) {
            Index index = loop.index();
            Text lower = wholes.subscript(index.lower());
            Text upper = wholes.subscript(index.upper());
            frame.enter();
            String i = frame.declare(index);
            code.beginControlFlow(
                    "for (int $L = $L; $L < $L; $L++)", i, lower.code(), i, upper.least(Text.RELATION + 1), i);
            all(loop.body());
            code.endControlFlow();
            frame.leave();
            return null;
        }

        /** Writes {@code for (int t = T - 1; t >= 0; t--) { … }}. */
        @Override
        public Void sweep(Step.Sweep sweep) {
            Text lower = wholes.subscript(sweep.lower());
            Text upper = wholes.subscript(sweep.upper());
            frame.enter();
            String t = frame.declare(sweep.index());
            if (sweep.backward()) {
                code.beginControlFlow(
                        "for (int $L = $L - 1; $L >= $L; $L--)", t, upper.least(Text.SUM), t, lower.code(), t);
            } else {
                code.beginControlFlow(
                        "for (int $L = $L; $L < $L; $L++)", t, lower.code(), t, upper.least(Text.RELATION + 1), t);
            }
            nests(sweep.body());
            code.endControlFlow();
            frame.leave();
            return null;
        }

        /**
         * Writes
         *
         * <pre>
         *     for (int segment = 0; segment &lt; root(T); segment++) {
         *         int from = Math.min(segment * ((T - 1) / root(T) + 1), T);
         *         int to = Math.min(from + (T - 1) / root(T) + 1, T);
         *         …
         *     }
         * </pre>
         */
        @Override
        public Void segments(Step.Segments segments) {
            Window window = segments.window();
            CodeBlock count = wholes.subscript(window.segments()).least(Text.PRODUCT + 1);
            CodeBlock steps = wholes.subscript(window.steps()).code();
            CodeBlock rows = CodeBlock.of(
                    "($L - 1) / $L + 1", wholes.subscript(window.steps()).least(Text.SUM), count);
            frame.enter();
            String k = frame.declare(window.segment());
            if (segments.backward()) {
                code.beginControlFlow("for (int $1L = $2L - 1; $1L >= 0; $1L--)", k, count);
            } else {
                code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", k, count);
            }
            String from = frame.declare(window.from());
            code.addStatement("int $L = $T.min($L * ($L), $L)", from, Math.class, k, rows, steps);
            String to = frame.declare(window.to());
            code.addStatement("int $L = $T.min($L + $L, $L)", to, Math.class, from, rows, steps);
            nests(segments.body());
            code.endControlFlow();
            frame.leave();
            return null;
        }

        /** Writes {@code if (c) { … } else { … }}. */
        @Override
        public Void when(Step.When when) {
            code.beginControlFlow(
                    "if ($L)", values.of(Kind.TRUTH, when.condition()).code());
            nests(when.then());
            if (!when.otherwise().isEmpty()) {
                code.nextControlFlow("else");
                nests(when.otherwise());
            }
            code.endControlFlow();
            return null;
        }

        /** Writes {@code forward2(t);}. */
        @Override
        public Void invoke(Step.Invoke invoke) {
            code.addStatement("$L", calls.apply(invoke));
            return null;
        }

        /** Writes {@code double acc = 0.0;}. */
        @Override
        public Void declare(Step.Declare declare) {
            Kind kind = declare.local().kind();
            CodeBlock value = values.of(kind, declare.value()).code();
            code.addStatement("$T $L = $L", members.type(kind), Statements.this.declare(declare.local()), value);
            return null;
        }

        /** Writes {@code double t;}. */
        @Override
        public Void reserve(Step.Reserve reserve) {
            Value.Local local = reserve.local();
            code.addStatement("$T $L", members.type(local.kind()), Statements.this.declare(local));
            return null;
        }

        /** Writes {@code acc += a * b;}. */
        @Override
        public Void assign(Step.Assign assign) {
            Value.Local local = assign.local();
            CodeBlock value = values.of(local.kind(), assign.value()).code();
            code.addStatement("$L $L $L", frame.name(local), sign(assign.mode()), value);
            return null;
        }

        /** Writes {@code h[i] = acc;}, for a local of the method with its type the first time. */
        @Override
        public Void store(Step.Store store) {
            Buffer buffer = store.target().buffer();
            CodeBlock value = values.of(buffer.kind(), store.value()).code();
            if (frame.isLocal(buffer) && !frame.isDeclared(buffer)) {
                code.addStatement("$T $L = $L", members.type(buffer), frame.declare(buffer), value);
            } else {
                Text target = elements.element(buffer, store.target().subscripts());
                code.addStatement("$L $L $L", target.code(), sign(store.mode()), value);
            }
            return null;
        }

        /** Writes {@code if (c) { … } else { … }}. */
        @Override
        public Void branch(Step.Branch branch) {
            code.beginControlFlow(
                    "if ($L)", values.of(Kind.TRUTH, branch.condition()).code());
            all(branch.then());
            if (!branch.otherwise().isEmpty()) {
                code.nextControlFlow("else");
                all(branch.otherwise());
            }
            code.endControlFlow();
            return null;
        }

        /** Writes {@code solve(lu, 0, N, b, 0, 1, x, 0, "gp.ad:7: solve(A, b)");}. */
        @Override
        public Void call(Step.Call call) {
            List<CodeBlock> arguments = new ArrayList<>();
            for (int k = 0; k < call.operands().size(); k++) {
                arguments.addAll(part(call.operands().get(k)));
                if (k < call.sizes().size()) {
                    arguments.add(wholes.subscript(call.sizes().get(k)).code());
                }
            }
            arguments.addAll(part(call.result()));
            if (call.operation().isPartial()) {
                boolean lenient = members.options.singular() == Options.Singular.NAN;
                arguments.add(lenient ? CodeBlock.of("null") : Spelling.literal(call.place()));
            }
            code.addStatement(
                    "$L($L)",
                    members.helpers.use(Linear.class, call.operation().word()),
                    CodeBlock.join(arguments, ", "));
            return null;
        }

        /** Writes {@code multiply(N, H, D, x, xAt, D, 1, theta, W1At, 1, D, h, 0, H, 1, false, panel);}. */
        @Override
        public Void multiply(Step.Multiply multiply) {
            List<CodeBlock> arguments = new ArrayList<>();
            for (Step.Size size : List.of(multiply.m(), multiply.n(), multiply.depth())) {
                arguments.add(size(size));
            }
            for (Step.Matrix matrix : List.of(multiply.a(), multiply.b(), multiply.c())) {
                arguments.addAll(part(matrix.first(), matrix.skipped()));
                arguments.add(size(matrix.row()));
                arguments.add(size(matrix.column()));
            }
            arguments.add(CodeBlock.of("$L", multiply.adds()));
            arguments.add(CodeBlock.of("$L", frame.use(members.panel())));
            code.addStatement("$L($L)", members.multiply(), CodeBlock.join(arguments, ", "));
            return null;
        }

        /** Writes {@code exp(p, 0, N * K, rows);}. */
        @Override
        public Void each(Step.Each each) {
            List<CodeBlock> arguments = new ArrayList<>(part(each.first(), each.skipped()));
            arguments.add(size(each.count()));
            arguments.add(CodeBlock.of("$L", frame.use(members.rows())));
            code.addStatement("$L($L)", members.helpers.use(each.function()), CodeBlock.join(arguments, ", "));
            return null;
        }

        private CodeBlock size(Step.Size size) {
            Elements.Offset number = elements.size(size.factors());
            return number.text() == null
                    ? CodeBlock.of("$L", number.number())
                    : number.text().code();
        }

        /** Writes the body: the method that it stands in is called once for each part. */
        @Override
        public Void share(Step.Share share) {
            steps(share.body());
            return null;
        }

        private List<CodeBlock> part(Value.Element part) {
            return part(part, Step.Size.ZERO);
        }

        /** The array and the position in it of a part of a buffer, so many elements behind its first one. */
        private List<CodeBlock> part(Value.Element part, Step.Size skipped) {
            Members.Elements home = (Members.Elements) members.home(part.buffer());
            List<Whole> shape = part.buffer().shape();
            List<Whole> first = new ArrayList<>(part.subscripts());
            while (first.size() < shape.size()) {
                first.add(Whole.ZERO);
            }
            Text position = elements.position(home.at(), elements.offset(shape, first));
            Elements.Offset more = elements.size(skipped.factors());
            if (more.text() != null) {
                position = position.isZero() ? more.text() : Text.sum(position, more.text());
            }
            return List.of(CodeBlock.of("$L", frame.use(home.array())), position.code());
        }

        /** Writes {@code Arrays.fill(dh, 0.0);}, with a range where the array is longer than the buffer. */
        @Override
        public Void clear(Step.Clear clear) {
            Buffer buffer = clear.buffer();
            CodeBlock zero = zero(buffer.kind());
            if (frame.isLocal(buffer) && !frame.isDeclared(buffer)) {
                code.addStatement("$T $L = $L", members.type(buffer), frame.declare(buffer), zero);
            } else if (buffer.isScalar()) {
                code.addStatement("$L = $L", elements.element(buffer, List.of()).code(), zero);
            } else {
                fill(buffer, zero);
            }
            return null;
        }
    }

    private void fill(Buffer buffer, CodeBlock zero) {
        Members.Elements home = (Members.Elements) members.home(buffer);
        Whole count = Sizes.count(buffer.shape());
        boolean whole = !PARTS.contains(buffer.place()) && !members.sizes.varies(count);
        if (whole) {
            code.addStatement("$T.fill($L, $L)", Arrays.class, frame.use(home.array()), zero);
            return;
        }
        Elements.Offset size = elements.size(buffer.shape());
        Text from = elements.position(home.at(), new Elements.Offset(null, 0));
        Text to = elements.position(home.at(), size);
        code.addStatement(
                "$T.fill($L, $L, $L, $L)", Arrays.class, frame.use(home.array()), from.code(), to.code(), zero);
    }

    private static String sign(Step.Mode mode) {
        return switch (mode) {
            case SET -> "=";
            case ADD -> "+=";
            case OR -> "|=";
        };
    }
}
