package dev.adjoint.bench.peers;

import java.util.Arrays;

/**
 * How params stand in theta, one after another.
 *
 * @param shapes their shapes
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record Layout(long[]... shapes) {

    int count() {
        return shapes.length;
    }

    long[] shape(int k) {
        return shapes[k];
    }

    int size(int k) {
        return (int) Arrays.stream(shapes[k]).reduce(1, (a, b) -> a * b);
    }

    int offset(int k) {
        int offset = 0;
        for (int before = 0; before < k; before++) {
            offset += size(before);
        }
        return offset;
    }
}
