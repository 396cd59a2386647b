package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns the tree of a file into a program: every name resolved, every shape known, every read proved in range. A mistake is
 * reported once; what rests on it stays silent, and the check goes on with the next statement.
 */
public final class Checker implements Statement.Visitor<List<Definition>> {

    private final Diagnostics diagnostics;
    private final boolean lost;
    private final Set<String> reported = new HashSet<>();
    private final Findings findings;
    private final Declarations declarations;
    private final Bodies bodies;
    private final Outputs outputs;

    private Checker(Tree tree, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.findings = new Findings(defined(tree), functions(tree), Lost.names(diagnostics));
        this.lost = diagnostics.hasErrors();
        Formulas formulas = new Formulas(findings, Scope.empty());
        this.declarations = new Declarations(formulas);
        this.bodies = new Bodies(formulas, false);
        this.outputs = new Outputs(formulas.scope(), findings);
    }

    /** The program, unless there are errors; those and warnings are added to {@code diagnostics}. */
    public static Optional<Program> check(Tree tree, Diagnostics diagnostics) {
        Checker checker = new Checker(tree, diagnostics);
        try {
            return checker.program(tree);
        } catch (StackOverflowError tooDeep) {
            diagnostics.add(Diagnostic.at(
                    tree.source().span(0, Math.min(1, tree.source().text().length())),
                    Code.E0105,
                    "a formula of this file is nested too deep"));
            return Optional.empty();
        }
    }

    private Optional<Program> program(Tree tree) {
        for (Statement statement : tree.statements()) {
            attempt(() -> statement.accept(this)).ifPresent(outputs::defined);
        }
        List<Definition> chosen = attempt(outputs::chosen).orElse(List.of());
        if (chosen.isEmpty() && reported.isEmpty() && !lost) {
            report(nothing(tree));
        }
        if (!reported.isEmpty() || lost) {
            return Optional.empty();
        }
        outputs.withoutInfluence(declarations.params(), chosen).forEach(this::report);
        return Optional.of(new Program(
                tree.source(),
                declarations.dims(),
                declarations.params(),
                declarations.inputs(),
                outputs.definitions(),
                chosen,
                findings.requirements()));
    }

    private static Diagnostic nothing(Tree tree) {
        int end = tree.source().text().length();
        return Diagnostic.at(tree.source().span(end, end), Code.E0003, "there is nothing to compute")
                .help("define what the program is about, such as `f = W*x + b`");
    }

    /** What the step makes, or nothing if it is refused; its mistakes are reported. */
    private <T> Optional<T> attempt(Supplier<T> step) {
        Findings.Mark mark = findings.mark();
        try {
            return Optional.of(step.get());
        } catch (Refusal refusal) {
            findings.forgetSince(mark);
            refusal.diagnostics().forEach(this::report);
            reported.add("");
            return Optional.empty();
        }
    }

    /** A mistake in a function's body is one, however often the function is used; so is a name that is not known. */
    private void report(Diagnostic diagnostic) {
        boolean unknown = diagnostic.code() == Code.E0301 || diagnostic.code() == Code.E0501;
        String where = diagnostic.place().map(Span::toString).orElse("");
        if (reported.add(diagnostic.code() + "@" + (unknown ? diagnostic.message() : where))) {
            diagnostics.add(SizeNames.in(diagnostic, declarations.dims()));
        }
    }

    /** Where each name of the file is declared or defined. */
    private static Map<String, Span> defined(Tree tree) {
        Map<String, Span> places = new LinkedHashMap<>();
        for (Statement statement : tree.statements()) {
            for (Name name : Declarations.names(statement)) {
                places.putIfAbsent(name.text(), name.span());
            }
        }
        return places;
    }

    private static Map<String, Statement.Function> functions(Tree tree) {
        Map<String, Statement.Function> functions = new LinkedHashMap<>();
        tree.statements().stream()
                .filter(Statement.Function.class::isInstance)
                .map(Statement.Function.class::cast)
                .forEach(f -> functions.putIfAbsent(f.name().text(), f));
        return functions;
    }

    @Override
    public List<Definition> dims(Statement.Dims dims) {
        dims.dims().forEach(dim -> attempt(() -> declarations.dim(dim)));
        return List.of();
    }

    @Override
    public List<Definition> variables(Statement.Variables variables) {
        variables.variables().forEach(v -> attempt(() -> declarations.variable(variables.role(), v, outputs)));
        return List.of();
    }

    @Override
    public List<Definition> consts(Statement.Consts consts) {
        for (Statement.Definition written : consts.consts()) {
            attempt(() -> bodies.define(written)).ifPresent(made -> attempt(() -> outputs.constant(written, made)));
        }
        return List.of();
    }

    @Override
    public List<Definition> definition(Statement.Definition definition) {
        outputs.last(List.of());
        List<Definition> made = bodies.define(definition);
        outputs.last(Declarations.names(definition));
        return made;
    }

    @Override
    public List<Definition> function(Statement.Function function) {
        declarations.function(function);
        return List.of();
    }

    @Override
    public List<Definition> scan(Statement.Scan scan) {
        outputs.last(List.of());
        List<Definition> left = bodies.define(scan);
        outputs.last(Outputs.ofLoop(scan, left));
        return left;
    }

    @Override
    public List<Definition> outputs(Statement.Outputs statement) {
        outputs.said(statement);
        return List.of();
    }

    @Override
    public List<Definition> use(Statement.Use use) {
        throw new Refusal(Bodies.later(Bodies.head(use), "taking functions from another file with", "use"));
    }

    @Override
    public List<Definition> derive(Statement.Derive derive) {
        throw new Refusal(Bodies.later(Bodies.head(derive), "the statement", "derive"));
    }
}
