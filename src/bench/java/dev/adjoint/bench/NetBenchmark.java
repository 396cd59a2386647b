package dev.adjoint.bench;

import dev.adjoint.bench.generated.Net;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value and gradient of a 784-256-128-10 net with softmax cross-entropy, alone and over a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NetBenchmark {

    @Param({"1", "64"})
    int batch;

    private Net net;
    private HandNet hand;
    private double[] theta;
    private double[] x;
    private int[] y;
    private double[] g;

    @Setup
    public void agree() {
        Random random = new Random(1);
        net = new Net(batch, 784, 256, 128, 10);
        hand = new HandNet(batch, 784, 256, 128, 10);
        x = random.doubles(batch * 784L).toArray();
        y = random.ints(batch, 0, 10).toArray();
        net.X(x).y(y);
        theta = net.initial(random);
        g = new double[net.parameters()];
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
