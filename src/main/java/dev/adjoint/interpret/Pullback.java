package dev.adjoint.interpret;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Uses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;

/**
 * The pullback of each kind of formula: what reaches its operands, given what is upstream of it. Partial derivatives are those
 * of the dual numbers; where nothing simpler is at hand, one pass of dual numbers is made for each element of an operand.
 */
final class Pullback implements Typed.Visitor<Void> {

    private final Evaluation run;
    private final Translation translation;
    private final Backward backward;
    private final Map<List<Integer>, Array> positions = new HashMap<>();
    private final IdentityHashMap<Typed.Subscript, Formula> reads = new IdentityHashMap<>();

    /** What is upstream of the formula that is visited. */
    private double[] upstream;

    Pullback(Evaluation run, Backward backward) {
        this.run = run;
        this.translation = run.translation();
        this.backward = backward;
    }

    void push(Typed formula, double[] gradient) {
        double[] outer = upstream;
        upstream = gradient;
        formula.accept(this);
        upstream = outer;
    }

    private Array value(Typed formula) {
        return translation.formula(formula).at(run);
    }

    private boolean varies(Typed operand) {
        return operand.type().kind() == Kind.REAL && !translation.constancy().isConstant(operand);
    }

    /** {@code gradient*partial}, which reaches something if the gradient does. */
    private static double share(double gradient, double partial) {
        return Backward.isNothing(gradient) ? gradient : gradient * partial + 0.0;
    }

    @Override
    public Void literal(Typed.Literal literal) {
        return null;
    }

    @Override
    public Void count(Typed.Count count) {
        return null;
    }

    @Override
    public Void compare(Typed.Compare compare) {
        return null;
    }

    @Override
    public Void logic(Typed.Logic logic) {
        return null;
    }

    @Override
    public Void held(Typed.Held held) {
        return null;
    }

    @Override
    public Void reference(Typed.Reference reference) {
        backward.add(reference.symbol(), upstream);
        return null;
    }

    @Override
    public Void each(Typed.Each each) {
        if (!Gate.isSmooth(each.primitive())) {
            return null;
        }
        double[] d = upstream;
        List<Typed> operands = each.operands();
        boolean[] constant = new boolean[operands.size()];
        Array[] values = new Array[constant.length];
        for (int k = 0; k < constant.length; k++) {
            constant[k] = translation.constancy().isConstant(operands.get(k));
            values[k] = value(operands.get(k));
        }
        for (int k = 0; k < constant.length; k++) {
            if (varies(operands.get(k))) {
                backward.push(operands.get(k), pulled(each.primitive(), values, constant, k, d));
            }
        }
        return null;
    }

    /** What reaches operand {@code k}, element by element; a scalar is reached by all of them. */
    private static double[] pulled(Primitive primitive, Array[] values, boolean[] constant, int k, double[] d) {
        double[] share = Backward.nothing(values[k].size());
        Dual[] x = new Dual[values.length];
        for (int e = 0; e < d.length; e++) {
            for (int j = 0; j < x.length && !Backward.isNothing(d[e]); j++) {
                double value = values[j].value(values[j].size() == 1 ? 0 : e);
                x[j] = j == k ? new Dual(value, 1, 1) : Dual.constant(value);
            }
            if (!Backward.isNothing(d[e])) {
                Dual y = Gate.apply(primitive, x, constant, new Trace());
                share[share.length == 1 ? 0 : e] +=
                        y.isStill() && isChoice(primitive) ? Backward.NOTHING : share(d[e], y.tangent());
            }
        }
        return share;
    }

    private static boolean isChoice(Primitive primitive) {
        return primitive == Primitive.MAX || primitive == Primitive.MIN;
    }

    @Override
    public Void product(Typed.Product product) {
        double[] d = upstream;
        Array a = value(product.left());
        Array b = value(product.right());
        int m = 1;
        int n = 1;
        switch (product.form()) {
            case MATRIX_VECTOR -> m = a.shape()[0];
            case MATRIX_MATRIX -> {
                m = a.shape()[0];
                n = b.shape()[1];
            }
            case ROW_MATRIX -> n = b.shape()[1];
            case INNER -> {}
            case OUTER -> {
                m = a.size();
                n = b.size();
            }
        }
        if (varies(product.left())) {
            backward.push(product.left(), left(d, b, m, a.size() / m, n));
        }
        if (varies(product.right())) {
            backward.push(product.right(), right(d, a, m, a.size() / m, n));
        }
        return null;
    }

    /** {@code D*B'} for A of [m, k] and B of [k, n]. */
    private static double[] left(double[] d, Array b, int m, int k, int n) {
        double[] sum = Backward.nothing(m * k);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k && !Backward.isNothing(d[i * n + j]); l++) {
                    sum[i * k + l] += share(d[i * n + j], b.value(l * n + j));
                }
            }
        }
        return sum;
    }

    /** {@code A'*D}. */
    private static double[] right(double[] d, Array a, int m, int k, int n) {
        double[] sum = Backward.nothing(k * n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k && !Backward.isNothing(d[i * n + j]); l++) {
                    sum[l * n + j] += share(d[i * n + j], a.value(i * k + l));
                }
            }
        }
        return sum;
    }

    @Override
    public Void transpose(Typed.Transpose transpose) {
        if (transpose.type().rank() < 2) {
            backward.push(transpose.operand(), upstream);
            return null;
        }
        int[] shape = translation.sizes().shape(transpose.type());
        double[] turned = new double[upstream.length];
        for (int i = 0; i < shape[0]; i++) {
            for (int j = 0; j < shape[1]; j++) {
                turned[j * shape[0] + i] = upstream[i * shape[1] + j];
            }
        }
        backward.push(transpose.operand(), turned);
        return null;
    }

    /** Reading an array of positions shows where each element comes from. */
    @Override
    public Void subscript(Typed.Subscript subscript) {
        double[] d = upstream;
        Formula read =
                reads.computeIfAbsent(subscript, s -> translation.subscripts().read(s, any -> positions(s.base())));
        Array from = read.at(run);
        boolean direct = subscript.base() instanceof Typed.Reference;
        double[] sum = direct
                ? backward.sum(((Typed.Reference) subscript.base()).symbol())
                : Backward.nothing(positions(subscript.base()).size());
        for (int k = 0; k < d.length; k++) {
            sum[(int) from.value(k)] += d[k];
        }
        if (!direct) {
            backward.push(subscript.base(), sum);
        }
        return null;
    }

    private Array positions(Typed base) {
        int[] shape = translation.sizes().shape(base.type());
        return positions.computeIfAbsent(Arrays.stream(shape).boxed().toList(), key -> {
            Array all = new Array(shape);
            for (int k = 0; k < all.size(); k++) {
                all.set(k, Dual.constant(k));
            }
            return all;
        });
    }

    @Override
    public Void conditional(Typed.Conditional conditional) {
        boolean holds = translation.formula(conditional.condition()).number(run).isTrue();
        backward.push(holds ? conditional.then() : conditional.otherwise(), upstream);
        return null;
    }

    @Override
    public Void fold(Typed.Fold fold) {
        if (fold.reduction().isPosition()) {
            return null;
        }
        double d = upstream[0];
        List<Evaluation.Range> ranges = translation.ranges(fold.indices());
        Formula filter = fold.filter().map(translation::formula).orElse(any -> Array.of(Dual.TRUE));
        double[] shares = fold.reduction() == Typed.Reduction.SUM ? null : shares(fold, ranges, filter, d);
        int[] count = new int[1];
        run.each(ranges, () -> {
            if (filter.number(run).isTrue()) {
                backward.push(fold.element(), new double[] {shares == null ? d : shares[count[0]++]});
            }
        });
        return null;
    }

    private double[] shares(Typed.Fold fold, List<Evaluation.Range> ranges, Formula filter, double d) {
        Formula element = translation.formula(fold.element());
        List<Dual> counted = new ArrayList<>();
        run.each(ranges, () -> {
            if (filter.number(run).isTrue()) {
                counted.add(Dual.constant(element.number(run).value()));
            }
        });
        Array list = new Array(counted.size());
        for (int k = 0; k < list.size(); k++) {
            list.set(k, counted.get(k));
        }
        return shares(fold.reduction(), list, translation.constancy().isConstant(fold.element()), d);
    }

    /** What reaches each of the numbers that are reduced. */
    private static double[] shares(Typed.Reduction reduction, Array list, boolean constant, double d) {
        double[] shares = Backward.nothing(list.size());
        double y = Reducer.apply(reduction, list, constant, new Trace()).value();
        double top = Reducer.max(list);
        switch (reduction) {
            case SUM, MEAN -> Arrays.fill(shares, share(d, reduction == Typed.Reduction.SUM ? 1 : 1.0 / shares.length));
            case MAX, MIN -> {
                double ties = Arrays.stream(list.values()).filter(v -> v == y).count();
                fill(shares, d, k -> constant || list.value(k) != y ? Backward.NOTHING : 1 / ties);
            }
            case LOGSUMEXP ->
                fill(shares, d, k -> Double.isInfinite(top) ? Backward.NOTHING : Math.exp(list.value(k) - y));
            case NORM ->
                fill(shares, d, k -> y == 0 || Double.isInfinite(y) ? Backward.NOTHING : list.value(k) / y + 0.0);
            case PROD -> fill(shares, d, k -> others(list, k));
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("a position has no gradient");
        }
        return shares;
    }

    private static void fill(double[] shares, double d, IntToDoubleFunction partial) {
        for (int k = 0; k < shares.length; k++) {
            double local = partial.applyAsDouble(k);
            shares[k] = Backward.isNothing(local) ? local : share(d, local);
        }
    }

    /** The product of all but one. */
    private static double others(Array list, int without) {
        double product = 1;
        for (int k = 0; k < list.size(); k++) {
            product *= k == without ? 1 : list.value(k);
        }
        return product + 0.0;
    }

    @Override
    public Void foldArray(Typed.FoldArray foldArray) {
        if (foldArray.reduction().isPosition()) {
            return null;
        }
        double d = upstream[0];
        Array array = value(foldArray.array());
        double[] shares = new double[array.size()];
        if (foldArray.reduction() == Typed.Reduction.SUM) {
            Arrays.fill(shares, d);
        } else {
            Array list = new Array(new int[] {array.size()}, array.values(), null);
            shares = shares(foldArray.reduction(), list, !varies(foldArray.array()), d);
        }
        backward.push(foldArray.array(), shares);
        return null;
    }

    @Override
    public Void build(Typed.Build build) {
        double[] d = upstream;
        int count = translation.sizes().count(build.element().type());
        int[] position = new int[1];
        run.each(translation.ranges(build.indices()), () -> {
            backward.push(build.element(), Arrays.copyOfRange(d, position[0], position[0] + count));
            position[0] += count;
        });
        return null;
    }

    @Override
    public Void stack(Typed.Stack stack) {
        return inOrder(stack.parts());
    }

    @Override
    public Void concat(Typed.Concat concat) {
        return inOrder(concat.parts());
    }

    private Void inOrder(List<Typed> parts) {
        double[] d = upstream;
        int position = 0;
        for (Typed part : parts) {
            int count = translation.sizes().count(part.type());
            backward.push(part, Arrays.copyOfRange(d, position, position + count));
            position += count;
        }
        return null;
    }

    @Override
    public Void softmax(Typed.Softmax softmax) {
        double[] y = value(softmax).values();
        double mean = 0;
        for (int k = 0; k < y.length; k++) {
            mean += share(upstream[k], y[k]);
        }
        double[] shares = new double[y.length];
        for (int k = 0; k < y.length; k++) {
            shares[k] = y[k] * (upstream[k] - mean) + 0.0;
        }
        backward.push(softmax.vector(), shares);
        return null;
    }

    @Override
    public Void kernel(Typed.Kernel kernel) {
        double[] d = upstream;
        List<Array> operands = kernel.operands().stream().map(this::value).toList();
        int[] shape = translation.sizes().shape(kernel.type());
        String place = translation.isLenient() ? null : kernel.place();
        for (int k = 0; k < operands.size(); k++) {
            if (varies(kernel.operands().get(k))) {
                int moved = k;
                backward.push(kernel.operands().get(k), byDuals(operands.get(k), d, (x, none) -> {
                    List<Array> all = new ArrayList<>(operands);
                    all.set(moved, x);
                    return Kernels.apply(kernel.algebra(), all, shape, place);
                }));
            }
        }
        return null;
    }

    /** The upstream gradient times the Jacobian, a column a pass. */
    private double[] byDuals(Array x, double[] d, BiFunction<Array, Evaluation, Array> function) {
        double[] shares = Backward.nothing(x.size());
        for (int k = 0; k < shares.length; k++) {
            Array moved = new Array(x.shape());
            moved.put(0, x);
            moved.set(k, x.value(k), 1, 1);
            Array y = function.apply(moved, run);
            for (int e = 0; e < d.length; e++) {
                shares[k] += y.magnitude(e) == 0 ? Backward.NOTHING : share(d[e], y.tangent(e));
            }
        }
        return shares;
    }

    @Override
    public Void derivative(Typed.Derivative derivative) {
        double[] d = upstream;
        Formula formula = translation.formula(derivative);
        for (Symbol symbol : Uses.of(derivative)) {
            if (symbol.type().kind() == Kind.REAL) {
                Array before = run.get(symbol);
                backward.add(symbol, byDuals(before, d, (x, at) -> {
                    at.put(symbol, x);
                    return formula.at(at);
                }));
                run.put(symbol, before);
            }
        }
        return null;
    }

    @Override
    public Void block(Typed.Block block) {
        double[] d = upstream;
        run.forget(block.locals().stream().mapToInt(translation::slot).toArray(), translation.loops(block.locals()));
        backward.push(block.result(), d);
        backward.settle(block.locals());
        return null;
    }

    @Override
    public Void scanned(Typed.Scanned scanned) {
        backward.loop(scanned.scan(), Map.of(scanned.symbol(), upstream), (t, reached) -> {});
        backward.first(scanned.scan());
        return null;
    }

    /**
     * What the function says reaches its arguments, which are then handed on. That is linear in the upstream gradients, so they
     * go in as tangents: of what nothing reaches, nothing is made.
     */
    @Override
    public Void gated(Typed.Gated gated) {
        Gated use = translation.use(gated.gradient());
        value(gated);
        List<Array> above = new ArrayList<>();
        for (Typed result : gated.gradient().results()) {
            above.add(new Array(translation.sizes().shape(result.type())));
        }
        for (int k = 0; k < upstream.length; k++) {
            above.get(gated.result()).set(k, 0, upstream[k], Backward.isNothing(upstream[k]) ? 0 : 1);
        }
        List<Array> partials = use.gradient(above, run);
        for (int k = 0; k < partials.size(); k++) {
            Array partial = partials.get(k);
            double[] share = Backward.nothing(partial.size());
            for (int e = 0; e < share.length; e++) {
                share[e] = partial.magnitude(e) == 0 ? Backward.NOTHING : partial.tangent(e) + 0.0;
            }
            backward.add(gated.gradient().arguments().get(k), share);
        }
        backward.settle(gated.gradient().arguments());
        return null;
    }
}
