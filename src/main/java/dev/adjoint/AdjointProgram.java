package dev.adjoint;

import dev.adjoint.derive.Reverse;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.notation.Notation;
import dev.adjoint.notation.Unwritten;
import dev.adjoint.optimise.Optimiser;
import dev.adjoint.optimise.Pass;
import dev.adjoint.optimise.Rebuilt;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.TreePrinter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that computes a number of another program and its gradient, in the language itself. */
public final class AdjointProgram {

    private final Program program;
    private final Graph graph;
    private final Diagnostics diagnostics;

    private AdjointProgram(Compilation compilation, Diagnostics diagnostics) {
        this.program = compilation.program().orElseThrow();
        this.graph = compilation.graph().orElseThrow();
        this.diagnostics = diagnostics;
    }

    /**
     * The text of such a program, whose outputs are the number and its gradient: {@code dW} for {@code W}.
     *
     * @param compilation that came as far as the graph
     * @param of the name of a scalar definition; without it the first scalar output
     * @param wrt names of params and real inputs; without any all params
     * @return nothing if {@code diagnostics} says why there is no such program
     */
    public static Optional<String> of(
            Compilation compilation, Optional<String> of, List<String> wrt, Diagnostics diagnostics) {
        AdjointProgram made = new AdjointProgram(compilation, diagnostics);
        Optional<Definition> number = made.number(of);
        List<Variable> variables = made.variables(wrt);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        try {
            return Optional.of(made.text(number.orElseThrow(), variables));
        } catch (Unwritten e) {
            diagnostics.add(Diagnostic.at(
                            number.orElseThrow().span(), Code.E0812, e.getMessage() + " cannot be written backward yet")
                    .help("`ad compile` derives it; `--print adjoint` shows how"));
            return Optional.empty();
        }
    }

    private Optional<Definition> number(Optional<String> name) {
        if (name.isEmpty()) {
            if (program.objective().isEmpty()) {
                Definition output = program.outputs().get(0);
                diagnostics.add(Diagnostic.at(output.span(), Code.E0607, "no output is a single number")
                        .help("make one of it, such as `loss = sum(" + output.name() + ".^2)`"));
            }
            return program.objective();
        }
        List<Definition> numbers = program.definitions().stream()
                .filter(d -> !d.hidden() && d.type().isScalar() && d.type().kind() == Kind.REAL)
                .toList();
        return named(name.get(), numbers, "is no definition of a single number");
    }

    private List<Variable> variables(List<String> names) {
        List<Variable> real = Stream.concat(program.params().stream(), program.inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .toList();
        if (names.isEmpty()) {
            return program.params();
        }
        return names.stream()
                .flatMap(name -> named(name, real, "is neither a param nor a real input").stream())
                .distinct()
                .toList();
    }

    private <S extends Symbol> Optional<S> named(String name, List<S> all, String otherwise) {
        Optional<S> found = all.stream().filter(s -> s.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            List<String> names = all.stream().map(Symbol::name).toList();
            diagnostics.add(Diagnostic.nowhere(Code.E0608, "`" + name + "` " + otherwise)
                    .help(Spelling.closest(name, names)
                            .map(n -> "did you mean `" + n + "`?")
                            .orElse(
                                    names.isEmpty()
                                            ? "there is none"
                                            : "there are `" + String.join("`, `", names) + "`")));
        }
        return found;
    }

    private String text(Definition of, List<Variable> wrt) {
        Node number = graph.values().get(of);
        List<Node> leaves = wrt.stream().map(v -> graph.values().get(v)).toList();
        Reverse.Adjoint adjoint = Reverse.derive(graph, Map.of(number, Exprs.ONE), leaves);
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.addAll(adjoint.nodes());
        Map<String, Node> results = new LinkedHashMap<>();
        results.put(of.name(), number);
        for (int k = 0; k < wrt.size(); k++) {
            Node gradient = adjoint.gradients().get(leaves.get(k));
            if (gradient == null) {
                gradient = Products.zero(leaves.get(k));
                nodes.add(gradient);
            }
            results.put("d" + wrt.get(k).name(), gradient);
        }
        Rebuilt rebuilt = Optimiser.run(nodes, List.copyOf(results.values()), EnumSet.of(Pass.SHARE, Pass.INLINE));
        Iterator<Node> became = rebuilt.wanted().iterator();
        results.replaceAll((name, node) -> became.next());
        String text = Notation.write(program, rebuilt.nodes(), results);
        return "# " + of.name() + " and its gradient, from " + program.source().name() + "\n"
                + TreePrinter.print(Parser.parse(new Source("adjoint.ad", text), new Diagnostics()));
    }
}
