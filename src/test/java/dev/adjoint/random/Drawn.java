package dev.adjoint.random;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Definition;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The class of a program, and a point that was drawn for it. */
public record Drawn(Generated generated, Trial trial) {

    /** The program with these numbers for some dims. */
    public static Drawn of(String text, Options options, Map<String, Long> sizes, long seed) {
        Compilation compilation = Compiler.compile(new Source("drawn.ad", text), options);
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), options)
                .orElseThrow();
        return new Drawn(generated, Trial.of(text, compilation.program().orElseThrow(), sizes, seed));
    }

    /** An object of the sizes and inputs of the point. */
    public Generated.Instance instance() {
        return Agreement.bound(generated, trial);
    }

    /** All that an object computes: the gradient, if there is one, and the outputs, one after another. */
    public double[] results(Generated.Instance instance) {
        double[] theta = trial.theta();
        double[] g = new double[theta.length];
        if (trial.program().objective().isPresent()) {
            instance.valueAndGradient(theta, g);
        } else {
            instance.forward(theta);
        }
        List<double[]> all = new ArrayList<>(List.of(g));
        for (Definition output : trial.program().outputs()) {
            all.add(instance.output(output));
        }
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
