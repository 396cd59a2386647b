package dev.adjoint.graph;

import dev.adjoint.graph.Node.Accumulated;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loops as definitions by index: the steps are one more axis. A carry is the recurrent array of all its values, {@code h[0]}
 * the first and {@code h[t + 1] = …h[t]…}; everything else in the body is a definition under the index t. So a loop needs no
 * rule of calculus of its own, its adjoint is a recurrence in the other direction, and what does not depend on a carry is no
 * loop at all; which definitions must take turns is found when loops are written (package {@code loops}).
 */
final class Scans {

    private final GraphBuilder builder;
    private final Scan scan;
    private final Frame outer;
    private final List<Index> around;
    private final List<Runnable> closings = new ArrayList<>();
    private Frame inside;
    private Optional<Definition> made = Optional.empty();

    private Scans(GraphBuilder builder, Scan scan, Frame frame) {
        this.builder = builder;
        this.scan = scan;
        Set<Index> used = new LinkedHashSet<>(builder.free().around(scan));
        frame.path().forEach(g -> used.addAll(builder.free().of(g.condition())));
        this.around = frame.among(used);
        this.outer = frame;
        this.inside = Frame.top(frame.name(), frame.statement())
                .with(around, GraphBuilder.wholes(around))
                .with(List.of(scan.step()), List.of(Whole.of(scan.step())))
                .under(frame.path());
    }

    /** Makes the nodes of a loop, and says where its carries and rows are found. */
    static void make(GraphBuilder builder, Scan scan, Frame frame) {
        new Scans(builder, scan, frame).make();
    }

    private void make() {
        scan.carries().forEach(this::open);
        scan.condition().ifPresent(this::guard);
        Set<Symbol> ahead = ahead();
        scan.rows().stream().filter(ahead::contains).forEach(this::open);
        for (Definition local : scan.body()) {
            builder.define(local, inside);
            scan.rows().stream()
                    .filter(r -> r.row() == local && !ahead.contains(r))
                    .forEach(this::collect);
        }
        closings.forEach(Runnable::run);
    }

    /** The indices of all definitions inside. */
    private List<Index> all() {
        return GraphBuilder.concat(around, List.of(scan.step()));
    }

    private Site site(Node.Label label, Optional<Whole> bound, boolean isInside) {
        Frame frame = isInside ? inside : outer;
        return Site.of(
                label, bound, isInside ? all() : around, frame, !frame.path().isEmpty());
    }

    private Node.Label label(Symbol symbol, String gate) {
        return new Node.Label(symbol.name(), gate, symbol.span(), scan.span(), true);
    }

    private Accumulated.Recurrence forward(boolean ends) {
        return new Accumulated.Recurrence(scan.step(), false, true, ends, scan.checkpoint());
    }

    private Whole steps() {
        return scan.step().size();
    }

    /** {@code h[0] = first; h[t + 1] = next}. */
    private void open(Scan.Carry carry) {
        Node.Label label = label(carry, "carry");
        List<Index> axes = axes(label, carry.type(), steps().plus(1));
        Accumulated node =
                builder.add(Accumulated.recurrent(label, carry.type().kind(), carry.bound(), axes, forward(false)));
        builder.made(carry, new GraphBuilder.Made(node, all()));
        Term first = term(site(label, carry.bound(), false), carry.first(), List.of(Whole.ZERO));
        closings.add(() -> node.close(List.of(first, next(label, node, carry))));
    }

    private Term next(Node.Label label, Node node, Scan.Carry carry) {
        Site site = site(label, carry.bound(), true);
        Whole t = site.frame().values().get(scan.step());
        Term term = term(site, carry.next(), List.of(t.plus(1)));
        return made.isPresent() ? unless(site, term, new Expr.Read(node, stepBack(term.target()))) : term;
    }

    private List<Whole> stepBack(List<Whole> target) {
        List<Whole> before = new ArrayList<>(target);
        before.set(around.size(), target.get(around.size()).minus(1));
        return before;
    }

    /** The term where the step is made; elsewhere {@code otherwise}. */
    private Term unless(Site site, Term term, Expr otherwise) {
        Expr isMade = builder.scalar(new Typed.Reference(made.get(), scan.span()), site.frame());
        Expr old = otherwise instanceof Expr.Read read ? Exprs.element(read.node(), read.subscripts()) : otherwise;
        return new Term(term.indices(), term.target(), term.filter(), Exprs.choose(isMade, term.body(), old));
    }

    /** A formula of the site at a row; the axes of the site come before the row, those of the formula after it. */
    private Term term(Site site, Typed formula, List<Whole> row) {
        List<Index> own = site.own(formula);
        List<Whole> at = GraphBuilder.wholes(own);
        Expr body = builder.element(formula, site.frame(), at);
        Expr guarded = Exprs.choose(
                builder.guard(site.frame()), body, Exprs.zero(formula.type().kind()));
        List<Whole> outside = GraphBuilder.wholes(site.axes().subList(0, around.size()));
        return new Term(
                GraphBuilder.concat(site.axes(), own),
                GraphBuilder.concat(GraphBuilder.concat(outside, row), at),
                Optional.empty(),
                guarded);
    }

    private List<Index> axes(Node.Label label, Type type, Whole rows) {
        Site site = site(label, Optional.empty(), false);
        List<Index> axes = new ArrayList<>(site.axes());
        axes.add(Index.over(scan.step(), rows));
        return GraphBuilder.concat(axes, site.own(new Typed.Reference(shaped(type), scan.span())));
    }

    /** Something of a type, for the names of its axes. */
    private Symbol shaped(Type type) {
        return new Scan.Rows("", scan.step(), type, Optional.empty(), scan.span());
    }

    /**
     * {@code while c}: {@code runs[0]} is true, {@code made[t] = runs[t] && c}, {@code runs[t + 1] = made[t]}. Everything
     * inside stands under {@code made}. Where the loop stands under indices, {@code some[t + 1]} is whether the step was made
     * for one of their values.
     */
    private void guard(Typed condition) {
        List<Index> loops = around.stream().filter(i -> i.loop().isPresent()).toList();
        Accumulated runs = truths("runs", condition, around, loops.size() == around.size());
        Optional<Accumulated> some =
                loops.size() == around.size() ? Optional.empty() : Optional.of(truths("some", condition, loops, true));
        Definition running = truth("runs", condition, new GraphBuilder.Made(runs, all()));
        Frame before = inside;
        inside = before.under(new Typed.Reference(running, condition.span()), true);
        Site site = site(label("made", condition), Optional.empty(), true);
        Expr read = builder.scalar(new Typed.Reference(running, condition.span()), site.frame());
        List<Index> steps = GraphBuilder.concat(loops, List.of(scan.step()));
        Expr any = some.map(s -> (Expr) new Expr.Read(s, site.frame().valuesOf(steps)))
                .orElse(Exprs.TRUE);
        Expr holds = Exprs.and(any, Exprs.and(read, builder.scalar(condition, site.frame())));
        Node node = builder.add(new Node.Defined(site.label(), site.axes(), Optional.empty(), holds, Optional.empty()));
        made = Optional.of(truth("made", condition, new GraphBuilder.Made(node, all())));
        inside = before.under(new Typed.Reference(made.get(), condition.span()), true);
        closings.add(() -> close(runs, node, around));
        some.ifPresent(s -> closings.add(() -> close(s, node, loops)));
    }

    private Node.Label label(String name, Typed condition) {
        return new Node.Label(name, "while", condition.span(), scan.span(), false);
    }

    private Accumulated truths(String name, Typed condition, List<Index> outside, boolean ends) {
        List<Index> axes = new ArrayList<>(Site.fresh(outside));
        axes.add(Index.over(scan.step(), steps().plus(1)));
        return builder.add(Accumulated.recurrent(label(name, condition), Reducer.ANY, axes, forward(ends)));
    }

    private Definition truth(String name, Typed condition, GraphBuilder.Made node) {
        Definition symbol = new Definition(name, condition, Optional.empty(), condition.span(), scan.span(), true, "");
        builder.free().know(symbol, new HashSet<>(node.around()));
        builder.made(symbol, node);
        return symbol;
    }

    /** {@code T[…, 0]} is true, and {@code T[…, t + 1]} where a step is made. */
    private void close(Accumulated truths, Node steps, List<Index> outside) {
        List<Index> first = Site.fresh(outside);
        List<Index> indices = Site.fresh(all());
        Map<Index, Index> now = new HashMap<>();
        for (int k = 0; k < indices.size(); k++) {
            now.put(all().get(k), indices.get(k));
        }
        List<Whole> next = new ArrayList<>(
                GraphBuilder.wholes(outside.stream().map(now::get).toList()));
        next.add(Whole.of(now.get(scan.step())).plus(1));
        Expr isMade = Exprs.read(steps, indices);
        truths.close(List.of(
                new Term(
                        first,
                        GraphBuilder.concat(GraphBuilder.wholes(first), List.of(Whole.ZERO)),
                        Optional.empty(),
                        Exprs.TRUE),
                new Term(indices, next, Optional.of(isMade), Exprs.TRUE)));
    }

    /** What is collected and read before the definition of its row has been made: a recurrence of its own. */
    private Set<Symbol> ahead() {
        Set<Symbol> open = new HashSet<>(scan.rows());
        Set<Symbol> ahead = new HashSet<>();
        TypedWalker reading = new TypedWalker() {
            @Override
            void symbol(Symbol symbol) {
                if (open.contains(symbol)) {
                    ahead.add(symbol);
                }
            }
        };
        scan.condition().ifPresent(reading::walk);
        for (Definition local : scan.body()) {
            reading.walk(local.value());
            scan.rows().stream().filter(r -> r.row() == local).forEach(open::remove);
        }
        return ahead;
    }

    private void open(Scan.Rows rows) {
        Node.Label label = label(rows, "rows");
        List<Index> axes = axes(label, rows.row().type(), steps());
        Accumulated node =
                builder.add(Accumulated.recurrent(label, rows.type().kind(), rows.bound(), axes, forward(false)));
        builder.made(rows, new GraphBuilder.Made(node, around));
        closings.add(() -> node.close(List.of(row(rows, site(label, rows.bound(), true)))));
    }

    private Term row(Scan.Rows rows, Site site) {
        Whole t = site.frame().values().get(scan.step());
        Term term = term(site, new Typed.Reference(rows.row(), rows.span()), List.of(t));
        return made.isPresent() ? unless(site, term, Exprs.zero(rows.type().kind())) : term;
    }

    /** The node of the rows that are defined here; the very node of a row's definition if that has all of the indices. */
    private void collect(Scan.Rows rows) {
        GraphBuilder.Made row = builder.made(rows.row());
        Node node = row.node();
        if (made.isPresent() || !row.around().equals(all())) {
            Term term = row(rows, site(label(rows, "rows"), rows.bound(), true));
            node = builder.add(
                    new Node.Defined(label(rows, "rows"), term.indices(), Optional.empty(), term.body(), rows.bound()));
        }
        builder.made(rows, new GraphBuilder.Made(node, around));
    }

    /** An element of what a loop leaves behind. */
    static Expr left(Typed.Scanned scanned, GraphBuilder.Made made, Frame frame, List<Whole> subscripts) {
        Scan scan = scanned.scan();
        if (scanned.symbol() instanceof Scan.Carry) {
            List<Index> around = made.around().subList(0, made.around().size() - 1);
            List<Whole> last = GraphBuilder.concat(
                    frame.valuesOf(around), List.of(scan.step().size()));
            return Exprs.element(made.node(), GraphBuilder.concat(last, subscripts));
        }
        return Exprs.element(made.node(), made.at(frame, subscripts));
    }
}
