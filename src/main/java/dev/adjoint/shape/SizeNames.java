package dev.adjoint.shape;

import dev.adjoint.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows derived sizes by their names: {@code [O, SO, SO]} for {@code [O, S - K + 1, S - K + 1]}. */
final class SizeNames {

    private SizeNames() {}

    /** The same message, with names for the sizes that have one. */
    static Diagnostic in(Diagnostic diagnostic, List<Program.Size> dims) {
        UnaryOperator<String> named = text -> named(text, dims);
        return new Diagnostic(
                diagnostic.code(),
                named.apply(diagnostic.message()),
                diagnostic.place(),
                named.apply(diagnostic.label()),
                diagnostic.notes().stream()
                        .map(n -> new Diagnostic.Note(n.place(), named.apply(n.text())))
                        .toList(),
                diagnostic.help().map(named));
    }

    private static String named(String text, List<Program.Size> dims) {
        String named = text;
        for (Program.Size dim : dims) {
            if (dim.value().atom().isEmpty() && text.contains(dim.value().toString())) {
                Pattern size = Pattern.compile("(?<=[\\[`]|, | in | is | < )"
                        + Pattern.quote(dim.value().toString()) + "(?=[\\]`,]|$| then )");
                named = size.matcher(named).replaceAll(Matcher.quoteReplacement(dim.name()));
            }
        }
        return named;
    }
}
