package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Typed;
import java.util.List;
import java.util.Optional;

/**
 * A derivative as a value: what it is of is evaluated with an ε in the place of what it is taken with respect to, once for
 * each element of that.
 */
final class Differentiated implements Formula {

    private final Typed.Derivative.Order order;
    private final Formula source;
    private final int[] independent;
    private final int[] between;
    private final List<Loop> loops;
    private final Formula value;
    private final Optional<Formula> direction;
    private final int[] shape;

    Differentiated(Translation translation, Typed.Derivative derivative) {
        Definition copy = derivative.independent();
        this.order = derivative.order();
        this.source = translation.formula(copy.value());
        this.independent = new int[] {translation.slot(copy)};
        this.between = derivative.between().stream().mapToInt(translation::slot).toArray();
        this.loops = translation.loops(derivative.between());
        this.value = translation.formula(derivative.value());
        this.direction = derivative.direction().map(translation::formula);
        this.shape = translation.sizes().shape(derivative.type());
    }

    @Override
    public Array at(Evaluation run) {
        Array x = source.at(run);
        Optional<Array> v = direction.map(d -> d.at(run));
        int level = run.nextLevel();
        Array result = new Array(shape);
        int columns = order == Typed.Derivative.Order.PRODUCT ? 1 : x.size();
        for (int k = 0; k < columns; k++) {
            Array moved = v.isPresent() ? Array.nested(level, x, v.get()) : moved(x, k, level);
            Array y = at(moved, run);
            for (int e = 0; e < y.size(); e++) {
                result.set(e * columns + k, y.get(e).dot(level));
            }
        }
        run.forget(independent, List.of());
        run.forget(between, loops);
        return result;
    }

    private static Array moved(Array x, int position, int level) {
        Array moved = new Array(x.shape());
        moved.put(0, x);
        moved.set(position, Dual.nested(level, x.get(position), Dual.ONE));
        return moved;
    }

    private Array at(Array x, Evaluation run) {
        run.put(independent[0], x);
        run.forget(between, loops);
        return value.at(run);
    }
}
