package dev.adjoint.notation;

import dev.adjoint.derive.Reverse;
import dev.adjoint.graph.Cycle;
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
import java.util.LinkedHashMap;
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
    private final Map<Node, Sweep> sweeps = new LinkedHashMap<>();
    private final Map<Node, Node.Kernel> factors = new HashMap<>();
    private final Set<Node> begun = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private Notation(Program program, List<Node> nodes) {
        this.program = program;
        this.names = new Names(program);
        this.formulas = new Formulas(names, this::at);
        Map<Cycle, Sweep> known = new HashMap<>();
        Cycle.all(nodes, node -> true)
                .forEach((node, cycle) -> sweeps.put(node, known.computeIfAbsent(cycle, Sweep::of)));
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
        Sweep sweep = sweeps.get(node);
        if (sweep == null) {
            node.forEachSource(this::write);
            statement(node);
            return;
        }
        begun.addAll(sweep.cycle().members());
        sweep.cycle().members().forEach(member -> member.forEachSource(this::write));
        scan(sweep);
    }

    private List<Whole> at(Node node, List<Whole> subscripts) {
        Sweep sweep = sweeps.get(node);
        return sweep == null ? subscripts : sweep.at(node, subscripts);
    }

    private void line(String text) {
        out.append(text).append("\n");
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
    private String size(Whole size) {
        return program.dims().stream()
                .filter(d -> d.value().equals(size))
                .map(Program.Size::name)
                .findFirst()
                .orElseGet(size::toString);
    }

    /** {@code i in D, u in 0:3}, for those of which the formulas do not say it. */
    private String ranges(String word, List<Index> indices, List<Expr> formulasOfThem) {
        String said = indices.stream()
                .filter(i -> !isSaid(i, formulasOfThem))
                .map(i -> i.name() + " in " + range(i.size()))
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : word + said;
    }

    private String range(Whole size) {
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
                            !sweeps.containsKey(read.node()) && read.node().kind() == Kind.REAL;
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
            new Matrices(names, formulas, factors).statement(kernel).ifPresent(this::line);
            return;
        }
        List<Index> axes = names.distinct(
                node instanceof Node.Defined defined ? defined.axes() : ((Node.Accumulated) node).axes());
        List<Whole> at = axes.stream().map(Whole::of).toList();
        List<Expr> said = new ArrayList<>();
        String formula = element(node, at, axes, said);
        line(names.of(node) + formulas.brackets(at) + " = " + formula + ranges(" where ", axes, said));
    }

    private void scan(Sweep sweep) {
        Index step = names.distinct(List.of(new Index("s", sweep.steps()))).get(0);
        line("scan " + step.name() + " in " + range(sweep.steps()) + " {");
        for (Node member : sweep.ordered()) {
            List<Index> own =
                    member instanceof Node.Defined defined ? defined.axes() : ((Node.Accumulated) member).axes();
            List<Index> all = new ArrayList<>(own);
            all.set(sweep.axis(member), step);
            List<Index> axes = new ArrayList<>(names.distinct(all));
            axes.set(sweep.axis(member), step);
            List<Whole> at = new ArrayList<>(axes.stream().map(Whole::of).toList());
            Whole value = sweep.turned(Whole.of(step));
            at.set(sweep.axis(member), value);
            List<Expr> said = new ArrayList<>();
            String formula = element(member, at, axes, said);
            if (sweep.isShort(member)) {
                Whole rows = member.shape().get(sweep.axis(member));
                formula = "if " + formulas.print(value) + " < " + rows + " then " + formula + " else 0";
                formula = member.kind() == Kind.INDEX
                        ? "index(" + formula + ", " + size(member.bound().orElseThrow()) + ")"
                        : formula;
            }
            axes.remove(step);
            line("  " + names.of(member) + formulas.brackets(sweep.at(member, at)) + " = " + formula
                    + ranges(" where ", axes, said));
        }
        line("}");
    }

    /**
     * The formula of one element.
     *
     * @param axes the indices that have a name already
     * @param said takes what is written, in which the indices stand
     */
    private String element(Node node, List<Whole> at, List<Index> axes, List<Expr> said) {
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
                + filter.map(f -> " if " + formulas.print(f)).orElse("") + ")";
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
