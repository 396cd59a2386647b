package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From typed tree to graph. In matrix notation each operator becomes a node; under an index a formula is the body of one
 * node, and only its reductions, products and what does not depend on every index around become nodes of their own.
 *
 * <p>A node made of a formula has the indices around that the formula depends on as its first axes, then the formula's own.
 */
public final class GraphBuilder {

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Symbol, Made> symbols = new HashMap<>();
    private final IdentityHashMap<Typed, Made> gates = new IdentityHashMap<>();
    private final FreeIndices free = new FreeIndices();
    private final Weights weights = new Weights();
    private final Reductions reductions = new Reductions(this);
    private final Kernels kernels = new Kernels(this);
    private final Templates templates = new Templates(this);
    private final Derivatives derivatives = new Derivatives(this);

    /** A node with the indices of the typed tree that its first axes stand for. */
    record Made(Node node, List<Index> around) {

        /** The element at {@code subscripts} of the formula's own axes, for the indices of {@code frame}. */
        List<Whole> at(Frame frame, List<Whole> subscripts) {
            return concat(frame.valuesOf(around), subscripts);
        }
    }

    private GraphBuilder() {}

    public static Graph build(Program program) {
        GraphBuilder builder = new GraphBuilder();
        program.params().forEach(builder::leaf);
        program.inputs().forEach(builder::leaf);
        for (Definition definition : program.definitions()) {
            builder.define(definition, Frame.top(definition.name(), definition.statement()));
        }
        Map<Symbol, Node> values = new LinkedHashMap<>();
        for (Variable variable : concat(program.params(), program.inputs())) {
            values.put(variable, builder.made(variable).node());
        }
        program.definitions().forEach(d -> values.put(d, builder.made(d).node()));
        return new Graph(builder.nodes, values, builder.templates.all(), builder.derivatives.all());
    }

    private void leaf(Variable variable) {
        symbols.put(variable, new Made(add(new Node.Leaf(variable)), List.of()));
    }

    <N extends Node> N add(N node) {
        nodes.add(node);
        return node;
    }

    void define(Definition definition, Frame frame) {
        if (definition.value() instanceof Typed.Scanned scanned && scanned.symbol() instanceof Scan.Rows) {
            symbols.putIfAbsent(definition, loop(scanned, frame));
        } else if (!symbols.containsKey(definition)) {
            Node.Label label = new Node.Label(
                    definition.name(),
                    Gates.name(definition.value()),
                    definition.value().span(),
                    definition.statement(),
                    !definition.hidden());
            symbols.put(definition, make(label, definition.value(), definition.bound(), frame));
        }
    }

    Made made(Symbol symbol) {
        return symbols.get(symbol);
    }

    void made(Symbol symbol, Made made) {
        symbols.put(symbol, made);
    }

    FreeIndices free() {
        return free;
    }

    /** An element of what a loop leaves behind; the loop is made when it is first asked for. */
    Expr leftBehind(Typed.Scanned scanned, Frame frame, List<Whole> subscripts) {
        return Scans.left(scanned, loop(scanned, frame), frame, subscripts);
    }

    private Made loop(Typed.Scanned scanned, Frame frame) {
        if (!symbols.containsKey(scanned.symbol())) {
            Scans.make(this, scanned.scan(), frame);
        }
        return symbols.get(scanned.symbol());
    }

    Templates templates() {
        return templates;
    }

    /** The node of a formula that is a gate of its own; made when first asked for. */
    Made gate(Typed formula, Frame frame) {
        Made made = gates.get(formula);
        if (made == null) {
            String gate = Gates.name(formula);
            Node.Label label = new Node.Label(gate, gate, formula.span(), frame.statement(), false);
            Optional<Whole> bound = formula instanceof Typed.Held held ? Optional.of(held.size()) : Optional.empty();
            made = make(label, formula, bound, frame);
            gates.put(formula, made);
        }
        return made;
    }

    /** Whether a formula is cut off as a node because it is long; what is cut off in it no longer counts. */
    boolean isLarge(Typed.Each each) {
        return weights.of(each) > Weights.LARGE;
    }

    /** Whether a scalar formula depends on fewer indices than there are around. */
    boolean isInvariant(Typed formula, Frame frame) {
        return free.of(formula).size() < frame.indices().size();
    }

    private Made make(Node.Label label, Typed formula, Optional<Whole> bound, Frame frame) {
        return make(Site.of(label, bound, around(formula, frame), frame, isGuarded(formula, frame)), formula);
    }

    /** The node of a formula over all the indices around the site. */
    Made make(Site site, Typed formula) {
        return new Made(makeAt(site, formula), site.frame().indices());
    }

    /** Whether the node of a formula carries the conditions around. */
    static boolean isGuarded(Typed formula, Frame frame) {
        return !frame.path().isEmpty() && Partial.is(formula);
    }

    /** The indices around that the node of a formula has as its first axes. */
    List<Index> around(Typed formula, Frame frame) {
        if (frame.indices().isEmpty()) {
            return List.of();
        }
        Set<Index> used = new LinkedHashSet<>(free.of(formula));
        if (isGuarded(formula, frame)) {
            frame.path().forEach(g -> used.addAll(free.of(g.condition())));
        }
        // What stands under conditions is there for their indices too.
        new TypedWalker() {
            @Override
            void symbol(Symbol symbol) {
                Made made = symbols.get(symbol);
                if (made != null) {
                    used.addAll(made.around());
                }
            }
        }.walk(formula);
        return frame.among(used);
    }

    /** Makes the node of a formula; the axes of a {@link Typed.Build} are peeled off first. */
    private Node makeAt(Site site, Typed formula) {
        if (formula instanceof Typed.Build build) {
            return makeAt(site.within(build.indices()), build.element());
        }
        if (formula instanceof Typed.Block block) {
            block.locals().forEach(local -> define(local, site.frame()));
            return makeAt(site, block.result());
        }
        if (formula instanceof Typed.Stack || formula instanceof Typed.Concat) {
            return assemble(site, formula);
        }
        if (formula instanceof Typed.Kernel kernel) {
            return kernels.make(site, kernel);
        }
        if (formula instanceof Typed.Derivative derivative) {
            return derivatives.make(site, derivative);
        }
        Node reduced = reductions.make(site, formula);
        return reduced != null ? reduced : pointwise(site, formula);
    }

    /** A node of a formula in which only its own operator is computed. */
    Node.Defined pointwise(Site site, Typed formula) {
        List<Index> own = site.own(formula);
        Pull pull = new Pull(this, site.frame(), wholes(own));
        Expr body = pull.body(formula);
        Expr outside = body.kind() == Kind.TRUTH ? Exprs.FALSE : site.bound().isPresent() ? Exprs.FIRST : Exprs.ZERO;
        Expr guarded = Exprs.choose(guard(site.frame()), body, outside);
        return add(new Node.Defined(site.label(), concat(site.axes(), own), Optional.empty(), guarded, site.bound()));
    }

    /** The conditions around, for nodes that must not be evaluated without them; elsewhere the path is empty. */
    Expr guard(Frame frame) {
        Expr all = Exprs.TRUE;
        for (Frame.Guard guard : frame.path()) {
            Expr condition = scalar(guard.condition(), frame.unguarded());
            all = Exprs.and(all, guard.holds() ? condition : Exprs.not(condition));
        }
        return all;
    }

    Expr scalar(Typed formula, Frame frame) {
        return element(formula, frame, List.of());
    }

    /** The element of a formula at {@code subscripts}, as a formula over the axes of the node being made. */
    Expr element(Typed formula, Frame frame, List<Whole> subscripts) {
        return formula.accept(new Pull(this, frame, subscripts));
    }

    /** A whole number of the typed tree over the axes of the node being made. */
    Whole whole(Whole whole, Frame frame) {
        return whole.substitute(atom -> {
            if (atom instanceof Index index) {
                return Optional.ofNullable(frame.values().get(index));
            }
            if (atom instanceof Atom.Gathered gathered) {
                Made array = made((Symbol) gathered.array());
                List<Whole> subscripts =
                        gathered.subscripts().stream().map(s -> whole(s, frame)).toList();
                return Optional.of(Whole.of(new Atom.Gathered(array.node(), array.at(frame, subscripts))));
            }
            return Optional.empty();
        });
    }

    /** {@code [a, b]} and {@code concat(a, b)}: each part is written to its own place. */
    private Node assemble(Site site, Typed formula) {
        List<Node.Accumulated.Term> terms = new ArrayList<>();
        assemble(site, formula, List.of(), terms);
        return add(Node.Accumulated.disjoint(site.label(), concat(site.axes(), site.own(formula)), terms));
    }

    private void assemble(Site site, Typed formula, List<Whole> prefix, List<Node.Accumulated.Term> terms) {
        if (formula instanceof Typed.Stack stack) {
            for (int k = 0; k < stack.parts().size(); k++) {
                assemble(site, stack.parts().get(k), concat(prefix, List.of(Whole.of(k))), terms);
            }
        } else if (formula instanceof Typed.Concat concat && prefix.isEmpty()) {
            Whole offset = Whole.ZERO;
            for (Typed part : concat.parts()) {
                terms.add(term(site, part, prefix, offset));
                offset = offset.plus(part.type().shape().get(0));
            }
        } else {
            terms.add(term(site, formula, prefix, Whole.ZERO));
        }
    }

    private Node.Accumulated.Term term(Site site, Typed part, List<Whole> prefix, Whole offset) {
        Site fresh = site.renewed();
        List<Index> own = fresh.own(part);
        List<Whole> place = new ArrayList<>(wholes(own));
        if (!place.isEmpty()) {
            place.set(0, place.get(0).plus(offset));
        }
        Expr body = element(part, fresh.frame(), wholes(own));
        Expr guarded = Exprs.choose(guard(fresh.frame()), body, Exprs.ZERO);
        List<Whole> target = concat(wholes(fresh.axes()), concat(prefix, place));
        return new Node.Accumulated.Term(concat(fresh.axes(), own), target, Optional.empty(), guarded);
    }

    static List<Whole> wholes(List<Index> indices) {
        return indices.stream().map(Whole::of).toList();
    }

    static <T> List<T> concat(List<? extends T> left, List<? extends T> right) {
        List<T> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }
}
