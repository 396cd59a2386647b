package dev.adjoint.run;

import dev.adjoint.interpret.GradientCheck;
import dev.adjoint.interpret.GradientReport.Row;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.OwnGradientCheck;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.ProductCheck;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The gradients of every output of a program, held against differences at several points. */
public final class GradientChecks {

    /** Above this many numbers in theta fewer entries of each param are looked at. */
    private static final int LARGE = 5000;

    /**
     * One output at all points.
     *
     * @param weighed whether its elements were weighed with random seeds; otherwise it is a scalar
     * @param rows one for each param, over all points
     */
    public record Check(Definition output, boolean weighed, List<Row> rows) {}

    /**
     * All outputs that are real numbers.
     *
     * @param products the rows of each product that is asked for; none if there is no generated class to ask
     * @param own the gradients that functions say for themselves
     */
    public record Result(
            Program program,
            Sizes sizes,
            int points,
            long seed,
            List<Check> checks,
            Map<Derivation, List<ProductCheck.Row>> products,
            List<OwnGradientCheck.Row> own) {

        /** FAILED if any row failed, else UNCHECKED if any is, else PASSED. */
        public Verdict verdict() {
            Stream<Verdict> params =
                    checks.stream().flatMap(check -> check.rows().stream()).map(Row::verdict);
            Stream<Verdict> functions = own.stream().map(row -> row.tally().verdict());
            Stream<Verdict> derived = products.values().stream()
                    .flatMap(List::stream)
                    .map(row -> row.tally().verdict());
            return Stream.of(params, derived, functions)
                    .flatMap(all -> all)
                    .max(Enum::compareTo)
                    .orElse(Verdict.UNCHECKED);
        }

        /** What could not be checked, and why; each goes on after the name of the program. */
        public List<String> unchecked() {
            List<String> unchecked = new ArrayList<>();
            for (Check check : checks) {
                check.rows().stream()
                        .filter(row -> row.verdict() == Verdict.UNCHECKED)
                        .forEach(row -> {
                            String why = row.surrogate()
                                    .map(functions -> ": it is reached by the `surrogate` of " + functions)
                                    .orElse(row.tally().kinks() > 0 ? ", all its entries are at kinks" : "");
                            unchecked.add(": nothing of the gradient of " + check.output() + " for " + row.variable()
                                    + " could be checked" + why);
                        });
            }
            if (checks.isEmpty()) {
                unchecked.add(" puts out indices only, so there is no gradient to check");
            } else if (checks.stream().allMatch(check -> check.rows().isEmpty())) {
                unchecked.add(" has no params, so there is no gradient to check");
            }
            return unchecked;
        }
    }

    private final Program program;
    private final Runner runner;
    private final Fitting.Partial given;
    private final Interpreter interpreter;

    public GradientChecks(Program program, Runner runner, Fitting.Partial given) {
        this.program = program;
        this.runner = runner;
        this.given = given;
        this.interpreter = new Interpreter(program, given.sizes()).lenient();
    }

    /** Checks at so many points, or at one if nothing is left to be drawn; empty if there is no finite point. */
    public Optional<Result> run(int points, long seed) {
        boolean drawn = given.numbers().size()
                < program.params().size() + program.inputs().size();
        int count = drawn ? points : 1;
        Map<Definition, Map<Variable, Row>> rows = new LinkedHashMap<>();
        program.outputs().stream()
                .filter(output -> output.type().kind() == Kind.REAL)
                .forEach(output -> rows.put(output, new LinkedHashMap<>()));
        Map<String, OwnGradientCheck.Row> own = new LinkedHashMap<>();
        Map<Derivation, Map<String, ProductCheck.Row>> products = new LinkedHashMap<>();
        Sampler sampler = new Sampler(program, seed);
        Random seeds = new Random(seed);
        for (int k = 0; k < count; k++) {
            Optional<Point> point = sampler.point(interpreter, given.numbers());
            if (point.isEmpty()) {
                return Optional.empty();
            }
            Runner.Run run = runner.at(point.get());
            rows.forEach((output, all) -> check(output, point.get(), run, seeds, all));
            for (Derivation product : program.derivations()) {
                check(product, point.get(), run, seeds)
                        .forEach(row -> products.computeIfAbsent(product, p -> new LinkedHashMap<>())
                                .merge(row.name(), row, ProductCheck.Row::and));
            }
            OwnGradientCheck.at(interpreter, point.get(), seed)
                    .forEach(row -> own.merge(row.function() + " " + row.argument(), row, GradientChecks::both));
        }
        List<Check> checks = new ArrayList<>();
        rows.forEach(
                (output, all) -> checks.add(new Check(output, !output.type().isScalar(), List.copyOf(all.values()))));
        Map<Derivation, List<ProductCheck.Row>> derived = new LinkedHashMap<>();
        products.forEach((product, all) -> derived.put(product, List.copyOf(all.values())));
        return Optional.of(new Result(program, given.sizes(), count, seed, checks, derived, List.copyOf(own.values())));
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

    private List<ProductCheck.Row> check(Derivation product, Point point, Runner.Run run, Random random) {
        int rows = Math.toIntExact(given.sizes().of(product.rows()));
        int columns = Math.toIntExact(given.sizes().of(product.columns()));
        boolean matrix = product.isMatrix();
        boolean reverse = product.product() == Derivation.Product.VJP;
        Optional<double[]> vector = matrix
                ? Optional.empty()
                : Optional.of(random.doubles(reverse ? rows : columns, -1, 1).toArray());
        long draw = random.nextLong();
        int length = matrix ? Math.multiplyExact(rows, columns) : reverse ? columns : rows;
        return run.product(product, vector, length)
                .map(claimed -> ProductCheck.of(
                        interpreter, product, point, vector.orElse(new double[0]), claimed, entries() / 5, draw))
                .orElse(List.of());
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
                a.variable(), a.tally().and(b.tally()), a.surrogate().isPresent() ? a.surrogate() : b.surrogate());
    }

    private static OwnGradientCheck.Row both(OwnGradientCheck.Row a, OwnGradientCheck.Row b) {
        return new OwnGradientCheck.Row(a.function(), a.argument(), a.tally().and(b.tally()));
    }
}
