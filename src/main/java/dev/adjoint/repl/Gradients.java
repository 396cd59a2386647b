package dev.adjoint.repl;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.run.Advice;
import dev.adjoint.run.Answer;
import dev.adjoint.run.CheckTable;
import dev.adjoint.run.Fitting;
import dev.adjoint.run.GradientChecks;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gradients and checks of them: {@code :grad}, {@code :check}. */
final class Gradients {

    private static final int POINTS = 3;
    private static final long SEED = 1;

    private final Evaluator evaluator;

    Gradients(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    void gradient(Span arguments, Reply reply) {
        Clauses clauses = Clauses.of(arguments, false);
        Session session = reply.session();
        Asked asked = Asked.of(clauses.formula(), session);
        refuseValue(asked, session);
        clauses.wrt().forEach(name -> known(name, session));
        Map<String, Answer.Numbers> gradients = new LinkedHashMap<>();
        List<Span> wanted = clauses.wrt();
        boolean reverse = wanted.isEmpty() || wanted.stream().anyMatch(n -> takesNumbers(n, session));
        if (reverse) {
            reverse(asked, wanted, session).forEach(gradients::put);
        }
        Map<String, Answer.Numbers> ordered = new LinkedHashMap<>();
        for (Span name : wanted) {
            ordered.put(
                    name.text(),
                    takesNumbers(name, session) ? gradients.get(name.text()) : byDefinition(asked, name, session));
        }
        reply.out().println("gradient of " + asked.name());
        (wanted.isEmpty() ? gradients : ordered).forEach((name, numbers) -> Statements.show(name, numbers, reply));
    }

    private static boolean takesNumbers(Span name, Session session) {
        return session.find(name.text())
                .filter(e -> !(e instanceof Entry.Written))
                .isPresent();
    }

    /** What was given has no formula to derive. */
    private static void refuseValue(Asked asked, Session session) {
        if (session.find(asked.label())
                .filter(e -> !(e instanceof Entry.Written))
                .isPresent()) {
            throw Refused.of(Diagnostic.at(
                            asked.last().origin(),
                            Code.E0808,
                            "`" + asked.label() + "` is given, not computed, so there is nothing to derive")
                    .help("ask for the gradient of a formula, such as `:grad " + asked.label() + "^2`"));
        }
    }

    private static void known(Span name, Session session) {
        if (!session.knows(name.text())) {
            Diagnostic unknown = Diagnostic.at(name, Code.E0301, "`" + name.text() + "` is not known here");
            throw Refused.of(Spelling.closest(name.text(), session.names())
                    .map(close -> unknown.help("did you mean `" + close + "`?"))
                    .orElse(unknown));
        }
    }

    /** By the backward pass of the class: for all params, or for those that are wanted, inputs among them. */
    private Map<String, Answer.Numbers> reverse(Asked asked, List<Span> wanted, Session session) {
        Set<String> names = wanted.stream().map(Span::text).collect(Collectors.toSet());
        Evaluator.Compiled compiled = evaluator.compile(asked.program(session, names));
        Definition objective = Evaluator.objective(compiled, asked.name());
        Evaluator.Ran ran = evaluator.run(compiled);
        Program program = ran.program();
        wanted.forEach(name -> isReal(name, program));
        Map<Variable, double[]> all =
                evaluator.guarded(compiled, () -> ran.run().gradient(objective, 1));
        Map<String, Answer.Numbers> gradients = new LinkedHashMap<>();
        all.forEach((variable, numbers) -> gradients.put(
                variable.name(), new Answer.Numbers(ran.point().sizes().shape(variable.type()), numbers, false)));
        for (Span name : wanted) {
            gradients.computeIfAbsent(name.text(), n -> zeros(n, session));
        }
        if (gradients.isEmpty()) {
            throw Refused.of(Diagnostic.at(
                            asked.last().origin(),
                            Code.E0808,
                            "`" + asked.name() + "` depends on no value, so there is no gradient")
                    .help("give a name to a number in it, such as `w = 2`"));
        }
        return gradients;
    }

    private static void isReal(Span name, Program program) {
        if (program.inputs().stream().anyMatch(v -> v.name().equals(name.text()))) {
            throw Refused.of(Diagnostic.at(
                            name, Code.E0808, "`" + name.text() + "` is an index here, so there is no gradient for it")
                    .help("whole numbers in a subscript are indices"));
        }
    }

    /** What does not reach the formula has the gradient 0. */
    private static Answer.Numbers zeros(String name, Session session) {
        Optional<int[]> shape = session.find(name).flatMap(Entry::given).map(g -> g.shape());
        int[] axes = shape.orElse(new int[0]);
        int count = 1;
        for (int axis : axes) {
            count *= axis;
        }
        return new Answer.Numbers(axes, new double[count], false);
    }

    /** The language derives with respect to a definition, too. */
    private Answer.Numbers byDefinition(Asked asked, Span name, Session session) {
        String formula = "grad("
                + (asked.label().isEmpty() ? asked.last().origin().text() : asked.label()) + ", " + name.text() + ")";
        Piece last = new Piece("ans_ = " + formula, asked.last().origin(), "ans_ = grad(".length());
        Assembled program = new Assembled.Builder(session)
                .needs(asked.needs())
                .needs(Set.of(name.text()))
                .build("gradient", asked.statements(), last);
        Evaluator.Ran ran = evaluator.run(evaluator.compile(program));
        return ran.numbers(ran.program().outputs().get(0));
    }

    void check(Span formula, Reply reply) {
        Asked asked = Asked.of(formula, reply.session());
        refuseValue(asked, reply.session());
        Evaluator.Compiled compiled =
                evaluator.compile(asked.program(reply.session()), Runners.OPTIONS.with(Options.Singular.NAN));
        Program program = compiled.program();
        Diagnostics diagnostics = new Diagnostics();
        Fitting.Partial at = new Fitting(program, compiled.assembled().given(), diagnostics, Advice.SESSION)
                .fitPartly(new Sampler(program, SEED))
                .orElseThrow(() -> new Refused(compiled.assembled().placed(diagnostics)));
        Optional<GradientChecks.Result> result =
                evaluator.guarded(compiled, () -> new GradientChecks(program, compiled.runner(), at).run(POINTS, SEED));
        if (result.isEmpty()) {
            reply.wrong("no finite point: give other values");
        } else if (result.get().checks().stream().allMatch(c -> c.rows().isEmpty())) {
            reply.wrong("`" + asked.name() + "` depends on no value, so there is no gradient to check");
        } else {
            new CheckTable(reply.out()).print(asked.name(), result.get());
        }
    }
}
