package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.adjoint.java.Generated;
import dev.adjoint.random.Drawn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes with {@code --threads}: the results are the same bits for every number of threads. */
class ThreadsTest {

    /** Every part of a call is shared, however little it is. */
    private static final Options SHARED = Options.defaults().threads(OptionalLong.of(1));

    private static final String NET = VectorTest.NET + "output loss, h\n";

    private static Map<String, Long> sizes(long n) {
        return Map.of("N", n, "D", 70L, "H", 45L, "C", 11L);
    }

    private static void sameBits(String text, Map<String, Long> sizes, Options options, long seed) {
        Drawn plain = Drawn.of(text, options.threads(false), sizes, seed);
        double[] expected = plain.results(plain.instance());
        Drawn shared = Drawn.of(text, options, sizes, seed);
        Generated.Instance instance = shared.instance();
        for (int count : new int[] {1, 2, 5, 3}) {
            instance.threads(count);
            for (int turn = 0; turn < 3; turn++) {
                assertArrayEquals(expected, shared.results(instance), count + " threads");
            }
        }
        instance.threads(1);
    }

    @TestFactory
    Stream<DynamicTest> everyProgramHasTheSameBits() {
        return Expected.files("good", ".ad").stream()
                .map(file -> DynamicTest.dynamicTest(
                        Expected.stem(file), () -> sameBits(Expected.text(file), Map.of(), SHARED, 1)));
    }

    /** Products in parts of rows and of columns, also where there are too few rows for more than one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 25, 100})
    void productsOfEverySize(long n) {
        sameBits(NET, sizes(n), SHARED, 1);
        sameBits(NET, sizes(n), SHARED.with(Options.Real.FLOAT), 1);
        sameBits(NET, Map.of("N", n, "D", 600L, "H", 300L, "C", 3L), SHARED.sized(Map.of("C", 3L)), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian_mixture", "image_net", "k_means", "bundle_adjustment", "log_sum_exp"})
    void workloadsOfTheBenchmarks(String name) {
        String text = Expected.text(Path.of("src/bench/ad", name + ".ad"));
        sameBits(text.replace("../../../samples/", "samples/"), Map.of("N", 30L), SHARED, 1);
    }

    @Test
    void largeCallsAreSharedAndSmallOnesAreNot() {
        assertEquals(0, parts(sizes(10)));
        assertTrue(parts(sizes(1000)) >= 4);
    }

    private static long parts(Map<String, Long> sizes) {
        Drawn drawn = Drawn.of(NET, Options.defaults().threads(true), sizes, 1);
        Generated.Instance instance = drawn.instance();
        instance.threads(3);
        drawn.results(instance);
        return timesOfWorkers(instance);
    }

    /** How many parts the threads of the object have been given. */
    private static long timesOfWorkers(Generated.Instance instance) {
        try {
            var field = instance.object().getClass().getDeclaredField("workers");
            field.setAccessible(true);
            long sum = 0;
            for (Object worker : (Object[]) field.get(instance.object())) {
                var asked = worker.getClass().getDeclaredField("asked");
                asked.setAccessible(true);
                sum += asked.getInt(worker);
            }
            return sum;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the class has not what it should have", e);
        }
    }

    @Test
    void aProgramWithNothingToShareHasTheMethodAsWell() {
        Drawn small = Drawn.of("param x\nf = x^2\n", Options.defaults().threads(true), Map.of(), 1);
        small.instance().threads(4);
        Exception wrong = assertThrows(
                IllegalArgumentException.class, () -> small.instance().threads(0));
        assertEquals("threads must be at least 1: it is 0", wrong.getMessage());
    }

    @Test
    void nothingIsAllocated() throws Throwable {
        Drawn drawn = Drawn.of(NET, SHARED.named("Allocating"), sizes(100), 1);
        Generated.Instance instance = drawn.instance();
        instance.threads(2);
        MethodHandle call = instance.handle("valueAndGradient", double[].class, double[].class)
                .asType(MethodType.methodType(double.class, double[].class, double[].class));
        double[] theta = drawn.trial().theta();
        double[] g = new double[theta.length];
        List<Thread> workers = named("Allocating");
        assertEquals(1, workers.size());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long worker = workers.get(0).getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long its = threads.getThreadAllocatedBytes(worker);
            long mine = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < 20; k++) {
                double unused = (double) call.invokeExact(theta, g);
            }
            mine = threads.getCurrentThreadAllocatedBytes() - mine;
            its = threads.getThreadAllocatedBytes(worker) - its;
            least = Math.min(least, mine + its);
        }
        assertEquals(0, least);
    }

    private static List<Thread> named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals(name))
                .toList();
    }

    /** A matrix of a part that is singular is named as it is by one thread: of several the first. */
    @Test
    void whatFailsFailsAsWithOneThread() {
        String text = """
                dim N, K
                param w[N,K]
                input A[N,K,K]
                x[n] = solve(A[n,:,:], w[n,:])
                f = sum(x[n,k]^2 for n, k)
                """;
        Drawn plain = Drawn.of(text, Options.defaults(), Map.of("N", 40L, "K", 3L), 1);
        Drawn shared = Drawn.of(text, SHARED, Map.of("N", 40L, "K", 3L), 1);
        Generated.Instance one = plain.instance();
        Generated.Instance many = shared.instance();
        many.threads(3);
        double[] before = shared.results(many);
        double[] matrices = shared.trial()
                .point()
                .get(shared.trial().program().inputs().get(0))
                .clone();
        Arrays.fill(matrices, 15 * 9, 16 * 9, 0);
        Arrays.fill(matrices, 35 * 9, 36 * 9, 0);
        one.set(plain.trial().program().inputs().get(0), matrices);
        double[] good =
                shared.trial().point().get(shared.trial().program().inputs().get(0));
        many.set(shared.trial().program().inputs().get(0), matrices);
        String expected = assertThrows(ArithmeticException.class, () -> plain.results(one))
                .getMessage();
        String actual = assertThrows(ArithmeticException.class, () -> shared.results(many))
                .getMessage();
        assertEquals(expected, actual);
        many.set(shared.trial().program().inputs().get(0), good);
        assertArrayEquals(before, shared.results(many));
    }

    /** An object that nobody has any more is not kept by its threads, which end. */
    @Test
    void threadsEndWithTheirObject() throws InterruptedException {
        WeakReference<Object> object = new WeakReference<>(busy());
        for (int k = 0; k < 100 && object.get() != null; k++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(object.get());
        for (int k = 0; k < 300 && !named("Ending").isEmpty(); k++) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), named("Ending"));
    }

    private static Object busy() {
        Drawn drawn = Drawn.of(NET, SHARED.named("Ending"), sizes(50), 1);
        Generated.Instance instance = drawn.instance();
        instance.threads(3);
        drawn.results(instance);
        assertEquals(2, named("Ending").size());
        return instance.object();
    }
}
