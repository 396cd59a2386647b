package dev.adjoint.bench.peers;

import dev.adjoint.bench.Contender;
import dev.adjoint.bench.ImageData;
import dev.adjoint.bench.LogisticData;
import dev.adjoint.bench.NetData;
import dev.adjoint.bench.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** TensorFlow Java: a graph that is made once, with a session on one thread. */
public final class TensorFlowPeer implements Peer {

    @Override
    public Contender net(NetData data, boolean floats) {
        return floats ? net(data, TFloat32.class) : net(data, TFloat64.class);
    }

    private static <T extends TNumber> Contender net(NetData data, Class<T> type) {
        Layout layout = new Layout(new long[][] {{256, 784}, {256}, {128, 256}, {128}, {10, 128}, {10}});
        return contender(data.theta(), type, layout, (tf, w) -> {
            Operand<T> x = constant(tf, data.x(), type, data.batch(), 784);
            Operand<T> h1 = tf.nn.relu(dense(tf, x, w.get(0), w.get(1)));
            Operand<T> h2 = tf.nn.relu(dense(tf, h1, w.get(2), w.get(3)));
            return crossEntropy(tf, dense(tf, h2, w.get(4), w.get(5)), data.y(), type);
        });
    }

    private static <T extends TNumber> Operand<T> dense(Ops tf, Operand<T> x, Operand<T> w, Operand<T> b) {
        return tf.nn.biasAdd(tf.linalg.matMul(x, w, org.tensorflow.op.linalg.MatMul.transposeB(true)), b);
    }

    private static <T extends TNumber> Operand<T> crossEntropy(Ops tf, Operand<T> s, int[] y, Class<T> type) {
        Operand<T> right = tf.oneHot(
                tf.constant(y),
                tf.constant(10),
                tf.dtypes.cast(tf.constant(1f), type),
                tf.dtypes.cast(tf.constant(0f), type));
        if (type == TFloat32.class) {
            return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(s, right).loss(), tf.constant(0));
        }
        // The gradient of that operation is for floats alone.
        Operand<T> each = tf.sum(tf.math.mul(right, tf.nn.logSoftmax(s)), tf.constant(1));
        return tf.math.neg(tf.math.mean(each, tf.constant(0)));
    }

    @Override
    public Contender imageNet(ImageData data, boolean floats) {
        return floats ? imageNet(data, TFloat32.class) : imageNet(data, TFloat64.class);
    }

    private static <T extends TNumber> Contender imageNet(ImageData data, Class<T> type) {
        Layout layout = new Layout(new long[][] {{8, 1, 5, 5}, {8}, {16, 8, 5, 5}, {16}, {10, 16, 4, 4}, {10}});
        return contender(data.theta(), type, layout, (tf, w) -> {
            Operand<T> x = constant(tf, data.x(), type, data.batch(), 28, 28, 1);
            Operand<T> a1 = pooled(tf, x, w.get(0), w.get(1));
            Operand<T> a2 = pooled(tf, a1, w.get(2), w.get(3));
            Operand<T> flat = tf.reshape(a2, tf.constant(new int[] {data.batch(), 256}));
            // The axes of images stand last but one here: rows, columns, channels.
            Operand<T> dense = tf.reshape(
                    tf.linalg.transpose(w.get(4), tf.constant(new int[] {0, 2, 3, 1})),
                    tf.constant(new int[] {10, 256}));
            return crossEntropy(tf, dense(tf, flat, dense, w.get(5)), data.y(), type);
        });
    }

    private static <T extends TNumber> Operand<T> pooled(Ops tf, Operand<T> x, Operand<T> f, Operand<T> b) {
        Operand<T> filter = tf.linalg.transpose(f, tf.constant(new int[] {2, 3, 1, 0}));
        Operand<T> v = tf.nn.biasAdd(tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "VALID"), b);
        return tf.nn.maxPool(
                tf.nn.relu(v), tf.constant(new int[] {1, 2, 2, 1}), tf.constant(new int[] {1, 2, 2, 1}), "VALID");
    }

    @Override
    public Contender logistic(LogisticData data, boolean floats) {
        return floats ? logistic(data, TFloat32.class) : logistic(data, TFloat64.class);
    }

    private static <T extends TNumber> Contender logistic(LogisticData data, Class<T> type) {
        Layout layout = new Layout(new long[][] {{20, 1}, {1}});
        return contender(data.theta(), type, layout, (tf, w) -> {
            Operand<T> x = constant(tf, data.x(), type, data.n(), 20);
            Operand<T> y = constant(tf, data.y(), type, data.n(), 1);
            Operand<T> z = tf.nn.biasAdd(tf.linalg.matMul(x, w.get(0)), w.get(1));
            Operand<T> each = tf.math.sub(
                    tf.math.add(tf.nn.relu(z), tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(z))))),
                    tf.math.mul(y, z));
            return tf.math.mean(each, tf.constant(new int[] {0, 1}));
        });
    }

    private static <T extends TNumber> Operand<T> constant(Ops tf, double[] numbers, Class<T> type, long... shape) {
        return tf.dtypes.cast(tf.constant(Shape.of(shape), DataBuffers.of(numbers)), type);
    }

    private static <T extends TNumber> Contender contender(
            double[] start, Class<T> type, Layout layout, BiFunction<Ops, List<Operand<T>>, Operand<T>> loss) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        List<Operand<T>> w = new ArrayList<>();
        for (int k = 0; k < layout.count(); k++) {
            w.add(tf.placeholder(type, Placeholder.shape(Shape.of(layout.shape(k)))));
        }
        Operand<T> value = loss.apply(tf, w);
        Gradients gradients = tf.gradients(value, w);
        ConfigProto oneThread = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
        Session session = new Session(graph, oneThread);
        boolean floats = type == TFloat32.class;
        Params.OfFloats singles = floats ? new Params.OfFloats(start) : null;
        Params.OfDoubles doubles = floats ? null : new Params.OfDoubles(start);
        return new Contender(
                () -> {
                    Session.Runner runner = session.runner();
                    List<Tensor> fed = new ArrayList<>();
                    for (int k = 0; k < layout.count(); k++) {
                        Shape shape = Shape.of(layout.shape(k));
                        Tensor tensor = floats
                                ? TFloat32.tensorOf(
                                        shape,
                                        DataBuffers.of(singles.theta, false, false)
                                                .slice(layout.offset(k), layout.size(k)))
                                : TFloat64.tensorOf(
                                        shape,
                                        DataBuffers.of(doubles.theta, false, false)
                                                .slice(layout.offset(k), layout.size(k)));
                        fed.add(tensor);
                        runner.feed(w.get(k), tensor);
                        runner.fetch(gradients.dy(k));
                    }
                    runner.fetch(value);
                    try (Result result = runner.run()) {
                        for (int k = 0; k < layout.count(); k++) {
                            var raw = result.get(k).asRawTensor().data();
                            if (floats) {
                                raw.asFloats().read(singles.g, layout.offset(k), layout.size(k));
                            } else {
                                raw.asDoubles().read(doubles.g, layout.offset(k), layout.size(k));
                            }
                        }
                        var raw = result.get(layout.count()).asRawTensor().data();
                        return floats
                                ? raw.asFloats().getFloat(0)
                                : raw.asDoubles().getDouble(0);
                    } finally {
                        fed.forEach(Tensor::close);
                    }
                },
                () -> floats ? singles.gradient() : doubles.gradient());
    }
}
