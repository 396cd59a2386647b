package dev.adjoint.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What a random program has declared so far; a leaf that finds nothing fitting declares a param or input. */
final class Scope {

    /** How a size comes from others. */
    enum Relation {
        OPEN,
        CONSTANT,
        /** No dim but a number. */
        PLAIN,
        /** {@code base - 1}. */
        SHORTER,
        /** {@code base/2}. */
        HALF,
        /** {@code 2*base}. */
        TWICE,
        /** {@code base + other}. */
        JOINED
    }

    /** A dim; {@code number} is that of a constant one. */
    record Size(String name, Relation relation, Size base, Size other, int number) {

        /** The size that is said as a number. */
        static Size plain(int number) {
            return new Size("" + number, Relation.PLAIN, null, null, number);
        }

        /** As the range of an index. */
        String range() {
            return relation == Relation.PLAIN ? "0:" + number : name;
        }

        boolean is(Relation kind, Size of) {
            return relation == kind && base.equals(of);
        }

        String declaration() {
            return switch (relation) {
                case OPEN -> name;
                case CONSTANT, PLAIN -> name + " = " + number;
                case SHORTER -> name + " = " + base.name + " - 1";
                case HALF -> name + " = " + base.name + "/2";
                case TWICE -> name + " = 2*" + base.name;
                case JOINED -> name + " = " + base.name + " + " + other.name;
            };
        }
    }

    /**
     * A name of real numbers, or of indices of {@code bound}.
     *
     * @param row the subscript that stands first in each read, as of the row that a step has collected; empty if none does
     */
    record Value(String name, List<Size> shape, Size bound, String row) {

        Value(String name, List<Size> shape, Size bound) {
            this(name, shape, bound, "");
        }

        /** All of it. */
        String text() {
            return row.isEmpty() ? name : name + "[" + row + ",:".repeat(shape.size()) + "]";
        }

        /** The part at these subscripts, one for each axis; at least one axis. */
        String at(String subscripts) {
            return name + "[" + (row.isEmpty() ? "" : row + ", ") + subscripts + "]";
        }
    }

    /**
     * What a loop around collects; the rows of the steps before may be read.
     *
     * @param elements whether each axis needs a subscript, as the shape is not known above the definition
     * @param made whether the row of the step itself is there as well
     */
    record Rows(String name, Binder step, List<Size> shape, boolean elements, boolean made) {}

    /** What was known where a block began. */
    record Block(
            List<Value> values,
            List<Value> indices,
            List<String> truths,
            List<Value> truthsByIndex,
            List<Rows> rows,
            List<Value> carried) {}

    private static final int MOST_VARIABLES = 9;

    private final Random random;
    private final boolean stops;
    private final boolean asLoops;
    private final List<Size> sizes = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Value> indices = new ArrayList<>();
    private final List<String> truths = new ArrayList<>();
    private final List<Value> truthsByIndex = new ArrayList<>();
    private final List<Rows> rows = new ArrayList<>();
    private final List<Value> carried = new ArrayList<>();
    private final Set<Value> declared = new HashSet<>();
    private final List<String> params = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private int names;

    /**
     * An empty scope.
     *
     * @param stops whether {@code stop(x)} may occur, which differences do not see
     * @param asLoops whether definitions by index and sums are written as loops
     */
    Scope(Random random, boolean stops, boolean asLoops) {
        this.random = random;
        this.asLoops = asLoops;
        this.stops = stops;
        int open = 2 + random.nextInt(3);
        for (int k = 0; k < open; k++) {
            sizes.add(new Size("NMDK".substring(k, k + 1), Relation.OPEN, null, null, 0));
        }
        Size first = sizes.get(0);
        Size second = sizes.get(1);
        perhaps(new Size("C", Relation.CONSTANT, null, null, 2 + random.nextInt(2)));
        perhaps(new Size("P", Relation.SHORTER, first, null, 0));
        perhaps(new Size("H", Relation.HALF, second, null, 0));
        perhaps(new Size("T", Relation.TWICE, second, null, 0));
        perhaps(new Size("S", Relation.JOINED, first, second, 0));
    }

    private void perhaps(Size size) {
        if (chance(0.6)) {
            sizes.add(size);
        }
    }

    boolean stops() {
        return stops;
    }

    boolean asLoops() {
        return asLoops;
    }

    Random random() {
        return random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String fresh(String prefix) {
        return prefix + ++names;
    }

    List<Size> sizes() {
        return sizes;
    }

    List<Value> values() {
        return values;
    }

    List<String> truths() {
        return truths;
    }

    /** The truth values by index, each of one axis. */
    List<Value> truthsByIndex() {
        return truthsByIndex;
    }

    void truths(String name, List<Size> shape) {
        truthsByIndex.add(new Value(name, shape, null));
    }

    /** Takes in a definition of indices. */
    void position(String name, List<Size> shape, Size bound) {
        indices.add(new Value(name, shape, bound));
    }

    /** The indices that are known by name. */
    List<Value> indices() {
        return indices;
    }

    void define(String name, List<Size> shape) {
        define(new Value(name, shape, null));
    }

    /** Takes in a definition or a row. */
    void define(Value value) {
        (value.bound == null ? values : indices).add(value);
    }

    /** The rows that loops around collect. */
    List<Rows> rows() {
        return rows;
    }

    /** Takes in a value as one that the loop carries. */
    void carry(Value value) {
        carried.add(value);
    }

    /** What loops around carry. */
    List<Value> carried() {
        return carried;
    }

    /** What is defined from here on is forgotten where the block is left. */
    Block enter() {
        return new Block(
                List.copyOf(values),
                List.copyOf(indices),
                List.copyOf(truths),
                List.copyOf(truthsByIndex),
                List.copyOf(rows),
                List.copyOf(carried));
    }

    /** Leaves a block: what it declared, as a param or input of the file, stays. */
    void leave(Block block) {
        List<Value> stay = values.stream()
                .filter(v -> declared.contains(v) && !block.values.contains(v))
                .toList();
        List<Value> indicesStay = indices.stream()
                .filter(v -> declared.contains(v) && !block.indices.contains(v))
                .toList();
        replace(values, block.values);
        values.addAll(stay);
        replace(indices, block.indices);
        indices.addAll(indicesStay);
        replace(truths, block.truths);
        replace(truthsByIndex, block.truthsByIndex);
        replace(rows, block.rows);
        replace(carried, block.carried);
    }

    private static <T> void replace(List<T> all, List<T> by) {
        all.clear();
        all.addAll(by);
    }

    /** Forgets a name, which something else is about to be called. */
    void hide(String name) {
        values.removeIf(v -> v.name.equals(name));
    }

    /** A shape of up to {@code rank} axes. */
    List<Size> shape(int rank) {
        List<Size> shape = new ArrayList<>();
        for (int k = 0; k < rank; k++) {
            shape.add(pick(sizes));
        }
        return shape;
    }

    /** Whether another param or input may be declared. */
    boolean hasRoom() {
        return params.size() + inputs.size() < MOST_VARIABLES;
    }

    /** A new param, or sometimes input, of this shape. */
    Value declare(List<Size> shape) {
        boolean param = params.isEmpty() || chance(0.65);
        Value value = new Value(fresh(param ? "w" : "x"), shape, null);
        String start = param && chance(0.2) ? " = " + pick("0.5", "-1", "1e-1") : "";
        (param ? params : inputs).add(value.name + brackets(shape) + start);
        values.add(value);
        declared.add(value);
        return value;
    }

    /** An index of {@code bound}, a new input or known, of rank 0 or 1. */
    Value index(Size bound, boolean vector) {
        List<Value> known = indices.stream()
                .filter(v -> v.bound.equals(bound) && v.shape.isEmpty() != vector)
                .toList();
        if (!known.isEmpty()) {
            return pick(known);
        }
        Value value = new Value(fresh("t"), vector ? shape(1) : List.of(), bound);
        inputs.add(value.name + brackets(value.shape) + " in " + bound.name);
        indices.add(value);
        declared.add(value);
        return value;
    }

    static String brackets(List<Size> shape) {
        return shape.isEmpty() ? "" : shape.stream().map(Size::name).collect(Collectors.joining(",", "[", "]"));
    }

    /** The declarations of dims, params and inputs. */
    String declarations() {
        StringBuilder out = new StringBuilder("dim ");
        out.append(sizes.stream().map(Size::declaration).collect(Collectors.joining(", ")))
                .append('\n');
        if (!params.isEmpty()) {
            out.append("param ").append(String.join(", ", params)).append('\n');
        }
        if (!inputs.isEmpty()) {
            out.append("input ").append(String.join(", ", inputs)).append('\n');
        }
        return out.toString();
    }
}
