package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files that a file uses, and those that they use, each once. */
public final class UsedFiles {

    private final Library library;
    private final Diagnostics diagnostics;
    private final Map<String, Tree> read = new HashMap<>();
    private final List<Source> open = new ArrayList<>();
    private final List<Statement.Use> chain = new ArrayList<>();

    private UsedFiles(Library library, Diagnostics diagnostics) {
        this.library = library;
        this.diagnostics = diagnostics;
    }

    /** The tree together with the files that it uses; one that cannot be read is left out, and reported. */
    public static Tree read(Tree tree, Library library, Diagnostics diagnostics) {
        return new UsedFiles(library, diagnostics).with(tree);
    }

    private Tree with(Tree tree) {
        Map<String, Tree> uses = new LinkedHashMap<>();
        open.add(tree.source());
        for (Statement statement : tree.statements()) {
            if (statement instanceof Statement.Use use && !uses.containsKey(use.path())) {
                chain.add(use);
                file(use).ifPresent(file -> uses.put(use.path(), file));
                chain.remove(chain.size() - 1);
            }
        }
        open.remove(open.size() - 1);
        return new Tree(tree.source(), tree.statements(), uses);
    }

    private Optional<Tree> file(Statement.Use use) {
        Diagnostics why = new Diagnostics();
        Optional<Source> found = source(use, why);
        why.all().forEach(reason -> diagnostics.add(at(use, reason)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Source source = found.get();
        for (int k = 0; k < open.size(); k++) {
            if (open.get(k).name().equals(source.name())) {
                diagnostics.add(circle(open.subList(k, open.size()), chain.subList(k, chain.size())));
                return Optional.empty();
            }
        }
        Tree file = read.get(source.name());
        if (file == null) {
            file = parsed(source, use);
            read.put(source.name(), file);
        }
        return Optional.of(file);
    }

    private Tree parsed(Source source, Statement.Use use) {
        Diagnostics mistakes = new Diagnostics();
        Tree tree = Parser.parse(source, mistakes);
        diagnostics.addAll(mistakes);
        if (!mistakes.hasErrors() && tree.statements().stream().noneMatch(UsedFiles::isOfUse)) {
            diagnostics.add(nothing(tree, use));
        }
        return with(tree);
    }

    private static boolean isOfUse(Statement statement) {
        return statement instanceof Statement.Function || statement instanceof Statement.Consts;
    }

    private Optional<Source> source(Statement.Use use, Diagnostics why) {
        String path = use.path();
        if (path.isBlank()) {
            why.add(Diagnostic.nowhere(Code.E0001, "there is no path between the quotes")
                    .help("write the path of a file as seen from this one: `use \"layers.ad\"`"));
            return Optional.empty();
        }
        if (path.contains("\\")) {
            why.add(Diagnostic.nowhere(Code.E0001, "a path is written with `/`, on every system")
                    .help("write `use \"" + path.replaceAll("\\\\+", "/") + "\"`"));
            return Optional.empty();
        }
        return found(use.span().source(), path, why);
    }

    private Optional<Source> found(Source user, String path, Diagnostics why) {
        Diagnostics reasons = new Diagnostics();
        Optional<Source> found = library.find(user, path, reasons);
        boolean ending = found.isEmpty()
                && library.find(user, path + ".ad", new Diagnostics()).isPresent();
        for (Diagnostic reason : reasons.all()) {
            why.add(ending ? reason.help("did you mean `use \"" + path + ".ad\"`?") : reason);
        }
        return found;
    }

    private static Diagnostic at(Statement.Use use, Diagnostic reason) {
        return new Diagnostic(
                reason.code(), reason.message(), Optional.of(use.span()), "", reason.notes(), reason.help());
    }

    private static Diagnostic nothing(Tree tree, Statement.Use use) {
        Diagnostic nothing =
                Diagnostic.at(use.span(), Code.E0006, "`" + tree.source() + "` has no `fn` and no `const` to bring");
        boolean passesOn = tree.statements().stream().anyMatch(Statement.Use.class::isInstance);
        return passesOn ? nothing.help("what it uses itself is not passed on: use those files here, too") : nothing;
    }

    /** The last of the uses closes the circle, which begins with the first of the files. */
    private static Diagnostic circle(List<Source> files, List<Statement.Use> uses) {
        StringBuilder chain = new StringBuilder();
        files.forEach(file -> chain.append('`').append(file).append("` uses "));
        Diagnostic circle = Diagnostic.at(
                uses.get(uses.size() - 1).span(),
                Code.E0005,
                "files use each other in a circle: " + chain + "`" + files.get(0) + "`");
        for (int k = 0; k < uses.size() - 1; k++) {
            circle = circle.note(uses.get(k).span(), "`" + files.get(k) + "` uses `" + files.get(k + 1) + "`");
        }
        return circle.help(
                files.size() == 1
                        ? "a file has its own functions without `use`"
                        : "put what both need into a file of its own, which both use");
    }
}
