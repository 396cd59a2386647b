package dev.adjoint.bench;

import dev.adjoint.bench.generated.SmallNet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value and gradient of a 4-5-5-3 net with constant sizes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SmallNetBenchmark {

    private final double[] x = {0.3, -1.2, 0.7, 0.1};
    private final int[] y = {1};
    private final SmallNet net = new SmallNet();
    private final HandNet hand = new HandNet(1, 4, 5, 5, 3);
    private final double[] g = new double[net.parameters()];
    private double[] theta;

    @Setup
    public void agree() {
        net.x(x).y(y[0]);
        theta = net.initial(new Random(1));
        double[] h = new double[g.length];
        Agreement.check(net.valueAndGradient(theta, g), hand.valueAndGradient(theta, x, y, h), g, h);
    }

    @Benchmark
    public double generated() {
        return net.valueAndGradient(theta, g);
    }

    @Benchmark
    public double byHand() {
        return hand.valueAndGradient(theta, x, y, g);
    }
}
