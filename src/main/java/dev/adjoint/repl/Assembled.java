package dev.adjoint.repl;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.run.Given;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Library;
import dev.adjoint.syntax.Sources;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program put together from what a session knows: what is asked for stands last, all that it depends on above it. */
final class Assembled {

    /** Starts of pieces in the text. */
    private final List<Integer> starts = new ArrayList<>();

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Map<String, Source> users = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final String name;

    private Assembled(String name) {
        this.name = name;
    }

    private void add(Piece piece) {
        starts.add(text.length());
        pieces.add(piece);
        text.append(piece.text()).append('\n');
    }

    Source source() {
        return new Source(name + ".ad", text.toString());
    }

    String text() {
        return text.toString();
    }

    /** The numbers of what the program takes. */
    Map<String, Given> given() {
        return given;
    }

    /** Whether it takes in other files, which may change. */
    boolean usesFiles() {
        return !users.isEmpty();
    }

    /** Files are found from where {@code use} was written. */
    Library library() {
        return (user, path, why) ->
                Sources.beside(user.name().equals(name + ".ad") ? users.getOrDefault(path, user) : user, path, why);
    }

    /** A fault of a run, whose words begin with the place in the text, {@code f.ad:2: …}. */
    Diagnostic failed(Code code, String words) {
        Matcher place = Pattern.compile(Pattern.quote(name) + "\\.ad:(\\d+): (.*)", Pattern.DOTALL)
                .matcher(words);
        if (!place.matches()) {
            return Diagnostic.nowhere(code, words);
        }
        Source source = source();
        int line = source.lineStart(Integer.parseInt(place.group(1)));
        return Diagnostic.at(placed(source.span(line, source.text().length())), code, place.group(2));
    }

    /** The diagnostics with places in what was typed, in place of the text that was put together. */
    Diagnostics placed(Diagnostics found) {
        Diagnostics placed = new Diagnostics();
        found.all().forEach(d -> placed.add(Transcript.moved(d, this::placed)));
        return placed;
    }

    private Span placed(Span span) {
        if (!span.source().name().equals(name + ".ad") || pieces.isEmpty()) {
            return span;
        }
        int found = Arrays.binarySearch(starts.stream().mapToInt(s -> s).toArray(), span.start());
        int at = Math.max(0, found >= 0 ? found : -found - 2);
        return pieces.get(at).place(span.start() - starts.get(at), span.end() - starts.get(at));
    }

    /** Puts programs together. */
    static final class Builder {

        private final Session session;
        private final Set<Entry> entries = new LinkedHashSet<>();
        private final List<String> path = new ArrayList<>();
        private Set<String> independent = Set.of();

        Builder(Session session) {
            this.session = session;
        }

        /** Declared inputs that the gradient is wanted for, and so are params here. */
        Builder independent(Set<String> inputs) {
            independent = inputs;
            return this;
        }

        /** Takes in all that something which mentions these names depends on. */
        Builder needs(Set<String> names) {
            names.forEach(this::add);
            return this;
        }

        private void add(String name) {
            Optional<Entry> known = session.find(name);
            if (known.isEmpty() || entries.contains(known.get())) {
                return;
            }
            if (path.contains(name)) {
                throw Refused.of(circle(known.get(), path.subList(path.indexOf(name), path.size())));
            }
            path.add(name);
            known.get().needs().forEach(this::add);
            path.remove(path.size() - 1);
            entries.add(known.get());
        }

        private static Diagnostic circle(Entry entry, List<String> names) {
            String first = names.get(0);
            String chain =
                    names.stream().skip(1).map(n -> "`" + n + "`, which needs ").collect(Collectors.joining());
            Diagnostic circle = Diagnostic.at(
                    entry.place(),
                    Code.E0301,
                    "`" + first + "` is defined by itself: it needs " + chain + "`" + first + "`");
            return circle.help(
                    names.size() > 1
                            ? "give one of them another name"
                            : "numbers that change step by step begin as a value: `" + first + " = 1`");
        }

        /** The entries, each below what it needs. */
        Set<Entry> entries() {
            return entries;
        }

        /**
         * The program.
         *
         * @param name of the class and the file that it would have
         * @param asked what stands last
         */
        Assembled build(String name, List<Statement> statements, Piece... asked) {
            Assembled program = new Assembled(name);
            List<Statement> all = new ArrayList<>(statements);
            entries.stream()
                    .filter(Entry.Written.class::isInstance)
                    .forEach(e -> all.add(((Entry.Written) e).statement()));
            Set<String> indices = IndexNames.of(all, session.functions());
            for (Entry entry : entries) {
                program.add(piece(entry, indices));
                entry.given().ifPresent(numbers -> program.given.put(numbers.name(), numbers));
                if (entry instanceof Entry.Written written && written.statement() instanceof Statement.Use use) {
                    program.users.put(use.path(), written.piece().origin().source());
                }
            }
            for (Piece piece : asked) {
                program.add(piece);
            }
            return program;
        }

        private Piece piece(Entry entry, Set<String> indices) {
            if (entry instanceof Entry.Written written) {
                return written.piece();
            }
            if (entry instanceof Entry.Declared declared) {
                boolean param = declared.isParam() || independent.contains(declared.name());
                return Piece.verbatim(param ? "param " : "input ", declared.declaration());
            }
            Entry.Value value = (Entry.Value) entry;
            return Piece.made(Values.declaration(value.numbers(), indices), value.place());
        }
    }
}
