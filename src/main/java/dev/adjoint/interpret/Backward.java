package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands upstream gradients back through formulas at one evaluation, down to the symbols that they read. It works on the typed
 * tree, gate by gate as the lecture does, and shares no rule with the reverse of the graph.
 *
 * <p>In what reaches a symbol, -0.0 stands for an element that nothing reaches: such an element hands nothing on, also not
 * {@code 0*∞}. A zero that reaches it is 0.0.
 */
public final class Backward {

    /** Nothing has reached an element. */
    static final double NOTHING = -0.0;

    private final Evaluation run;
    private final Translation translation;
    private final Set<? extends Symbol> ends;
    private final IdentityHashMap<Symbol, double[]> reached = new IdentityHashMap<>();
    private final Pullback pullback;

    /** What is told of a step of a loop, after its definitions can be evaluated and before its gradients are handed back. */
    public interface Steps {

        /**
         * Step {@code t} is about to be handed back.
         *
         * @param upstream of what is carried on, and of all rows as far as later steps and what is outside reach them
         */
        void at(long t, Map<Symbol, double[]> upstream);
    }

    /** @param ends symbols at which it ends, though formulas are known for them */
    public Backward(Evaluation run, Set<? extends Symbol> ends) {
        this.run = run;
        this.translation = run.translation();
        this.ends = ends;
        this.pullback = new Pullback(run, this);
    }

    /** Whether nothing reaches an element with this gradient. */
    public static boolean isNothing(double gradient) {
        return gradient == 0 && Double.doubleToRawLongBits(gradient) != 0;
    }

    /** A gradient that reaches no element of {@code count}. */
    public static double[] nothing(int count) {
        double[] none = new double[count];
        Arrays.fill(none, NOTHING);
        return none;
    }

    /** Adds what reaches the symbols that a formula reads, given what is upstream of its value. */
    public void push(Typed formula, double[] upstream) {
        if (formula.type().kind() != Kind.REAL || Arrays.stream(upstream).allMatch(Backward::isNothing)) {
            return;
        }
        pullback.push(formula, upstream);
    }

    /** What has reached each symbol so far. */
    public Map<Symbol, double[]> reached() {
        return reached;
    }

    /** The sum so far for a symbol, to be added to. */
    double[] sum(Symbol symbol) {
        return reached.computeIfAbsent(symbol, s -> nothing(translation.sizes().count(s.type())));
    }

    void add(Symbol symbol, double[] gradient) {
        double[] sum = sum(symbol);
        for (int k = 0; k < sum.length; k++) {
            sum[k] += gradient[k];
        }
    }

    /** All that reaches these definitions is known: hands it on, from the last to the first. */
    void settle(List<Definition> definitions) {
        for (int k = definitions.size() - 1; k >= 0; k--) {
            Definition definition = definitions.get(k);
            if (!ends.contains(definition) && reached.containsKey(definition)) {
                push(definition.value(), reached.remove(definition));
            }
        }
    }

    /**
     * Hands back what is upstream of what a loop leaves behind, step by step from the last one. What then has reached a carry
     * is that of its first value.
     */
    public void loop(Scan scan, Map<Symbol, double[]> upstream, Steps observer) {
        Loop loop = translation.loop(scan);
        List<List<Array>> before = loop.carried(run);
        upstream.forEach(this::add);
        for (int t = before.size() - 1; t >= 0; t--) {
            enter(scan, before.get(t));
            loop.enter(t, run);
            observer.at(t, reached);
            step(scan, t);
        }
        scan.rows().forEach(reached::remove);
        loop.enter(0, run);
    }

    /** Hands on what reaches the first values of what a loop carries. */
    void first(Scan scan) {
        for (Scan.Carry carry : scan.carries()) {
            double[] first = reached.remove(carry);
            if (first != null) {
                push(carry.first(), first);
            }
        }
    }

    private void enter(Scan scan, List<Array> carried) {
        IdentityHashMap<Symbol, Array> state = new IdentityHashMap<>();
        for (int k = 0; k < carried.size(); k++) {
            state.put(scan.carries().get(k), carried.get(k));
        }
        run.enter(state);
    }

    private void step(Scan scan, int t) {
        List<double[]> after = new ArrayList<>();
        scan.carries().forEach(carry -> after.add(reached.remove(carry)));
        for (int k = 0; k < after.size(); k++) {
            if (after.get(k) != null) {
                push(scan.carries().get(k).next(), after.get(k));
            }
        }
        List<Definition> body = scan.body();
        for (int k = body.size() - 1; k >= 0; k--) {
            Definition definition = body.get(k);
            scan.rows().stream()
                    .filter(rows -> rows.row() == definition && reached.containsKey(rows))
                    .forEach(rows -> add(definition, row(reached.get(rows), definition, t)));
            settle(List.of(definition));
        }
    }

    private double[] row(double[] rows, Definition row, int t) {
        int count = translation.sizes().count(row.type());
        return Arrays.copyOfRange(rows, t * count, (t + 1) * count);
    }
}
