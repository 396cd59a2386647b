package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.ProductCheck;
import dev.adjoint.java.Generated;
import dev.adjoint.kernels.Sparse;
import dev.adjoint.loops.Product;
import dev.adjoint.random.Agreement;
import dev.adjoint.random.Trial;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The sparse matrices of the programs in {@code src/test/ad/sparse}: beside each stands what its matrices look like, and all
 * their numbers, those that are not stored among them, are those of differences.
 */
final class SparsityTest {

    private static final int EVERY = 10_000;

    @TestFactory
    Stream<DynamicTest> patterns() {
        return Expected.files("sparse", ".ad").stream()
                .map(file -> DynamicTest.dynamicTest(Expected.stem(file), () -> check(file)));
    }

    private static void check(Path file) {
        Source source = new Source(file.toString(), Expected.text(file));
        Compilation compilation = Compiler.compile(source, Options.defaults());
        assertTrue(!compilation.failed(), () -> compilation.diagnostics().all().toString());
        Generated generated = Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow();
        Trial trial = Trial.of(source.text(), compilation.program().orElseThrow(), 1);
        Generated.Instance object = Agreement.bound(generated, trial);
        StringBuilder pictures = new StringBuilder();
        for (Variable input : trial.program().inputs()) {
            if (input.type().kind() == Kind.INDEX) {
                String indices = Arrays.toString(trial.point().indices(input));
                pictures.append(input.name()).append(" = ").append(indices).append("\n");
            }
        }
        for (Product product : compilation.loops().orElseThrow().products()) {
            pictures.append(picture(product, object, trial)).append("\n");
            holds(product.derivation(), object, trial);
        }
        Expected.compare(file.resolveSibling(Expected.stem(file) + ".txt"), pictures.toString());
    }

    /** {@code sparseJacobian: 4 rows, 5 columns, 7 numbers, by structure}, and an {@code x} for each number. */
    private static String picture(Product product, Generated.Instance object, Trial trial) {
        int[][] pattern = object.pattern(product.derivation());
        int[] starts = pattern[0];
        int[] columns = pattern[1];
        int width = Math.toIntExact(
                trial.interpreter().sizes().of(product.derivation().columns()));
        StringBuilder picture = new StringBuilder(product.derivation().name() + ": " + (starts.length - 1) + " rows, "
                + width + " columns, " + columns.length + " numbers, " + way(product, starts, columns, width) + "\n");
        for (int row = 0; row < starts.length - 1; row++) {
            char[] line = ".".repeat(width).toCharArray();
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                assertTrue(k == starts[row] || columns[k] > columns[k - 1], "the columns of a row stand in order");
                line[columns[k]] = 'x';
            }
            picture.append(line).append('\n');
        }
        return picture.toString();
    }

    private static String way(Product product, int[] starts, int[] columns, int width) {
        if (!product.sparse().orElseThrow().isPattern()) {
            return "by structure";
        }
        if (product.derivation().product().isSecond()) {
            return "from " + colours(Sparse.colourSymmetric(starts, columns)) + " products";
        }
        return "from " + colours(Sparse.colourColumns(starts, columns, width)) + " products forward or "
                + colours(Sparse.colourRows(starts, columns, width)) + " in reverse";
    }

    private static int colours(int[][] colouring) {
        return colouring[1].length - 1;
    }

    private static void holds(Derivation derivation, Generated.Instance object, Trial trial) {
        int length =
                Math.toIntExact(trial.interpreter().sizes().of(derivation.rows().times(derivation.columns())));
        double[] theta = trial.theta();
        double[] dense = object.product(derivation, theta, Optional.empty(), length);
        ProductCheck.of(trial.interpreter(), derivation, trial.point(), new double[0], dense, EVERY, 1)
                .forEach(row -> assertTrue(row.tally().verdict() != Verdict.FAILED, row.toString()));
    }
}
