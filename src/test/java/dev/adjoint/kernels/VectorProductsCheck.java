package dev.adjoint.kernels;

import dev.adjoint.kernels.ProductChecks.Layout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;

/** The checks of products, in a JVM of its own, for the class that is named as the argument. */
final class VectorProductsCheck {

    private final MethodHandle multiply;
    private final Object panel;
    private final boolean isFloat;

    private VectorProductsCheck(Class<?> kernels) throws Exception {
        Class<?> panelType = kernels.getMethod("panel", int.class).getReturnType();
        Class<?> values = panelType.getComponentType();
        Class<?> whole = int.class;
        isFloat = values == float[].class;
        panel = kernels.getMethod("panel", int.class).invoke(null, 3000);
        multiply = MethodHandles.lookup()
                .findStatic(
                        kernels,
                        "multiply",
                        MethodType.methodType(
                                void.class,
                                whole,
                                whole,
                                whole,
                                values,
                                whole,
                                whole,
                                whole,
                                values,
                                whole,
                                whole,
                                whole,
                                values,
                                whole,
                                whole,
                                whole,
                                boolean.class,
                                panelType));
    }

    private Object narrow(double[] values) {
        if (!isFloat) {
            return values;
        }
        float[] narrow = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            narrow[k] = (float) values[k];
        }
        return narrow;
    }

    private ProductChecks checks() {
        return new ProductChecks(
                (m, n, depth, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, add) -> {
                    Object result = narrow(c);
                    try {
                        multiply.invokeWithArguments(
                                m, n, depth, narrow(a), aAt, aRow, aColumn, narrow(b), bAt, bRow, bColumn, result, cAt,
                                cRow, cColumn, add, panel);
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                    Arrays.setAll(c, k -> Array.getDouble(result, k));
                },
                isFloat ? 1.3e-7 : 2.3e-16);
    }

    /** Throws where a check fails. */
    public static void main(String[] args) throws Exception {
        ProductChecks checks = new VectorProductsCheck(Class.forName(args[0])).checks();
        for (Layout layout : Layout.values()) {
            checks.everyShape(layout);
            checks.severalTiles(layout);
            checks.notFinite(layout);
        }
        for (int n : new int[] {1, 2, 6, 9, 40}) {
            checks.rowsAndColumnsRepeat(n);
        }
        checks.bothFactorsAreOneArray();
        System.out.print("checked");
    }
}
