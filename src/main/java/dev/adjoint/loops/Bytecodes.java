package dev.adjoint.loops;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Map;

/**
 * How many bytes of bytecode a nest becomes, rather too many than too few. HotSpot never compiles a method of more than 8,000;
 * methods are packed to {@link #AIM}, and none may exceed {@link #LIMIT}.
 */
public final class Bytecodes {

    /** What a method of several nests is filled to. */
    public static final int AIM = 4_000;

    /** What no method may exceed. */
    public static final int LIMIT = 6_000;

    private static final int LOCAL = 3;
    private static final int LITERAL = 3;
    private static final int CALL = 3;
    private static final int JUMP = 3;

    private Bytecodes() {}

    /** The bytes of a nest, with the copies to locals of the fields that it reads. */
    public static int estimate(Nest nest) {
        return steps(nest.steps());
    }

    /** The bytes of a value. */
    public static int of(Value value) {
        return value(value);
    }

    private static int nests(List<Nest> nests) {
        return nests.stream().mapToInt(Bytecodes::estimate).sum();
    }

    private static int steps(List<Step> steps) {
        return steps.stream().mapToInt(s -> s.accept(new Steps())).sum();
    }

    private static int whole(Whole whole) {
        int bytes = 0;
        for (Map.Entry<Map<Atom, Integer>, Long> term : whole.terms().entrySet()) {
            bytes += LITERAL + 1;
            for (Map.Entry<Atom, Integer> factor : term.getKey().entrySet()) {
                bytes += factor.getValue() * (atom(factor.getKey()) + 2);
            }
        }
        return Math.max(bytes, LITERAL);
    }

    private static int atom(Atom atom) {
        if (atom instanceof Atom.Quotient q) {
            return whole(q.dividend()) + whole(q.divisor()) + CALL + 2;
        }
        if (atom instanceof Atom.Remainder r) {
            return whole(r.dividend()) + whole(r.divisor()) + CALL + 2;
        }
        if (atom instanceof Atom.Root r) {
            return whole(r.radicand()) + CALL + 2;
        }
        if (atom instanceof Atom.Gathered g) {
            return LOCAL
                    + 1
                    + g.subscripts().stream()
                            .mapToInt(s -> whole(s) + LOCAL + 2)
                            .sum();
        }
        return LOCAL;
    }

    /** The array, where the buffer begins in it, and the offset. */
    private static int place(Value.Element element) {
        int bytes = 2 * LOCAL + 2;
        for (int k = 0; k < element.subscripts().size(); k++) {
            bytes += whole(element.subscripts().get(k))
                    + (k == 0 ? 0 : 2 + whole(element.buffer().shape().get(k)));
        }
        return bytes;
    }

    private static int value(Value value) {
        return value.accept(new Values());
    }

    private static final class Steps implements Step.Visitor<Integer> {

        @Override
        public Integer loop(Step.Loop loop) {
            return whole(loop.index().lower())
                    + whole(loop.index().upper())
                    + 2 * LOCAL
                    + 6
                    + JUMP
                    + JUMP
                    + steps(loop.body());
        }

        @Override
        public Integer sweep(Step.Sweep sweep) {
            Step.Loop loop = new Step.Loop(sweep.index(), List.of());
            return loop(loop) + nests(sweep.body());
        }

        @Override
        public Integer segments(Step.Segments segments) {
            Whole steps = segments.window().steps();
            return 5 * whole(steps)
                    + 3 * whole(segments.window().segments())
                    + 12 * LOCAL
                    + 40
                    + nests(segments.body());
        }

        @Override
        public Integer when(Step.When when) {
            return value(when.condition()) + 2 * JUMP + nests(when.then()) + nests(when.otherwise());
        }

        @Override
        public Integer invoke(Step.Invoke invoke) {
            return CALL + LOCAL * (2 + invoke.indices().size());
        }

        @Override
        public Integer declare(Step.Declare declare) {
            return LOCAL + value(declare.value());
        }

        @Override
        public Integer reserve(Step.Reserve reserve) {
            return 0;
        }

        @Override
        public Integer assign(Step.Assign assign) {
            return 2 * LOCAL + 1 + value(assign.value());
        }

        @Override
        public Integer store(Step.Store store) {
            return place(store.target()) + 4 + value(store.value());
        }

        @Override
        public Integer branch(Step.Branch branch) {
            return value(branch.condition()) + 2 * JUMP + steps(branch.then()) + steps(branch.otherwise());
        }

        @Override
        public Integer call(Step.Call call) {
            int bytes = CALL + LITERAL + place(call.result());
            for (Value.Element operand : call.operands()) {
                bytes += place(operand);
            }
            for (Whole size : call.sizes()) {
                bytes += 3 * whole(size);
            }
            return bytes;
        }

        @Override
        public Integer each(Step.Each each) {
            return CALL + LOCAL + place(each.first()) + size(each.skipped()) + size(each.count());
        }

        @Override
        public Integer share(Step.Share share) {
            return steps(share.body());
        }

        @Override
        public Integer multiply(Step.Multiply multiply) {
            return CALL
                    + LOCAL
                    + 1
                    + size(multiply.m())
                    + size(multiply.n())
                    + size(multiply.depth())
                    + matrix(multiply.a())
                    + matrix(multiply.b())
                    + matrix(multiply.c());
        }

        @Override
        public Integer clear(Step.Clear clear) {
            int bytes = 3 * LOCAL + LITERAL + CALL + 2;
            for (Whole size : clear.buffer().shape()) {
                bytes += whole(size) + 1;
            }
            return bytes;
        }
    }

    private static int matrix(Step.Matrix matrix) {
        return place(matrix.first()) + size(matrix.skipped()) + size(matrix.row()) + size(matrix.column());
    }

    private static int size(Step.Size size) {
        return 1 + size.factors().stream().mapToInt(f -> whole(f) + 1).sum();
    }

    private static final class Values implements Value.Visitor<Integer> {

        @Override
        public Integer constant(Value.Constant constant) {
            return LITERAL;
        }

        @Override
        public Integer count(Value.Count count) {
            return whole(count.value()) + 2;
        }

        @Override
        public Integer get(Value.Get get) {
            return LOCAL + 1;
        }

        @Override
        public Integer element(Value.Element element) {
            return place(element);
        }

        @Override
        public Integer apply(Value.Apply apply) {
            int operands = apply.operands().stream().mapToInt(Bytecodes::value).sum();
            boolean sign = apply.primitive().arity() == 2 && apply.primitive() != Primitive.POWER;
            return operands + (sign ? 1 : CALL * Math.max(1, apply.operands().size() - 1)) + 2;
        }

        @Override
        public Integer held(Value.Held held) {
            return value(held.operand()) + whole(held.size()) + 3 * CALL + 4;
        }

        @Override
        public Integer choose(Value.Choose choose) {
            return value(choose.condition()) + value(choose.then()) + value(choose.otherwise()) + 2 * JUMP;
        }

        @Override
        public Integer compare(Value.Compare compare) {
            return value(compare.left()) + value(compare.right()) + 1 + 2 * JUMP + 2;
        }

        @Override
        public Integer and(Value.And and) {
            return value(and.left()) + value(and.right()) + JUMP + 2;
        }

        @Override
        public Integer or(Value.Or or) {
            return value(or.left()) + value(or.right()) + JUMP + 2;
        }

        @Override
        public Integer not(Value.Not not) {
            return value(not.operand()) + 2 * JUMP + 2;
        }

        @Override
        public Integer truth(Value.Truth truth) {
            return 1;
        }
    }
}
