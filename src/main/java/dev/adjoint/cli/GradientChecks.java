package dev.adjoint.cli;

import dev.adjoint.interpret.GradientCheck;
import dev.adjoint.interpret.GradientReport.Entry;
import dev.adjoint.interpret.GradientReport.Row;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The gradients of every output of a program, held against differences at several points. */
final class GradientChecks {

    /** Above this many numbers in theta fewer entries of each param are looked at. */
    private static final int LARGE = 5000;

    /**
     * One output at all points.
     *
     * @param weighed whether its elements were weighed with random seeds; otherwise it is a scalar
     * @param rows one for each param, over all points
     */
    record Check(Definition output, boolean weighed, List<Row> rows) {}

    /** All outputs that are real numbers. */
    record Result(Program program, Sizes sizes, int points, long seed, List<Check> checks) {

        /** FAILED if any row failed, else UNCHECKED if any is, else PASSED. */
        Verdict verdict() {
            return checks.stream()
                    .flatMap(check -> check.rows().stream())
                    .map(Row::verdict)
                    .max(Enum::compareTo)
                    .orElse(Verdict.UNCHECKED);
        }
    }

    private final Program program;
    private final Runner runner;
    private final Fitting.Partial given;
    private final Interpreter interpreter;

    GradientChecks(Program program, Runner runner, Fitting.Partial given) {
        this.program = program;
        this.runner = runner;
        this.given = given;
        this.interpreter = new Interpreter(program, given.sizes());
    }

    /** Checks at so many points, or at one if nothing is left to be drawn; empty if there is no finite point. */
    Optional<Result> run(int points, long seed) {
        boolean drawn = given.numbers().size()
                < program.params().size() + program.inputs().size();
        int count = drawn ? points : 1;
        Map<Definition, Map<Variable, Row>> rows = new LinkedHashMap<>();
        program.outputs().stream()
                .filter(output -> output.type().kind() == Kind.REAL)
                .forEach(output -> rows.put(output, new LinkedHashMap<>()));
        Sampler sampler = new Sampler(program, seed);
        Random seeds = new Random(seed);
        for (int k = 0; k < count; k++) {
            Optional<Point> point = sampler.point(interpreter, given.numbers());
            if (point.isEmpty()) {
                return Optional.empty();
            }
            Runner.Run run = runner.at(point.get());
            rows.forEach((output, all) -> check(output, point.get(), run, seeds, all));
        }
        List<Check> checks = new ArrayList<>();
        rows.forEach(
                (output, all) -> checks.add(new Check(output, !output.type().isScalar(), List.copyOf(all.values()))));
        return Optional.of(new Result(program, given.sizes(), count, seed, checks));
    }

    private void check(Definition output, Point point, Runner.Run run, Random random, Map<Variable, Row> rows) {
        boolean scalar = output.type().isScalar();
        int count = given.sizes().count(output.type());
        double[] seeds =
                scalar ? new double[] {1} : random.doubles(count, -1, 1).toArray();
        Objective objective = scalar ? Objective.of(output) : Objective.weighed(output, seeds);
        new GradientCheck(interpreter, objective, point)
                .sampling(entries(), random.nextLong())
                .of(run.gradient(output, seeds))
                .rows()
                .forEach(row -> rows.merge(row.variable(), row, GradientChecks::both));
    }

    private int entries() {
        long theta = program.params().stream()
                .mapToLong(p -> given.sizes().count(p.type()))
                .sum();
        return theta > LARGE ? 20 : 200;
    }

    /** The rows of one param at two points as one. */
    private static Row both(Row a, Row b) {
        return new Row(
                a.variable(),
                a.entries() + b.entries(),
                a.checked() + b.checked(),
                a.kinks() + b.kinks(),
                a.unresolved() + b.unresolved(),
                worse(a.worst(), b.worst()),
                a.failed() || b.failed());
    }

    private static Optional<Entry> worse(Optional<Entry> a, Optional<Entry> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.get().excess() <= b.get().excess() ? b : a;
    }
}
