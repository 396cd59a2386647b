package dev.adjoint.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Times one contender of one workload; {@link Suite} says which. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GradientBenchmark {

    @Param("neuron")
    String workload;

    @Param("adjoint")
    String contender;

    private DoubleSupplier call;

    @Setup
    public void agree() {
        call = Workloads.named(workload).agreed(contender).call();
    }

    @Benchmark
    public double valueAndGradient() {
        return call.getAsDouble();
    }
}
