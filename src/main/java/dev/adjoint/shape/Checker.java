package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
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

    private final Tree tree;
    private final Diagnostics diagnostics;
    private final boolean lost;
    private final Set<String> reported = new HashSet<>();
    private final Findings findings;
    private final Formulas formulas;
    private final Declarations declarations;
    private final Bodies bodies;
    private final Outputs outputs;
    private final Derivations derivations;
    private final UsedNames usedNames;

    private Checker(Tree tree, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.tree = tree;
        this.findings = new Findings(defined(tree), functions(tree), Lost.names(diagnostics));
        this.lost = diagnostics.hasErrors();
        this.formulas = new Formulas(findings, Scope.empty());
        this.declarations = new Declarations(formulas);
        this.bodies = new Bodies(formulas, false);
        this.outputs = new Outputs(formulas.scope(), findings);
        this.derivations = new Derivations(formulas.scope(), findings);
        this.usedNames = new UsedNames(this, findings, outputs);
    }

    /** The program, unless there are errors; those and warnings are added to {@code diagnostics}. */
    public static Optional<Program> check(Tree tree, Diagnostics diagnostics) {
        Checker checker = new Checker(tree, diagnostics);
        try {
            return checker.program();
        } catch (StackOverflowError tooDeep) {
            diagnostics.add(Diagnostic.at(
                    tree.source().span(0, Math.min(1, tree.source().text().length())),
                    Code.E0105,
                    "a formula of this file is nested too deep"));
            return Optional.empty();
        }
    }

    private Optional<Program> program() {
        for (Statement statement : tree.statements()) {
            attempt(() -> statement.accept(this)).ifPresent(outputs::defined);
        }
        List<Definition> chosen = attempt(outputs::chosen).orElse(List.of());
        if (chosen.isEmpty() && reported.isEmpty() && !lost) {
            report(nothing());
        }
        List<Variable> params = declarations.params();
        derivations.said().forEach(d -> attempt(() -> derivations.add(d, params, chosen)));
        if (!reported.isEmpty() || lost) {
            return Optional.empty();
        }
        findings.warnings().forEach(this::report);
        outputs.withoutInfluence(params, chosen).forEach(this::report);
        return Optional.of(new Program(
                tree.files().stream().map(Tree::source).toList(),
                declarations.dims(),
                params,
                declarations.inputs(),
                outputs.definitions(),
                chosen,
                derivations.all(),
                findings.requirements()));
    }

    private Diagnostic nothing() {
        int end = tree.source().text().length();
        Diagnostic nothing = Diagnostic.at(tree.source().span(end, end), Code.E0003, "there is nothing to compute");
        boolean library = tree.statements().stream().anyMatch(Statement.Function.class::isInstance);
        return library
                ? nothing.label("functions alone compute nothing")
                        .help("take them into a program: `use \"" + fileName() + "\"`")
                : nothing.help("define what the program is about, such as `f = W*x + b`");
    }

    private String fileName() {
        String name = tree.source().name();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** What the step makes, or nothing if it is refused; its mistakes are reported. */
    <T> Optional<T> attempt(Supplier<T> step) {
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
        String file = diagnostic.place().map(Span::source).map(Source::name).orElse("");
        if (reported.add(diagnostic.code() + "@" + (unknown ? file + ": " + diagnostic.message() : where))) {
            findings.reported();
            diagnostics.add(SizeNames.in(diagnostic, declarations.dims()));
        }
    }

    /** Where each name is declared or defined, for each file. */
    private static Map<Source, Map<String, Span>> defined(Tree tree) {
        Map<Source, Map<String, Span>> files = new LinkedHashMap<>();
        for (Tree file : tree.files()) {
            Map<String, Span> places = new LinkedHashMap<>();
            for (Statement statement : file.statements()) {
                Declarations.names(statement).forEach(name -> places.putIfAbsent(name.text(), name.span()));
            }
            files.put(file.source(), places);
        }
        return files;
    }

    private static Map<Source, Map<String, Statement.Function>> functions(Tree tree) {
        Map<Source, Map<String, Statement.Function>> files = new LinkedHashMap<>();
        for (Tree file : tree.files()) {
            Map<String, Statement.Function> functions = new LinkedHashMap<>();
            file.statements().stream()
                    .filter(Statement.Function.class::isInstance)
                    .map(Statement.Function.class::cast)
                    .forEach(f -> functions.putIfAbsent(f.name().text(), f));
            files.put(file.source(), functions);
        }
        return files;
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
        usedNames.bring(use, tree, formulas.scope());
        return List.of();
    }

    @Override
    public List<Definition> derive(Statement.Derive derive) {
        derivations.said(derive);
        return List.of();
    }
}
