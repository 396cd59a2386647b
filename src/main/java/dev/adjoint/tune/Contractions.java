package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds sums of products in nests, and lets {@link Contraction} make products of matrices of them. */
final class Contractions {

    private final Scratches scratches;
    private final Reasons why;

    private Contractions(Scratches scratches, Reasons why) {
        this.scratches = scratches;
        this.why = why;
    }

    static List<Nest> nests(List<Nest> nests, Scratches scratches) {
        return Nests.map(nests, (steps, why) -> new Contractions(scratches, why).steps(steps), scratches::release);
    }

    private List<Step> steps(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Loop loop) {
                Chain chain = Chain.of(loop);
                boolean isCleared = !result.isEmpty()
                        && result.get(result.size() - 1) instanceof Step.Clear clear
                        && chain.fills(clear.buffer());
                Optional<List<Step>> product = sum(chain, isCleared);
                if (product.isPresent() && isCleared) {
                    result.remove(result.size() - 1);
                }
                result.addAll(product.orElseGet(() -> apart(chain)));
            } else {
                result.add(step);
            }
        }
        return result;
    }

    /** {@code for indices { if (filter) T[…] += a * b }}. */
    private Optional<List<Step>> sum(Chain chain, boolean isCleared) {
        return chain.single().flatMap(step -> sum(step, List.of(), chain, isCleared));
    }

    private Optional<List<Step>> sum(Step step, List<Value> filter, Chain chain, boolean isCleared) {
        if (step instanceof Step.Branch branch
                && filter.isEmpty()
                && branch.otherwise().isEmpty()
                && branch.then().size() == 1) {
            return sum(branch.then().get(0), Sum.conditions(branch.condition()), chain, isCleared);
        }
        if (!(step instanceof Step.Store store) || store.mode() == Step.Mode.OR) {
            return Optional.empty();
        }
        Set<Buffer> written = Set.of(store.target().buffer());
        if (!isReady(store.value(), written) || !filter.stream().allMatch(f -> isReady(f, written))) {
            return Optional.empty();
        }
        Step.Mode mode = isCleared ? Step.Mode.SET : store.mode();
        return Contraction.steps(new Sum(chain.indices(), store.target(), mode, store.value(), filter), scratches, why);
    }

    /** Whether a value is made of what stands before the nest. */
    private static boolean isReady(Value value, Set<Buffer> written) {
        Touched touched = Touched.by(value);
        return touched.read().isEmpty() && touched.buffers().stream().noneMatch(written::contains);
    }

    /** Takes sums of products out of the body of the loops, each into an array. */
    private List<Step> apart(Chain chain) {
        List<Step> steps = new ArrayList<>();
        List<Step> after = new ArrayList<>();
        List<Step> body = new ArrayList<>(chain.body());
        for (int k = 0; k + 1 < body.size(); k++) {
            Optional<Reduction> reduction = Reduction.of(body, k);
            if (reduction.isPresent()) {
                Optional<Around> around = takeOut(reduction.get(), chain.indices(), body);
                if (around.isPresent()) {
                    steps.addAll(around.get().before());
                    after.addAll(around.get().after());
                    k = -1;
                }
            }
        }
        List<Step> inner = steps(body);
        if (!inner.isEmpty()) {
            steps.addAll(Step.Loop.nest(chain.indices(), inner));
        }
        steps.addAll(after);
        return steps;
    }

    /** {@code acc = 0; for indices { acc += value }}. */
    private record Reduction(int at, Value.Local accumulator, List<Index> indices, Value value, List<Value> filter) {

        static Optional<Reduction> of(List<Step> body, int at) {
            if (!(body.get(at) instanceof Step.Declare declare)
                    || !declare.value().equals(new Value.Constant(0))
                    || !(body.get(at + 1) instanceof Step.Loop loop)) {
                return Optional.empty();
            }
            Chain chain = Chain.of(loop);
            return chain.single().flatMap(step -> of(step, List.of(), body, at, declare.local(), chain));
        }

        private static Optional<Reduction> of(
                Step step, List<Value> filter, List<Step> body, int at, Value.Local accumulator, Chain chain) {
            if (step instanceof Step.Branch branch
                    && filter.isEmpty()
                    && branch.otherwise().isEmpty()
                    && branch.then().size() == 1) {
                List<Value> conditions = Sum.conditions(branch.condition());
                return of(branch.then().get(0), conditions, body, at, accumulator, chain);
            }
            if (!(step instanceof Step.Assign assign)
                    || assign.local() != accumulator
                    || assign.mode() != Step.Mode.ADD) {
                return Optional.empty();
            }
            Copying inlining = Chain.inlining(body.subList(0, at));
            return Optional.of(new Reduction(
                    at,
                    accumulator,
                    chain.indices(),
                    inlining.value(assign.value()),
                    filter.stream().map(inlining::value).toList()));
        }

        boolean isReady(Set<Buffer> written) {
            return Contractions.isReady(value, written)
                    && filter.stream().allMatch(f -> Contractions.isReady(f, written));
        }

        Sum into(Value.Element target, Step.Mode mode, List<Index> axes) {
            List<Index> all = new ArrayList<>(axes);
            all.addAll(indices);
            return new Sum(all, target, mode, value, filter);
        }
    }

    /** The reduction for all values of the axes at once, before or after the rest of the body; the body loses it. */
    private Optional<Around> takeOut(Reduction reduction, List<Index> axes, List<Step> body) {
        List<Step> rest = new ArrayList<>(body);
        rest.subList(reduction.at(), reduction.at() + 2).clear();
        Value.Get accumulator = new Value.Get(reduction.accumulator());
        Set<Buffer> written = new HashSet<>();
        int reads = 0;
        for (Step step : rest) {
            Touched here = Touched.by(step);
            if (here.assigned().contains(reduction.accumulator())) {
                return Optional.empty();
            }
            written.addAll(here.written());
            reads += (int) here.read().stream()
                    .filter(l -> l == reduction.accumulator())
                    .count();
        }
        if (!reduction.isReady(written)) {
            return Optional.empty();
        }
        for (int k = 0; k < rest.size(); k++) {
            if (rest.get(k) instanceof Step.Store store && isKept(store, rest, axes)) {
                Optional<Value> other = without(store.value(), accumulator);
                boolean isAlone = store.value().equals(accumulator);
                if (isAlone && (reads == 1 || store.mode() == Step.Mode.SET)) {
                    rest.remove(k);
                    return around(reduction, store.target(), store.mode(), axes, rest, body);
                }
                if (reads == 1 && other.isPresent()) {
                    rest.set(k, new Step.Store(store.target(), store.mode(), other.get()));
                    return Contraction.steps(reduction.into(store.target(), Step.Mode.ADD, axes), scratches, why)
                            .map(product -> {
                                body.clear();
                                body.addAll(rest);
                                return new Around(List.of(), product);
                            });
                }
            }
        }
        List<Whole> shape = axes.stream().map(Index::size).toList();
        Buffer sums = Buffer.scratch(reduction.accumulator().name(), Kind.REAL, shape);
        Value.Element target = new Value.Element(
                sums, axes.stream().map(i -> Whole.of(i).minus(i.lower())).toList());
        Optional<Around> around = around(reduction, target, Step.Mode.SET, axes, rest, body);
        around.ifPresent(a -> scratches.keep(sums));
        return around;
    }

    /** What comes before and after the loops from which something is taken out. */
    private record Around(List<Step> before, List<Step> after) {}

    private Optional<Around> around(
            Reduction reduction,
            Value.Element target,
            Step.Mode mode,
            List<Index> axes,
            List<Step> rest,
            List<Step> body) {
        return Contraction.steps(reduction.into(target, mode, axes), scratches, why)
                .map(product -> {
                    Copying copying = new Copying(w -> w, e -> e);
                    copying.replace(new Value.Get(reduction.accumulator()), target);
                    body.clear();
                    body.addAll(copying.steps(rest));
                    return new Around(product, List.of());
                });
    }

    /** What a sum has besides an operand, if it is one and has it. */
    private static Optional<Value> without(Value sum, Value operand) {
        if (!(sum instanceof Value.Apply apply) || apply.primitive() != Primitive.ADD) {
            return Optional.empty();
        }
        Value left = apply.operands().get(0);
        Value right = apply.operands().get(1);
        if (left.equals(operand)) {
            return Optional.of(right);
        }
        if (right.equals(operand)) {
            return Optional.of(left);
        }
        Optional<Value> inLeft = without(left, operand).map(l -> new Value.Apply(Primitive.ADD, List.of(l, right)));
        return inLeft.or(() -> without(right, operand).map(r -> new Value.Apply(Primitive.ADD, List.of(left, r))));
    }

    /** Whether the step writes an element of its own for all values of the axes, which no other step touches. */
    private static boolean isKept(Step.Store store, List<Step> body, List<Index> axes) {
        Buffer buffer = store.target().buffer();
        boolean isTouched = body.stream()
                .filter(s -> s != store)
                .anyMatch(s -> Touched.by(s).buffers().contains(buffer));
        boolean isRead = Touched.by(store.value()).buffers().contains(buffer);
        if (isTouched || isRead || store.mode() == Step.Mode.OR) {
            return false;
        }
        List<Index> indices = store.target().subscripts().stream()
                .flatMap(s -> s.index().stream())
                .filter(axes::contains)
                .distinct()
                .toList();
        return indices.size() == axes.size()
                && store.target().subscripts().stream()
                        .allMatch(s -> s.index().filter(axes::contains).isPresent()
                                || s.atoms().stream().noneMatch(axes::contains));
    }
}
