package dev.adjoint.random;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.interpret.Derivative;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Objective;
import dev.adjoint.interpret.Rounded;
import dev.adjoint.java.Generated;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the class generated for a program computes at a point that is drawn for it: the values of the interpreter, in the
 * reference schedule bit for bit, and the gradients of the dual numbers but for rounding, for params and the inputs asked for.
 * Rounding may move a number by 1e-12 of the magnitude that {@link Roundoff} finds for it. Where a comparison is so close that
 * rounding decides it, the fast schedule may be on the other side, and is not compared.
 */
public final class Agreement {

    /** Of the summed magnitudes of the terms of a derivative, or of a value in another order. */
    private static final double ROUNDING = 1e-12;

    /** So many params are looked at one by one. */
    private static final int MOST = 2000;

    private final Trial trial;
    private final Generated.Instance instance;
    private final List<String> wrt;
    private final double[] theta;
    private final long seed;

    /** How much of their size numbers may differ that are found in another way; 0 if not at all. */
    private final double slack;

    /** The same in the order of the reference, with how far rounding may move it. */
    private final Roundoff roundoff;

    /** Whether the class computes in another order. */
    private final boolean isReordered;

    private Agreement(
            Trial trial,
            Generated.Instance instance,
            List<String> wrt,
            long seed,
            double slack,
            Roundoff roundoff,
            boolean isReordered) {
        this.slack = slack;
        this.roundoff = roundoff;
        this.isReordered = isReordered;
        this.trial = trial;
        this.instance = instance;
        this.wrt = wrt;
        this.theta = trial.theta();
        this.seed = seed;
    }

    /** Fails with the program and the point if they do not agree. */
    public static void check(Compilation compilation, Options options, long seed) {
        check(compilation, options, seed, 0);
    }

    /** The same for a program in which derivatives are values: the class and the interpreter find them in different ways. */
    static void nearly(Compilation compilation, long seed) {
        check(compilation, Options.defaults(), seed, 1e-8);
    }

    private static void check(Compilation compilation, Options options, long seed, double slack) {
        String text = compilation.source().text();
        Trial trial = Trial.of(text, compilation.program().orElseThrow(), seed);
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), options)
                .orElseThrow();
        try {
            Generated.Instance instance = bound(generated, trial);
            Roundoff roundoff = roundoff(compilation, options, seed);
            boolean isReordered = options.schedule() == Options.Schedule.FAST;
            new Agreement(trial, instance, options.wrt(), seed, slack, roundoff, isReordered).check();
        } catch (RuntimeException e) {
            throw (AssertionError) trial.failure("thrown: " + e).initCause(e);
        }
    }

    private static Roundoff roundoff(Compilation compilation, Options options, long seed) {
        Options reference = options.with(Options.Schedule.REFERENCE);
        Loops loops = Compiler.compile(compilation.source(), reference, Phase.LOOPS)
                .loops()
                .orElseThrow();
        Trial same = Trial.of(compilation.source().text(), loops.program(), seed);
        return new Roundoff(loops, same.point(), ROUNDING);
    }

    /** An object of the trial's sizes with its inputs. */
    public static Generated.Instance bound(Generated generated, Trial trial) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Program.Size dim : trial.program().dims()) {
            trial.point().sizes().named(dim.name()).ifPresent(n -> sizes.put(dim.name(), Math.toIntExact(n)));
        }
        Generated.Instance instance = generated.instance(sizes);
        for (Variable input : trial.program().inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                instance.set(input, trial.point().indices(input));
            } else {
                instance.set(input, trial.point().get(input));
            }
        }
        return instance;
    }

    private void check() {
        Evaluation run = trial.evaluate();
        roundoff.run(Section.FORWARD);
        instance.forward(theta);
        outputsAreTheSame(run);
        if (trial.program().objective().isPresent()) {
            double value = instance.value(theta);
            double moved = isReordered ? moved(roundoff.output(trial.loss())[0]) : 0;
            same(trial.loss().name(), value, run.value(trial.loss()), moved);
            outputsAreTheSame(run);
            gradientIsTheDualOne(value);
        } else {
            productIsTheDualOne();
        }
    }

    private void outputsAreTheSame(Evaluation run) {
        for (Definition output : trial.program().outputs()) {
            double[] expected = run.values(output);
            double[] actual = instance.output(output);
            Rounded[] rounded = roundoff.output(output);
            for (int k = 0; k < expected.length; k++) {
                double moved = isReordered ? moved(rounded[k]) : 0;
                same(output.name() + " at " + k, actual[k], expected[k], moved);
            }
        }
    }

    /** How far rounding may move a number. */
    private static double moved(Rounded number) {
        return ROUNDING * number.magnitude() + Double.MIN_NORMAL;
    }

    /** Whether the class takes the same sides of all comparisons. */
    private boolean isComparable() {
        return !isReordered || roundoff.isDecided();
    }

    private void same(String what, double generated, double interpreted, double moved) {
        double most = slack * (1 + Math.abs(interpreted)) + moved;
        boolean near = most > 0 && Math.abs(generated - interpreted) <= most;
        if (isComparable() && !near && Double.doubleToLongBits(generated) != Double.doubleToLongBits(interpreted)) {
            throw trial.failure(what + " is " + generated + " in the class, " + interpreted + " in the interpreter");
        }
    }

    private void gradientIsTheDualOne(double value) {
        double[] gradient = new double[theta.length];
        same("the value with the gradient", instance.valueAndGradient(theta, gradient), value, 0);
        roundoff.differentiate(List.of(new double[] {1}));
        if (theta.length > MOST) {
            slopeIsTheDualOne(gradient);
            return;
        }
        int offset = 0;
        for (Variable param : trial.program().params()) {
            int count = trial.count(param);
            isDual(param, Arrays.copyOfRange(gradient, offset, offset + count));
            offset += count;
        }
        for (Variable input : trial.program().inputs()) {
            if (wrt.contains(input.name())) {
                isDual(input, instance.gradient(input));
            }
        }
    }

    private void isDual(Variable variable, double[] gradient) {
        Derivative dual = trial.interpreter().derivative(trial.loss(), variable, trial.point());
        Rounded[] rounded = roundoff.gradient(variable);
        for (int k = 0; k < gradient.length; k++) {
            near(
                    "the derivative for " + variable.name() + " at " + k,
                    gradient[k],
                    dual.values()[k],
                    dual.magnitudes()[k],
                    moved(rounded[k]));
        }
    }

    /** The derivative along one random direction, where each entry by itself would take too long. */
    private void slopeIsTheDualOne(double[] gradient) {
        Random random = new Random(seed);
        Map<Variable, double[]> direction = new HashMap<>();
        double slope = 0;
        double moved = 0;
        int offset = 0;
        for (Variable param : trial.program().params()) {
            double[] part = random.doubles(trial.count(param), -1, 1).toArray();
            direction.put(param, part);
            Rounded[] rounded = roundoff.gradient(param);
            for (int k = 0; k < part.length; k++) {
                slope += part[k] * gradient[offset++];
                moved += Math.abs(part[k]) * moved(rounded[k]);
            }
        }
        Evaluation along = trial.interpreter().along(trial.point(), direction);
        near("the slope", slope, along.tangents(trial.loss())[0], along.magnitudes(trial.loss())[0], moved);
    }

    /** Without a scalar output: the vector-Jacobian product with random seeds for all that are real. */
    private void productIsTheDualOne() {
        Random random = new Random(seed);
        List<Definition> outputs = trial.program().outputs().stream()
                .filter(o -> o.type().kind() == Kind.REAL)
                .toList();
        if (outputs.isEmpty()) {
            return;
        }
        List<double[]> seeds = outputs.stream()
                .map(o -> random.doubles(trial.interpreter().sizes().count(o.type()), -1, 1)
                        .toArray())
                .toList();
        double[] product = new double[theta.length];
        roundoff.differentiate(seeds);
        instance.forward(theta);
        instance.backward(seeds.stream().flatMapToDouble(Arrays::stream).toArray(), product);
        int offset = 0;
        for (Variable param : trial.program().params()) {
            int count = trial.count(param);
            Rounded[] rounded = roundoff.gradient(param);
            for (int k = 0; k < count; k++) {
                double[] direction = new double[count];
                direction[k] = 1;
                Evaluation along = trial.interpreter().along(trial.point(), Map.of(param, direction));
                double expected = 0;
                double magnitude = 0;
                for (int o = 0; o < seeds.size(); o++) {
                    Objective weighed = Objective.weighed(outputs.get(o), seeds.get(o));
                    expected += weighed.tangent(along);
                    magnitude += weighed.magnitude(along);
                }
                String what = "the derivative for " + param.name() + " at " + k;
                near(what, product[offset + k], expected, magnitude, moved(rounded[k]));
            }
            offset += count;
        }
    }

    private void near(String what, double actual, double expected, double magnitude, double moved) {
        double most = slack * (1 + Math.abs(expected)) + (slack + ROUNDING) * magnitude + moved;
        if (isComparable() && !(Math.abs(actual - expected) <= most)) {
            throw trial.failure(what + " is " + actual + " in the class, " + expected + " by dual numbers");
        }
    }
}
