package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One evaluation of a program at one point, perhaps with derivatives along one direction. Definitions are evaluated when
 * they are first asked for, and then kept.
 */
public final class Evaluation {

    private final Translation translation;
    private final Point point;
    private final Map<Variable, double[]> direction;
    private final IdentityHashMap<Variable, Array> variables = new IdentityHashMap<>();
    private final IdentityHashMap<Symbol, Array> looped = new IdentityHashMap<>();
    private final IdentityHashMap<Loop, IdentityHashMap<Symbol, Array>> loops = new IdentityHashMap<>();
    private final TreeSet<String> surrogates = new TreeSet<>();
    private Trace trace = new Trace();
    private Consumer<Gated> observer = use -> {};
    private Array[] definitions = new Array[0];
    private long[] indices = new long[0];
    private int levels;

    Evaluation(Translation translation, Point point, Map<Variable, double[]> direction) {
        this.translation = translation;
        this.point = point;
        this.direction = direction;
    }

    /** The elements of a definition, row-major; truth values are 1 and 0. */
    public double[] values(Definition definition) {
        return array(definition).values();
    }

    /** The value of a scalar definition. */
    public double value(Definition definition) {
        return array(definition).value(0);
    }

    /** The derivatives of the elements of a definition along the direction. */
    public double[] tangents(Definition definition) {
        return array(definition).tangents();
    }

    /** For each element, the sum of the magnitudes of the terms that make up its tangent. */
    public double[] magnitudes(Definition definition) {
        return array(definition).magnitudes();
    }

    /** The elements of any formula that is not under an index: a start value, say. */
    public double[] values(Typed formula) {
        return translation.formula(formula).at(this).values();
    }

    /**
     * What was chosen, so far, at comparisons, maxima, steps and the like. Two evaluations that asked for the same
     * definitions in the same order and have the same trace lie on one smooth piece.
     */
    public long trace() {
        return trace.hash();
    }

    private Array array(Definition definition) {
        return array(translation.slot(definition));
    }

    /** Whether a definition has been evaluated: one that only the other side of an {@code if} needs has not. */
    public boolean isKnown(Definition definition) {
        int slot = translation.slot(definition);
        grow();
        return definitions[slot] != null;
    }

    /** From here on these definitions are evaluated afresh, and these loops run once more. */
    public void again(List<Definition> of, List<Scan> scans) {
        forget(
                of.stream().mapToInt(translation::slot).toArray(),
                scans.stream().map(translation::loop).toList());
    }

    /** The elements of a param or an input, row-major. */
    public double[] values(Variable variable) {
        return variable(variable).values();
    }

    Translation translation() {
        return translation;
    }

    /** The value that a symbol has now. */
    Array get(Symbol symbol) {
        if (symbol instanceof Variable variable) {
            return variable(variable);
        }
        return symbol instanceof Definition definition ? array(definition) : looped(symbol);
    }

    /** From here on a symbol has this value. */
    void put(Symbol symbol, Array value) {
        if (symbol instanceof Variable variable) {
            variables.put(variable, value);
        } else if (symbol instanceof Definition definition) {
            put(translation.slot(definition), value);
        } else {
            looped.put(symbol, value);
        }
    }

    Trace recorder() {
        return trace;
    }

    Array array(int slot) {
        grow();
        if (definitions[slot] == null) {
            Array value = translation.definition(slot).at(this);
            definitions[slot] = value;
        }
        return definitions[slot];
    }

    /** From here on a slot has this value. */
    void put(int slot, Array value) {
        grow();
        definitions[slot] = value;
    }

    /** The level of a derivative that begins: above those of the derivatives around, and like none before. */
    int nextLevel() {
        return ++levels;
    }

    /** A function with its own gradient was evaluated. */
    void used(Gated use) {
        observer.accept(use);
    }

    /** The direction reaches an argument of a surrogate. */
    void reached(OwnGradient surrogate) {
        surrogates.add(surrogate.function());
    }

    /** Hands each use of a function with its own gradient to {@code action}, right after it was evaluated. */
    Evaluation observed(Consumer<Gated> action) {
        observer = action;
        return this;
    }

    /** A trace of what {@code action} alone evaluates. */
    <T> T traced(Trace alone, Supplier<T> action) {
        Trace before = trace;
        trace = alone;
        try {
            return action.get();
        } finally {
            trace = before;
        }
    }

    /** The functions whose surrogate gradient was followed, so far. */
    public List<String> surrogates() {
        return List.copyOf(surrogates);
    }

    /** From here on these definitions are evaluated afresh, and these loops run once more. */
    void forget(int[] slots, List<Loop> again) {
        grow();
        for (int slot : slots) {
            definitions[slot] = null;
        }
        again.forEach(loops::remove);
    }

    /** What a run of the loop leaves behind. */
    IdentityHashMap<Symbol, Array> loop(Loop loop) {
        IdentityHashMap<Symbol, Array> left = loops.get(loop);
        if (left == null) {
            left = loop.run(this);
            loops.put(loop, left);
        }
        return left;
    }

    /** What a loop carries and collects has these values from here on. */
    void enter(IdentityHashMap<Symbol, Array> state) {
        looped.putAll(state);
    }

    /** What is carried or collected, inside the loop. */
    Array looped(Symbol symbol) {
        return looped.get(symbol);
    }

    /** Makes room for what has been translated since. */
    private void grow() {
        if (definitions.length < translation.definitions()) {
            definitions = Arrays.copyOf(definitions, translation.definitions());
        }
    }

    Array variable(Variable variable) {
        return variables.computeIfAbsent(
                variable, v -> new Array(translation.sizes().shape(v.type()), point.get(v), direction.get(v)));
    }

    long index(int slot) {
        return indices[slot];
    }

    void index(int slot, long value) {
        growIndices();
        indices[slot] = value;
    }

    private void growIndices() {
        if (indices.length < translation.indices()) {
            indices = Arrays.copyOf(indices, translation.indices());
        }
    }

    /** Calls {@code body} for each value of the indices, the last fastest. */
    void each(List<Range> ranges, Runnable body) {
        growIndices();
        each(ranges, 0, body);
    }

    private void each(List<Range> ranges, int depth, Runnable body) {
        if (depth == ranges.size()) {
            body.run();
            return;
        }
        Range range = ranges.get(depth);
        long before = indices[range.slot()];
        for (long i = range.lower(); i < range.upper(); i++) {
            indices[range.slot()] = i;
            each(ranges, depth + 1, body);
        }
        indices[range.slot()] = before;
    }

    /** The values of an index, from {@code lower} up to and without {@code upper}. */
    record Range(int slot, long lower, long upper) {

        int size() {
            return Math.toIntExact(Math.max(0, upper - lower));
        }
    }
}
