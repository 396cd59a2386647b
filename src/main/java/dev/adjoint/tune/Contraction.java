package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sum of products as products of matrices: {@code target = } or {@code += } the sum of {@code left * right}. The indices of
 * the target that move the left factor alone are its rows, those that move the right one alone the columns; what both have
 * besides those of the target is the depth. Indices that run through memory as one, as all of {@code w[o, c, u, v]} but the
 * first do, are one; those that do not are loops around. A factor that lies irregularly, as the windows of a convolution, is
 * first copied into rows (Chetlur and others, cuDNN: Efficient primitives for deep learning, 2014).
 */
final class Contraction {

    private final Value.Element target;
    private final Step.Mode mode;
    private final Value left;
    private final Value right;
    private final List<Value> where;
    private final Scratch scratch;
    private final Reasons why;

    private final List<Index> rows = new ArrayList<>();
    private final List<Index> columns = new ArrayList<>();
    private final List<Index> depth = new ArrayList<>();
    private final List<Index> around = new ArrayList<>();

    private Contraction(
            Value.Element target,
            Step.Mode mode,
            Value left,
            Value right,
            List<Value> where,
            Scratch scratch,
            Reasons why) {
        this.target = target;
        this.mode = mode;
        this.left = left;
        this.right = right;
        this.where = where;
        this.scratch = scratch;
        this.why = why;
    }

    /** The sum as steps, if it is one of products that a kernel does better. */
    static Optional<List<Step>> steps(Sum sum, Scratch scratch, Reasons why) {
        Value.Element target = sum.target();
        boolean known = sum.indices().stream().allMatch(i -> i.size().isSize());
        if (!known || target.buffer().kind() != Kind.REAL || target.buffer().isScalar()) {
            return Optional.empty();
        }
        return Factors.of(sum)
                .flatMap(factors -> Presum.steps(sum, factors, scratch, why)
                        .or(() -> of(sum, factors, scratch, why)
                                .filter(c -> c.sorts(sum.indices()))
                                .flatMap(Contraction::steps)));
    }

    /**
     * The sum with its conditions put where they belong: on both factors; on one, if it is on indices alone; or on the target,
     * also where that lies inside of its array only if they hold. A factor where a condition does not hold may be anything
     * that can be read.
     */
    private static Optional<Contraction> of(Sum sum, Factors factors, Scratch scratch, Reasons why) {
        List<Value> onLeft = new ArrayList<>();
        List<Value> onRight = new ArrayList<>();
        List<Value> onTarget = new ArrayList<>();
        boolean isInside = Inside.where(List.of()).isSure(sum.target());
        for (Value condition : sum.filter()) {
            Set<Index> its = sum.indices(condition);
            boolean inLeft = sum.indices(factors.left()).containsAll(its);
            boolean inRight = sum.indices(factors.right()).containsAll(its);
            boolean inTarget = sum.free().containsAll(its);
            boolean isFixed = Touched.by(condition).buffers().isEmpty();
            boolean onFactors = (inLeft && inRight) || (isFixed && (inLeft || inRight));
            if (onFactors && inLeft) {
                onLeft.add(condition);
            }
            if (onFactors && inRight) {
                onRight.add(condition);
            }
            if (inTarget && !(onFactors && isInside)) {
                onTarget.add(condition);
            } else if (!onFactors) {
                return Optional.empty();
            }
        }
        boolean isSure = isSure(factors.left(), onLeft, sum.filter())
                && isSure(factors.right(), onRight, sum.filter())
                && isSure(sum.target(), onTarget, sum.filter());
        Value left = Factors.guarded(onLeft, factors.left());
        Value right = Factors.guarded(onRight, factors.right());
        return isSure
                ? Optional.of(new Contraction(sum.target(), sum.mode(), left, right, onTarget, scratch, why))
                : Optional.empty();
    }

    /** Whether what a value reads is there under some of the conditions as it is under all. */
    private static boolean isSure(Value value, List<Value> some, List<Value> all) {
        return some.size() == all.size() || Inside.where(some).isSure(value);
    }

    /** Sorts the indices into rows, columns, depth and loops around; false if one fits nowhere. */
    private boolean sorts(List<Index> indices) {
        Set<Index> free = Touched.by(target).indices();
        Set<Index> ofLeft = Touched.by(left).indices();
        Set<Index> ofRight = Touched.by(right).indices();
        for (Index index : indices) {
            boolean inLeft = ofLeft.contains(index);
            boolean inRight = ofRight.contains(index);
            if (free.contains(index)) {
                if (!inLeft && !inRight) {
                    return false;
                }
                (inLeft && inRight ? around : inLeft ? rows : columns).add(index);
            } else if (inLeft && inRight) {
                depth.add(index);
            } else {
                return false;
            }
        }
        return !(rows.isEmpty() && columns.isEmpty()) && !(depth.isEmpty() && (rows.isEmpty() || columns.isEmpty()));
    }

    private List<Index> all() {
        List<Index> all = new ArrayList<>(around);
        all.addAll(rows);
        all.addAll(columns);
        all.addAll(depth);
        return all;
    }

    /** Where a factor or the target lies, if it does so regularly. */
    private Optional<Strided> strided(Value value) {
        return value instanceof Value.Element element && !element.subscripts().isEmpty()
                ? Strided.of(element, all())
                : Optional.empty();
    }

    private Optional<List<Step>> steps() {
        Optional<Strided> ofLeft = strided(left);
        Optional<Strided> ofRight = strided(right);
        Optional<Strided> ofTarget = isList() ? strided(target) : Optional.empty();
        Layout first = new Layout(ofLeft, ofRight, ofTarget);
        Layout best = null;
        for (Layout layout : List.of(
                first,
                new Layout(ofLeft, Optional.empty(), ofTarget),
                new Layout(Optional.empty(), ofRight, ofTarget))) {
            if (layout.drawback().isEmpty() && (best == null || layout.loops() + Costs.COPY < best.loops())) {
                best = layout;
            }
        }
        if (best == null) {
            why.add("not a " + what() + ": " + first.drawback().orElseThrow());
            return Optional.empty();
        }
        why.add(best.choice());
        return Optional.of(best.steps());
    }

    /** {@code product of matrices W and x}. */
    private String what() {
        String kind = depth.isEmpty()
                ? "outer product"
                : rows.isEmpty() || columns.isEmpty() ? "product of a matrix and a vector" : "product of matrices";
        return kind + ", " + name(left) + " times " + name(right)
                + (depth.isEmpty() ? "" : " summed over " + names(depth));
    }

    /** Whether the target is a list of different indices, all of which are written. */
    private boolean isList() {
        if (!where.isEmpty()) {
            return false;
        }
        Set<Index> seen = new HashSet<>();
        Set<Index> own = new HashSet<>(rows);
        own.addAll(columns);
        own.addAll(around);
        for (Whole subscript : target.subscripts()) {
            Optional<Index> index = subscript.index().filter(own::contains);
            boolean fixed = subscript.atoms().stream().noneMatch(own::contains);
            if (!fixed && (index.isEmpty() || !seen.add(index.get()))) {
                return false;
            }
        }
        return true;
    }

    private static Step.Size size(List<Index> indices) {
        return new Step.Size(indices.stream().map(Index::size).toList());
    }

    private static boolean isBelow(List<Index> indices, long number) {
        OptionalLong known = size(indices).product().known();
        return known.isPresent() && known.getAsLong() < number;
    }

    /** A way to do it: a and b, the factors, and c, the target, are where they are; those that are empty are copied. */
    private final class Layout {

        private final Optional<Strided> a;
        private final Optional<Strided> b;
        private final Optional<Strided> c;
        private final List<List<Index>> rowBlocks;
        private final List<List<Index>> columnBlocks;
        private final List<List<Index>> depthBlocks;

        Layout(Optional<Strided> a, Optional<Strided> b, Optional<Strided> c) {
            this.a = a;
            this.b = b;
            this.c = c;
            this.rowBlocks = blocks(rows, a, c);
            this.columnBlocks = blocks(columns, b, c);
            this.depthBlocks = blocks(depth, a, b);
        }

        /** The indices in runs that each go through memory as one. */
        private static List<List<Index>> blocks(List<Index> group, Optional<Strided> one, Optional<Strided> other) {
            List<List<Index>> blocks = new ArrayList<>();
            List<Index> block = new ArrayList<>();
            for (int k = group.size() - 1; k >= 0; k--) {
                Index index = group.get(k);
                if (!block.isEmpty() && !(joins(index, block, one) && joins(index, block, other))) {
                    blocks.add(0, block);
                    block = new ArrayList<>();
                }
                block.add(0, index);
            }
            if (!block.isEmpty()) {
                blocks.add(0, block);
            }
            return blocks;
        }

        private static boolean joins(Index index, List<Index> block, Optional<Strided> side) {
            return side.map(s -> {
                        Whole whole = size(block)
                                .product()
                                .times(s.stride(block.get(block.size() - 1)).product());
                        return s.stride(index).product().closed().equals(whole.closed());
                    })
                    .orElse(true);
        }

        /** How many loops stand around besides those that must. */
        int loops() {
            return Math.max(0, rowBlocks.size() - 1)
                    + Math.max(0, columnBlocks.size() - 1)
                    + Math.max(0, depthBlocks.size() - 1);
        }

        /** Why loops are as good, or nothing if they are not. */
        Optional<String> drawback() {
            if (a.isEmpty() && isLittleUsed(columns)) {
                return Optional.of(name(left) + " in rows would be read fewer than " + Costs.REUSE + " times");
            }
            if (b.isEmpty() && isLittleUsed(rows)) {
                return Optional.of(name(right) + " in rows would be read fewer than " + Costs.REUSE + " times");
            }
            if (c.isEmpty() && isLittleUsed(depth)) {
                return Optional.of("its sums, which do not lie in rows, have fewer than " + Costs.REUSE + " terms");
            }
            if (c.isEmpty() && mode == Step.Mode.SET && (depthBlocks.size() > 1 || !where.isEmpty())) {
                return Optional.of("its sums, which do not lie in rows, come in parts");
            }
            List<Index> inner = new ArrayList<>(last(rowBlocks));
            inner.addAll(last(columnBlocks));
            inner.addAll(last(depthBlocks));
            return isBelow(inner, Costs.PRODUCT)
                    ? Optional.of("fewer than " + Costs.PRODUCT + " multiplications")
                    : Optional.empty();
        }

        private static boolean isLittleUsed(List<Index> readers) {
            return readers.isEmpty() || isBelow(readers, Costs.REUSE);
        }

        /** What it is and what is copied for it, in words. */
        String choice() {
            List<String> parts = new ArrayList<>(List.of(what()));
            if (a.isEmpty()) {
                parts.add(name(left) + " is copied into rows");
            }
            if (b.isEmpty()) {
                parts.add(name(right) + " is copied into rows");
            }
            if (c.isEmpty()) {
                parts.add("the sums go to an array of their own first");
            }
            return String.join("; ", parts);
        }

        private static List<Index> last(List<List<Index>> blocks) {
            return blocks.isEmpty() ? List.of() : blocks.get(blocks.size() - 1);
        }

        private static void addOuter(List<List<Index>> blocks, List<Index> outer) {
            blocks.subList(0, Math.max(0, blocks.size() - 1)).forEach(outer::addAll);
        }

        List<Step> steps() {
            List<Index> outer = new ArrayList<>();
            addOuter(depthBlocks, outer);
            outer.addAll(around);
            addOuter(rowBlocks, outer);
            addOuter(columnBlocks, outer);
            List<Step> steps = new ArrayList<>();
            Step.Mode how = mode;
            if (depthBlocks.size() > 1 && mode == Step.Mode.SET) {
                steps.addAll(Sum.cleared(target, all()));
                how = Step.Mode.ADD;
            }
            List<Copy> copies = new ArrayList<>();
            List<Step> inside = new ArrayList<>(product(how, copies));
            for (int level = outer.size(); level >= 0; level--) {
                List<Step> here = new ArrayList<>();
                for (Copy copy : copies) {
                    if (copy.level(outer) == level) {
                        here.addAll(copy.steps());
                    }
                }
                here.addAll(inside);
                inside = level == 0 ? here : List.of(new Step.Loop(outer.get(level - 1), here));
            }
            steps.addAll(inside);
            return steps;
        }

        /** The product of the matrices at hand, and what it is made of and goes to. */
        private List<Step> product(Step.Mode how, List<Copy> copies) {
            List<Index> m = last(rowBlocks);
            List<Index> k = last(depthBlocks);
            List<Index> n = last(columnBlocks);
            Step.Matrix first = a.map(s -> matrix(s, m, k)).orElseGet(() -> turned(copied(left, k, m, copies)));
            Step.Matrix second = b.map(s -> matrix(s, k, n)).orElseGet(() -> copied(right, k, n, copies));
            if (c.isPresent()) {
                Step.Matrix result = matrix(c.get(), m, n);
                return List.of(
                        new Step.Multiply(size(m), size(n), size(k), first, second, result, how == Step.Mode.ADD));
            }
            List<Index> both = both(m, n);
            Buffer sums = scratch.make(target.buffer().name() + "_terms", sizes(both));
            List<Step> steps = new ArrayList<>();
            steps.add(new Step.Multiply(size(m), size(n), size(k), first, second, matrix(sums, n), false));
            Value sum = new Value.Element(sums, places(both));
            steps.addAll(Step.Loop.nest(both, Sum.where(where, new Step.Store(target, how, sum))));
            return steps;
        }

        private Step.Matrix matrix(Strided side, List<Index> first, List<Index> second) {
            return new Step.Matrix(side.begin(both(first, second)), stride(side, first), stride(side, second));
        }

        private static Step.Size stride(Strided side, List<Index> block) {
            return block.isEmpty() ? Step.Size.ZERO : side.stride(block.get(block.size() - 1));
        }

        /** A row for each value of the depth, so that the kernel runs along the other indices. */
        private Step.Matrix copied(Value value, List<Index> first, List<Index> second, List<Copy> copies) {
            List<Index> both = both(first, second);
            Buffer rows = scratch.make(name(value) + "_rows", sizes(both));
            copies.add(new Copy(value, both, rows));
            return matrix(rows, second);
        }

        /** Rows that lie one behind the other. */
        private static Step.Matrix matrix(Buffer rows, List<Index> second) {
            List<Whole> first = rows.shape().stream().map(size -> Whole.ZERO).toList();
            return new Step.Matrix(new Value.Element(rows, first), size(second), Step.Size.ONE);
        }

        private static Step.Matrix turned(Step.Matrix matrix) {
            return new Step.Matrix(matrix.first(), /* row= */ matrix.column(), /* column= */ matrix.row());
        }
    }

    /** The name of an array that is in a value. */
    static String name(Value value) {
        return Touched.by(value).buffers().stream()
                .filter(b -> b.kind() == Kind.REAL && !b.isScalar())
                .map(Buffer::name)
                .findFirst()
                .orElse("t");
    }

    static String names(List<Index> indices) {
        return indices.stream().map(Index::toString).collect(Collectors.joining(", "));
    }

    private static List<Index> both(List<Index> first, List<Index> second) {
        List<Index> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<Whole> sizes(List<Index> indices) {
        return indices.stream().map(Index::size).toList();
    }

    private static List<Whole> places(List<Index> indices) {
        return indices.stream().map(i -> Whole.of(i).minus(i.lower())).toList();
    }

    /** What is copied into rows. */
    private record Copy(Value value, List<Index> indices, Buffer rows) {

        /** How many of the loops around must stand around it too. */
        int level(List<Index> outer) {
            Set<Index> its = Touched.by(value).indices();
            int level = outer.size();
            while (level > 0 && !its.contains(outer.get(level - 1))) {
                level--;
            }
            return level;
        }

        List<Step> steps() {
            Value.Element row = new Value.Element(rows, places(indices));
            return Step.Loop.nest(indices, List.of(new Step.Store(row, Step.Mode.SET, value)));
        }
    }
}
