package dev.adjoint.interpret;

import dev.adjoint.shape.Typed.Product.Form;

/** The products of matrix notation; each element is a sum over the inner axis from 0, in order. */
final class Products {

    private Products() {}

    static Array apply(Form form, Array a, Array b) {
        return switch (form) {
            case MATRIX_VECTOR -> multiply(a, b, a.shape()[0], a.shape()[1], 1, a.shape()[0]);
            case MATRIX_MATRIX -> multiply(a, b, a.shape()[0], a.shape()[1], b.shape()[1], a.shape()[0], b.shape()[1]);
            case ROW_MATRIX -> multiply(a, b, 1, b.shape()[0], b.shape()[1], b.shape()[1]);
            case INNER -> multiply(a, b, 1, a.size(), 1);
            case OUTER -> outer(a, b);
        };
    }

    /** {@code [m,k]*[k,n]}, as an array of the given shape. */
    private static Array multiply(Array a, Array b, int m, int k, int n, int... shape) {
        Array product = new Array(shape);
        if (a.level() > 0 || b.level() > 0) {
            for (int i = 0; i < m * n; i++) {
                product.set(i, nested(a, b, i / n, k, n, i % n));
            }
            return product;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a.value(i * k + l) * b.value(l * n + j);
                }
                product.set(i * n + j, sum, 0, 0);
            }
        }
        if (!a.isStill() || !b.isStill()) {
            differentiate(product, a, b, m, k, n);
        }
        return product;
    }

    private static Dual nested(Array a, Array b, int i, int k, int n, int j) {
        Dual sum = Dual.ZERO;
        for (int l = 0; l < k; l++) {
            sum = Slopes.plus(sum, Slopes.times(a.get(i * k + l), b.get(l * n + j)));
        }
        return sum;
    }

    private static void differentiate(Array product, Array a, Array b, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double tangent = 0;
                double magnitude = 0;
                for (int l = 0; l < k; l++) {
                    tangent += tangent(a, i * k + l, b, l * n + j);
                    magnitude += magnitude(a, i * k + l, b, l * n + j);
                }
                product.set(i * n + j, product.value(i * n + j), tangent, magnitude);
            }
        }
    }

    private static Array outer(Array a, Array b) {
        if (a.level() > 0 || b.level() > 0) {
            return multiply(a, b, a.size(), 1, b.size(), a.size(), b.size());
        }
        Array product = new Array(a.size(), b.size());
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < b.size(); j++) {
                product.set(i * b.size() + j, a.value(i) * b.value(j), tangent(a, i, b, j), magnitude(a, i, b, j));
            }
        }
        return product;
    }

    private static double tangent(Array a, int i, Array b, int j) {
        return (a.tangent(i) == 0 ? 0 : a.tangent(i) * b.value(j))
                + (b.tangent(j) == 0 ? 0 : a.value(i) * b.tangent(j));
    }

    private static double magnitude(Array a, int i, Array b, int j) {
        return (a.magnitude(i) == 0 ? 0 : a.magnitude(i) * Math.abs(b.value(j)))
                + (b.magnitude(j) == 0 ? 0 : Math.abs(a.value(i)) * b.magnitude(j));
    }
}
