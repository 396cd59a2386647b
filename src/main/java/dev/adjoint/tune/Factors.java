package dev.adjoint.tune;

import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A product as two factors, each of which moves with indices that the other does not. */
record Factors(Value left, Value right) {

    /** Splits what is summed, if it is a product. */
    static Optional<Factors> of(Sum sum) {
        Set<Index> free = sum.free();
        List<Value> factors = new ArrayList<>();
        flatten(sum.body(), factors);
        Value widest = null;
        for (Value factor : factors) {
            if (widest == null || free(factor, free).size() > free(widest, free).size()) {
                widest = factor;
            }
        }
        Set<Index> own = free(widest, free);
        Set<Index> summed = new HashSet<>(sum.indices());
        summed.removeAll(free);
        List<Value> left = new ArrayList<>();
        List<Value> right = new ArrayList<>();
        for (Value factor : factors) {
            boolean isRight = factor != widest && !own.containsAll(free(factor, free));
            (isRight ? right : left).add(factor);
        }
        if (right.isEmpty() && !summed.isEmpty()) {
            for (Value factor : factors) {
                Set<Index> its = Touched.by(factor).indices();
                if (factor != widest
                        && its.containsAll(summed)
                        && free(factor, free).size() < own.size()) {
                    left.remove(factor);
                    right.add(factor);
                }
            }
        }
        if (right.isEmpty()) {
            for (Value factor : factors) {
                Set<Index> its = Touched.by(factor).indices();
                if (factor != widest && !its.isEmpty() && summed.stream().noneMatch(its::contains)) {
                    left.remove(factor);
                    right.add(factor);
                }
            }
        }
        return right.isEmpty() ? Optional.empty() : Optional.of(new Factors(product(left), product(right)));
    }

    /** The factor where the conditions hold, and 0 elsewhere. */
    static Value guarded(List<Value> conditions, Value factor) {
        return conditions.stream()
                .reduce(Value.And::new)
                .<Value>map(c -> new Value.Choose(c, factor, new Value.Constant(0)))
                .orElse(factor);
    }

    static Value product(Value left, Value right) {
        return new Value.Apply(Primitive.MULTIPLY, List.of(left, right));
    }

    private static void flatten(Value value, List<Value> factors) {
        if (value instanceof Value.Apply apply && apply.primitive() == Primitive.MULTIPLY) {
            apply.operands().forEach(o -> flatten(o, factors));
        } else if (value instanceof Value.Apply apply && apply.primitive() == Primitive.NEGATE) {
            flatten(apply.operands().get(0), factors);
            factors.add(new Value.Constant(-1));
        } else {
            factors.add(value);
        }
    }

    private static Set<Index> free(Value factor, Set<Index> free) {
        Set<Index> its = new HashSet<>(Touched.by(factor).indices());
        its.retainAll(free);
        return its;
    }

    private static Value product(List<Value> factors) {
        return factors.stream().reduce(Factors::product).orElseThrow();
    }
}
