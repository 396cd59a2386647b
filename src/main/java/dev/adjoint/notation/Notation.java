package dev.adjoint.notation;

import dev.adjoint.derive.Reverse;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node;
import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.graph.Node.Defined.Reduce;
import dev.adjoint.graph.Node.Reducer;
import dev.adjoint.graph.Operation;
import dev.adjoint.graph.Target;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes nodes as a program in the language. A scatter becomes a sum over what goes where, with a filter; a loop backward a
 * {@code scan} over its rows from the last; formulas have all their brackets.
 */
public final class Notation {

    private final Program program;
    private final Names names;
    private final Formulas formulas;
    private final Scans scans;
    private final Matrices matrices;
    private final Set<Node> begun = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private Notation(Program program, List<Node> nodes) {
        this.program = program;
        this.names = new Names(program);
        this.scans = new Scans(this, names, nodes);
        this.formulas = new Formulas(scans);
        this.matrices = new Matrices(names, formulas, new HashMap<>());
    }

    /**
     * The text of a program.
     *
     * @param program whose dims, params and inputs it has
     * @param nodes in topological order, but for what stands in loops
     * @param results its outputs by their names
     * @throws Unwritten if the language has no words for something
     */
    public static String write(Program program, List<Node> nodes, Map<String, Node> results) {
        Notation notation = new Notation(program, nodes);
        program.params().forEach(p -> notation.names.give(leaf(nodes, p), p.name()));
        program.inputs().forEach(i -> notation.names.give(leaf(nodes, i), i.name()));
        results.forEach((name, node) -> notation.names.give(node, name));
        nodes.forEach(notation.names::of);
        notation.declarations();
        results.values().forEach(notation::write);
        notation.out
                .append("output ")
                .append(String.join(", ", results.keySet()))
                .append("\n");
        return notation.out.toString();
    }

    private static Node leaf(List<Node> nodes, Variable variable) {
        return nodes.stream()
                .filter(n -> n instanceof Node.Leaf leaf && leaf.variable() == variable)
                .findFirst()
                .orElseGet(() -> new Node.Leaf(variable));
    }

    /** Writes a node below all that it reads, with all that stands in its loop. */
    private void write(Node node) {
        if (!begun.add(node)) {
            return;
        }
        List<Node> loop = scans.around(node);
        if (loop.isEmpty()) {
            node.forEachSource(this::write);
            statement(node);
            return;
        }
        begun.addAll(loop);
        loop.forEach(member -> member.forEachSource(this::write));
        scans.write(node);
    }

    void line(String text) {
        out.append(text).append("\n");
    }

    Matrices matrices() {
        return matrices;
    }

    String brackets(List<Whole> subscripts) {
        return formulas.brackets(subscripts);
    }

    String print(Whole whole) {
        return formulas.print(whole);
    }

    private void declarations() {
        for (Program.Size dim : program.dims()) {
            String value = dim.isOpen()
                    ? ""
                    : " = "
                            + (dim.value().known().isPresent()
                                    ? dim.value().known().getAsLong()
                                    : dim.value());
            line("dim " + dim.name() + value);
        }
        program.params().forEach(p -> line("param " + p.name() + shape(p.type().shape())));
        program.inputs()
                .forEach(i -> line("input " + i.name() + shape(i.type().shape())
                        + i.bound().map(b -> " in " + size(b)).orElse("")));
    }

    private String shape(List<Whole> shape) {
        return shape.isEmpty() ? "" : shape.stream().map(this::size).collect(Collectors.joining(",", "[", "]"));
    }

    /** A size by the name of the dim that it is. */
    String size(Whole size) {
        return program.dims().stream()
                .filter(d -> d.value().equals(size))
                .map(Program.Size::name)
                .findFirst()
                .orElseGet(size::toString);
    }

    /** {@code i in D, u in 0:3}, for those of which the formulas do not say it. */
    String ranges(String word, List<Index> indices, List<Expr> formulasOfThem) {
        String said = indices.stream()
                .filter(i -> !isSaid(i, formulasOfThem))
                .map(i -> i.name() + " in " + range(i.size()))
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : word + said;
    }

    String range(Whole size) {
        String name = size(size);
        boolean isDim = program.dims().stream().anyMatch(d -> d.name().equals(name));
        return isDim ? name : "0:" + name;
    }

    /** Whether an index stands alone on an axis of its own size, and on no other. */
    private boolean isSaid(Index index, List<Expr> all) {
        Set<Whole> sizes = new HashSet<>();
        for (Expr formula : all) {
            Exprs.forEachRead(formula, read -> {
                for (int axis = 0; axis < read.subscripts().size(); axis++) {
                    boolean alone = read.subscripts().get(axis).equals(Whole.of(index));
                    boolean known =
                            scans.around(read.node()).isEmpty() && read.node().kind() == Kind.REAL;
                    if (alone || (!known && read.subscripts().get(axis).atoms().contains(index))) {
                        sizes.add(known ? read.node().shape().get(axis) : Whole.ZERO);
                    }
                }
            });
        }
        for (Expr formula : all) {
            Exprs.forEachWhole(formula, whole -> {
                if (whole.index().isEmpty() && whole.atoms().contains(index) && isGathered(whole)) {
                    sizes.add(Whole.ZERO);
                }
            });
        }
        return sizes.equals(Set.of(index.size()));
    }

    private static boolean isGathered(Whole whole) {
        return whole.atoms().stream().anyMatch(Atom.Gathered.class::isInstance);
    }

    private void statement(Node node) {
        if (node instanceof Node.Leaf) {
            return;
        }
        if (node instanceof Node.Kernel kernel && kernel.operation() == Operation.CHOL_ADJOINT) {
            List<Node> parts = Reverse.parts(kernel);
            parts.forEach(this::statement);
            names.same(kernel, parts.get(parts.size() - 1));
            return;
        }
        if (node instanceof Node.Kernel kernel) {
            matrices.statement(kernel).ifPresent(this::line);
            return;
        }
        List<Index> axes = names.distinct(
                node instanceof Node.Defined defined ? defined.axes() : ((Node.Accumulated) node).axes());
        List<Whole> at = axes.stream().map(Whole::of).toList();
        List<Expr> said = new ArrayList<>();
        String formula = element(node, at, axes, said);
        line(names.of(node) + formulas.brackets(at) + " = " + formula + ranges(" where ", axes, said));
    }

    /**
     * The formula of one element.
     *
     * @param axes the indices that have a name already
     * @param said takes what is written, in which the indices stand
     */
    String element(Node node, List<Whole> at, List<Index> axes, List<Expr> said) {
        return node instanceof Node.Defined defined
                ? element(defined, at, axes, said)
                : element((Node.Accumulated) node, at, axes, said);
    }

    private String element(Node.Defined node, List<Whole> at, List<Index> axes, List<Expr> said) {
        Map<Index, Whole> values = new HashMap<>();
        for (int k = 0; k < at.size(); k++) {
            values.put(node.axes().get(k), at.get(k));
        }
        List<Index> bound =
                node.reduce().map(r -> fresh(r.indices(), axes, values)).orElse(List.of());
        Expr body = Exprs.substitute(node.body(), values);
        Optional<Expr> filter = node.reduce().flatMap(Reduce::filter).map(f -> Exprs.substitute(f, values));
        if (node.reduce().isEmpty()) {
            said.add(body);
            return value(node, body);
        }
        Reducer reducer = node.reduce().get().reducer();
        String word = reducer == Reducer.ANY ? "max" : reducer.name().toLowerCase(Locale.ROOT);
        return reduced(word, node.kind() == Kind.TRUTH ? asNumber(body) : body, bound, filter, said);
    }

    /** New indices besides those that there are, which the old ones then stand for. */
    private List<Index> fresh(List<Index> indices, List<Index> axes, Map<Index, Whole> values) {
        List<Index> all = new ArrayList<>(axes);
        all.addAll(indices);
        List<Index> distinct = names.distinct(all);
        List<Index> own = distinct.subList(axes.size(), distinct.size());
        for (int k = 0; k < own.size(); k++) {
            values.put(indices.get(k), Whole.of(own.get(k)));
        }
        return own;
    }

    private String reduced(String word, Expr body, List<Index> bound, Optional<Expr> filter, List<Expr> said) {
        List<Expr> inner = new ArrayList<>(List.of(body));
        filter.ifPresent(inner::add);
        said.addAll(inner);
        String indices = bound.stream()
                .map(i -> i.name() + (isSaid(i, inner) ? "" : " in " + range(i.size())))
                .collect(Collectors.joining(", "));
        return word + "(" + formulas.print(body) + " for " + indices
                + filter.filter(f -> !f.equals(Exprs.TRUE))
                        .map(f -> " if " + formulas.print(f))
                        .orElse("")
                + ")";
    }

    private String value(Node node, Expr body) {
        if (node.kind() == Kind.TRUTH) {
            return formulas.print(asNumber(body));
        }
        return node.kind() == Kind.INDEX && !(body instanceof Expr.Held)
                ? "index(" + formulas.print(body) + ", " + size(node.bound().orElseThrow()) + ")"
                : formulas.print(body);
    }

    private static Expr asNumber(Expr truth) {
        return Exprs.choose(truth, Exprs.ONE, Exprs.ZERO);
    }

    /** What the terms that lead to an element add to it; of disjoint ones the one that writes it. */
    private String element(Node.Accumulated node, List<Whole> at, List<Index> axes, List<Expr> said) {
        List<String> terms = new ArrayList<>();
        for (Term term : node.terms()) {
            Target target = Target.of(term, at);
            Map<Index, Whole> values = new HashMap<>(target.values());
            List<Index> bound = fresh(target.left(), axes, values);
            Expr filter = Exprs.substitute(term.filter().orElse(Exprs.TRUE), values);
            Expr condition = Exprs.and(Exprs.substitute(target.condition(), values), filter);
            Expr body = Exprs.substitute(term.body(), values);
            if (!condition.equals(Exprs.FALSE)) {
                terms.add(term(node, body, condition, bound, said));
            }
        }
        if (node.kind() == Kind.INDEX) {
            return "index(" + sum(terms) + ", " + size(node.bound().orElseThrow()) + ")";
        }
        return node.kind() == Kind.TRUTH && terms.size() > 1 ? "max(" + String.join(", ", terms) + ")" : sum(terms);
    }

    private static String sum(List<String> terms) {
        return terms.isEmpty() ? "0" : String.join(" + ", terms);
    }

    private String term(Node.Accumulated node, Expr body, Expr condition, List<Index> bound, List<Expr> said) {
        boolean truth = node.kind() == Kind.TRUTH;
        if (!bound.isEmpty()) {
            Optional<Expr> filter = condition.equals(Exprs.TRUE) ? Optional.empty() : Optional.of(condition);
            return reduced(truth ? "max" : "sum", truth ? asNumber(body) : body, bound, filter, said);
        }
        Expr value = truth ? asNumber(Exprs.and(condition, body)) : Exprs.choose(condition, body, Exprs.ZERO);
        said.add(value);
        return formulas.print(value);
    }
}
