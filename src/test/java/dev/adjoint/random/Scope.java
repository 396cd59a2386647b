package dev.adjoint.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What a random program has declared so far; a leaf that finds nothing fitting declares a param or input. */
final class Scope {

    /** How a size comes from others. */
    enum Relation {
        OPEN,
        CONSTANT,
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

        boolean is(Relation kind, Size of) {
            return relation == kind && base.equals(of);
        }

        String declaration() {
            return switch (relation) {
                case OPEN -> name;
                case CONSTANT -> name + " = " + number;
                case SHORTER -> name + " = " + base.name + " - 1";
                case HALF -> name + " = " + base.name + "/2";
                case TWICE -> name + " = 2*" + base.name;
                case JOINED -> name + " = " + base.name + " + " + other.name;
            };
        }
    }

    /** A name of real numbers, or of indices of {@code bound}. */
    record Value(String name, List<Size> shape, Size bound) {}

    private static final int MOST_VARIABLES = 9;

    private final Random random;
    private final boolean stops;
    private final List<Size> sizes = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Value> indices = new ArrayList<>();
    private final List<String> truths = new ArrayList<>();
    private final List<Value> truthsByIndex = new ArrayList<>();
    private final List<String> params = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private int names;

    Scope(Random random, boolean stops) {
        this.random = random;
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

    /** Whether {@code stop} may occur, which differences do not see. */
    boolean stops() {
        return stops;
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
        values.add(new Value(name, shape, null));
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
