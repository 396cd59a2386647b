package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Whole;
import java.util.List;

/** Elements of buffers as Java: {@code W1[i * D + j]}, {@code theta[b1At + i]}, {@code c_rows[d][k]}, {@code loss}. */
final class Elements {

    private final Frame frame;

    Elements(Frame frame) {
        this.frame = frame;
    }

    /** The element with the given subscripts; none for a scalar. */
    Text element(Buffer buffer, List<Whole> subscripts) {
        if (frame.isLocal(buffer)) {
            return Text.primary("$L", frame.name(buffer));
        }
        Members.Home home = frame.members().home(buffer);
        if (home instanceof Members.Single single) {
            return Text.primary("$L", frame.use(single.variable()));
        }
        Members.Elements elements = (Members.Elements) home;
        if (buffer.hasRows()) {
            Text row = position(elements.at(), offset(buffer.shape().subList(0, 1), subscripts.subList(0, 1)));
            Text column = position(elements.at(), offset(buffer.shape().subList(1, 2), subscripts.subList(1, 2)));
            return Text.primary("$L[$L][$L]", frame.use(elements.array()), row.code(), column.code());
        }
        Text position = position(elements.at(), offset(buffer.shape(), subscripts));
        return Text.primary("$L[$L]", frame.use(elements.array()), position.code());
    }

    /** A position in a part of an array: where the part begins, and the offset in it. */
    Text position(Members.At at, Offset offset) {
        Text base = at.field().map(f -> Text.primary("$L", frame.use(f))).orElse(null);
        long number = at.number() + offset.number();
        Text sum = base;
        if (offset.text() != null) {
            sum = sum == null ? offset.text() : Text.sum(sum, offset.text());
        }
        if (sum == null) {
            return Text.whole(number);
        }
        return number == 0 ? sum : Text.sum(sum, Text.whole(number));
    }

    /** {@code text + number}; the text may be null. */
    record Offset(Text text, long number) {}

    /** The row-major offset by Horner's rule: {@code (o * SO + i) * SO + j}, where numbers are folded. */
    Offset offset(List<Whole> shape, List<Whole> subscripts) {
        Wholes wholes = new Wholes(frame);
        return horner(
                shape,
                subscripts.stream()
                        .map(s -> s.isNumber() ? new Offset(null, s.number()) : new Offset(wholes.subscript(s), 0))
                        .toList());
    }

    /** Horner's rule over subscripts that are expressions already. */
    Offset horner(List<Whole> shape, List<Offset> subscripts) {
        Wholes wholes = new Wholes(frame);
        Offset sum = new Offset(null, 0);
        for (int k = 0; k < shape.size(); k++) {
            sum = plus(times(sum, shape.get(k), wholes), subscripts.get(k));
        }
        return sum;
    }

    /** The number of elements: {@code N * D}. */
    Offset size(List<Whole> shape) {
        Wholes wholes = new Wholes(frame);
        return shape.stream().reduce(new Offset(null, 1), (sum, size) -> times(sum, size, wholes), (a, b) -> b);
    }

    private static Offset times(Offset left, Whole size, Wholes wholes) {
        if (left.text() == null && left.number() == 0) {
            return left;
        }
        if (left.text() == null && size.isNumber()) {
            return new Offset(null, left.number() * size.number());
        }
        if (size.equals(Whole.ONE)) {
            return left;
        }
        Text factor = wholes.subscript(size);
        if (left.text() == null) {
            return new Offset(
                    left.number() == 1 ? factor : Text.binary(Text.whole(left.number()), "*", factor, Text.PRODUCT), 0);
        }
        Text all = left.number() == 0 ? left.text() : Text.sum(left.text(), Text.whole(left.number()));
        return new Offset(Text.binary(all, "*", factor, Text.PRODUCT), 0);
    }

    private static Offset plus(Offset left, Offset right) {
        Text text = left.text() == null
                ? right.text()
                : right.text() == null ? left.text() : Text.sum(left.text(), right.text());
        return new Offset(text, left.number() + right.number());
    }
}
