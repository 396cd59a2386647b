package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Ranges;
import dev.adjoint.shape.Typed.Comparison;
import dev.adjoint.shape.Whole;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Making, rebuilding and searching scalar formulas. What is simplified here on the way is exact: the bits stay the same. */
public final class Exprs {

    public static final Expr ZERO = new Expr.Constant(0);
    public static final Expr ONE = new Expr.Constant(1);

    /** The index 0. */
    public static final Expr FIRST = new Expr.Count(Whole.ZERO);

    public static final Expr TRUE = new Expr.Truth(true);
    public static final Expr FALSE = new Expr.Truth(false);

    private Exprs() {}

    /** What an element begins with: 0, false or the index 0. */
    public static Expr zero(Kind kind) {
        return switch (kind) {
            case REAL -> ZERO;
            case TRUTH -> FALSE;
            case INDEX -> FIRST;
        };
    }

    public static Expr constant(double value) {
        return new Expr.Constant(value);
    }

    public static Expr apply(Primitive primitive, Expr... operands) {
        return new Expr.Apply(primitive, List.of(operands));
    }

    /** {@code left * right}; a factor 1 is left out. */
    public static Expr times(Expr left, Expr right) {
        return left.equals(ONE) ? right : right.equals(ONE) ? left : apply(Primitive.MULTIPLY, left, right);
    }

    public static Expr over(Expr left, Expr right) {
        return right.equals(ONE) ? left : apply(Primitive.DIVIDE, left, right);
    }

    public static Expr plus(Expr left, Expr right) {
        return apply(Primitive.ADD, left, right);
    }

    public static Expr minus(Expr left, Expr right) {
        return apply(Primitive.SUBTRACT, left, right);
    }

    public static Expr negate(Expr operand) {
        return operand instanceof Expr.Constant c ? constant(-c.value()) : apply(Primitive.NEGATE, operand);
    }

    /** A comparison; of whole numbers whose difference is known, its outcome. A number beside an index is a whole one. */
    public static Expr compare(Comparison comparison, Expr left, Expr right) {
        Expr a = right instanceof Expr.Count ? counted(left) : left;
        Expr b = left instanceof Expr.Count ? counted(right) : right;
        if (a instanceof Expr.Count c && b instanceof Expr.Count d) {
            Whole difference = c.value().minus(d.value()).closed();
            if (difference.isNumber()) {
                return new Expr.Truth(comparison.holds(Long.compare(difference.number(), 0)));
            }
        }
        return new Expr.Compare(comparison, a, b);
    }

    /** A comparison of whole numbers. */
    public static Expr compare(Comparison comparison, Whole left, Whole right) {
        return compare(comparison, new Expr.Count(left), new Expr.Count(right));
    }

    /** Where a whole number lies in 0 … size - 1, as far as that is not sure. */
    public static Expr inRange(Whole value, Whole size) {
        Expr begins = Ranges.surely(value) ? TRUE : compare(Comparison.GREATER_EQUAL, value, Whole.ZERO);
        Expr ends = Ranges.surely(size.minus(1).minus(value)) ? TRUE : compare(Comparison.LESS, value, size);
        return and(begins, ends);
    }

    private static Expr counted(Expr expr) {
        return expr instanceof Expr.Constant c && c.value() == (int) c.value()
                ? new Expr.Count(Whole.of((int) c.value()))
                : expr;
    }

    public static Expr and(Expr left, Expr right) {
        if (left instanceof Expr.Truth t) {
            return t.value() ? right : FALSE;
        }
        if (right instanceof Expr.Truth t) {
            return t.value() ? left : FALSE;
        }
        return left.equals(right) ? left : new Expr.And(left, right);
    }

    public static Expr or(Expr left, Expr right) {
        if (left instanceof Expr.Truth t) {
            return t.value() ? TRUE : right;
        }
        if (right instanceof Expr.Truth t) {
            return t.value() ? TRUE : left;
        }
        if (left.equals(not(right))) {
            return TRUE;
        }
        return left.equals(right) ? left : new Expr.Or(left, right);
    }

    public static Expr not(Expr operand) {
        if (operand instanceof Expr.Truth t) {
            return t.value() ? FALSE : TRUE;
        }
        return operand instanceof Expr.Not n ? n.operand() : new Expr.Not(operand);
    }

    public static Expr choose(Expr condition, Expr then, Expr otherwise) {
        if (condition instanceof Expr.Truth t) {
            return t.value() ? then : otherwise;
        }
        if (then.equals(TRUE) && otherwise.equals(FALSE)) {
            return condition;
        }
        return new Expr.Choose(condition, then, otherwise);
    }

    public static Expr.Read read(Node node, List<Index> indices) {
        return new Expr.Read(node, indices.stream().map(Whole::of).toList());
    }

    /** An element of a node of any kind: of an index node, as a count. */
    public static Expr element(Node node, List<Whole> subscripts) {
        return node.kind() == Kind.INDEX
                ? new Expr.Count(Whole.of(new Atom.Gathered(node, subscripts)))
                : new Expr.Read(node, subscripts);
    }

    /** The formula with other indices: each index that {@code values} knows is replaced, everywhere. */
    public static Expr substitute(Expr expr, Map<Index, Whole> values) {
        return values.isEmpty() ? expr : rewrite(expr, whole -> substitute(whole, values), read -> read);
    }

    public static Whole substitute(Whole whole, Map<Index, Whole> values) {
        return whole.substitute(
                atom -> atom instanceof Index index ? Optional.ofNullable(values.get(index)) : Optional.empty());
    }

    /** Rebuilds a formula with its whole numbers rewritten, then each read replaced. */
    public static Expr rewrite(Expr expr, UnaryOperator<Whole> wholes, UnaryOperator<Expr> reads) {
        return expr.accept(new Rewriter(wholes, reads));
    }

    /** Hands every read in the formula to {@code action}, in the order of evaluation; repeated ones repeatedly. */
    public static void forEachRead(Expr expr, Consumer<Expr.Read> action) {
        expr.accept(new Walker() {
            @Override
            public Void read(Expr.Read read) {
                action.accept(read);
                return null;
            }
        });
    }

    /** How many gates and reads a formula has. */
    public static int size(Expr expr) {
        int[] size = {0};
        expr.accept(new Walker() {
            @Override
            public Void read(Expr.Read read) {
                size[0]++;
                return null;
            }

            @Override
            public Void apply(Expr.Apply apply) {
                size[0]++;
                return super.apply(apply);
            }
        });
        return size[0];
    }

    /** Hands every whole number in the formula, subscripts among them, to {@code action}. */
    public static void forEachWhole(Expr expr, Consumer<Whole> action) {
        expr.accept(new Walker() {
            @Override
            public Void read(Expr.Read read) {
                read.subscripts().forEach(action);
                return null;
            }

            @Override
            public Void count(Expr.Count count) {
                action.accept(count.value());
                return null;
            }
        });
    }

    /** The indices in some whole numbers, in order. */
    public static Set<Index> indicesOf(Collection<Whole> wholes) {
        Set<Index> found = new LinkedHashSet<>();
        for (Whole whole : wholes) {
            for (Atom atom : whole.atoms()) {
                if (atom instanceof Index index) {
                    found.add(index);
                }
            }
        }
        return found;
    }

    /** The nodes whose elements are read, also as gathered indices. */
    public static void forEachSource(Expr expr, Consumer<Node> action) {
        forEachRead(expr, read -> action.accept(read.node()));
        forEachWhole(expr, whole -> forEachSource(whole, action));
    }

    public static void forEachSource(Whole whole, Consumer<Node> action) {
        for (Atom atom : whole.atoms()) {
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Node node) {
                action.accept(node);
            }
        }
    }

    /** Visits everything below a formula. */
    public abstract static class Walker implements Expr.Visitor<Void> {

        @Override
        public Void constant(Expr.Constant constant) {
            return null;
        }

        @Override
        public Void count(Expr.Count count) {
            return null;
        }

        @Override
        public Void read(Expr.Read read) {
            return null;
        }

        @Override
        public Void apply(Expr.Apply apply) {
            apply.operands().forEach(o -> o.accept(this));
            return null;
        }

        @Override
        public Void held(Expr.Held held) {
            return held.operand().accept(this);
        }

        @Override
        public Void choose(Expr.Choose choose) {
            choose.condition().accept(this);
            choose.then().accept(this);
            return choose.otherwise().accept(this);
        }

        @Override
        public Void compare(Expr.Compare compare) {
            compare.left().accept(this);
            return compare.right().accept(this);
        }

        @Override
        public Void and(Expr.And and) {
            and.left().accept(this);
            return and.right().accept(this);
        }

        @Override
        public Void or(Expr.Or or) {
            or.left().accept(this);
            return or.right().accept(this);
        }

        @Override
        public Void not(Expr.Not not) {
            return not.operand().accept(this);
        }

        @Override
        public Void truth(Expr.Truth truth) {
            return null;
        }
    }

    private record Rewriter(UnaryOperator<Whole> wholes, UnaryOperator<Expr> reads) implements Expr.Visitor<Expr> {

        @Override
        public Expr constant(Expr.Constant constant) {
            return constant;
        }

        @Override
        public Expr count(Expr.Count count) {
            return new Expr.Count(wholes.apply(count.value()));
        }

        @Override
        public Expr read(Expr.Read read) {
            return reads.apply(new Expr.Read(
                    read.node(), read.subscripts().stream().map(wholes).toList()));
        }

        @Override
        public Expr apply(Expr.Apply apply) {
            return new Expr.Apply(
                    apply.primitive(),
                    apply.operands().stream().map(o -> o.accept(this)).toList());
        }

        @Override
        public Expr held(Expr.Held held) {
            return new Expr.Held(held.operand().accept(this), held.size());
        }

        @Override
        public Expr choose(Expr.Choose choose) {
            return Exprs.choose(
                    choose.condition().accept(this),
                    choose.then().accept(this),
                    choose.otherwise().accept(this));
        }

        @Override
        public Expr compare(Expr.Compare compare) {
            return Exprs.compare(
                    compare.comparison(),
                    compare.left().accept(this),
                    compare.right().accept(this));
        }

        @Override
        public Expr and(Expr.And and) {
            return Exprs.and(and.left().accept(this), and.right().accept(this));
        }

        @Override
        public Expr or(Expr.Or or) {
            return Exprs.or(or.left().accept(this), or.right().accept(this));
        }

        @Override
        public Expr not(Expr.Not not) {
            return Exprs.not(not.operand().accept(this));
        }

        @Override
        public Expr truth(Expr.Truth truth) {
            return truth;
        }
    }
}
