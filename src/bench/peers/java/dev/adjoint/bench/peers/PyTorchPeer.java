package dev.adjoint.bench.peers;

import dev.adjoint.bench.Contender;
import dev.adjoint.bench.ImageData;
import dev.adjoint.bench.LogisticData;
import dev.adjoint.bench.NetData;
import dev.adjoint.bench.Peer;
import java.util.Arrays;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** PyTorch by the bindings of bytedeco: every call records its operations anew; the params are tensors over native memory. */
public final class PyTorchPeer implements Peer {

    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};

    public PyTorchPeer() {
        torch.set_num_threads(1);
    }

    @Override
    public Contender net(NetData data, boolean floats) {
        Tensor x = constant(data.x(), floats, data.batch(), 784);
        Tensor y = labels(data.y());
        Layout layout = new Layout(new long[][] {{256, 784}, {256}, {128, 256}, {128}, {10, 128}, {10}});
        return contender(data.theta(), floats, layout, w -> {
            Tensor h1 = torch.relu(torch.linear(x, w[0], w[1]));
            Tensor h2 = torch.relu(torch.linear(h1, w[2], w[3]));
            return torch.cross_entropy(torch.linear(h2, w[4], w[5]), y);
        });
    }

    @Override
    public Contender imageNet(ImageData data, boolean floats) {
        Tensor x = constant(data.x(), floats, data.batch(), 1, 28, 28);
        Tensor y = labels(data.y());
        Layout layout = new Layout(new long[][] {{8, 1, 5, 5}, {8}, {16, 8, 5, 5}, {16}, {10, 256}, {10}});
        return contender(data.theta(), floats, layout, w -> {
            Tensor a1 = pooled(x, w[0], w[1]);
            Tensor a2 = pooled(a1, w[2], w[3]).reshape(data.batch(), 256);
            return torch.cross_entropy(torch.linear(a2, w[4], w[5]), y);
        });
    }

    private static Tensor pooled(Tensor x, Tensor f, Tensor b) {
        Tensor v = torch.conv2d(x, f, new TensorOptional(b), ONE, NONE, ONE, 1);
        return torch.max_pool2d(torch.relu(v), TWO, TWO, NONE, ONE, false);
    }

    @Override
    public Contender logistic(LogisticData data, boolean floats) {
        Tensor x = constant(data.x(), floats, data.n(), 20);
        Tensor y = constant(data.y(), floats, data.n());
        Layout layout = new Layout(new long[][] {{20}, {1}});
        return contender(data.theta(), floats, layout, w -> {
            Tensor z = torch.matmul(x, w[0]).add(w[1]);
            return torch.softplus(z).sub(y.mul(z)).mean();
        });
    }

    private static Tensor constant(double[] numbers, boolean floats, long... shape) {
        try (DoublePointer memory = new DoublePointer(numbers)) {
            Tensor copy = over(memory, false, shape).clone();
            return floats ? copy.to(torch.ScalarType.Float) : copy;
        }
    }

    private static Tensor labels(int[] y) {
        return torch.tensor(Arrays.stream(y).asLongStream().toArray(), new TensorOptions(torch.ScalarType.Long));
    }

    private static Tensor over(Pointer memory, boolean floats, long... shape) {
        torch.ScalarType type = floats ? torch.ScalarType.Float : torch.ScalarType.Double;
        return torch.from_blob(memory, shape, new TensorOptions(type));
    }

    private static Contender contender(double[] start, boolean floats, Layout layout, Function<Tensor[], Tensor> loss) {
        return floats ? ofFloats(start, layout, loss) : ofDoubles(start, layout, loss);
    }

    private static Contender ofFloats(double[] start, Layout layout, Function<Tensor[], Tensor> loss) {
        Params.OfFloats params = new Params.OfFloats(start);
        FloatPointer theta = new FloatPointer(params.theta.length);
        Tensor[] w = new Tensor[layout.count()];
        for (int k = 0; k < w.length; k++) {
            w[k] = over(theta.getPointer(layout.offset(k)), true, layout.shape(k));
            w[k].requires_grad_();
        }
        return new Contender(
                () -> {
                    theta.put(params.theta, 0, params.theta.length);
                    return run(w, loss, true, () -> {
                        for (int k = 0; k < w.length; k++) {
                            w[k].grad().data_ptr_float().get(params.g, layout.offset(k), layout.size(k));
                        }
                    });
                },
                params::gradient);
    }

    private static Contender ofDoubles(double[] start, Layout layout, Function<Tensor[], Tensor> loss) {
        Params.OfDoubles params = new Params.OfDoubles(start);
        DoublePointer theta = new DoublePointer(params.theta.length);
        Tensor[] w = new Tensor[layout.count()];
        for (int k = 0; k < w.length; k++) {
            w[k] = over(theta.getPointer(layout.offset(k)), false, layout.shape(k));
            w[k].requires_grad_();
        }
        return new Contender(
                () -> {
                    theta.put(params.theta, 0, params.theta.length);
                    return run(w, loss, false, () -> {
                        for (int k = 0; k < w.length; k++) {
                            w[k].grad().data_ptr_double().get(params.g, layout.offset(k), layout.size(k));
                        }
                    });
                },
                params::gradient);
    }

    /** Runs forward and backward; PyTorch adds to gradients, so they are cleared first. */
    @SuppressWarnings("try") // what is made within the scope is freed at its end
    private static double run(Tensor[] w, Function<Tensor[], Tensor> loss, boolean floats, Runnable take) {
        try (PointerScope scope = new PointerScope()) {
            for (Tensor tensor : w) {
                if (tensor.grad().defined()) {
                    tensor.mutable_grad().zero_();
                }
            }
            Tensor value = loss.apply(w);
            value.backward();
            take.run();
            return floats ? value.item_float() : value.item_double();
        }
    }
}
