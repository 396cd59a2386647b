package dev.adjoint.maven;

import dev.adjoint.DimSizes;
import dev.adjoint.Options;
import dev.adjoint.shape.Derivation.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals have in common that make classes: how the classes are to be, and that what is written is compiled. */
abstract class ClassMojo extends FormulaMojo {

    /** The package of formulas that lie in the source folder itself; their folders below it go on from there. */
    @Parameter(property = "adjoint.packagePrefix", defaultValue = "")
    private String packagePrefix;

    /** The type of all numbers in the classes: {@code double} or {@code float}. */
    @Parameter(property = "adjoint.real", defaultValue = "double")
    private String real;

    /**
     * Inputs whose gradients are wanted too, as if each formula was compiled with {@code --wrt}. Like the other options it
     * holds for every formula: those with other needs get an execution of their own, with {@code includes}.
     */
    @Parameter(property = "adjoint.wrt")
    private List<String> wrt = new ArrayList<>();

    /** Definitions that get an accessor although they are no outputs. */
    @Parameter(property = "adjoint.keep")
    private List<String> keep = new ArrayList<>();

    /** Products of derivatives that each class has, besides those that its file asks for: {@code hessian loss wrt w}. */
    @Parameter(property = "adjoint.derive")
    private List<String> derive = new ArrayList<>();

    /** Numbers for open dims, which become constants: {@code D=784}. */
    @Parameter(property = "adjoint.dims")
    private List<String> dims = new ArrayList<>();

    /** A singular or indefinite matrix makes NaN, as line searches like it, instead of an exception. */
    @Parameter(property = "adjoint.nan", defaultValue = "false")
    private boolean nan;

    /** Marks the classes with {@code @Generated}. */
    @Parameter(property = "adjoint.generatedAnnotation", defaultValue = "false")
    private boolean generatedAnnotation;

    /** No fused multiply-add, for processors that have none: there it takes a thousand times as long. */
    @Parameter(property = "adjoint.noFma", defaultValue = "false")
    private boolean noFma;

    /**
     * Also products of matrices by vector instructions, used where java has {@code --add-modules jdk.incubator.vector}; the
     * compiler plug-in needs the same argument.
     */
    @Parameter(property = "adjoint.vector", defaultValue = "false")
    private boolean vector;

    /**
     * The classes have a method {@code threads(n)}, after which n threads share the work of large calls; the results are the
     * same bits for every n.
     */
    @Parameter(property = "adjoint.threads", defaultValue = "false")
    private boolean threads;

    /** {@code fast}, or {@code reference}: sums are taken one after another, bit for bit as the formulas say. */
    @Parameter(property = "adjoint.schedule", defaultValue = "fast")
    private String schedule;

    /** The folders whose files are compiled together with what is generated. */
    abstract List<String> sourceRoots();

    @Override
    void nothingFound() {
        if (!Misplaced.warn(project, sources(), getLog())) {
            getLog().debug("there are no formulas in " + sources());
        }
    }

    @Override
    String options() throws MojoFailureException {
        Options options = classOptions();
        return options.sized(Map.of()) + " " + new TreeMap<>(options.sizes());
    }

    @Override
    Work<?> work(Messages messages) throws MojoFailureException {
        Path outputs = absolute(outputs());
        List<Path> roots = sourceRoots().stream()
                .map(Path::of)
                .map(root -> root.toAbsolutePath().normalize())
                .filter(root -> !root.equals(outputs))
                .toList();
        return new Generating(outputs, roots, prefix(), classOptions(), messages);
    }

    @Override
    String summary(Incremental.Summary summary) {
        List<String> parts = new ArrayList<>();
        int unchanged = summary.formulas() - summary.done();
        if (summary.done() > 0) {
            parts.add(summary.done() + " compiled");
            parts.add(Incremental.count(summary.changed(), "file") + " written");
        }
        if (unchanged > 0) {
            parts.add(unchanged + " unchanged");
        }
        if (!summary.removed().isEmpty()) {
            parts.add(summary.removed().size() + " removed");
        }
        return Incremental.count(summary.formulas(), "formula") + ": " + String.join(", ", parts);
    }

    private String prefix() throws MojoFailureException {
        String prefix = packagePrefix == null ? "" : packagePrefix.strip();
        if (!prefix.isEmpty() && !Arrays.stream(prefix.split("\\.", -1)).allMatch(Generating::isJavaName)) {
            throw new MojoFailureException(
                    "packagePrefix is a package such as com.example.model, and `" + prefix + "` is none");
        }
        return prefix;
    }

    private Options classOptions() throws MojoFailureException {
        try {
            return Options.defaults()
                    .inPackage(prefix())
                    .with(real())
                    .sized(DimSizes.read(dims, "dims", "D=784"))
                    .wrt(wrt)
                    .keep(keep)
                    .derive(products(derive))
                    .with(nan ? Options.Singular.NAN : Options.Singular.EXCEPTION)
                    .annotated(generatedAnnotation)
                    .with(schedule())
                    .fused(!noFma)
                    .vector(vector)
                    .threads(threads);
        } catch (IllegalArgumentException wrong) {
            throw new MojoFailureException(wrong.getMessage(), wrong);
        }
    }

    private Options.Schedule schedule() throws MojoFailureException {
        for (Options.Schedule order : Options.Schedule.values()) {
            if (order.name().toLowerCase(Locale.ROOT).equals(schedule)) {
                return order;
            }
        }
        throw new MojoFailureException("schedule is `fast` or `reference`, and `" + schedule + "` is neither");
    }

    private Options.Real real() throws MojoFailureException {
        for (Options.Real type : Options.Real.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(real)) {
                return type;
            }
        }
        throw new MojoFailureException("real is `double` or `float`, and `" + real + "` is neither");
    }

    /** On the command line a comma ends a value, also the one within {@code jacobian e wrt a, b}: those are joined again. */
    static List<String> products(List<String> given) {
        List<String> products = new ArrayList<>();
        for (String piece : given) {
            boolean begins = Arrays.stream(Product.values())
                    .anyMatch(product -> piece.strip().split("\\s", 2)[0].equals(product.word()));
            if (begins || products.isEmpty()) {
                products.add(piece);
            } else {
                products.set(products.size() - 1, products.get(products.size() - 1) + "," + piece);
            }
        }
        return products;
    }
}
