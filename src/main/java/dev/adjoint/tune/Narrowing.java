package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps intermediates of a loop for the step at hand alone: those that nothing else touches, and of which each step touches the
 * part of its own. The elements of the part become locals where their subscripts are numbers; else it lies in an array that is
 * used again in the next step.
 */
final class Narrowing {

    private final Predicate<Buffer> isOwn;
    private final Scratch scratch;
    private final Set<Buffer> gone = new HashSet<>();

    /** @param isOwn whether a buffer is touched by the nest at hand and no other */
    Narrowing(Predicate<Buffer> isOwn, Scratch scratch) {
        this.isOwn = isOwn;
        this.scratch = scratch;
    }

    /** The buffers that are not there any more. */
    Set<Buffer> gone() {
        return gone;
    }

    /** Steps of which the last is the loop. */
    List<Step> steps(List<Step> steps) {
        List<Step> before = new ArrayList<>(steps.subList(0, steps.size() - 1));
        Step.Loop loop = (Step.Loop) steps.get(steps.size() - 1);
        Touched outside = new Touched();
        before.stream().filter(s -> !(s instanceof Step.Clear)).forEach(s -> s.accept(outside));
        List<Buffer> own = Touched.by(loop).written().stream()
                .filter(b -> b.place() == Buffer.Place.SCRATCH && b.kind() != Kind.INDEX)
                .filter(b -> isOwn.test(b) && !outside.buffers().contains(b))
                .toList();
        for (Buffer buffer : own) {
            Accesses accesses = Accesses.of(loop);
            OptionalInt axis = accesses.axis(buffer, loop.index());
            if (axis.isEmpty()) {
                continue;
            }
            boolean isCleared = before.contains(new Step.Clear(buffer));
            List<Accesses.Access> its = accesses.of(buffer);
            if (its.stream().allMatch(a -> isNumbered(a.at(), axis.getAsInt()))) {
                List<Step> body = loop.body();
                if (isCleared || its.stream().allMatch(a -> First.of(body, a).isSet())) {
                    before.remove(new Step.Clear(buffer));
                    loop = inLocals(loop, buffer, isCleared);
                    gone.add(buffer);
                }
            } else if (!isCleared && buffer.kind() == Kind.REAL && isFilled(loop, buffer, axis.getAsInt())) {
                loop = inRow(loop, buffer, axis.getAsInt());
                gone.add(buffer);
            }
        }
        before.add(loop);
        return before;
    }

    /** What steps do first with an element. */
    private enum First {
        NOTHING,
        SETS,
        READS;

        boolean isSet() {
            return this == SETS;
        }

        static First of(List<Step> steps, Accesses.Access element) {
            for (Step step : steps) {
                First first = of(step, element);
                if (first != NOTHING) {
                    return first;
                }
            }
            return NOTHING;
        }

        private static First of(Step step, Accesses.Access element) {
            if (step instanceof Step.Branch branch) {
                boolean isRead = Touched.by(branch.condition()).buffers().contains(element.buffer());
                First then = of(branch.then(), element);
                First otherwise = of(branch.otherwise(), element);
                return isRead || then != otherwise ? READS : then;
            }
            if (!Touched.by(step).buffers().contains(element.buffer())) {
                return NOTHING;
            }
            List<Accesses.Access> its = Accesses.of(step).of(element.buffer());
            if (!its.contains(element)) {
                return NOTHING;
            }
            boolean sets = step instanceof Step.Store store
                    && store.mode() == Step.Mode.SET
                    && store.target().buffer() == element.buffer()
                    && store.target().subscripts().equals(element.at())
                    && its.stream().filter(element::equals).count() == 1;
            return sets ? SETS : READS;
        }
    }

    /** Whether the first that the loop does with the part of each step is to set all of it. */
    private static boolean isFilled(Step.Loop loop, Buffer buffer, int axis) {
        for (Step step : loop.body()) {
            if (Touched.by(step).buffers().contains(buffer)) {
                return step instanceof Step.Loop inner && fills(Chain.of(inner), buffer, axis);
            }
        }
        return false;
    }

    private static boolean fills(Chain chain, Buffer buffer, int axis) {
        List<Step> touching = chain.body().stream()
                .filter(s -> Touched.by(s).buffers().contains(buffer))
                .toList();
        return !touching.isEmpty()
                && touching.get(0) instanceof Step.Store store
                && store.mode() == Step.Mode.SET
                && !Touched.by(store.value()).buffers().contains(buffer)
                && chain.covers(without(store.target().subscripts(), axis), without(buffer.shape(), axis))
                && touching.stream()
                        .flatMap(s -> Accesses.of(s).of(buffer).stream())
                        .allMatch(a -> a.at().equals(store.target().subscripts()));
    }

    private static boolean isNumbered(List<Whole> at, int axis) {
        for (int k = 0; k < at.size(); k++) {
            if (k != axis && !at.get(k).isNumber()) {
                return false;
            }
        }
        return true;
    }

    private Step.Loop inRow(Step.Loop loop, Buffer buffer, int axis) {
        List<Whole> shape = without(buffer.shape(), axis);
        Buffer row = scratch.make(buffer.name(), shape);
        Copying copying = new Copying(
                w -> w, e -> e.buffer() == buffer ? new Value.Element(row, without(e.subscripts(), axis)) : e);
        return new Step.Loop(loop.index(), copying.steps(loop.body()));
    }

    private static List<Whole> without(List<Whole> wholes, int axis) {
        List<Whole> others = new ArrayList<>(wholes);
        others.remove(axis);
        return others;
    }

    private static Step.Loop inLocals(Step.Loop loop, Buffer buffer, boolean isCleared) {
        Map<Value.Element, Value.Local> locals = new LinkedHashMap<>();
        for (Accesses.Access access : Accesses.of(loop).of(buffer)) {
            locals.computeIfAbsent(
                    new Value.Element(buffer, access.at()), e -> new Value.Local(buffer.name(), buffer.kind()));
        }
        return new Step.Loop(loop.index(), new Locals(locals).body(loop.body(), isCleared));
    }

    /** Puts locals in the place of elements. */
    private record Locals(Map<Value.Element, Value.Local> locals) {

        /** The body with each local declared where it is first set. */
        List<Step> body(List<Step> body, boolean isCleared) {
            Copying copying = new Copying(w -> w, e -> e);
            locals.forEach((element, local) -> copying.replace(element, new Value.Get(local)));
            List<Step> result = new ArrayList<>();
            Set<Value.Local> open = new LinkedHashSet<>(locals.values());
            if (isCleared) {
                open.forEach(local -> result.add(new Step.Declare(
                        local, local.kind() == Kind.TRUTH ? new Value.Truth(false) : new Value.Constant(0))));
                open.clear();
            }
            for (Step step : copying.steps(body)) {
                Step now = stored(step);
                if (now instanceof Step.Assign assign && open.remove(assign.local())) {
                    result.add(new Step.Declare(assign.local(), assign.value()));
                } else {
                    Set<Value.Local> set = new LinkedHashSet<>(Touched.by(now).assigned());
                    set.retainAll(open);
                    set.forEach(local -> result.add(new Step.Reserve(local)));
                    open.removeAll(set);
                    result.add(now);
                }
            }
            return result;
        }

        private List<Step> stored(List<Step> steps) {
            return steps.stream().map(this::stored).toList();
        }

        private Step stored(Step step) {
            if (step instanceof Step.Loop loop) {
                return new Step.Loop(loop.index(), stored(loop.body()));
            }
            if (step instanceof Step.Branch branch) {
                return new Step.Branch(branch.condition(), stored(branch.then()), stored(branch.otherwise()));
            }
            if (step instanceof Step.Store store && locals.containsKey(store.target())) {
                return new Step.Assign(locals.get(store.target()), store.mode(), store.value());
            }
            return step;
        }
    }
}
