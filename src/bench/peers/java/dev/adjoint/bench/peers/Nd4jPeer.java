package dev.adjoint.bench.peers;

import dev.adjoint.bench.Contender;
import dev.adjoint.bench.ImageData;
import dev.adjoint.bench.LogisticData;
import dev.adjoint.bench.NetData;
import dev.adjoint.bench.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's SameDiff: a graph that is made once, whose params are arrays that are written over. */
public final class Nd4jPeer implements Peer {

    private static final String LOSS = "loss";

    public Nd4jPeer() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
    }

    @Override
    public Contender net(NetData data, boolean floats) {
        Layout layout = new Layout(new long[][] {{256, 784}, {256}, {128, 256}, {128}, {10, 128}, {10}});
        return contender(data.theta(), floats, layout, (sd, w) -> {
            SDVariable x = constant(sd, data.x(), floats, data.batch(), 784);
            SDVariable h1 = sd.nn().relu(dense(x, w.get(0), w.get(1)), 0);
            SDVariable h2 = sd.nn().relu(dense(h1, w.get(2), w.get(3)), 0);
            return crossEntropy(sd, dense(h2, w.get(4), w.get(5)), data.y(), floats);
        });
    }

    private static SDVariable dense(SDVariable x, SDVariable w, SDVariable b) {
        return x.mmul(w.permute(1, 0)).add(b);
    }

    @Override
    public Contender imageNet(ImageData data, boolean floats) {
        Layout layout = new Layout(new long[][] {{8, 1, 5, 5}, {8}, {16, 8, 5, 5}, {16}, {10, 256}, {10}});
        return contender(data.theta(), floats, layout, (sd, w) -> {
            SDVariable x = constant(sd, data.x(), floats, data.batch(), 1, 28, 28);
            SDVariable a1 = pooled(sd, x, w.get(0), w.get(1));
            SDVariable a2 = pooled(sd, a1, w.get(2), w.get(3)).reshape(data.batch(), 256);
            return crossEntropy(sd, dense(a2, w.get(4), w.get(5)), data.y(), floats);
        });
    }

    private static SDVariable pooled(SameDiff sd, SDVariable x, SDVariable f, SDVariable b) {
        Conv2DConfig convolution = Conv2DConfig.builder()
                .kH(5)
                .kW(5)
                .sH(1)
                .sW(1)
                .paddingMode(PaddingMode.VALID)
                .weightsFormat(WeightsFormat.YXIO)
                .build();
        Pooling2DConfig pooling =
                Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
        return sd.cnn()
                .maxPooling2d(sd.nn().relu(sd.cnn().conv2d(x, f.permute(2, 3, 1, 0), b, convolution), 0), pooling);
    }

    private static SDVariable crossEntropy(SameDiff sd, SDVariable s, int[] y, boolean floats) {
        double[] right = new double[y.length * 10];
        for (int b = 0; b < y.length; b++) {
            right[b * 10 + y[b]] = 1;
        }
        return sd.nn()
                .logSoftmax(s)
                .mul(constant(sd, right, floats, y.length, 10))
                .sum()
                .mul(-1.0 / y.length);
    }

    @Override
    public Contender logistic(LogisticData data, boolean floats) {
        Layout layout = new Layout(new long[][] {{20, 1}, {1}});
        return contender(data.theta(), floats, layout, (sd, w) -> {
            SDVariable x = constant(sd, data.x(), floats, data.n(), 20);
            SDVariable y = constant(sd, data.y(), floats, data.n(), 1);
            SDVariable z = x.mmul(w.get(0)).add(w.get(1));
            return sd.nn().softplus(z).sub(y.mul(z)).sum().mul(1.0 / data.n());
        });
    }

    private static SDVariable constant(SameDiff sd, double[] numbers, boolean floats, long... shape) {
        return sd.constant(array(numbers, floats, shape));
    }

    private static INDArray array(double[] numbers, boolean floats, long... shape) {
        INDArray array = Nd4j.create(numbers, shape, DataType.DOUBLE);
        return floats ? array.castTo(DataType.FLOAT) : array;
    }

    private static Contender contender(
            double[] start, boolean floats, Layout layout, BiFunction<SameDiff, List<SDVariable>, SDVariable> formula) {
        Nd4j.setDefaultDataTypes(floats ? DataType.FLOAT : DataType.DOUBLE, floats ? DataType.FLOAT : DataType.DOUBLE);
        Params params = floats ? new Params.OfFloats(start) : new Params.OfDoubles(start);
        SameDiff sd = SameDiff.create();
        List<SDVariable> w = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int k = 0; k < layout.count(); k++) {
            names.add("w" + k);
            w.add(sd.var("w" + k, array(new double[layout.size(k)], floats, layout.shape(k))));
        }
        formula.apply(sd, w).rename(LOSS);
        sd.setLossVariables(LOSS);
        return new Contender(
                () -> {
                    for (int k = 0; k < layout.count(); k++) {
                        write(
                                params,
                                layout.offset(k),
                                layout.size(k),
                                w.get(k).getArr().data());
                    }
                    OutAndGrad result = sd.calculateGradientsAndOutputs(Map.of(), List.of(LOSS), names);
                    for (int k = 0; k < layout.count(); k++) {
                        INDArray g = result.getGradients().get(names.get(k));
                        INDArray inOrder = g.ordering() == 'c' && !g.isView() ? g : g.dup('c');
                        params.take(
                                layout.offset(k), layout.size(k), inOrder.data().asNio());
                    }
                    return result.getOutputs().get(LOSS).getDouble(0);
                },
                params::gradient);
    }

    private static void write(Params params, int offset, int size, DataBuffer to) {
        if (params instanceof Params.OfFloats floats) {
            to.asNioFloat().put(floats.theta, offset, size);
        } else if (params instanceof Params.OfDoubles doubles) {
            to.asNioDouble().put(doubles.theta, offset, size);
        }
    }
}
