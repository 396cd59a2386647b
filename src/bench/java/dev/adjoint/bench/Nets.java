package dev.adjoint.bench;

import dev.adjoint.bench.generated.ImageNet;
import dev.adjoint.bench.generated.LogisticRegression;
import dev.adjoint.bench.generated.Net;
import java.util.ArrayList;
import java.util.List;

/** What the native peers are made for: nets, a convolutional net and logistic regression, in doubles and in floats. */
final class Nets {

    private static final int[] BATCHES = {1, 64, 256};

    private Nets() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (int batch : BATCHES) {
            all.add(net(batch));
            all.add(floatNet(batch));
        }
        all.add(imageNet());
        all.add(floatImageNet());
        all.add(logistic());
        all.add(floatLogistic());
        return all;
    }

    private static Workload net(int batch) {
        NetData data = NetData.of(batch);
        double[] theta = data.theta();
        Workload workload = new Workload("net-" + batch, Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    Net net = new Net(batch, 784, 256, 128, 10).X(data.x()).y(data.y());
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[theta.length];
                    if (batch == 1) {
                        HandNetOfOne one = new HandNetOfOne();
                        return Contender.of(g, () -> one.valueAndGradient(theta, data.x(), data.y(), g));
                    }
                    HandNet net = new HandNet(batch, data.x(), NetData.SIZES);
                    return Contender.of(g, () -> net.valueAndGradient(theta, data.y(), g));
                })
                .with(Workload.PLAIN, () -> {
                    PlainNet net = new PlainNet(batch, NetData.SIZES);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, data.x(), data.y(), g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).net(data, false));
        }
        return workload;
    }

    private static Workload floatNet(int batch) {
        NetData data = NetData.of(batch);
        float[] theta = Floats.narrowed(data.theta());
        float[] x = Floats.narrowed(data.x());
        Workload workload = new Workload("net-" + batch + "-float", Workload.FLOAT)
                .with(Workload.ADJOINT, () -> {
                    var net = new dev.adjoint.bench.generated.floats.Net(batch, 784, 256, 128, 10)
                            .X(x)
                            .y(data.y());
                    float[] g = new float[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    float[] g = new float[theta.length];
                    if (batch == 1) {
                        FloatHandNetOfOne one = new FloatHandNetOfOne();
                        return Contender.of(g, () -> one.valueAndGradient(theta, x, data.y(), g));
                    }
                    FloatHandNet net = new FloatHandNet(batch, x, NetData.SIZES);
                    return Contender.of(g, () -> net.valueAndGradient(theta, data.y(), g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).net(data, true));
        }
        return workload;
    }

    private static Workload imageNet() {
        ImageData data = ImageData.of(32);
        double[] theta = data.theta();
        Workload workload = new Workload("image-net-32", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    ImageNet net =
                            new ImageNet(32, 28, 5, 8, 16, 10).img(data.x()).y(data.y());
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    HandImageNet net = new HandImageNet(32);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, data.x(), data.y(), g));
                })
                .with(Workload.PLAIN, () -> {
                    PlainImageNet net = new PlainImageNet(32);
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, data.x(), data.y(), g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).imageNet(data, false));
        }
        return workload;
    }

    private static Workload floatImageNet() {
        ImageData data = ImageData.of(32);
        float[] theta = Floats.narrowed(data.theta());
        float[] x = Floats.narrowed(data.x());
        Workload workload = new Workload("image-net-32-float", Workload.FLOAT)
                .with(Workload.ADJOINT, () -> {
                    var net = new dev.adjoint.bench.generated.floats.ImageNet(32, 28, 5, 8, 16, 10)
                            .img(x)
                            .y(data.y());
                    float[] g = new float[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    FloatHandImageNet net = new FloatHandImageNet(32);
                    float[] g = new float[theta.length];
                    return Contender.of(g, () -> net.valueAndGradient(theta, x, data.y(), g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).imageNet(data, true));
        }
        return workload;
    }

    private static Workload logistic() {
        LogisticData data = LogisticData.of(10_000, 20);
        double[] theta = data.theta();
        Workload workload = new Workload("logistic-10000-20", Workload.DOUBLE)
                .with(Workload.ADJOINT, () -> {
                    LogisticRegression f =
                            new LogisticRegression(10_000, 20).X(data.x()).y(data.y());
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    double[] g = new double[theta.length];
                    return Contender.of(g, () -> HandLogistic.valueAndGradient(theta, data.x(), data.y(), g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).logistic(data, false));
        }
        return workload;
    }

    private static Workload floatLogistic() {
        LogisticData data = LogisticData.of(10_000, 20);
        float[] theta = Floats.narrowed(data.theta());
        float[] x = Floats.narrowed(data.x());
        float[] y = Floats.narrowed(data.y());
        Workload workload = new Workload("logistic-10000-20-float", Workload.FLOAT)
                .with(Workload.ADJOINT, () -> {
                    var f = new dev.adjoint.bench.generated.floats.LogisticRegression(10_000, 20)
                            .X(x)
                            .y(y);
                    float[] g = new float[theta.length];
                    return Contender.of(g, () -> f.valueAndGradient(theta, g));
                })
                .with(Workload.HAND, () -> {
                    float[] g = new float[theta.length];
                    return Contender.of(g, () -> FloatHandLogistic.valueAndGradient(theta, x, y, g));
                });
        for (String peer : Peers.asked()) {
            workload.with(peer, () -> Peers.named(peer).logistic(data, true));
        }
        return workload;
    }
}
