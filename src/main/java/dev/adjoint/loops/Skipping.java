package dev.adjoint.loops;

import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.loops.Statement.Collect;
import dev.adjoint.loops.Statement.Write;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is left to do in a step of a loop that is not made: what is carried stays as it is, and of the rest, what someone
 * reads after the loop is 0. Nobody asks for its value, but it may stand beside a 0 in a product, so it must not be what an
 * earlier call has left there.
 */
final class Skipping {

    private final Collection<Node> readElsewhere;
    private final Endings endings;

    /** The nodes that are read outside of a sweep, or in it at other steps than that at hand. */
    private final Map<Item.Sweep, Set<Node>> lasting = new HashMap<>();

    private Skipping(Collection<Node> readElsewhere, Endings endings) {
        this.readElsewhere = readElsewhere;
        this.endings = endings;
    }

    /** The items of a section, with what is done in steps that are not made. */
    static List<Item> of(List<Item> items, Collection<Node> readElsewhere, Endings endings) {
        if (endings.nodes().isEmpty()) {
            return items;
        }
        Skipping skipping = new Skipping(readElsewhere, endings);
        List<Item.Sweep> sweeps = new ArrayList<>();
        items.forEach(item -> skipping.find(item, sweeps));
        items.forEach(item -> skipping.note(item, sweeps, List.of()));
        return items.stream().map(skipping::completed).toList();
    }

    private void find(Item item, List<Item.Sweep> sweeps) {
        if (item instanceof Item.Sweep sweep) {
            sweeps.add(sweep);
            lasting.put(sweep, new HashSet<>());
            sweep.body().forEach(i -> find(i, sweeps));
        } else if (item instanceof Item.When when) {
            when.then().forEach(i -> find(i, sweeps));
        }
    }

    private void note(Item item, List<Item.Sweep> all, List<Item.Sweep> around) {
        if (item instanceof Item.Sweep sweep) {
            List<Item.Sweep> deeper = new ArrayList<>(around);
            deeper.add(sweep);
            sweep.body().forEach(i -> note(i, all, deeper));
        } else if (item instanceof Item.When when) {
            when.then().forEach(i -> note(i, all, around));
        } else {
            ((Item.Single) item).statement().forEachRead((node, at) -> {
                for (Item.Sweep sweep : all) {
                    if (!around.contains(sweep) || !isAtHand(node, at, sweep)) {
                        lasting.get(sweep).add(node);
                    }
                }
            });
        }
    }

    private static boolean isAtHand(Node node, List<Whole> at, Item.Sweep sweep) {
        int axis = node.axisOver(loop(sweep));
        return axis < 0 || at.get(axis).equals(Whole.of(sweep.step()));
    }

    private static Index loop(Item.Sweep sweep) {
        return sweep.step().loop().orElseThrow();
    }

    private Item completed(Item item) {
        if (!(item instanceof Item.Sweep sweep)) {
            return item;
        }
        List<Item> body = new ArrayList<>();
        for (Item inside : sweep.body()) {
            if (inside instanceof Item.When when) {
                Step step = new Step(sweep, when);
                List<Item> then = when.then().stream().map(this::completed).toList();
                Optional<List<Item>> otherwise = step.skipped();
                if (otherwise.isPresent()) {
                    List<Item> made = then.stream().map(step::decided).toList();
                    body.add(new Item.When(when.made(), made, otherwise.get()));
                } else {
                    body.addAll(then);
                }
            } else {
                body.add(completed(inside));
            }
        }
        return sweep.with(body);
    }

    /** One step of a sweep that is not made. */
    private final class Step {

        private final Item.Sweep sweep;
        private final Index loop;
        private final Node deciding;
        private final List<Statement> statements = new ArrayList<>();
        private final Set<Node> skipped = new HashSet<>();

        /** The steps of loops inside. */
        private final Set<Index> inside = new HashSet<>();

        Step(Item.Sweep sweep, Item.When when) {
            this.sweep = sweep;
            this.loop = loop(sweep);
            this.deciding = endings.deciding(loop);
            when.then().forEach(this::collect);
            statements.stream().map(Statement::node).filter(n -> !isHandedOn(n)).forEach(skipped::add);
        }

        private void collect(Item item) {
            if (item instanceof Item.Sweep inner) {
                inside.add(inner.step());
                inner.body().forEach(this::collect);
            } else if (item instanceof Item.When when) {
                when.then().forEach(this::collect);
            } else {
                statements.add(((Item.Single) item).statement());
            }
        }

        private boolean isHandedOn(Node node) {
            return node instanceof Node.Accumulated accumulated
                    && accumulated.recurrence().filter(r -> r.loop() == loop).isPresent();
        }

        /** What is done in a step that is made, where its condition is known to hold: unless it depends on more than the step. */
        Item decided(Item item) {
            if (deciding.loops().stream().anyMatch(Optional::isEmpty)) {
                return item;
            }
            if (item instanceof Item.Sweep inner) {
                return inner.with(inner.body().stream().map(this::decided).toList());
            }
            if (item instanceof Item.When when) {
                return new Item.When(
                        when.made(),
                        when.then().stream().map(this::decided).toList(),
                        when.otherwise().stream().map(this::decided).toList());
            }
            Statement statement = ((Item.Single) item).statement();
            UnaryOperator<Expr> holds = expr -> Exprs.rewrite(
                    expr, whole -> whole, read -> ((Expr.Read) read).node() == deciding ? Exprs.TRUE : read);
            return new Item.Single(statement.map(holds));
        }

        /** What is done; nothing if the step cannot be left out. */
        Optional<List<Item>> skipped() {
            List<Item> items = new ArrayList<>();
            for (Statement statement : statements) {
                if (isHandedOn(statement.node())) {
                    Collect collect = simplified((Collect) statement);
                    if (reads(collect)) {
                        return Optional.empty();
                    }
                    if (collect.fresh() || !collect.terms().isEmpty()) {
                        items.add(new Item.Single(collect));
                    }
                } else if (statement.node().axisOver(loop) >= 0 && isLasting(statement.node())) {
                    if (statement instanceof Statement.Call call) {
                        if (!simplified(call.guard()).equals(Exprs.FALSE)) {
                            return Optional.empty();
                        }
                    } else {
                        zero(statement).ifPresent(s -> items.add(new Item.Single(s)));
                    }
                }
            }
            return Optional.of(items);
        }

        private boolean isLasting(Node node) {
            return readElsewhere.contains(node) || lasting.get(sweep).contains(node);
        }

        private boolean reads(Collect collect) {
            boolean[] found = {false};
            collect.forEachRead((node, at) -> found[0] |= skipped.contains(node) && !isLasting(node));
            return found[0];
        }

        /** All that the step writes of a node, in loops inside it too, as 0; nothing if the statement only adds to it. */
        private Optional<Statement> zero(Statement statement) {
            if (statement instanceof Collect collect) {
                List<Whole> place = new ArrayList<>();
                for (int k = 0; k < collect.place().size(); k++) {
                    Whole at = collect.place().get(k);
                    place.add(isInside(at) ? Whole.of(collect.all().get(k)) : at);
                }
                return collect.fresh()
                        ? Optional.of(new Collect(collect.node(), List.of(), true, place))
                        : Optional.empty();
            }
            Write write = (Write) statement;
            List<Index> indices = new ArrayList<>();
            List<Whole> target = new ArrayList<>();
            for (Whole at : write.target()) {
                Optional<Index> free = at.index().filter(i -> write.axes().contains(i) || isInside(at));
                free.ifPresent(i -> indices.add(i.fresh()));
                target.add(free.isPresent() ? Whole.of(indices.get(indices.size() - 1)) : at);
            }
            Node.Defined node = write.node();
            return Optional.of(new Write(node, indices, target, Optional.empty(), Exprs.zero(node.kind())));
        }

        private boolean isInside(Whole at) {
            return at.index().filter(inside::contains).isPresent();
        }

        private Collect simplified(Collect collect) {
            Collect now = collect.map(this::simplified);
            List<Term> terms = now.terms().stream()
                    .filter(t -> collect.isDisjoint()
                            || !(isZero(t.body()) || t.body().equals(Exprs.FALSE)))
                    .toList();
            return new Collect(now.node(), terms, now.fresh(), now.place());
        }

        /** A formula where the step is not made and what is skipped is 0. */
        private Expr simplified(Expr expr) {
            return folded(Exprs.rewrite(expr, whole -> whole, this::skipped));
        }

        private Expr skipped(Expr expr) {
            Node node = ((Expr.Read) expr).node();
            if (node == deciding) {
                return Exprs.FALSE;
            }
            return skipped.contains(node) ? Exprs.zero(node.kind()) : expr;
        }
    }

    private static boolean isZero(Expr expr) {
        return expr instanceof Expr.Constant c && c.value() == 0;
    }

    /** The formula without sums and products of zeros. */
    private static Expr folded(Expr expr) {
        if (expr instanceof Expr.Choose choose) {
            return Exprs.choose(choose.condition(), folded(choose.then()), folded(choose.otherwise()));
        }
        if (!(expr instanceof Expr.Apply apply)) {
            return expr;
        }
        List<Expr> operands = apply.operands().stream().map(Skipping::folded).toList();
        Expr left = operands.get(0);
        Expr right = operands.get(operands.size() - 1);
        if (apply.primitive() == Primitive.ADD && (isZero(left) || isZero(right))) {
            return isZero(left) ? right : left;
        }
        boolean vanishes = switch (apply.primitive()) {
            case MULTIPLY -> isZero(left) || isZero(right);
            case DIVIDE, NEGATE -> isZero(left);
            default -> false;
        };
        return vanishes ? Exprs.ZERO : new Expr.Apply(apply.primitive(), operands);
    }
}
