package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The steps of one block: formulas become values, and what is computed twice in the block becomes a local. Each side of a
 * choice is a block of its own, which knows the locals of the blocks around it.
 */
final class Emission implements Expr.Visitor<Value> {

    private final Storage storage;
    private final Map<Expr, Value> known = new HashMap<>();
    private final Map<Expr, Integer> occurrences = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final boolean mayDeclare;

    /** A block in which these formulas will be asked for. */
    Emission(Storage storage, List<Expr> formulas) {
        this(storage, Map.of(), formulas, true);
    }

    private Emission(Storage storage, Map<Expr, Value> known, List<Expr> formulas, boolean mayDeclare) {
        this.storage = storage;
        this.known.putAll(known);
        this.mayDeclare = mayDeclare;
        if (mayDeclare) {
            formulas.forEach(this::count);
        }
    }

    /** A block inside this one. */
    Emission inner(List<Expr> formulas) {
        return new Emission(storage, known, formulas, true);
    }

    /** A block inside this one in which nothing can be declared, as behind {@code &&}. */
    private Emission bare() {
        return new Emission(storage, known, List.of(), false);
    }

    List<Step> steps() {
        return steps;
    }

    void know(Expr expr, Value value) {
        known.put(expr, value);
    }

    private void count(Expr expr) {
        int times = occurrences.merge(expr, 1, Integer::sum);
        if (times == 1) {
            children(expr).forEach(this::count);
        }
    }

    private static List<Expr> children(Expr expr) {
        if (expr instanceof Expr.Apply apply) {
            return apply.operands();
        }
        if (expr instanceof Expr.Held held) {
            return List.of(held.operand());
        }
        if (expr instanceof Expr.Choose choose) {
            return List.of(choose.condition(), choose.then(), choose.otherwise());
        }
        if (expr instanceof Expr.Compare compare) {
            return List.of(compare.left(), compare.right());
        }
        if (expr instanceof Expr.And and) {
            return List.of(and.left(), and.right());
        }
        if (expr instanceof Expr.Or or) {
            return List.of(or.left(), or.right());
        }
        return expr instanceof Expr.Not not ? List.of(not.operand()) : List.of();
    }

    Value value(Expr expr) {
        Value value = known.get(expr);
        if (value == null) {
            value = expr.accept(this);
            if (isShared(expr) && !(value instanceof Value.Get)) {
                value = local(name(expr), expr.kind(), value);
                known.put(expr, value);
            }
        }
        return value;
    }

    private boolean isShared(Expr expr) {
        boolean worthwhile = expr instanceof Expr.Apply
                || expr instanceof Expr.Choose
                || (expr instanceof Expr.Read read && !read.subscripts().isEmpty());
        return mayDeclare && worthwhile && occurrences.getOrDefault(expr, 0) > 1;
    }

    private static String name(Expr expr) {
        return expr instanceof Expr.Read read ? read.node().name() + "_" : "t";
    }

    /** A new local with this value; of a local, itself. */
    Value local(String name, Kind kind, Value value) {
        if (value instanceof Value.Get || value instanceof Value.Constant) {
            return value;
        }
        Value.Local local = new Value.Local(name, kind);
        steps.add(new Step.Declare(local, value));
        return new Value.Get(local);
    }

    /** Lets {@code write} put steps into a block where the filter holds. */
    void guarded(Optional<Expr> filter, Expr body, BiConsumer<Expr, Emission> write) {
        if (filter.isEmpty()) {
            write.accept(body, this);
            return;
        }
        Value condition = value(filter.get());
        Emission inside = inner(List.of(body));
        write.accept(body, inside);
        steps.add(new Step.Branch(condition, inside.steps(), List.of()));
    }

    /** A whole number over buffers. */
    Whole whole(Whole whole) {
        return whole.substitute(atom -> {
            if (!(atom instanceof Atom.Gathered gathered)) {
                return Optional.empty();
            }
            Node array = (Node) gathered.array();
            Value.Element element = storage.element(array, gathered.subscripts());
            List<Whole> at = element.subscripts().stream().map(this::whole).toList();
            return Optional.of(Whole.of(new Atom.Gathered(element.buffer(), at)));
        });
    }

    @Override
    public Value constant(Expr.Constant constant) {
        return new Value.Constant(constant.value());
    }

    @Override
    public Value count(Expr.Count count) {
        return new Value.Count(whole(count.value()));
    }

    @Override
    public Value read(Expr.Read read) {
        return storage.element(
                read.node(), read.subscripts().stream().map(this::whole).toList());
    }

    @Override
    public Value apply(Expr.Apply apply) {
        return new Value.Apply(
                apply.primitive(), apply.operands().stream().map(this::value).toList());
    }

    @Override
    public Value held(Expr.Held held) {
        return new Value.Held(value(held.operand()), whole(held.size()));
    }

    @Override
    public Value choose(Expr.Choose choose) {
        Value condition = value(choose.condition());
        if (!mayDeclare) {
            return new Value.Choose(condition, value(choose.then()), value(choose.otherwise()));
        }
        Emission then = inner(List.of(choose.then()));
        Emission otherwise = inner(List.of(choose.otherwise()));
        Value thenValue = then.value(choose.then());
        Value otherwiseValue = otherwise.value(choose.otherwise());
        if (then.steps().isEmpty() && otherwise.steps().isEmpty()) {
            return new Value.Choose(condition, thenValue, otherwiseValue);
        }
        Value.Local chosen = new Value.Local("t", kind(choose));
        then.steps().add(new Step.Assign(chosen, Step.Mode.SET, thenValue));
        otherwise.steps().add(new Step.Assign(chosen, Step.Mode.SET, otherwiseValue));
        steps.add(new Step.Reserve(chosen));
        steps.add(new Step.Branch(condition, then.steps(), otherwise.steps()));
        return new Value.Get(chosen);
    }

    /** Whole if both sides are; a count beside a real number is one. */
    private static Kind kind(Expr.Choose choose) {
        boolean whole = choose.kind() == Kind.INDEX && choose.otherwise().kind() == Kind.INDEX;
        return choose.kind() == Kind.INDEX && !whole ? Kind.REAL : choose.kind();
    }

    @Override
    public Value compare(Expr.Compare compare) {
        return new Value.Compare(compare.comparison(), value(compare.left()), value(compare.right()));
    }

    @Override
    public Value and(Expr.And and) {
        return new Value.And(value(and.left()), bare().value(and.right()));
    }

    @Override
    public Value or(Expr.Or or) {
        return new Value.Or(value(or.left()), bare().value(or.right()));
    }

    @Override
    public Value not(Expr.Not not) {
        return new Value.Not(value(not.operand()));
    }

    @Override
    public Value truth(Expr.Truth truth) {
        return new Value.Truth(truth.value());
    }
}
