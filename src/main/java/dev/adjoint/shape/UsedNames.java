package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import dev.adjoint.syntax.Tree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions and consts that {@code use} brings from other files. Each file is read once, in a scope of its own, so
 * that its bodies see its own names and nothing of who uses it; what else it declares stays behind.
 */
final class UsedNames {

    private final Checker checker;
    private final Findings findings;
    private final Outputs outputs;
    private final IdentityHashMap<Tree, Map<String, Named>> read = new IdentityHashMap<>();

    /** @param outputs takes in the consts, which are definitions of the program */
    UsedNames(Checker checker, Findings findings, Outputs outputs) {
        this.checker = checker;
        this.findings = findings;
        this.outputs = outputs;
    }

    /** Defines what the file brings in the scope of the file that uses it. */
    void bring(Statement.Use use, Tree user, Scope scope) {
        Tree file = user.uses().get(use.path());
        if (file == null) {
            throw new Refusal(Diagnostic.at(use.span(), Code.E0001, "the file `" + use.path() + "` is not at hand"));
        }
        List<String> twice = new ArrayList<>();
        names(file).forEach((name, named) -> {
            Optional<Named> before = scope.findHere(name);
            if (before.isEmpty()) {
                scope.define(name, named);
            } else if (!before.get().place().equals(named.place())) {
                twice.add(name);
            }
        });
        if (!twice.isEmpty()) {
            String name = twice.get(0);
            Span before = scope.findHere(name).orElseThrow().place();
            throw new Refusal(clash(use, name, before, names(file).get(name).place(), twice.subList(1, twice.size())));
        }
    }

    private static Diagnostic clash(Statement.Use use, String name, Span before, Span used, List<String> others) {
        boolean own = before.source() == use.span().source();
        String where = own
                ? "in this file and in `" + used.source() + "`, which it uses"
                : "in `" + before.source() + "` and in `" + used.source() + "`, and this file uses both";
        return Diagnostic.at(use.span(), Code.E0007, "`" + name + "` is defined " + where)
                .note(before, "`" + name + "` is defined here")
                .note(used, "and here")
                .help("call one of them something else"
                        + (others.isEmpty() ? "" : "; the same goes for `" + String.join("`, `", others) + "`"));
    }

    /** A name that the file defines below the {@code use} that brought it. */
    static Diagnostic clash(Name name, Span used) {
        return Diagnostic.at(
                        name.span(),
                        Code.E0007,
                        "`" + name + "` is defined in this file and in `" + used.source() + "`, which it uses")
                .note(used, "`" + name + "` is defined here")
                .help("call one of them something else");
    }

    private Map<String, Named> names(Tree file) {
        Map<String, Named> names = read.get(file);
        if (names == null) {
            names = new Reading(file).names();
            read.put(file, names);
        }
        return names;
    }

    /** One file, statement by statement; each yields the names that others get. */
    private final class Reading implements Statement.Visitor<List<Name>> {

        private final Tree file;
        private final Formulas formulas = new Formulas(findings, Scope.empty());

        Reading(Tree file) {
            this.file = file;
        }

        Map<String, Named> names() {
            Map<String, Named> names = new LinkedHashMap<>();
            for (Statement statement : file.statements()) {
                for (Name name : checker.attempt(() -> statement.accept(this)).orElse(List.of())) {
                    formulas.scope()
                            .findHere(name.text())
                            .filter(named -> named.place().source() == file.source())
                            .ifPresent(named -> names.put(name.text(), named));
                }
            }
            return names;
        }

        private List<Name> behind(Statement statement, String role) {
            for (Name name : Declarations.names(statement)) {
                behind(name, new Named.Behind(role, name.span(), Optional.empty()));
            }
            return List.of();
        }

        private void behind(Name name, Named.Behind behind) {
            if (formulas.scope().findHere(name.text()).isEmpty()) {
                formulas.scope().define(name.text(), behind);
            }
        }

        @Override
        public List<Name> function(Statement.Function function) {
            checker.attempt(() -> new Declarations(formulas).function(function));
            return Declarations.names(function);
        }

        @Override
        public List<Name> consts(Statement.Consts consts) {
            consts.consts().forEach(written -> checker.attempt(() -> constant(written)));
            return Declarations.names(consts);
        }

        private List<Definition> constant(Statement.Definition written) {
            Name name = written.targets().get(0).name();
            try {
                return outputs.constant(written, new Bodies(formulas, true).define(written));
            } catch (Refusal refusal) {
                if (!refusal.has(Code.E0008)) {
                    throw refusal;
                }
                Refusal why = new Refusal(refusal.diagnostics().stream()
                        .map(d -> d.help("make it a function of what it needs: `fn " + name + "(…) = …`"))
                        .toList());
                formulas.scope().define(name.text(), new Named.Behind("const", name.span(), Optional.of(why)));
                return List.of();
            }
        }

        @Override
        public List<Name> use(Statement.Use use) {
            bring(use, file, formulas.scope());
            return List.of();
        }

        @Override
        public List<Name> dims(Statement.Dims dims) {
            return behind(dims, "dim");
        }

        @Override
        public List<Name> variables(Statement.Variables variables) {
            return behind(variables, variables.role() == Statement.Variables.Role.PARAM ? "param" : "input");
        }

        @Override
        public List<Name> definition(Statement.Definition definition) {
            return behind(definition, "definition");
        }

        @Override
        public List<Name> scan(Statement.Scan scan) {
            return behind(scan, "definition");
        }

        @Override
        public List<Name> outputs(Statement.Outputs statement) {
            return List.of();
        }

        @Override
        public List<Name> derive(Statement.Derive derive) {
            return List.of();
        }
    }
}
