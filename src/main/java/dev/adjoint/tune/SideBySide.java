package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Copying;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The sums that a loop takes, one or more in each step, for all steps at once: a row of them, to which the terms are added four
 * at a time by loops along the row. What moves along the row is copied to rows of its own, as HotSpot vectorises no loop over one
 * array at several offsets; what does not is read before the loop, as it would be read each time if the row might have changed it.
 */
final class SideBySide {

    /** What the JVM has vector instructions for. */
    static final Set<Primitive> VECTORS = EnumSet.of(
            Primitive.ADD,
            Primitive.SUBTRACT,
            Primitive.MULTIPLY,
            Primitive.DIVIDE,
            Primitive.NEGATE,
            Primitive.SQUARE,
            Primitive.SQRT,
            Primitive.ABS,
            Primitive.MAX,
            Primitive.MIN,
            Primitive.STOP);

    private final Index along;
    private final List<Reduction> reductions;
    private final List<Step> rest;

    /** Where the copies of elements that move along the row are. */
    private final Map<Value.Element, Value.Element> copies = new HashMap<>();

    private SideBySide(Index along, List<Reduction> reductions, List<Step> rest) {
        this.along = along;
        this.reductions = reductions;
        this.rest = rest;
    }

    /**
     * The sums in the body of the loop that can be taken before the rest of it; empty if there are none.
     *
     * @param canCopy whether an element that moves along the row is worth a copy
     */
    static Optional<SideBySide> of(Step.Loop loop, Predicate<Value.Element> canCopy) {
        Index along = loop.index();
        OptionalLong size = along.size().known();
        if (!along.size().isSize() || (size.isPresent() && size.getAsLong() < Costs.SIDE_BY_SIDE)) {
            return Optional.empty();
        }
        List<Step> body = loop.body();
        Body inside = new Body(body);
        List<Reduction> reductions = new ArrayList<>();
        List<Step> rest = new ArrayList<>();
        for (int at = 0; at < body.size(); at++) {
            Optional<Reduction> reduction = Reduction.of(body, at).filter(r -> isPossible(r, along, inside, canCopy));
            if (reduction.isPresent()) {
                reductions.add(reduction.get());
                at++;
            } else {
                rest.add(body.get(at));
            }
        }
        return reductions.isEmpty() ? Optional.empty() : Optional.of(new SideBySide(along, reductions, rest));
    }

    /** What a body of a loop declares and changes. */
    private static final class Body {

        private final Set<Value.Local> declared = new HashSet<>();
        private final List<Value.Local> assigned = new ArrayList<>();
        private final Set<Buffer> written = new HashSet<>();

        Body(List<Step> body) {
            for (Step step : body) {
                Touched touched = Touched.by(step);
                assigned.addAll(touched.assigned());
                written.addAll(touched.written());
                declared.addAll(touched.declared());
            }
        }

        /** Whether a value is the same before the body as inside. */
        boolean leaves(Touched value) {
            return value.read().stream().noneMatch(l -> declared.contains(l) || assigned.contains(l))
                    && value.buffers().stream().noneMatch(written::contains);
        }

        /** Whether a local is changed by one step of the body only. */
        boolean changesOnce(Value.Local local) {
            return assigned.stream().filter(l -> l == local).count() == 1;
        }
    }

    private static boolean isPossible(Reduction reduction, Index along, Body inside, Predicate<Value.Element> canCopy) {
        Value term = reduction.term().value();
        Touched touched = Touched.by(term);
        Set<Value.Element> moving = moving(reduction, along);
        return reduction.indices().stream().allMatch(i -> i.size().isSize())
                && inside.leaves(touched)
                && inside.changesOnce(reduction.accumulator())
                && VECTORS.containsAll(touched.primitives())
                && isVector(term, along)
                && Bytecodes.of(term) <= Costs.VECTOR_TERM
                && !moving.isEmpty()
                && moving.stream().allMatch(canCopy);
    }

    /** Whether a value is made of numbers and elements by gates alone, and counts nothing along the row. */
    private static boolean isVector(Value value, Index along) {
        if (value instanceof Value.Apply apply) {
            return apply.operands().stream().allMatch(v -> isVector(v, along));
        }
        return value instanceof Value.Constant
                || value instanceof Value.Get
                || (value instanceof Value.Element element && element.buffer().kind() == Kind.REAL)
                || (value instanceof Value.Count count && !count.value().atoms().contains(along));
    }

    /** What is taken side by side. */
    String what() {
        return reductions.stream().map(r -> r.term().what()).distinct().collect(Collectors.joining(" and "));
    }

    /** The elements that move along the row. */
    Set<Value.Element> moving() {
        Set<Value.Element> moving = new LinkedHashSet<>();
        reductions.forEach(r -> moving.addAll(moving(r, along)));
        return moving;
    }

    private static Set<Value.Element> moving(Reduction reduction, Index along) {
        Set<Value.Element> moving = elements(reduction.term().value());
        moving.removeIf(e -> !Touched.by(e).indices().contains(along));
        return moving;
    }

    private static Set<Value.Element> elements(Value value) {
        Set<Value.Element> elements = new LinkedHashSet<>();
        new Copying(w -> w, e -> {
                    elements.add(e);
                    return e;
                })
                .value(value);
        return elements;
    }

    /** Copies an element that moves along the row, for all steps of it and of the loops that it is summed over. */
    List<Step> copy(Value.Element element, Scratch scratch) {
        List<Index> summed = reductions.stream()
                .flatMap(r -> r.indices().stream())
                .filter(Touched.by(element).indices()::contains)
                .distinct()
                .toList();
        String name = element.buffer().name() + "_rows";
        Whole count = summed.stream().map(Index::size).reduce(Whole.ONE, Whole::times);
        Whole number = Whole.ZERO;
        for (Index index : summed) {
            number = number.times(index.size()).plus(Whole.of(index).minus(index.lower()));
        }
        Value.Element copy = summed.isEmpty()
                ? new Value.Element(scratch.make(name, List.of(along.size())), List.of(place()))
                : new Value.Element(scratch.rows(name, count, along.size()), List.of(number, place()));
        copies.put(element, copy);
        List<Index> indices = new ArrayList<>(summed);
        indices.add(along);
        return Step.Loop.nest(indices, List.of(new Step.Store(copy, Step.Mode.SET, element)));
    }

    /** The number of the step in the loop. */
    private Whole place() {
        return Whole.of(along).minus(along.lower());
    }

    /** The loop, after the copies. */
    List<Step> steps(Scratch scratch) {
        List<Step> steps = new ArrayList<>();
        Copying sums = new Copying(w -> w, e -> e);
        boolean isWhole = false;
        for (Reduction reduction : reductions) {
            Optional<Value.Element> own = target(reduction);
            isWhole |= own.isPresent();
            Value.Element row = own.orElseGet(() -> new Value.Element(
                    scratch.make(reduction.accumulator().name(), List.of(along.size())), List.of(place())));
            sums.replace(new Value.Get(reduction.accumulator()), row);
            steps.add(along(List.of(new Step.Store(row, Step.Mode.SET, reduction.first()))));
            steps.addAll(terms(reduction, row));
        }
        if (!isWhole) {
            steps.add(along(sums.steps(needed())));
        }
        return steps;
    }

    private Step along(List<Step> body) {
        return new Step.Loop(along, body);
    }

    /** The rest without the values that only the sums needed. */
    private List<Step> needed() {
        List<Step> needed = new ArrayList<>();
        Set<Value.Local> read = new HashSet<>();
        for (int k = rest.size() - 1; k >= 0; k--) {
            Step step = rest.get(k);
            if (!(step instanceof Step.Declare declare) || read.contains(declare.local())) {
                needed.add(0, step);
                read.addAll(Touched.by(step).read());
                read.addAll(Touched.by(step).assigned());
            }
        }
        return needed;
    }

    /** Where the sums go, if that is a row already, and nothing else is done with them. */
    private Optional<Value.Element> target(Reduction reduction) {
        List<Step> needed = needed();
        return needed.size() == 1
                        && needed.get(0) instanceof Step.Store store
                        && store.mode() == Step.Mode.SET
                        && store.value().equals(new Value.Get(reduction.accumulator()))
                        && store.target().buffer().place() == Buffer.Place.SCRATCH
                        && store.target().subscripts().equals(List.of(Whole.of(along)))
                ? Optional.of(store.target())
                : Optional.empty();
    }

    /** The loops that add the terms to the row, in blocks of the innermost index and what is left of it. */
    private List<Step> terms(Reduction reduction, Value.Element row) {
        int last = reduction.indices().size() - 1;
        Index index = reduction.indices().get(last);
        OptionalLong size = index.size().known();
        List<Step> steps = new ArrayList<>();
        Whole blocks = index.size().over(Whole.of(Costs.PASS));
        if (size.isEmpty() || size.getAsLong() >= Costs.PASS) {
            Index block = new Index("block", blocks);
            List<Whole> places = new ArrayList<>();
            for (int k = 0; k < Costs.PASS; k++) {
                places.add(index.lower()
                        .plus(Whole.of(block).times(Whole.of(Costs.PASS)))
                        .plus(k));
            }
            steps.add(new Step.Loop(block, added(reduction, places, row)));
        }
        if (size.isEmpty() || size.getAsLong() % Costs.PASS > 0) {
            Index left = index.between(index.lower().plus(blocks.times(Whole.of(Costs.PASS))), index.upper());
            steps.add(new Step.Loop(left, added(reduction, List.of(Whole.of(left)), row)));
        }
        return Step.Loop.nest(reduction.indices().subList(0, last), steps);
    }

    /** Adds the terms at some values of the innermost index to the row, in one loop along it. */
    private List<Step> added(Reduction reduction, List<Whole> places, Value.Element row) {
        Index index = reduction.indices().get(reduction.indices().size() - 1);
        Map<Value.Element, Value.Local> read = new LinkedHashMap<>();
        List<Value> terms = new ArrayList<>();
        for (Whole place : places) {
            Copying moving = new Copying(w -> w, e -> e);
            copies.forEach(moving::replace);
            Copying placing = new Copying(Copying.setting(index, place), e -> e);
            Value term = placing.value(moving.value(reduction.term().value()));
            Copying fixed = new Copying(w -> w, e -> e);
            for (Value.Element element : elements(term)) {
                if (!element.buffer().isScalar()
                        && !Touched.by(element).indices().contains(along)) {
                    Value.Local local = read.computeIfAbsent(
                            element, e -> new Value.Local(e.buffer().name() + "_", Kind.REAL));
                    fixed.replace(element, new Value.Get(local));
                }
            }
            terms.add(fixed.value(term));
        }
        List<Step> steps = new ArrayList<>();
        read.forEach((element, local) -> steps.add(new Step.Declare(local, element)));
        steps.add(along(List.of(reduction.term().into(row, reduction.term().together(terms)))));
        return steps;
    }
}
