package dev.adjoint.run;

import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A value as it was given under a name: numbers, row-major, with the shape in which they were nested. */
public final class Given {

    private final String name;
    private final Span key;
    private final Span place;
    private final int[] shape;
    private final double[] numbers;
    private final int[] offsets;
    private final boolean unbracketed;

    /**
     * @param key the name where it stands
     * @param place the whole value
     * @param shape the lengths of the nested arrays, outermost first; empty for a bare number
     * @param offsets where each number stands in the text
     * @param unbracketed whether it stood on the command line without brackets, where {@code x=1} may also be a vector of one
     */
    public Given(String name, Span key, Span place, int[] shape, double[] numbers, int[] offsets, boolean unbracketed) {
        this.name = name;
        this.key = key;
        this.place = place;
        this.shape = shape;
        this.numbers = numbers;
        this.offsets = offsets;
        this.unbracketed = unbracketed;
    }

    public String name() {
        return name;
    }

    public Span key() {
        return key;
    }

    public Span place() {
        return place;
    }

    public int[] shape() {
        return shape;
    }

    public double[] numbers() {
        return numbers;
    }

    public boolean unbracketed() {
        return unbracketed;
    }

    public boolean isNumber() {
        return shape.length == 0;
    }

    /** The same, given as an argument of the command line. */
    public Given argument(Span value, boolean bare) {
        return new Given(name, key, value, shape, numbers, offsets, bare);
    }

    /** The same, a bare number as a vector with one element. */
    public Given asVector() {
        return isNumber() ? new Given(name, key, place, new int[] {1}, numbers, offsets, false) : this;
    }

    /** The place of one number. */
    public Span place(int position) {
        Source source = place.source();
        int start = offsets[position];
        int end = start;
        while (end < source.text().length()
                && ",]} \t\r\n".indexOf(source.text().charAt(end)) < 0) {
            end++;
        }
        return new Span(source, start, Math.max(end, start + 1));
    }

    /** {@code W[1,0]}: the element at a row-major position. */
    public String element(int position) {
        return element(name, subscripts(shape, position));
    }

    /** {@code W[1,0]}, or the name alone without subscripts. */
    public static String element(String name, int... subscripts) {
        return subscripts.length == 0
                ? name
                : Arrays.stream(subscripts)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", name + "[", "]"));
    }

    /** The subscripts of the element at a row-major position. */
    public static int[] subscripts(int[] shape, int position) {
        int[] subscripts = new int[shape.length];
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            subscripts[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return subscripts;
    }
}
