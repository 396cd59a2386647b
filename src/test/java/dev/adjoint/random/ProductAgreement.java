package dev.adjoint.random;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.graph.Symmetry;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.ProductCheck;
import dev.adjoint.java.Generated;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Derivation.Product;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The products of the class generated for a program, with respect to all params and real inputs, at a point that is drawn:
 * first derivatives are those of the dual numbers, both modes agree by the inner product, second derivatives are symmetric
 * and those of differences, and sparse matrices store whatever is not 0.
 */
public final class ProductAgreement {

    /** Of the summed magnitudes of the terms of a derivative. */
    private static final double ROUNDING = 1e-12;

    /** Of second derivatives, whose terms are not summed up anywhere. */
    private static final double SECOND = 1e-9;

    /** Larger matrices are left out. */
    private static final int MOST = 1500;

    /** So many entries of each part are held against differences. */
    private static final int ENTRIES = 3;

    private final Compilation compilation;
    private final Generated forward;
    private final Generated reverse;

    private ProductAgreement(Compilation compilation, Generated forward, Generated reverse) {
        this.compilation = compilation;
        this.forward = forward;
        this.reverse = reverse;
    }

    /** Fails with the program and the point if the products do not agree at one of the points. */
    public static void check(Source source, long firstSeed, int points) {
        Program program = Compiler.compile(source, Options.defaults(), Phase.TYPED)
                .program()
                .orElseThrow(() -> new AssertionError(source.text()));
        List<String> moving = Stream.concat(program.params().stream(), program.inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .map(Variable::name)
                .toList();
        boolean real = program.outputs().stream().anyMatch(o -> o.type().kind() == Kind.REAL);
        if (moving.isEmpty() || !real) {
            return;
        }
        String wrt = " wrt " + String.join(", ", moving);
        List<String> products = new ArrayList<>(
                List.of("jvp" + wrt, "vjp" + wrt, "jacobian" + wrt + " by forward", "sparseJacobian" + wrt));
        if (program.objective().isPresent()) {
            products.addAll(List.of("hessianVector" + wrt, "hessian" + wrt, "sparseHessian" + wrt));
        }
        Compilation compilation = compiled(source, products);
        String coloured = "sparseJacobian" + wrt + (firstSeed % 2 == 0 ? " by forward" : " by reverse");
        ProductAgreement agreement = new ProductAgreement(
                compilation,
                generated(compilation),
                generated(compiled(source, List.of("jacobian" + wrt + " by reverse", coloured))));
        for (long seed = firstSeed; seed < firstSeed + points; seed++) {
            agreement.check(seed);
        }
    }

    private static Compilation compiled(Source source, List<String> products) {
        Compilation compilation = Compiler.compile(source, Options.defaults().derive(products));
        if (compilation.failed()) {
            throw new AssertionError(compilation.diagnostics().all() + "\n" + source.text());
        }
        return compilation;
    }

    private static Generated generated(Compilation compilation) {
        return Generated.compile(
                        compilation.java().orElseThrow(), compilation.loops().orElseThrow(), Options.defaults())
                .orElseThrow();
    }

    private void check(long seed) {
        Trial trial =
                Trial.of(compilation.source().text(), compilation.program().orElseThrow(), seed);
        try {
            new At(trial, seed).check();
        } catch (RuntimeException e) {
            throw (AssertionError) trial.failure("thrown: " + e).initCause(e);
        }
    }

    /** One point. */
    private final class At {

        private final Trial trial;
        private final Generated.Instance object;
        private final Generated.Instance other;
        private final double[] theta;
        private final Random random;

        At(Trial trial, long seed) {
            this.trial = trial;
            this.object = Agreement.bound(forward, trial);
            this.other = Agreement.bound(reverse, trial);
            this.theta = trial.theta();
            this.random = new Random(seed);
        }

        private Derivation product(Product product) {
            return trial.program().derivations().stream()
                    .filter(d -> d.product() == product)
                    .findFirst()
                    .orElseThrow();
        }

        private int count(List<? extends dev.adjoint.shape.Symbol> symbols) {
            return symbols.stream()
                    .mapToInt(s -> trial.interpreter().sizes().count(s.type()))
                    .sum();
        }

        private Map<Variable, double[]> parts(List<Variable> variables, double[] vector) {
            Map<Variable, double[]> parts = new HashMap<>();
            int from = 0;
            for (Variable variable : variables) {
                parts.put(variable, Arrays.copyOfRange(vector, from, from + trial.count(variable)));
                from += trial.count(variable);
            }
            return parts;
        }

        private double[] drawn(int count) {
            return random.doubles(count, -1, 1).toArray();
        }

        void check() {
            products();
            Derivation jacobian = product(Product.JACOBIAN);
            if (count(jacobian.of()) * count(jacobian.wrt()) <= MOST) {
                jacobian(jacobian);
            }
            if (Symmetry.of(trial.program())
                    && trial.program().objective().isPresent()
                    && count(jacobian.wrt()) * count(jacobian.wrt()) <= MOST) {
                hessian();
            }
        }

        /** The tangents are those of the dual numbers, and the product in reverse is the transposed one. */
        private void products() {
            Derivation jvp = product(Product.JVP);
            int rows = count(jvp.of());
            int columns = count(jvp.wrt());
            double[] v = drawn(columns);
            double[] tangents = object.product(jvp, theta, Optional.of(v), rows);
            Evaluation along = trial.interpreter().along(trial.point(), parts(jvp.wrt(), v));
            double[] u = drawn(rows);
            double[] back = object.product(product(Product.VJP), theta, Optional.of(u), columns);
            double one = 0;
            double magnitude = 0;
            int from = 0;
            for (Definition definition : jvp.of()) {
                double[] expected = along.tangents(definition);
                for (int k = 0; k < expected.length; k++) {
                    double size = along.magnitudes(definition)[k];
                    near("the tangent of " + definition + " at " + k, tangents[from + k], expected[k], ROUNDING * size);
                    one += u[from + k] * tangents[from + k];
                    magnitude += Math.abs(u[from + k]) * size;
                }
                from += expected.length;
            }
            double two = 0;
            for (int k = 0; k < columns; k++) {
                two += v[k] * back[k];
            }
            near("the inner product", one, two, 4 * ROUNDING * magnitude);
        }

        /** Both modes give the matrix of the dual numbers. */
        private void jacobian(Derivation jacobian) {
            Definition definition = jacobian.of().get(0);
            int rows = count(jacobian.of());
            int columns = count(jacobian.wrt());
            double[] byForward = object.product(jacobian, theta, Optional.empty(), rows * columns);
            double[] byReverse = other.product(jacobian, theta, Optional.empty(), rows * columns);
            Derivation sparse = product(Product.SPARSE_JACOBIAN);
            double[] byStructure = object.product(sparse, theta, Optional.empty(), rows * columns);
            double[] byColours = other.product(sparse, theta, Optional.empty(), rows * columns);
            double[] values = new double[rows];
            double[] again = new double[rows * columns];
            other.valueAndJacobian(jacobian, theta, values, again);
            if (!Arrays.equals(byReverse, again) || !Arrays.equals(values, other.output(definition))) {
                throw trial.failure("the Jacobian with the values is another one");
            }
            for (int c = 0; c < columns; c++) {
                double[] unit = new double[columns];
                unit[c] = 1;
                Evaluation along = trial.interpreter().along(trial.point(), parts(jacobian.wrt(), unit));
                for (int r = 0; r < rows; r++) {
                    double expected = along.tangents(definition)[r];
                    double most = ROUNDING * along.magnitudes(definition)[r];
                    near("the Jacobian forward at " + r + ", " + c, byForward[r * columns + c], expected, most);
                    near("the Jacobian in reverse at " + r + ", " + c, byReverse[r * columns + c], expected, most);
                    near("the sparse Jacobian at " + r + ", " + c, byStructure[r * columns + c], expected, most);
                    near("the coloured Jacobian at " + r + ", " + c, byColours[r * columns + c], expected, most);
                }
            }
        }

        /** The matrix is made of the products with unit vectors, symmetric, and that of the differences. */
        private void hessian() {
            Derivation hessian = product(Product.HESSIAN);
            Derivation hessianVector = product(Product.HESSIAN_VECTOR);
            int n = count(hessian.wrt());
            double[] h = object.product(hessian, theta, Optional.empty(), n * n);
            double largest = Arrays.stream(h).map(Math::abs).max().orElse(0);
            double[] sparse = object.product(product(Product.SPARSE_HESSIAN), theta, Optional.empty(), n * n);
            for (int k = 0; k < n * n; k++) {
                near("the sparse Hessian at " + k / n + ", " + k % n, sparse[k], h[k], SECOND * largest);
            }
            double[] v = drawn(n);
            double[] product = object.product(hessianVector, theta, Optional.of(v), n);
            for (int c = 0; c < n; c++) {
                double[] unit = new double[n];
                unit[c] = 1;
                double[] column = object.product(hessianVector, theta, Optional.of(unit), n);
                double sum = 0;
                for (int r = 0; r < n; r++) {
                    near("the Hessian at " + r + ", " + c, column[r], h[r * n + c], SECOND * largest);
                    sum += h[c * n + r] * v[r];
                }
                near("the Hessian times a vector at " + c, product[c], sum, SECOND * n * largest);
            }
            ProductCheck.of(trial.interpreter(), hessian, trial.point(), new double[0], h, ENTRIES, random.nextLong())
                    .forEach(this::passes);
            ProductCheck.of(trial.interpreter(), hessianVector, trial.point(), v, product, ENTRIES, random.nextLong())
                    .forEach(this::passes);
        }

        private void passes(ProductCheck.Row row) {
            if (row.surrogate().isEmpty() && row.tally().verdict() == Verdict.FAILED) {
                throw trial.failure("the second derivative for " + row);
            }
        }

        private void near(String what, double actual, double expected, double most) {
            if (!(Math.abs(actual - expected) <= most)) {
                throw trial.failure(what + " is " + actual + ", not " + expected);
            }
        }
    }
}
