package dev.adjoint.repl;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.interpret.Point;
import dev.adjoint.run.Given;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.LineWords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Draws a function of one number with its derivative: {@code :plot f wrt x in -3:3}. */
final class Plotting {

    private static final double REACH = 3;

    private final Evaluator evaluator;

    Plotting(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    void plot(Span arguments, Reply reply) {
        Clauses clauses = Clauses.of(arguments, true);
        if (clauses.wrt().size() > 1) {
            throw Refused.of(Diagnostic.at(clauses.wrt().get(1), Code.E0102, "a plot is over one number"));
        }
        Optional<String> asked = clauses.wrt().stream().map(Span::text).findFirst();
        String name = asked.orElseGet(() -> only(clauses.formula(), reply.session()));
        Session session = with(name, clauses, reply.session());
        Asked formula = Asked.of(clauses.formula(), session);
        Evaluator.Compiled compiled = evaluator.compile(formula.program(session, Set.of(name)));
        Definition objective = Evaluator.objective(compiled, formula.name());
        Variable variable = compiled.program().params().stream()
                .filter(p -> p.name().equals(name) && p.type().isScalar())
                .findFirst()
                .orElseThrow(() -> noNumber(name, clauses));
        Point point = evaluator.point(compiled);
        double at = point.get(variable)[0];
        double[] range = clauses.range()
                .map(r -> range(r, session))
                .orElse(Math.abs(at) <= REACH ? new double[] {-REACH, REACH} : new double[] {at - REACH, at + REACH});
        Plot plot = new Plot(range[0], range[1], reply.style());
        double[] points = plot.points();
        double[] values = new double[points.length];
        double[] slopes = new double[points.length];
        for (int k = 0; k < points.length; k++) {
            point.set(variable, points[k]);
            try {
                Evaluator.Ran ran = evaluator.run(compiled, point);
                values[k] = ran.run().values(objective)[0];
                slopes[k] = ran.run().gradient(objective, 1).get(variable)[0];
            } catch (Refused none) {
                values[k] = Double.NaN;
                slopes[k] = Double.NaN;
            }
        }
        String derivative = "d" + (formula.label().isEmpty() ? "" : formula.label()) + "/d" + name;
        plot.draw(values, slopes, List.of(formula.name(), derivative, name), reply.out());
    }

    /** The session in which the name is a number, also if it is none yet. */
    private static Session with(String name, Clauses clauses, Session session) {
        if (session.knows(name)) {
            return session;
        }
        Span key = clauses.wrt().get(0);
        return session.with(new Entry.Value(Values.computed(name, key, key, new int[0], new double[1])));
    }

    /** The one value that is a number. */
    private String only(Span formula, Session session) {
        Asked asked = Asked.of(formula, session);
        List<String> numbers = new Assembled.Builder(session)
                .needs(asked.needs()).entries().stream()
                        .flatMap(e -> e.given().stream())
                        .filter(Given::isNumber)
                        .map(Given::name)
                        .toList();
        if (numbers.size() == 1) {
            return numbers.get(0);
        }
        Diagnostic over = Diagnostic.at(formula, Code.E0301, "over what is this to be drawn?");
        throw Refused.of(over.help("say `wrt`, such as `:plot " + formula.text() + " wrt "
                + (numbers.isEmpty() ? "x" : numbers.get(0)) + " in -3:3`"));
    }

    private static Refused noNumber(String name, Clauses clauses) {
        Span place = clauses.wrt().isEmpty() ? clauses.formula() : clauses.wrt().get(0);
        return Refused.of(Diagnostic.at(
                        place,
                        Code.E0808,
                        "`" + clauses.formula().text() + "` does not depend on a number `" + name + "`")
                .help("draw over a value that is one real number"));
    }

    private double[] range(Span range, Session session) {
        List<LineWords.Word> colons = LineWords.of(range.text()).stream()
                .filter(w -> w.is(":") && w.depth() == 0)
                .toList();
        if (colons.size() == 1) {
            LineWords.Word colon = colons.get(0);
            Span low = new Span(range.source(), range.start(), range.start() + colon.start());
            Span high = new Span(range.source(), range.start() + colon.end(), range.end());
            if (!low.text().isBlank() && !high.text().isBlank()) {
                double[] ends = {number(low, session), number(high, session)};
                if (ends[0] < ends[1] && Arrays.stream(ends).allMatch(Double::isFinite)) {
                    return ends;
                }
            }
        }
        throw Refused.of(Diagnostic.at(range, Code.E0102, "this is no range to draw over")
                .help("write `in -3:3`"));
    }

    private double number(Span formula, Session session) {
        Asked asked = Asked.of(formula, session);
        Evaluator.Ran ran = evaluator.run(evaluator.compile(asked.program(session)));
        return ran.run().values(ran.program().outputs().get(0))[0];
    }
}
