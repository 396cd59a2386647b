package dev.adjoint.interpret;

import dev.adjoint.interpret.Differences.Sample;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds a product of derivatives against five-point differences, entry by entry: a first derivative against those of values,
 * a second one against those of the gradient that dual numbers give.
 */
public final class ProductCheck {

    /**
     * A part of a product.
     *
     * @param name what it is for: {@code W}, or {@code W, b} of a Hessian
     * @param surrogate the functions by whose surrogate gradients it is reached: then it is not compared
     */
    public record Row(String name, Tally tally, Optional<String> surrogate) {

        /** The same part at two points. */
        public Row and(Row other) {
            return new Row(name, tally.and(other.tally), surrogate.isPresent() ? surrogate : other.surrogate);
        }
    }

    private final Interpreter interpreter;
    private final Derivation product;
    private final Point point;
    private final double[] given;
    private final double[] claimed;
    private final int most;
    private final long seed;
    private final List<Row> rows = new ArrayList<>();

    private ProductCheck(
            Interpreter interpreter,
            Derivation product,
            Point point,
            double[] given,
            double[] claimed,
            int most,
            long seed) {
        this.interpreter = interpreter;
        this.product = product;
        this.point = point;
        this.given = given;
        this.claimed = claimed;
        this.most = most;
        this.seed = seed;
    }

    /**
     * Checks a product at a point.
     *
     * @param given the vector that the product is given; empty for a matrix
     * @param claimed what it makes of it, row-major
     * @param most so many entries of each part are looked at, drawn by the seed
     */
    public static List<Row> of(
            Interpreter interpreter,
            Derivation product,
            Point point,
            double[] given,
            double[] claimed,
            int most,
            long seed) {
        ProductCheck check = new ProductCheck(interpreter, product, point, given, claimed, most, seed);
        Optional<String> surrogate = check.surrogate();
        if (surrogate.isPresent()) {
            return List.of(new Row(product.name(), Tally.of(claimed.length), surrogate));
        }
        switch (product.product()) {
            case JVP -> check.directional();
            case VJP -> check.byVariables(run -> check.weighed(run));
            case HESSIAN_VECTOR -> check.alongGiven();
            case JACOBIAN, SPARSE_JACOBIAN -> check.jacobian();
            case HESSIAN, SPARSE_HESSIAN -> check.hessian();
        }
        return check.rows;
    }

    private Optional<String> surrogate() {
        if (!interpreter.hasSurrogates()) {
            return Optional.empty();
        }
        double[] ones = new double[count(product.wrt())];
        Arrays.fill(ones, 1);
        Evaluation run = interpreter.along(point, parts(ones));
        product.of().forEach(run::tangents);
        return run.surrogates().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", run.surrogates()));
    }

    private int count(List<? extends Symbol> symbols) {
        return symbols.stream().mapToInt(this::count).sum();
    }

    private int count(Symbol symbol) {
        return interpreter.sizes().count(symbol.type());
    }

    private int[] shape(Symbol symbol) {
        return interpreter.sizes().shape(symbol.type());
    }

    /** A vector over the variables, taken apart. */
    private Map<Variable, double[]> parts(double[] vector) {
        Map<Variable, double[]> parts = new HashMap<>();
        int from = 0;
        for (Variable variable : product.wrt()) {
            parts.put(variable, Arrays.copyOfRange(vector, from, from + count(variable)));
            from += count(variable);
        }
        return parts;
    }

    private Sample sample(Point at, Map<Variable, double[]> direction, Function<Evaluation, Double> number) {
        Evaluation run = interpreter.along(at, direction);
        double value = number.apply(run);
        return new Sample(value, run.trace());
    }

    /** A sample near another, where a row that is not there is a kink between. */
    private Sample near(
            Point at, Map<Variable, double[]> direction, Function<Evaluation, Double> number, Sample middle) {
        try {
            return sample(at, direction, number);
        } catch (MissingRow beyondAStep) {
            return new Sample(Double.NaN, ~middle.trace());
        }
    }

    private Point moved(double step) {
        Point moved = point;
        Map<Variable, double[]> direction = parts(given);
        for (Variable variable : product.wrt()) {
            double[] numbers = point.get(variable).clone();
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] += step * direction.get(variable)[k];
            }
            moved = moved.with(variable, numbers);
        }
        return moved;
    }

    /** Each number that is derived, along the direction. */
    private void directional() {
        int from = 0;
        for (Definition definition : product.of()) {
            int start = from;
            Tally tally = Tally.of(count(definition));
            for (int k : GradientCheck.chosen(count(definition), most, seed)) {
                Function<Evaluation, Double> number = run -> run.values(definition)[k];
                Sample middle = sample(point, Map.of(), number);
                Differences.Estimate estimate =
                        Differences.derivative(step -> near(moved(step), Map.of(), number, middle), 0, middle);
                tally = tally.with(
                        GradientCheck.subscripts(k, shape(definition)), claimed[start + k], estimate, middle.value());
            }
            rows.add(new Row(definition.name(), tally, Optional.empty()));
            from += count(definition);
        }
    }

    private double weighed(Evaluation run) {
        double sum = 0;
        int from = 0;
        for (Definition definition : product.of()) {
            double[] values = run.values(definition);
            for (int k = 0; k < values.length; k++) {
                sum += given[from + k] * values[k];
            }
            from += values.length;
        }
        return sum;
    }

    /** One number, by each element of each variable. */
    private void byVariables(Function<Evaluation, Double> number) {
        byVariables(Map.of(), number);
    }

    private void alongGiven() {
        Definition scalar = product.of().get(0);
        byVariables(parts(given), run -> run.tangents(scalar)[0]);
    }

    private void byVariables(Map<Variable, double[]> direction, Function<Evaluation, Double> number) {
        Sample middle = sample(point, direction, number);
        int from = 0;
        for (Variable variable : product.wrt()) {
            Tally tally = Tally.of(count(variable));
            for (int k : GradientCheck.chosen(count(variable), most, seed)) {
                Differences.Estimate estimate = difference(variable, k, direction, number, middle);
                tally = tally.with(
                        GradientCheck.subscripts(k, shape(variable)), claimed[from + k], estimate, middle.value());
            }
            rows.add(new Row(variable.name(), tally, Optional.empty()));
            from += count(variable);
        }
    }

    private Differences.Estimate difference(
            Variable variable,
            int k,
            Map<Variable, double[]> direction,
            Function<Evaluation, Double> number,
            Sample middle) {
        return Differences.derivative(
                x -> near(point.with(variable, k, x), direction, number, middle), point.get(variable)[k], middle);
    }

    /** For each variable its columns. */
    private void jacobian() {
        Definition definition = product.of().get(0);
        int columns = count(product.wrt());
        int from = 0;
        for (Variable variable : product.wrt()) {
            int its = count(variable);
            Tally tally = Tally.of(count(definition) * its);
            for (int entry : GradientCheck.chosen(count(definition) * its, most, seed)) {
                int row = entry / its;
                int column = entry % its;
                Function<Evaluation, Double> number = run -> run.values(definition)[row];
                Sample middle = sample(point, Map.of(), number);
                List<Integer> subscripts = new ArrayList<>(GradientCheck.subscripts(row, shape(definition)));
                subscripts.addAll(GradientCheck.subscripts(column, shape(variable)));
                tally = tally.with(
                        subscripts,
                        claimed[row * columns + from + column],
                        difference(variable, column, Map.of(), number, middle),
                        middle.value());
            }
            rows.add(new Row(variable.name(), tally, Optional.empty()));
            from += its;
        }
    }

    /** For each pair of variables their block; what is on the other side of the diagonal must be the same. */
    private void hessian() {
        int rowsFrom = 0;
        for (Variable above : product.wrt()) {
            int from = 0;
            for (Variable variable : product.wrt()) {
                if (from >= rowsFrom) {
                    rows.add(new Row(
                            above == variable ? above.name() : above.name() + ", " + variable.name(),
                            block(above, rowsFrom, variable, from),
                            Optional.empty()));
                }
                from += count(variable);
            }
            rowsFrom += count(above);
        }
    }

    private Tally block(Variable above, int rowsFrom, Variable variable, int columnsFrom) {
        Definition scalar = product.of().get(0);
        int n = count(product.wrt());
        int its = count(variable);
        Tally tally = Tally.of(count(above) * its);
        for (int entry : GradientCheck.chosen(count(above) * its, most, seed)) {
            int row = entry / its;
            int column = entry % its;
            double[] direction = new double[n];
            direction[rowsFrom + row] = 1;
            Function<Evaluation, Double> number = run -> run.tangents(scalar)[0];
            Sample middle = sample(point, parts(direction), number);
            List<Integer> subscripts = new ArrayList<>(GradientCheck.subscripts(row, shape(above)));
            subscripts.addAll(GradientCheck.subscripts(column, shape(variable)));
            double mine = claimed[(rowsFrom + row) * n + columnsFrom + column];
            tally = tally.with(
                    subscripts, mine, difference(variable, column, parts(direction), number, middle), middle.value());
            if (mine != claimed[(columnsFrom + column) * n + rowsFrom + row]) {
                tally = tally.failing();
            }
        }
        return tally;
    }
}
