package dev.adjoint.bench;

import dev.adjoint.bench.generated.BundleAdjustment;
import dev.adjoint.bench.generated.DenseLstm;
import dev.adjoint.bench.generated.DiagonalLstm;
import dev.adjoint.bench.generated.GaussianMixture;
import dev.adjoint.bench.generated.KMeans;
import dev.adjoint.bench.generated.LeastSquares;
import dev.adjoint.bench.generated.LogSumExp;
import dev.adjoint.bench.generated.Ode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Workloads of the collections ADBench and GradBench, with data that are drawn as there. */
final class GradBench {

    private GradBench() {}

    static List<Workload> all() {
        return List.of(
                leastSquares(1024, 128),
                logSumExp(80_000),
                mixture(1000, 10, 25),
                mixture(1000, 20, 50),
                lstm(1024, 14),
                denseLstm(1024, 14),
                bundle(31_843, 49, 7776),
                kMeans(10_000, 8, 100),
                ode(1000, 100));
    }

    private static Workload leastSquares(int n, int m) {
        double[] theta = new Random(1).doubles(m).toArray();
        return new Workload("least-squares", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    LeastSquares f = new LeastSquares(n, m);
                    double[] g = new double[m];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandLeastSquares f = new HandLeastSquares(n);
                    double[] g = new double[m];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                });
    }

    private static Workload logSumExp(int n) {
        double[] theta = new Random(1).doubles(n).toArray();
        return new Workload("log-sum-exp", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    LogSumExp f = new LogSumExp(n);
                    double[] g = new double[n];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[n];
                    return Contender.of(g, () -> HandLogSumExp.valueAndGradient(theta, g));
                });
    }

    private static Workload mixture(int n, int d, int k) {
        Random random = new Random(1);
        double[] x = normal(random, n * d);
        double[] theta = new double[k + 2 * k * d + k * d * d];
        for (int at = 0; at < theta.length; at++) {
            boolean mean = at >= k && at < k + k * d;
            theta[at] = mean ? random.nextDouble() : random.nextGaussian();
        }
        return new Workload("mixture-" + d + "-" + k, Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    GaussianMixture f = new GaussianMixture(n, d, k).x(x);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandMixture f = new HandMixture(n, d, k, x);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                });
    }

    private static double[] normal(Random random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }

    private static Workload lstm(int steps, int width) {
        Random random = new Random(1);
        double[] x = random.ints((long) steps * width, 0, 2).asDoubleStream().toArray();
        double[] h0 = random.doubles(2L * width).toArray();
        double[] c0 = random.doubles(2L * width).toArray();
        double[] theta = random.doubles(19L * width).toArray();
        return new Workload("lstm", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    DiagonalLstm f = new DiagonalLstm(steps, width).x(x).h0(h0).c0(c0);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandLstm f = new HandLstm.Diagonal(steps, width, x, h0, c0);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                });
    }

    private static Workload denseLstm(int steps, int width) {
        Random random = new Random(1);
        double[] x = random.ints((long) steps * width, 0, 2).asDoubleStream().toArray();
        double[] h0 = random.doubles(2L * width).toArray();
        double[] c0 = random.doubles(2L * width).toArray();
        double[] theta = random.doubles((16L * width + 11) * width, -0.5, 0.5).toArray();
        return new Workload("lstm-dense", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    DenseLstm f = new DenseLstm(steps, width).x(x).h0(h0).c0(c0);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandLstm f = new HandLstm.Dense(steps, width, x, h0, c0);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                });
    }

    private static Workload bundle(int n, int cameras, int points) {
        Random random = new Random(1);
        double[] theta = new double[11 * cameras + 3 * points + n];
        double[] typical = {-0.8, -1.1, -0.8, 35, 40, 54, 420, 6, -8.5, 0.09, 0.003};
        for (int k = 0; k < theta.length; k++) {
            double spread = 1 + 0.1 * random.nextGaussian();
            boolean ofCamera = k < 11 * cameras;
            boolean ofPoint = k < 11 * cameras + 3 * points;
            theta[k] = spread * (ofCamera ? typical[k % 11] : ofPoint ? 3 : 0.4);
        }
        int[] camera = new int[n];
        int[] point = new int[n];
        Arrays.setAll(camera, k -> k % cameras);
        Arrays.setAll(point, k -> k % points);
        double[] feat = random.doubles(2L * n, 0, 1000).toArray();
        return new Workload("bundle-adjustment", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    BundleAdjustment f = new BundleAdjustment(n, cameras, points)
                            .camera(camera)
                            .point(point)
                            .feat(feat);
                    double[] e = new double[2 * n];
                    double[] off = new double[n];
                    double[] jacobian = new double[f.sparseJacobianColumns().length];
                    double[] weights = new double[f.sparseJacobian_offColumns().length];
                    return new Contender(
                            () -> {
                                f.load(theta); // one forward pass for both
                                f.valueAndSparseJacobian(e, jacobian);
                                f.valueAndSparseJacobian_off(off, weights);
                                return e[0];
                            },
                            joined(e, off, weights, jacobian));
                })
                .with(Workload.HAND, () -> {
                    HandBundle f = new HandBundle(cameras, points);
                    double[] e = new double[2 * n];
                    double[] off = new double[n];
                    double[] jacobian = new double[28 * n];
                    double[] weights = new double[n];
                    return new Contender(
                            () -> {
                                f.errors(theta, camera, point, feat, e, jacobian);
                                f.weights(theta, off, weights);
                                return e[0];
                            },
                            joined(e, off, weights, jacobian));
                });
    }

    private static Workload kMeans(int n, int d, int k) {
        double[] x = new Random(1).doubles((long) n * d).toArray();
        double[] theta = Arrays.copyOfRange(x, (n - k) * d, n * d); // no centre is without a point
        return new Workload("k-means", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    KMeans f = new KMeans(n, d, k).x(x);
                    return new Contender(
                            () -> f.forward(theta).cost(),
                            () -> joined(f.slope(), f.direction()).get());
                })
                .with(Workload.HAND, () -> {
                    HandKMeans f = new HandKMeans(k);
                    return new Contender(() -> f.run(theta, x), joined(f.slope, f.direction));
                });
    }

    private static Workload ode(int n, int steps) {
        double[] theta = new Random(1).doubles(n).toArray();
        return new Workload("ode", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    Ode f = new Ode(n, steps);
                    double[] g = new double[n];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandOde f = new HandOde(n, steps);
                    double[] g = new double[n];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                });
    }

    private static Supplier<double[]> joined(double[]... arrays) {
        return () -> Arrays.stream(arrays).flatMapToDouble(Arrays::stream).toArray();
    }
}
