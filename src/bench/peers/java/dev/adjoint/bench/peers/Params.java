package dev.adjoint.bench.peers;

import dev.adjoint.bench.Floats;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Theta and its gradient in Java's memory, in doubles or in floats. */
interface Params {

    /** A part of theta. */
    Buffer buffer(int offset, int size);

    /** Copies a part of the gradient from native memory. */
    void take(int offset, int size, ByteBuffer from);

    double[] gradient();

    /** In doubles. */
    final class OfDoubles implements Params {

        final double[] theta;
        final double[] g;

        OfDoubles(double[] theta) {
            this.theta = theta.clone();
            g = new double[theta.length];
        }

        @Override
        public Buffer buffer(int offset, int size) {
            return DoubleBuffer.wrap(theta, offset, size);
        }

        @Override
        public void take(int offset, int size, ByteBuffer from) {
            from.asDoubleBuffer().get(g, offset, size);
        }

        @Override
        public double[] gradient() {
            return g;
        }
    }

    /** In floats. */
    final class OfFloats implements Params {

        final float[] theta;
        final float[] g;

        OfFloats(double[] theta) {
            this.theta = Floats.narrowed(theta);
            g = new float[theta.length];
        }

        @Override
        public Buffer buffer(int offset, int size) {
            return FloatBuffer.wrap(theta, offset, size);
        }

        @Override
        public void take(int offset, int size, ByteBuffer from) {
            from.asFloatBuffer().get(g, offset, size);
        }

        @Override
        public double[] gradient() {
            return Floats.widened(g);
        }
    }
}
