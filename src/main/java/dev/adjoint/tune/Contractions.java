package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds sums of products in nests, and lets {@link Contraction} make products of matrices of them. */
final class Contractions {

    private final Scratches scratches;

    Contractions(Scratches scratches) {
        this.scratches = scratches;
    }

    List<Nest> nests(List<Nest> nests) {
        return Nests.map(nests, this::steps, scratches::release);
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
        return chain.single().flatMap(step -> sum(step, Optional.empty(), chain, isCleared));
    }

    private Optional<List<Step>> sum(Step step, Optional<Value> filter, Chain chain, boolean isCleared) {
        if (step instanceof Step.Branch branch
                && filter.isEmpty()
                && branch.otherwise().isEmpty()
                && branch.then().size() == 1) {
            return sum(branch.then().get(0), Optional.of(branch.condition()), chain, isCleared);
        }
        if (!(step instanceof Step.Store store) || store.mode() == Step.Mode.OR) {
            return Optional.empty();
        }
        Set<Buffer> written = Set.of(store.target().buffer());
        if (!isReady(store.value(), written)
                || !filter.map(f -> isReady(f, written)).orElse(true)) {
            return Optional.empty();
        }
        Step.Mode mode = isCleared ? Step.Mode.SET : store.mode();
        return Contraction.steps(new Sum(chain.indices(), store.target(), mode, store.value(), filter), scratches);
    }

    /** Whether a value is made of what stands before the nest. */
    private static boolean isReady(Value value, Set<Buffer> written) {
        Touched touched = Touched.by(value);
        return touched.read().isEmpty() && touched.buffers().stream().noneMatch(written::contains);
    }

    /** Takes sums of products out of the body of the loops, each into an array. */
    private List<Step> apart(Chain chain) {
        List<Step> before = new ArrayList<>();
        List<Step> body = new ArrayList<>(chain.body());
        for (int k = 0; k + 1 < body.size(); k++) {
            Optional<Reduction> reduction = Reduction.of(body, k);
            if (reduction.isPresent()) {
                Optional<List<Step>> product = takeOut(reduction.get(), chain.indices(), body);
                if (product.isPresent()) {
                    before.addAll(product.get());
                    k = -1;
                }
            }
        }
        List<Step> inner = steps(body);
        if (!body.isEmpty()) {
            before.addAll(Step.Loop.nest(chain.indices(), inner));
        }
        return before;
    }

    /** {@code acc = 0; for indices { acc += value }}. */
    private record Reduction(int at, Value.Local accumulator, List<Index> indices, Value value) {

        static Optional<Reduction> of(List<Step> body, int at) {
            if (!(body.get(at) instanceof Step.Declare declare)
                    || !declare.value().equals(new Value.Constant(0))
                    || !(body.get(at + 1) instanceof Step.Loop loop)) {
                return Optional.empty();
            }
            Chain chain = Chain.of(loop);
            return chain.single()
                    .filter(Step.Assign.class::isInstance)
                    .map(Step.Assign.class::cast)
                    .filter(a -> a.local() == declare.local() && a.mode() == Step.Mode.ADD)
                    .map(a -> new Reduction(
                            at,
                            declare.local(),
                            chain.indices(),
                            Chain.inlining(body.subList(0, at)).value(a.value())));
        }
    }

    /** The reduction for all values of the axes at once; the body loses it. */
    private Optional<List<Step>> takeOut(Reduction reduction, List<Index> axes, List<Step> body) {
        List<Step> rest = new ArrayList<>(body);
        rest.subList(reduction.at(), reduction.at() + 2).clear();
        Set<Buffer> written = new HashSet<>();
        Set<Buffer> touched = new HashSet<>();
        int reads = 0;
        Step.Store result = null;
        for (Step step : rest) {
            Touched here = Touched.by(step);
            if (here.assigned().contains(reduction.accumulator())) {
                return Optional.empty();
            }
            written.addAll(here.written());
            reads += (int) here.read().stream()
                    .filter(l -> l == reduction.accumulator())
                    .count();
            if (result == null && step instanceof Step.Store store && isKept(store, reduction, axes)) {
                result = store;
            } else {
                touched.addAll(here.buffers());
            }
        }
        boolean isOwn = result != null
                && !touched.contains(result.target().buffer())
                && (reads == 1 || result.mode() == Step.Mode.SET);
        if (!isReady(reduction.value(), written)) {
            return Optional.empty();
        }
        List<Index> all = new ArrayList<>(axes);
        all.addAll(reduction.indices());
        Value.Element target = isOwn
                ? result.target()
                : new Value.Element(
                        Buffer.scratch(
                                reduction.accumulator().name(),
                                Kind.REAL,
                                axes.stream().map(Index::size).toList()),
                        axes.stream().map(i -> Whole.of(i).minus(i.lower())).toList());
        Step.Mode mode = isOwn ? result.mode() : Step.Mode.SET;
        Optional<List<Step>> product =
                Contraction.steps(new Sum(all, target, mode, reduction.value(), Optional.empty()), scratches);
        if (product.isPresent()) {
            if (isOwn) {
                rest.remove(result);
            } else {
                scratches.keep(target.buffer());
            }
            Copying copying = new Copying(w -> w, e -> e);
            copying.replace(new Value.Get(reduction.accumulator()), target);
            body.clear();
            body.addAll(copying.steps(rest));
        }
        return product;
    }

    /** Whether the step keeps the sum, each in an element of its own. */
    private static boolean isKept(Step.Store store, Reduction reduction, List<Index> axes) {
        if (!store.value().equals(new Value.Get(reduction.accumulator())) || store.mode() == Step.Mode.OR) {
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
