package dev.adjoint.random;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.interpret.Derivative;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Over random programs: what the generated class computes is what the interpreter computes, bit for bit, and its gradients
 * for params and inputs are those of the dual numbers but for rounding.
 */
class GeneratedCodePropertiesTest {

    /** Of the summed magnitudes of the terms of a derivative. */
    private static final double ROUNDING = 1e-12;

    @Property(tries = 150)
    void generatedCodeAgreesWithTheInterpreter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        agree(Programs.withStops(seed, size), seed);
    }

    /** The guard of an accumulation is a condition on its subscript as well. */
    @Example
    void theNeedOfAReadThatIsInRangeOnOneSideOnly() {
        agree("""
                dim M, P
                param w[M,P]
                input x4[M,M], t2 in M
                h = if 0.25 > 0 then x4[:, t2]/2 else (w*w[t2, :])
                g[i,j] = (if i == 0 then 1 else h[i - 1]) where i in M, j in P
                loss = norm(g)
                """, 1);
    }

    /** Two definitions that share a loop name its indices differently. */
    @Example
    void sharedLoopsDoNotMixUpTheirIndices() {
        agree("""
                dim N, M, K
                param  w3[M], w9[M,N]
                h5 = w3/1
                h10[i,j,k] = max(abs((w9*w9[i, :]) - h5)) where j in K, k in N
                loss = norm(h10)
                """, 1);
    }

    private static void agree(String text, long seed) {
        Source source = new Source("random.ad", text);
        Options options = Options.defaults().wrt(realInputs(source));
        Compilation compilation = Compiler.compile(source, options);
        if (compilation.failed()) {
            throw new AssertionError(compilation.diagnostics().all() + "\n" + text);
        }
        Trial trial = Trial.of(text, compilation.program().orElseThrow(), seed);
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), options)
                .orElseThrow();
        try {
            Generated.Instance instance = bound(generated, trial);
            double[] theta = theta(trial);
            valuesAreTheSame(instance, theta, trial);
            gradientIsTheDualOne(instance, theta, trial);
        } catch (RuntimeException e) {
            throw (AssertionError) trial.failure("thrown: " + e).initCause(e);
        }
    }

    private static List<String> realInputs(Source source) {
        return Compiler.compile(source, Options.defaults(), Phase.TYPED).program().stream()
                .flatMap(p -> p.inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .map(Variable::name)
                .toList();
    }

    private static Generated.Instance bound(Generated generated, Trial trial) {
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

    private static double[] theta(Trial trial) {
        return trial.program().params().stream()
                .flatMapToDouble(p -> Arrays.stream(trial.point().get(p)))
                .toArray();
    }

    private static void valuesAreTheSame(Generated.Instance instance, double[] theta, Trial trial) {
        Evaluation run = trial.evaluate();
        same(trial.loss().name(), instance.value(theta), run.value(trial.loss()), trial);
        for (Definition output : trial.program().outputs()) {
            double[] expected = run.values(output);
            double[] actual = instance.output(output);
            for (int k = 0; k < expected.length; k++) {
                same(output.name() + " at " + k, actual[k], expected[k], trial);
            }
        }
    }

    private static void same(String what, double generated, double interpreted, Trial trial) {
        if (Double.doubleToLongBits(generated) != Double.doubleToLongBits(interpreted)) {
            throw trial.failure(what + " is " + generated + " in the class, " + interpreted + " in the interpreter");
        }
    }

    private static void gradientIsTheDualOne(Generated.Instance instance, double[] theta, Trial trial) {
        double[] gradient = new double[theta.length];
        same("the value with the gradient", instance.valueAndGradient(theta, gradient), instance.value(theta), trial);
        int offset = 0;
        for (Variable param : trial.program().params()) {
            int count = trial.count(param);
            isDual(param, Arrays.copyOfRange(gradient, offset, offset + count), trial);
            offset += count;
        }
        for (Variable input : trial.program().inputs()) {
            if (input.type().kind() == Kind.REAL) {
                isDual(input, instance.gradient(input), trial);
            }
        }
    }

    private static void isDual(Variable variable, double[] gradient, Trial trial) {
        Derivative dual = trial.interpreter().derivative(trial.loss(), variable, trial.point());
        double[] expected = dual.values();
        double[] magnitudes = dual.magnitudes();
        for (int k = 0; k < expected.length; k++) {
            if (!(Math.abs(gradient[k] - expected[k]) <= ROUNDING * magnitudes[k])) {
                throw trial.failure("the derivative for " + variable.name() + " at " + k + " is " + gradient[k]
                        + " in the class, " + expected[k] + " by dual numbers");
            }
        }
    }
}
