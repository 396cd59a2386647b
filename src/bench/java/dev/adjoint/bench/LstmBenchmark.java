package dev.adjoint.bench;

import dev.adjoint.bench.generated.DenseLstm;
import dev.adjoint.bench.generated.DiagonalLstm;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value alone, and value and gradient, of an LSTM of two layers of width 14 over 1,024 vectors, as in GradBench. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LstmBenchmark {

    private static final int T = 1024;
    private static final int H = 14;

    private final Random random = new Random(1);
    private final double[] x = numbers(T * H);
    private final double[] h0 = numbers(2 * H);
    private final double[] c0 = numbers(2 * H);
    private final DiagonalLstm diagonal = new DiagonalLstm(T, H).x(x).h0(h0).c0(c0);
    private final DenseLstm dense = new DenseLstm(T, H).x(x).h0(h0).c0(c0);
    private final HandLstm handDiagonal = new HandLstm.Diagonal(T, H, x, h0, c0);
    private final HandLstm handDense = new HandLstm.Dense(T, H, x, h0, c0);
    private final double[] diagonalTheta = numbers(diagonal.parameters());
    private final double[] denseTheta = numbers(dense.parameters());
    private final double[] diagonalG = new double[diagonal.parameters()];
    private final double[] denseG = new double[dense.parameters()];

    private double[] numbers(int count) {
        return random.doubles(count, -0.5, 0.5).toArray();
    }

    @Setup
    public void agree() {
        double[] h = new double[diagonalG.length];
        Agreement.check(
                diagonal.valueAndGradient(diagonalTheta, diagonalG),
                handDiagonal.valueAndGradient(diagonalTheta, h),
                diagonalG,
                h);
        h = new double[denseG.length];
        Agreement.check(
                dense.valueAndGradient(denseTheta, denseG), handDense.valueAndGradient(denseTheta, h), denseG, h);
    }

    @Benchmark
    public double diagonalValue() {
        return diagonal.value(diagonalTheta);
    }

    @Benchmark
    public double diagonalGradient() {
        return diagonal.valueAndGradient(diagonalTheta, diagonalG);
    }

    @Benchmark
    public double diagonalValueByHand() {
        return handDiagonal.value(diagonalTheta);
    }

    @Benchmark
    public double diagonalGradientByHand() {
        return handDiagonal.valueAndGradient(diagonalTheta, diagonalG);
    }

    @Benchmark
    public double denseValue() {
        return dense.value(denseTheta);
    }

    @Benchmark
    public double denseGradient() {
        return dense.valueAndGradient(denseTheta, denseG);
    }

    @Benchmark
    public double denseValueByHand() {
        return handDense.value(denseTheta);
    }

    @Benchmark
    public double denseGradientByHand() {
        return handDense.valueAndGradient(denseTheta, denseG);
    }
}
