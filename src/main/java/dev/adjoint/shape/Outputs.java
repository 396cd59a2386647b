package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The definitions of a file, which of them are constant, and which are what the program computes. */
final class Outputs {

    private final Scope scope;
    private final Findings findings;
    private final List<Definition> definitions = new ArrayList<>();
    private final IdentityHashMap<Definition, Set<Symbol>> uses = new IdentityHashMap<>();
    private final Set<Symbol> varying = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Symbol> consts = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Name> said = new ArrayList<>();
    private List<Name> last = List.of();

    Outputs(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    List<Definition> definitions() {
        return definitions;
    }

    /** Takes in what the file has defined. */
    void defined(List<Definition> made) {
        made.forEach(this::add);
    }

    /** What is output if nothing else is said. */
    void last(List<Name> names) {
        last = names;
    }

    /** What a loop leaves behind, without indices and truth values unless there is nothing else. */
    static List<Name> ofLoop(Statement.Scan loop, List<Definition> left) {
        List<String> real = left.stream()
                .filter(d -> d.type().kind() == Kind.REAL)
                .map(Definition::name)
                .toList();
        List<Name> names = Declarations.names(loop);
        return real.isEmpty()
                ? names
                : names.stream().filter(n -> real.contains(n.text())).toList();
    }

    private void add(Definition definition) {
        definitions.add(definition);
        Set<Symbol> used = Uses.of(definition.value());
        uses.put(definition, used);
        if (used.stream().anyMatch(this::varies)) {
            varying.add(definition);
        }
    }

    private boolean varies(Symbol symbol) {
        return symbol instanceof Variable || varying.contains(symbol);
    }

    boolean isConstant(Typed formula) {
        return Uses.of(formula).stream().noneMatch(this::varies);
    }

    /** Takes in a const, which no param and no input may reach. */
    List<Definition> constant(Statement.Definition written, List<Definition> made) {
        made.forEach(this::add);
        consts.addAll(made);
        for (Definition definition : made) {
            if (varying.contains(definition)) {
                throw new Refusal(Diagnostic.at(
                                written.value().span(),
                                Code.E0604,
                                "`" + definition.name() + "` is a const, and its value depends on a param or input")
                        .help("leave out `const` to make it a definition"));
            }
        }
        return made;
    }

    void said(Statement.Outputs statement) {
        said.addAll(statement.names());
    }

    /** The outputs that are said, else the last definition. */
    List<Definition> chosen() {
        List<Name> names = said.isEmpty() ? last : said;
        List<Definition> chosen = new ArrayList<>();
        Refusal refused = null;
        for (Name name : names) {
            try {
                chosen.add(output(name, chosen));
            } catch (Refusal refusal) {
                refused = refused == null ? refusal : Refusal.both(refused, refusal);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return chosen;
    }

    private Definition output(Name name, List<Definition> before) {
        Named named = scope.find(name.text()).orElseThrow(() -> Names.unknownOutput(name, scope, findings));
        if (named instanceof Named.Broken) {
            throw Refusal.silent();
        }
        Diagnostic not = Diagnostic.at(name.span(), Code.E0605, "`" + name + "` cannot be an output")
                .note(named.place(), said.isEmpty() ? "the last definition is the output" : "it is declared here");
        if (!(named instanceof Named.Value value) || !(value.symbol() instanceof Definition definition)) {
            throw new Refusal(not.label("outputs are definitions")
                    .help("give it a name as a definition: `" + name + "_out = " + name + "`"));
        }
        if (consts.contains(definition)) {
            throw new Refusal(not.label("this is a const")
                    .help("give it a name as a definition: `" + name + "_out = " + name + "`"));
        }
        if (definition.type().kind() == Kind.TRUTH) {
            throw new Refusal(not.label("this is a truth value").help(asNumber(definition)));
        }
        if (before.contains(definition)) {
            throw new Refusal(Diagnostic.at(name.span(), Code.E0605, "`" + name + "` is an output twice"));
        }
        return definition;
    }

    private static String asNumber(Definition truth) {
        List<String> indices = truth.value() instanceof Typed.Build build
                ? build.indices().stream().map(Index::name).toList()
                : List.of();
        String element = truth.name() + (indices.isEmpty() ? "" : "[" + String.join(",", indices) + "]");
        String number = "if " + element + " then 1 else 0";
        return "as a number it is `"
                + (indices.isEmpty() ? number : "[" + number + " for " + String.join(", ", indices) + "]") + "`";
    }

    /** A warning for each param that no output depends on. */
    List<Diagnostic> withoutInfluence(List<Variable> params, List<Definition> chosen) {
        Set<Symbol> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Symbol> next = new ArrayDeque<>(chosen);
        while (!next.isEmpty()) {
            Symbol symbol = next.pop();
            if (reached.add(symbol) && symbol instanceof Definition definition) {
                next.addAll(uses.get(definition));
            }
        }
        return params.stream()
                .filter(p -> !reached.contains(p))
                .map(p -> Diagnostic.at(
                                p.span(),
                                Code.W0001,
                                "no output depends on the param `" + p + "`; its gradient is zero")
                        .help("use it in what is put out, or leave it out"))
                .toList();
    }
}
