package dev.adjoint.bench;

import dev.adjoint.bench.generated.Neuron;
import dev.adjoint.bench.generated.Rosenbrock;
import dev.adjoint.bench.generated.RosenbrockChain;
import dev.adjoint.bench.generated.SmallNet;
import java.util.List;
import java.util.Random;

/** Formulas of nanoseconds: Rosenbrock's valley in 2 and 100 dimensions, the sigmoid neuron, the 4-5-5-3 net. */
final class SmallFormulas {

    private SmallFormulas() {}

    static List<Workload> all() {
        return List.of(rosenbrock(), rosenbrockChain(), neuron(), smallNet());
    }

    private static Workload rosenbrock() {
        double[] theta = {-1.2, 1};
        return new Workload("rosenbrock-2", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    Rosenbrock f = new Rosenbrock();
                    double[] g = new double[2];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[2];
                    return Contender.of(g, () -> HandRosenbrock.two(theta, g));
                })
                .with(Workload.HIPPARCHUS, () -> HipparchusFormulas.rosenbrock(theta));
    }

    private static Workload rosenbrockChain() {
        double[] theta = new Random(1).doubles(100, -2, 2).toArray();
        return new Workload("rosenbrock-100", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    RosenbrockChain f = new RosenbrockChain(theta.length);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> HandRosenbrock.chain(theta, g));
                })
                .with(Workload.HIPPARCHUS, () -> HipparchusFormulas.rosenbrock(theta));
    }

    private static Workload neuron() {
        double[] theta = {2, -3, -3};
        double x0 = -1;
        double x1 = -2;
        return new Workload("neuron", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    Neuron f = new Neuron().x0(x0).x1(x1);
                    double[] g = new double[3];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[3];
                    return Contender.of(g, () -> HandNeuron.valueAndGradient(theta, x0, x1, g));
                })
                .with(Workload.HIPPARCHUS, () -> HipparchusFormulas.neuron(theta, x0, x1));
    }

    private static Workload smallNet() {
        double[] x = {0.3, -1.2, 0.7, 0.1};
        int[] y = {1};
        double[] theta = new SmallNet().initial(new Random(1));
        return new Workload("net-4-5-5-3", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    SmallNet f = new SmallNet().x(x).y(y[0]);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandSmallNet net = new HandSmallNet();
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, x, y[0], g));
                })
                .with(Workload.PLAIN, () -> {
                    PlainNet net = new PlainNet(1, 4, 5, 5, 3);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, x, y, g));
                })
                .with(Workload.HIPPARCHUS, () -> HipparchusFormulas.net(theta, x, y[0], 4, 5, 5, 3));
    }
}
