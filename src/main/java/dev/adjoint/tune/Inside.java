package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Proves that whatever a value reads lies inside of its array, from the ranges of indices and from conditions that hold. */
final class Inside implements Value.Visitor<Boolean> {

    /** What is 0 or more where the value stands. */
    private final List<Whole> facts;

    private Inside(List<Whole> facts) {
        this.facts = facts;
    }

    /** Where all of the conditions hold. */
    static Inside where(Collection<Value> conditions) {
        Inside inside = new Inside(List.of());
        for (Value condition : conditions) {
            inside = inside.and(condition, true);
        }
        return inside;
    }

    boolean isSure(Value value) {
        return value.accept(this);
    }

    private Inside and(Value condition, boolean holds) {
        List<Whole> all = new ArrayList<>(facts);
        add(condition, holds, all);
        return new Inside(all);
    }

    private static void add(Value condition, boolean holds, List<Whole> facts) {
        if (condition instanceof Value.Not not) {
            add(not.operand(), !holds, facts);
        } else if (condition instanceof Value.And and && holds) {
            add(and.left(), true, facts);
            add(and.right(), true, facts);
        } else if (condition instanceof Value.Or or && !holds) {
            add(or.left(), false, facts);
            add(or.right(), false, facts);
        } else if (condition instanceof Value.Compare compare
                && compare.left() instanceof Value.Count left
                && compare.right() instanceof Value.Count right) {
            Whole difference = left.value().minus(right.value());
            facts.addAll(Ranges.facts(compare.comparison(), difference, holds, Ranges::surely));
        }
    }

    private boolean isSure(Buffer buffer, List<Whole> subscripts) {
        for (int axis = 0; axis < subscripts.size(); axis++) {
            Whole subscript = subscripts.get(axis);
            Whole rest = buffer.shape().get(axis).minus(subscript).minus(1);
            if (!isSure(subscript) || !isProved(subscript) || !isProved(rest)) {
                return false;
            }
        }
        return true;
    }

    private boolean isProved(Whole value) {
        return Ranges.nonNegative(value, facts) instanceof Ranges.Verdict.Proved;
    }

    /** Whether the indices that a whole number is made of can be read. */
    private boolean isSure(Whole whole) {
        return whole.atoms().stream()
                .allMatch(atom -> !(atom instanceof Atom.Gathered gathered)
                        || isSure((Buffer) gathered.array(), gathered.subscripts()));
    }

    @Override
    public Boolean constant(Value.Constant constant) {
        return true;
    }

    @Override
    public Boolean count(Value.Count count) {
        return isSure(count.value());
    }

    @Override
    public Boolean get(Value.Get get) {
        return true;
    }

    @Override
    public Boolean element(Value.Element element) {
        return isSure(element.buffer(), element.subscripts());
    }

    @Override
    public Boolean apply(Value.Apply apply) {
        return apply.operands().stream().allMatch(this::isSure);
    }

    @Override
    public Boolean held(Value.Held held) {
        return isSure(held.operand()) && isSure(held.size());
    }

    @Override
    public Boolean choose(Value.Choose choose) {
        return isSure(choose.condition())
                && and(choose.condition(), true).isSure(choose.then())
                && and(choose.condition(), false).isSure(choose.otherwise());
    }

    @Override
    public Boolean compare(Value.Compare compare) {
        return isSure(compare.left()) && isSure(compare.right());
    }

    @Override
    public Boolean and(Value.And and) {
        return isSure(and.left()) && and(and.left(), true).isSure(and.right());
    }

    @Override
    public Boolean or(Value.Or or) {
        return isSure(or.left()) && and(or.left(), false).isSure(or.right());
    }

    @Override
    public Boolean not(Value.Not not) {
        return isSure(not.operand());
    }

    @Override
    public Boolean truth(Value.Truth truth) {
        return true;
    }
}
