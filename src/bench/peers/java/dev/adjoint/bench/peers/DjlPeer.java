package dev.adjoint.bench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import dev.adjoint.bench.Contender;
import dev.adjoint.bench.ImageData;
import dev.adjoint.bench.LogisticData;
import dev.adjoint.bench.NetData;
import dev.adjoint.bench.Peer;
import java.util.function.Function;

/** DJL with its engine for PyTorch: every call records its operations anew, as PyTorch does. */
public final class DjlPeer implements Peer {

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    static {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }

    private final NDManager manager = NDManager.newBaseManager();

    @Override
    public Contender net(NetData data, boolean floats) {
        NDArray x = constant(data.x(), floats, data.batch(), 784);
        NDArray right = labels(data.y(), 10, floats);
        Layout layout = new Layout(new long[][] {{256, 784}, {256}, {128, 256}, {128}, {10, 128}, {10}});
        return contender(data.theta(), floats, layout, w -> {
            NDArray h1 = Activation.relu(x.matMul(w[0].transpose()).add(w[1]));
            NDArray h2 = Activation.relu(h1.matMul(w[2].transpose()).add(w[3]));
            return crossEntropy(h2.matMul(w[4].transpose()).add(w[5]), right);
        });
    }

    @Override
    public Contender imageNet(ImageData data, boolean floats) {
        NDArray x = constant(data.x(), floats, data.batch(), 1, 28, 28);
        NDArray right = labels(data.y(), 10, floats);
        Layout layout = new Layout(new long[][] {{8, 1, 5, 5}, {8}, {16, 8, 5, 5}, {16}, {10, 256}, {10}});
        return contender(data.theta(), floats, layout, w -> {
            NDArray a1 = pooled(x, w[0], w[1]);
            NDArray a2 = pooled(a1, w[2], w[3]).reshape(data.batch(), 256);
            return crossEntropy(a2.matMul(w[4].transpose()).add(w[5]), right);
        });
    }

    private static NDArray pooled(NDArray x, NDArray f, NDArray b) {
        NDArray v = Conv2d.conv2d(x, f, b, ONE, NONE, ONE).singletonOrThrow();
        return Pool.maxPool2d(Activation.relu(v), TWO, TWO, NONE, false);
    }

    @Override
    public Contender logistic(LogisticData data, boolean floats) {
        NDArray x = constant(data.x(), floats, data.n(), 20);
        NDArray y = constant(data.y(), floats, data.n(), 1);
        Layout layout = new Layout(new long[][] {{20, 1}, {1}});
        return contender(data.theta(), floats, layout, w -> {
            NDArray z = x.matMul(w[0]).add(w[1]);
            return Activation.softPlus(z).sub(y.mul(z)).mean();
        });
    }

    private static NDArray crossEntropy(NDArray s, NDArray right) {
        return s.logSoftmax(1).mul(right).sum().neg().div(s.getShape().get(0));
    }

    private NDArray constant(double[] numbers, boolean floats, long... shape) {
        NDArray array = manager.create(numbers, new Shape(shape));
        return floats ? array.toType(DataType.FLOAT32, false) : array;
    }

    private NDArray labels(int[] y, int classes, boolean floats) {
        return manager.create(y).oneHot(classes, floats ? DataType.FLOAT32 : DataType.FLOAT64);
    }

    private Contender contender(double[] start, boolean floats, Layout layout, Function<NDArray[], NDArray> loss) {
        Params params = floats ? new Params.OfFloats(start) : new Params.OfDoubles(start);
        return new Contender(
                () -> {
                    try (NDScope scope = new NDScope()) { // what is made in between is freed at its end
                        NDArray[] w = new NDArray[layout.count()];
                        for (int k = 0; k < w.length; k++) {
                            w[k] = manager.create(
                                    params.buffer(layout.offset(k), layout.size(k)),
                                    new Shape(layout.shape(k)),
                                    floats ? DataType.FLOAT32 : DataType.FLOAT64);
                            w[k].setRequiresGradient(true);
                        }
                        double value;
                        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                            NDArray f = loss.apply(w);
                            collector.backward(f);
                            value = floats ? f.getFloat() : f.getDouble();
                        }
                        scope.suppressNotUsedWarning();
                        for (int k = 0; k < w.length; k++) {
                            params.take(
                                    layout.offset(k),
                                    layout.size(k),
                                    w[k].getGradient().toByteBuffer());
                        }
                        return value;
                    }
                },
                params::gradient);
    }
}
