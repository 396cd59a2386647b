package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that are not known: what was probably meant. */
final class Names {

    /** What other languages call it, and how it is written here. */
    private static final Map<String, String> FOREIGN_VALUES = Map.ofEntries(
            Map.entry("PI", "`pi`"),
            Map.entry("e", "`exp(1)`, and e^x is `exp(x)`"),
            Map.entry("Inf", "`inf`"),
            Map.entry("Infinity", "`inf`"),
            Map.entry("infinity", "`inf`"),
            Map.entry("T", "`A'` for the transpose of A"),
            Map.entry("true", "a comparison such as `x > 0`; there are no other truth values"),
            Map.entry("false", "a comparison such as `x > 0`; there are no other truth values"),
            Map.entry("np", "the function by its own name: `exp(x)`"),
            Map.entry("Math", "the function by its own name: `exp(x)`"));

    private static final Map<String, String> FOREIGN_FUNCTIONS = Map.ofEntries(
            Map.entry("relu", "`max(0, x)`"),
            Map.entry("ReLU", "`max(0, x)`"),
            Map.entry("maximum", "`max(a, b)`"),
            Map.entry("minimum", "`min(a, b)`"),
            Map.entry("ln", "`log(x)`, the natural logarithm"),
            Map.entry("log2", "`log(x)/log(2)`"),
            Map.entry("sigma", "`sigmoid(x)`"),
            Map.entry("logistic", "`sigmoid(x)`"),
            Map.entry("matmul", "`A*B`"),
            Map.entry("mm", "`A*B`"),
            Map.entry("transpose", "`A'`"),
            Map.entry("t", "`A'`"),
            Map.entry("T", "`A'`"),
            Map.entry("len", "the dim by its name: `N`"),
            Map.entry("length", "the dim by its name: `N`"),
            Map.entry("size", "the dim by its name: `N`"),
            Map.entry("shape", "the dims by their names"),
            Map.entry("range", "`for i in N`"),
            Map.entry("arange", "`[i for i in N]`"),
            Map.entry("linspace", "`[a + (b - a)*i/(N - 1) for i in N]`"),
            Map.entry("average", "`mean(x)`"),
            Map.entry("avg", "`mean(x)`"),
            Map.entry("var", "`mean((x - mean(x)).^2)`"),
            Map.entry("std", "`sqrt(mean((x - mean(x)).^2))`"),
            Map.entry("fabs", "`abs(x)`"),
            Map.entry("arctan", "`atan(x)`"),
            Map.entry("arcsin", "`asin(x)`"),
            Map.entry("arccos", "`acos(x)`"),
            Map.entry("arctan2", "`atan2(y, x)`"),
            Map.entry("power", "`x^y`, or `x.^y` for each element"),
            Map.entry("square", "`x^2`, or `x.^2` for each element"),
            Map.entry("sqr", "`x^2`, or `x.^2` for each element"),
            Map.entry("lse", "`logsumexp(x)`"),
            Map.entry("identity", "`eye(N)`"),
            Map.entry("inner", "`x'*y`"),
            Map.entry("outer", "`x*y'`"),
            Map.entry("vdot", "`x'*y`"),
            Map.entry("tr", "`trace(A)`"),
            Map.entry("where", "`[if x[i] > 0 then a[i] else b[i] for i]`"),
            Map.entry("detach", "`stop(x)`"),
            Map.entry("stop_gradient", "`stop(x)`"),
            Map.entry("stack", "`[x, y]`"),
            Map.entry("cat", "`concat(x, y)`"),
            Map.entry("concatenate", "`concat(x, y)`"),
            Map.entry("gamma", "`exp(lgamma(x))`"),
            Map.entry("gammaln", "`lgamma(x)`"));

    private Names() {}

    /** A value that no name in sight stands for. */
    static Refusal unknownValue(String name, Span place, Scope scope, Findings findings) {
        if (findings.isLost(name)) {
            return Refusal.silent();
        }
        Diagnostic unknown = Diagnostic.at(place, Code.E0301, "`" + name + "` is not known here");
        Optional<Span> below = below(name, place, findings);
        if (below.isPresent()) {
            return new Refusal(definedBelow(unknown, name, below.get()));
        }
        if (findings.defining().equals(name)) {
            return new Refusal(unknown.label("it is being defined here")
                    .help("a name is used below its definition; a value that changes step by step has an index"));
        }
        Optional<Name> local = findings.localToStep(name).filter(l -> l.span().start() < place.start());
        if (local.isPresent()) {
            return new Refusal(unknown.note(local.get().span(), "this `" + name + "` is local to a step of the loop")
                    .help("collect it, with the index of the loop first on a left side, or carry it"));
        }
        if (Builtins.knows(name)) {
            return new Refusal(Diagnostic.at(place, Code.E0304, "`" + name + "` is a function, not a value")
                    .help("write its argument: `" + name + "(x)`"));
        }
        return new Refusal(meant(unknown, name, scope.names(), FOREIGN_VALUES));
    }

    /** A name in a subscript, most likely an index that nothing binds. */
    static Refusal unknownIndex(String name, Span place, Scope scope, Findings findings) {
        Refusal unknown = unknownValue(name, place, scope, findings);
        if (unknown.isSilent()) {
            return unknown;
        }
        Optional<String> help = unknown.diagnostics().get(0).help();
        boolean likelyDim = name.length() == 1
                && help.filter(h -> h.startsWith("did you mean")).isPresent();
        if (help.isPresent() && !likelyDim) {
            return unknown;
        }
        return new Refusal(unknown.diagnostics()
                .get(0)
                .help("an index is bound on the left side, `f[" + name + "] = …`, or in a reduction, `sum(… for " + name
                        + ")`"));
    }

    /** A dim that is not declared. */
    static Refusal unknownSize(String name, Span place, Scope scope, Findings findings) {
        if (findings.isLost(name)) {
            return Refusal.silent();
        }
        Diagnostic unknown = Diagnostic.at(place, Code.E0301, "there is no dim `" + name + "` here");
        Optional<Span> below = below(name, place, findings);
        if (below.isPresent()) {
            return new Refusal(definedBelow(unknown, name, below.get()));
        }
        List<String> dims = scope.names().stream()
                .filter(n -> scope.find(n).orElseThrow() instanceof Named.Size)
                .toList();
        String declare = "declare it: `dim " + name + "`";
        return new Refusal(unknown.help(closest(name, dims)
                .filter(n -> name.length() > 1)
                .map(close -> "did you mean `" + close + "`? If not, " + declare)
                .orElse(declare)));
    }

    /** An output that is not defined. */
    static Refusal unknownOutput(Name output, Scope scope, Findings findings) {
        if (findings.isLost(output.text())) {
            return Refusal.silent();
        }
        Diagnostic unknown = Diagnostic.at(output.span(), Code.E0301, "there is no definition `" + output + "`");
        return new Refusal(meant(unknown, output.text(), scope.names(), Map.of()));
    }

    /** A function that no name in sight stands for. */
    static Refusal unknownFunction(String name, Span place, Scope scope, Findings findings) {
        if (findings.isLost(name)) {
            return Refusal.silent();
        }
        Diagnostic unknown = Diagnostic.at(place, Code.E0501, "there is no function `" + name + "` here");
        Optional<Span> below = below(name, place, findings);
        if (below.isPresent()) {
            return new Refusal(definedBelow(unknown, name, below.get()));
        }
        List<String> functions = new ArrayList<>(Builtins.names());
        scope.names().stream()
                .filter(n -> scope.find(n).orElseThrow() instanceof Named.Function)
                .forEach(functions::add);
        return new Refusal(meant(unknown, name, functions, FOREIGN_FUNCTIONS));
    }

    private static Optional<Span> below(String name, Span place, Findings findings) {
        return Optional.ofNullable(findings.defined().get(name)).filter(defined -> defined.start() >= place.start());
    }

    private static Diagnostic definedBelow(Diagnostic unknown, String name, Span below) {
        return unknown.label("it is defined below, at line " + below.line())
                .note(below, "`" + name + "` is defined here")
                .help("a name is used below its definition: move one of the two");
    }

    private static Diagnostic meant(
            Diagnostic unknown, String name, Collection<String> known, Map<String, String> foreign) {
        if (foreign.containsKey(name)) {
            return unknown.help("write " + foreign.get(name));
        }
        return closest(name, known)
                .map(close -> unknown.help("did you mean `" + close + "`?"))
                .orElse(unknown);
    }

    /** The known name that is a slip away, if there is one. */
    static Optional<String> closest(String name, Collection<String> known) {
        int most = name.length() <= 3 ? 1 : name.length() <= 7 ? 2 : 3;
        String best = null;
        int least = Math.min(most, Math.max(1, name.length() - 1)) + 1;
        for (String candidate : known) {
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
            if (distance < least && (distance == 0 || candidate.length() > 1 || name.length() == 2)) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The number of letters to insert, drop, change or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
