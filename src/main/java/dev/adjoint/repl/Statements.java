package dev.adjoint.repl;

import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.run.Answer;
import dev.adjoint.run.AnswerTable;
import dev.adjoint.run.Given;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.LineWords;
import dev.adjoint.syntax.LineWords.Word;
import dev.adjoint.syntax.Parser;
import dev.adjoint.syntax.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers to lines of the language: a value is taken, a definition is compiled and run, a formula shows its value. */
final class Statements {

    private static final String LOAD = "load";

    private final Evaluator evaluator;

    Statements(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Answers one statement or formula, which is all of the source. */
    void answer(Source line, Reply reply) {
        List<Word> words = LineWords.of(line.text()).stream()
                .filter(w -> w.kind() != LineWords.Kind.COMMENT)
                .toList();
        if (words.isEmpty()) {
            return;
        }
        Span all = line.span(words.get(0).start(), words.get(words.size() - 1).end());
        boolean defines = words.stream().anyMatch(w -> w.is("=") && w.depth() == 0);
        if (isLoad(words, 2) && words.get(1).is("=") && words.get(0).kind() == LineWords.Kind.NAME) {
            loaded(line, words, reply);
        } else if (isLoad(words, 0)) {
            show("", shown(NumberFile.read("", all, all, path(words))), reply);
        } else if (defines || isStatement(words)) {
            Diagnostics mistakes = new Diagnostics();
            List<Statement> statements = Parser.parse(line, mistakes).statements();
            if (mistakes.hasErrors()) {
                throw new Refused(mistakes);
            }
            statements.forEach(statement -> statement(statement, reply));
        } else {
            show(Asked.of(all, reply.session()), reply);
        }
    }

    private static boolean isStatement(List<Word> words) {
        boolean derives =
                words.size() > 1 && words.get(0).is("derive") && words.get(1).kind() == LineWords.Kind.NAME;
        return LineWords.declares(words.get(0).text()) || derives;
    }

    /** {@code load("…")} from the word at {@code from} to the end. */
    private static boolean isLoad(List<Word> words, int from) {
        return words.size() == from + 4
                && words.get(from).is(LOAD)
                && words.get(from + 1).is("(")
                && words.get(from + 2).kind() == LineWords.Kind.STRING;
    }

    private static String path(List<Word> words) {
        String quoted = words.get(words.size() - 2).text();
        return quoted.substring(1, quoted.length() - 1);
    }

    private void loaded(Source line, List<Word> words, Reply reply) {
        Span key = line.span(words.get(0).start(), words.get(0).end());
        Span place = line.span(words.get(2).start(), words.get(5).end());
        value(NumberFile.read(words.get(0).text(), key, place, path(words)), reply);
    }

    /** Shows what is asked about. */
    void show(Asked asked, Reply reply) {
        Optional<Given> given = reply.session().find(asked.label()).flatMap(Entry::given);
        if (given.isPresent()) {
            show(asked.label(), shown(given.get()), reply);
            return;
        }
        Evaluator.Compiled compiled = evaluator.compile(asked.program(reply.session()));
        warn(compiled, reply);
        Evaluator.Ran ran = evaluator.run(compiled);
        Definition output = ran.program().outputs().get(0);
        if (asked.truth()) {
            reply.out()
                    .println((asked.label().isEmpty() ? "" : asked.label() + " = ")
                            + (ran.run().values(output)[0] != 0));
        } else {
            show(asked.label(), ran.numbers(output), reply);
        }
    }

    static Answer.Numbers shown(Given given) {
        return new Answer.Numbers(given.shape(), given.numbers(), false);
    }

    static void show(String label, Answer.Numbers numbers, Reply reply) {
        new AnswerTable(reply.out(), reply.style().width()).print(label, numbers);
    }

    private void warn(Evaluator.Compiled compiled, Reply reply) {
        Diagnostics warnings = new Diagnostics();
        compiled.assembled().placed(compiled.compilation().diagnostics()).all().stream()
                .filter(d -> d.code() != Code.W0001)
                .forEach(warnings::add);
        reply.say(warnings);
    }

    /** Takes in a statement that was read. */
    void statement(Statement statement, Reply reply) {
        if (statement instanceof Statement.Outputs outputs) {
            outputs.names().forEach(name -> show(Asked.of(name.span(), reply.session()), reply));
        } else if (statement instanceof Statement.Derive derive) {
            throw Refused.of(Diagnostic.at(
                            derive.span(), Code.E0607, "`derive` asks for a method of a class, and belongs into a file")
                    .help("here derivatives are values: `jacobian(e, x)`, `hessian(f, x)`, or `:grad f`"));
        } else {
            for (Entry entry : Entries.of(statement)) {
                if (statement instanceof Statement.Definition definition) {
                    definition(definition, (Entry.Written) entry, reply);
                } else {
                    declaration(entry, reply);
                }
            }
        }
    }

    private void declaration(Entry entry, Reply reply) {
        Session next = reply.session().with(entry);
        Entry taken = entry;
        if (entry instanceof Entry.Declared declared && declared.isParam() && !declared.hasStart()) {
            taken = Starts.drawn(declared, next, evaluator);
            next = next.with(taken);
        }
        Assembled program = new Assembled.Builder(next)
                .needs(Set.copyOf(taken.names()))
                .build(
                        "declared",
                        List.of(),
                        taken instanceof Entry.Written written && written.isDefinition()
                                ? new Piece[0]
                                : new Piece[] {Piece.made("ans = 0", taken.place())});
        if (taken instanceof Entry.Written written && written.isDefinition()) {
            defined(written, program, next, reply);
            return;
        }
        evaluator.compile(program, Runners.OPTIONS, Phase.TYPED);
        take(taken, reply);
        taken.given().ifPresent(given -> show(given.name(), shown(given), reply));
    }

    /** Takes the entry into the session, and says which names went. */
    static void take(Entry entry, Reply reply) {
        List<String> lost = reply.session().lost(entry);
        reply.session(reply.session().with(entry));
        if (!lost.isEmpty()) {
            reply.note("`" + String.join("`, `", lost) + "` went, defined together with `"
                    + entry.names().get(0) + "` until now");
        }
    }

    private void definition(Statement.Definition definition, Entry.Written entry, Reply reply) {
        Session session = reply.session();
        boolean plain = definition.targets().size() == 1
                && definition.targets().get(0).indices().isEmpty()
                && definition.stated().isEmpty()
                && definition.where().isEmpty();
        String name = entry.names().get(0);
        Span key = definition.targets().get(0).name().span();
        Optional<Given> numbers = plain ? Values.literal(name, key, definition.value()) : Optional.empty();
        boolean isDim = session.find(name).filter(Statements::isDim).isPresent();
        if (numbers.isPresent() && isDim) {
            declaration(Entries.dim(definition), reply);
        } else if (numbers.isPresent()) {
            value(numbers.get(), reply);
        } else if (isStep(entry, session) || isConstant(entry, session)) {
            computed(definition, entry, reply);
        } else {
            Session next = session.with(entry);
            defined(
                    entry,
                    new Assembled.Builder(next).needs(Set.copyOf(entry.names())).build(name, List.of()),
                    next,
                    reply);
        }
    }

    private static boolean isDim(Entry entry) {
        return entry instanceof Entry.Written written && written.statement() instanceof Statement.Dims;
    }

    /** {@code w = w - 0.1*grad(f, w)}: a value that is said by itself takes its new numbers now. */
    private static boolean isStep(Entry.Written entry, Session session) {
        String name = entry.names().get(0);
        return entry.names().size() == 1
                && session.find(name).filter(e -> !(e instanceof Entry.Written)).isPresent()
                && session.reaches(entry.needs(), name);
    }

    /** Nothing of the session is in it, so that it is numbers like those that are written out. */
    private static boolean isConstant(Entry.Written entry, Session session) {
        return entry.names().size() == 1
                && entry.needs().stream()
                        .noneMatch(n -> session.knows(n) || entry.names().contains(n))
                && !Asked.truth(entry, session);
    }

    /** A value whose numbers are computed now; an index stays what it is. */
    private void computed(Statement.Definition definition, Entry.Written entry, Reply reply) {
        String name = entry.names().get(0);
        String unused = name + "_";
        while (reply.session().knows(unused)) {
            unused += "_";
        }
        Span span = definition.span();
        Span key = definition.targets().get(0).name().span();
        Span rest = new Span(span.source(), key.end(), span.end());
        Assembled program = new Assembled.Builder(reply.session())
                .needs(entry.needs())
                .build(name, List.of(definition), Piece.verbatim(unused, rest));
        Evaluator.Compiled compiled = evaluator.compile(program);
        Definition output = compiled.program().outputs().get(0);
        if (output.type().kind() == Kind.INDEX) {
            take(entry, reply);
            show(name, evaluator.run(compiled).numbers(output), reply);
            return;
        }
        Evaluator.Ran ran = evaluator.run(compiled);
        int[] shape = ran.point().sizes().shape(output.type());
        value(
                Values.computed(
                        name, key, definition.value().span(), shape, ran.run().values(output)),
                reply);
    }

    /** Takes numbers that a file gives for what it declares; the number of a dim is its size. */
    void given(Given numbers, Reply reply) {
        Entry entry = reply.session().find(numbers.name()).orElseThrow();
        if (entry instanceof Entry.Declared declared) {
            reply.session(reply.session().with(declared.with(numbers)));
        } else if (isDim(entry) && numbers.isNumber()) {
            String size = numbers.name() + " = " + (long) numbers.numbers()[0];
            Source said = new Source("values", "dim " + size);
            Entries.of(Parser.parse(said, new Diagnostics()).statements().get(0))
                    .forEach(dim -> take(dim, reply));
        }
    }

    /** Takes numbers under a name, which keeps the shape that was declared for it. */
    void value(Given numbers, Reply reply) {
        Optional<Entry> before = reply.session().find(numbers.name());
        Entry entry = before.filter(Entry.Declared.class::isInstance)
                .<Entry>map(declared -> ((Entry.Declared) declared).with(numbers))
                .orElseGet(() -> new Entry.Value(numbers));
        Session next = reply.session().with(entry);
        Assembled program = new Assembled.Builder(next)
                .needs(Set.of(numbers.name()))
                .build("value", List.of(), Piece.made("ans = 0", numbers.key()));
        if (entry instanceof Entry.Declared) {
            evaluator.fits(program);
        } else {
            evaluator.compile(program, Runners.OPTIONS, Phase.TYPED);
        }
        take(entry, reply);
        show(numbers.name(), shown(numbers), reply);
    }

    /** Compiles a definition, which is refused if it is wrong; then shows its values, as far as there are any. */
    private void defined(Entry.Written entry, Assembled program, Session next, Reply reply) {
        if (Asked.truth(entry, next)) {
            Asked asked = Asked.of(nameOf(entry), next);
            Evaluator.Compiled compiled = evaluator.compile(asked.program(next));
            take(entry, reply);
            warn(compiled, reply);
            show(asked, reply);
            return;
        }
        Evaluator.Compiled compiled = evaluator.compile(program);
        take(entry, reply);
        warn(compiled, reply);
        try {
            Evaluator.Ran ran = evaluator.run(compiled);
            Map<String, Answer.Numbers> values = new LinkedHashMap<>();
            ran.program().outputs().forEach(o -> values.put(o.name(), ran.numbers(o)));
            values.forEach((name, numbers) -> show(name, numbers, reply));
        } catch (Refused missing) {
            if (missing.diagnostics().all().stream().anyMatch(d -> d.code() != Code.E0801 && d.code() != Code.E0805)) {
                throw missing;
            }
            compiled.program().outputs().forEach(o -> reply.out().println(Types.of(o.name(), o)));
        }
    }

    private static Span nameOf(Entry.Written entry) {
        return ((Statement.Definition) entry.statement())
                .targets()
                .get(0)
                .name()
                .span();
    }
}
