package dev.adjoint.bench;

import dev.adjoint.bench.generated.Neuron;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value and gradient of the sigmoid neuron, three weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NeuronBenchmark {

    private final double[] theta = {2, -3, -3};
    private final double[] g = new double[3];
    private final double x0 = -1;
    private final double x1 = -2;
    private Neuron neuron;

    @Setup
    public void agree() {
        neuron = new Neuron().x0(x0).x1(x1);
        double[] h = new double[3];
        Agreement.check(neuron.valueAndGradient(theta, g), HandNeuron.valueAndGradient(theta, x0, x1, h), g, h);
    }

    @Benchmark
    public double generated() {
        return neuron.valueAndGradient(theta, g);
    }

    @Benchmark
    public double byHand() {
        return HandNeuron.valueAndGradient(theta, x0, x1, g);
    }
}
