package dev.adjoint.repl;

import dev.adjoint.Phase;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.syntax.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** What things are, in a line each: {@code h : [100]}, {@code sq : fn(t)}. */
final class Types {

    private Types() {}

    /** The shape of a value, and what its elements are if they are not real numbers. */
    static String of(String label, Symbol value) {
        String kind = switch (value.type().kind()) {
            case REAL -> "";
            case INDEX ->
                ", " + (value.type().isScalar() ? "an index" : "indices")
                        + value.bound().map(b -> " of " + b).orElse("");
            case TRUTH -> ", a truth value";
        };
        return (label.isEmpty() ? "" : label + " : ") + value.type() + kind;
    }

    /** What is asked about; nothing is run. */
    static String of(Asked asked, Session session, Evaluator evaluator) {
        Optional<Entry> entry = session.find(asked.label());
        if (entry.isPresent() && entry.get() instanceof Entry.Value value) {
            String shape = value.numbers().isNumber()
                    ? "a scalar"
                    : Values.axes(value.numbers().shape()).replace(",", ", ");
            return asked.label() + " : " + shape + ", a value";
        }
        Program program = evaluator
                .compile(asked.program(session), Runners.OPTIONS, Phase.TYPED)
                .program()
                .orElseThrow();
        Definition output = program.outputs().get(0);
        if (asked.truth()) {
            return (asked.label().isEmpty() ? "" : asked.label() + " : ") + "a truth value";
        }
        String role = entry.map(Types::role).orElse("");
        return of(asked.label(), output) + role;
    }

    private static String role(Entry entry) {
        if (entry instanceof Entry.Declared declared) {
            return declared.isParam() ? ", a param" : ", an input";
        }
        Statement statement = ((Entry.Written) entry).statement();
        return statement instanceof Statement.Consts
                ? ", a const"
                : statement instanceof Statement.Dims ? ", a dim" : "";
    }

    /** {@code sq : fn(t)}. */
    static String of(Statement.Function function) {
        return function.name() + " : fn"
                + function.parameters().stream()
                        .sorted(Comparator.comparingInt(p -> p.name().span().start()))
                        .map(p -> p.name().text())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
