package dev.adjoint.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.SampleFiles;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import dev.adjoint.syntax.Library;
import dev.adjoint.syntax.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every generated class promises, measured on each sample. */
class MustsTest {

    private static final int CALLS = 200;

    /** Matrices of more numbers are not made here. */
    private static final int MANY = 20_000;

    /** The first round or two are those in which the method handles and classes of the measurement are made. */
    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    /** The samples, and a program with methods that are copied. */
    static List<Path> samples() {
        Path kernels = Path.of("src/test/ad/good/special.ad");
        return Stream.concat(SampleFiles.programs().stream(), Stream.of(kernels))
                .toList();
    }

    private static final Map<Path, Made> MADE = new HashMap<>();

    private static Made made(Path sample) {
        return MADE.computeIfAbsent(
                sample, s -> Made.of(s.toString(), text(s), Options.defaults().inPackage("some.where")));
    }

    private static String text(Path sample) {
        try {
            return Files.readString(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sample as Java, by its path. */
    private static Map<String, String> all(Options options) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Path sample : samples()) {
            JavaClass java = Compiler.compile(new Source(sample.toString(), text(sample)), options)
                    .java()
                    .orElseThrow();
            texts.put(java.qualifiedName().replace('.', '/') + ".java", java.text());
        }
        return texts;
    }

    @Test
    void javacHasNothingToSay() throws IOException {
        Options inPackage = Options.defaults().inPackage("some.where");
        Options shared = inPackage.threads(OptionalLong.of(1));
        for (Options options : List.of(Options.defaults(), inPackage, inPackage.with(Options.Real.FLOAT), shared)) {
            assertEquals("", Javac.runStrictly(folder, all(options)));
        }
    }

    /** A sample with every product that it has. */
    private static Options withProducts(Path sample, Options options) {
        Program program = Compiler.compile(new Source(sample.toString(), text(sample)), options, Phase.TYPED)
                .program()
                .orElseThrow();
        boolean real = program.outputs().stream().anyMatch(o -> o.type().kind() == Kind.REAL);
        List<String> products = new ArrayList<>();
        if (real && !program.params().isEmpty()) {
            products.addAll(List.of("jvp", "vjp", "jacobian"));
        }
        if (program.objective().isPresent() && !program.params().isEmpty()) {
            long known = program.params().stream()
                    .mapToLong(p -> Sizes.count(p.type().shape()).known().orElse(0))
                    .sum();
            products.addAll(known > MANY ? List.of("hessianVector") : List.of("hessian", "hessianVector"));
        }
        return options.derive(products);
    }

    @Test
    void javacHasNothingToSayOfProducts() throws IOException {
        for (Options options : List.of(
                Options.defaults(), Options.defaults().inPackage("some.where").with(Options.Real.FLOAT))) {
            Map<String, String> texts = new HashMap<>();
            for (Path sample : samples()) {
                JavaClass java = Compiler.compile(
                                new Source(sample.toString(), text(sample)), withProducts(sample, options))
                        .java()
                        .orElseThrow();
                texts.put(java.qualifiedName().replace('.', '/') + ".java", java.text());
            }
            assertEquals("", Javac.runStrictly(folder, texts));
            assertEquals("", Javac.run(folder, texts, "-Xdoclint:all,-missing", "-Werror", "-proc:none"));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void productsAllocateNothingInShortMethods(Path sample) throws Throwable {
        Made made = Made.of(
                sample.toString(),
                text(sample),
                withProducts(sample, Options.defaults().inPackage("some.where")));
        new ClassFile(made.classes().get(made.java().qualifiedName()))
                .methods()
                .forEach((name, bytes) -> assertTrue(bytes <= Bytecodes.LIMIT, name + " has " + bytes));
        Generated.Instance instance = bound(made);
        double[] theta = instance.initial(new Random(3));
        var sizes = new Sampler(made.compilation().program().orElseThrow(), 1)
                .sizes(Map.of())
                .orElseThrow();
        for (Derivation product : made.compilation().program().orElseThrow().derivations()) {
            int rows = (int) sizes.of(product.rows());
            int columns = (int) sizes.of(product.columns());
            boolean reverse = product.product() == Derivation.Product.VJP;
            double[] v = new double[reverse ? rows : columns];
            Arrays.fill(v, 0.5);
            if (product.isMatrix() && rows > MANY / columns) {
                continue;
            }
            int stored = product.product().isSparse() ? instance.pattern(product)[1].length : rows * columns;
            double[] out = new double[product.isMatrix() ? stored : reverse ? columns : rows];
            if (product.isMatrix()) {
                MethodHandle call =
                        handle(instance.object(), product.name(), void.class, double[].class, double[].class);
                assertEquals(
                        0,
                        allocated(() -> {
                            call.invokeExact(theta, out);
                        }),
                        product.name());
            } else {
                MethodHandle call = handle(
                        instance.object(), product.name(), void.class, double[].class, double[].class, double[].class);
                assertEquals(
                        0,
                        allocated(() -> {
                            call.invokeExact(theta, v, out);
                        }),
                        product.name());
            }
        }
    }

    /** A call that may throw anything. */
    private interface Call {
        void run() throws Throwable;
    }

    /** The least bytes that a round of calls allocates. */
    private static long allocated(Call call) throws Throwable {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < 5; k++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void aModuleNeedsNothingButTheBase() throws IOException {
        Map<String, String> texts = all(Options.defaults().inPackage("some.where"));
        texts.put("module-info.java", "/** A module. */ module some.module { exports some.where; }");
        assertEquals("", Javac.runStrictly(folder, texts));
    }

    @Test
    void theJavadocIsGoodHtml() throws IOException {
        assertEquals("", Javac.run(folder, all(Options.defaults()), "-Xdoclint:all,-missing", "-Werror", "-proc:none"));
    }

    /** The example is taken out of the Javadoc, compiled and run. */
    @ParameterizedTest
    @MethodSource("samples")
    void theExampleInTheJavadocRuns(Path sample) throws Exception {
        Made made = made(sample);
        String text = made.java().text();
        String example = text.substring(text.indexOf("<p>For example:"), text.indexOf("public final class"))
                .replaceAll("(?s).*<pre>(.*)</pre>.*", "$1")
                .replaceAll("(?m)^ \\* ", "")
                .replaceAll("(?m)^ \\*$", "");
        String main = "class Main { static Object run() {\n" + example + "return value; } }";
        String path = "some/where/" + made.java().className() + ".java";
        Map<String, String> texts = Map.of(path, text, "some/where/Main.java", "package some.where;\n" + main);
        assertEquals("", Javac.runStrictly(folder, texts));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.resolve("out").toUri().toURL()})) {
            Method run = loader.loadClass("some.where.Main").getDeclaredMethod("run");
            run.setAccessible(true);
            assertNotNull(run.invoke(null));
        }
    }

    @Test
    void methodsFitTheInterfacesOfOthers() {
        String user = """
                import java.util.function.*;
                class User {
                    interface Vector { double[] value(double[] x); }
                    ToDoubleFunction<double[]> value = new Net()::value;
                    Vector gradient = new Net()::gradient;
                    Consumer<double[]> forward = new Net()::forward;
                    ToDoubleBiFunction<double[], double[]> both = new Net()::valueAndGradient;
                }
                """;
        JavaClass net =
                Made.of("net.ad", "param w\nf = w^2\n", Options.defaults()).java();
        assertEquals("", Javac.runStrictly(folder, Map.of("Net.java", net.text(), "User.java", user)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theTextIsAsciiAndTheClassFinal(Path sample) {
        Made made = made(sample);
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(made.java().text()));
        assertTrue(made.java().text().endsWith("}\n"));
        assertTrue(Modifier.isFinal(made.type().getModifiers())
                && Modifier.isPublic(made.type().getModifiers()));
        String first = made.java().text().lines().findFirst().orElseThrow();
        assertTrue(
                first.matches("// Generated by Adjoint \\S+ from " + sample.getFileName() + ", SHA-256 [0-9a-f]{16}"),
                first);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itNamesNoClassesButThoseOfJava(Path sample) {
        Made made = made(sample);
        for (byte[] bytes : made.classes().values()) {
            for (String name : new ClassFile(bytes).classes()) {
                boolean own = name.startsWith("some/where/" + made.java().className());
                assertTrue(own || name.startsWith("java/") || name.startsWith("["), name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noMethodIsTooLongForHotSpot(Path sample) {
        Made made = made(sample);
        new ClassFile(made.classes().get(made.java().qualifiedName()))
                .methods()
                .forEach((name, bytes) -> assertTrue(bytes <= Bytecodes.LIMIT, name + " has " + bytes));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameTextComesOutAgain(Path sample) {
        assertEquals(writtenIn("/here/", sample), writtenIn("C:\\there\\", sample));
    }

    private static String writtenIn(String folder, Path sample) {
        Library library = (user, path, why) -> Sources.beside(new Source(sample.toString(), ""), path, why)
                .map(found -> new Source(folder + path, found.text()));
        Source source = new Source(folder + sample.getFileName(), text(sample));
        return Compiler.compile(source, library, Options.defaults(), Phase.JAVA)
                .java()
                .orElseThrow()
                .text();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingIsAllocatedAndEveryRunHasTheSameBits(Path sample) throws Throwable {
        Made made = made(sample);
        Generated.Instance instance = bound(made);
        double[] theta = instance.initial(new Random(3));
        double[] g = new double[theta.length];
        double[] again = new double[theta.length];
        double[] seeds = new double
                [made.loops().outputs().stream()
                        .limit(made.loops().seeded())
                        .mapToInt(o -> instanceCount(instance, theta, made, o.name()))
                        .sum()];
        Arrays.fill(seeds, 0.5);
        MethodHandle forward =
                handle(instance.object(), "forward", instance.object().getClass(), double[].class);
        MethodHandle backward = handle(instance.object(), "backward", void.class, double[].class, double[].class);
        forward = forward.asType(MethodType.methodType(Object.class, double[].class));

        pass(forward, backward, theta, seeds, g);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < CALLS; k++) {
                pass(forward, backward, theta, seeds, again);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes in " + CALLS + " calls");
        assertEquals(Arrays.toString(g), Arrays.toString(again));

        Generated.Instance fork = instance.fork();
        fork.forward(theta);
        fork.backward(seeds, again);
        assertEquals(Arrays.toString(g), Arrays.toString(again));
    }

    private static void pass(MethodHandle forward, MethodHandle backward, double[] theta, double[] seeds, double[] g)
            throws Throwable {
        Object same = (Object) forward.invokeExact(theta);
        if (same == null) {
            throw new AssertionError("forward returns the object");
        }
        backward.invokeExact(seeds, g);
    }

    private static MethodHandle handle(Object object, String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findVirtual(object.getClass(), name, MethodType.methodType(result, parameters))
                .bindTo(object);
    }

    private static int instanceCount(Generated.Instance instance, double[] theta, Made made, String name) {
        instance.forward(theta);
        return instance.output(made.loops().outputs().stream()
                        .filter(o -> o.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .length;
    }

    /** An object with every open dim small, and every input bound. */
    private static Generated.Instance bound(Made made) {
        Program program = made.compilation().program().orElseThrow();
        Map<String, Integer> sizes = new HashMap<>();
        var fitting = new Sampler(program, 1).sizes(Map.of()).orElseThrow();
        for (Program.Size dim : program.dims()) {
            if (dim.isOpen()) {
                sizes.put(dim.name(), (int) fitting.of(dim.value()));
            }
        }
        Generated.Instance instance = Generated.compile(made.java(), made.loops(), Options.defaults())
                .orElseThrow()
                .instance(sizes);
        Random random = new Random(2);
        for (Variable input : program.inputs()) {
            int count = fitting.count(input.type());
            if (input.type().kind() == Kind.INDEX) {
                instance.set(input, new int[count]);
            } else {
                instance.set(input, random.doubles(count).toArray());
            }
        }
        return instance;
    }
}
