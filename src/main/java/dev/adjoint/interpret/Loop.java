package dev.adjoint.interpret;

import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A loop made ready: a run of it leaves the last values of what it carries and all that it collects. */
final class Loop {

    private final List<Scan.Carry> carries;
    private final List<Formula> first;
    private final List<Formula> next;
    private final Optional<Formula> condition;
    private final List<Scan.Rows> rows;
    private final int[][] shapes;
    private final int[] rowSlots;
    private final int[] body;
    private final List<Loop> loops;
    private final int step;
    private final long steps;

    Loop(Scan scan, Translation translation) {
        this.step = translation.slot(scan.step());
        this.steps = translation.sizes().of(scan.step().upper());
        this.carries = scan.carries();
        this.first = carries.stream().map(c -> translation.formula(c.first())).toList();
        this.condition = scan.condition().map(translation::formula);
        this.body = scan.body().stream().mapToInt(translation::slot).toArray();
        this.loops = translation.loops(scan.body());
        this.next = carries.stream().map(c -> translation.formula(c.next())).toList();
        this.rows = scan.rows();
        this.rowSlots = rows.stream().mapToInt(r -> translation.slot(r.row())).toArray();
        this.shapes =
                rows.stream().map(r -> translation.sizes().shape(r.type())).toArray(int[][]::new);
    }

    /** What is left behind; in each step, rows are put in place in the order of the body, then everything carried goes on. */
    IdentityHashMap<Symbol, Array> run(Evaluation run) {
        return run(run, carried -> {});
    }

    /** What is carried before each step that is made. */
    List<List<Array>> carried(Evaluation run) {
        List<List<Array>> before = new ArrayList<>();
        run(run, before::add);
        return before;
    }

    /** What a step defines is evaluated afresh, with this value of the index. */
    void enter(long t, Evaluation run) {
        run.index(step, t);
        run.forget(body, loops);
    }

    private IdentityHashMap<Symbol, Array> run(Evaluation run, Consumer<List<Array>> begin) {
        IdentityHashMap<Symbol, Array> state = new IdentityHashMap<>();
        for (int k = 0; k < first.size(); k++) {
            state.put(carries.get(k), first.get(k).at(run));
        }
        for (int k = 0; k < shapes.length; k++) {
            state.put(rows.get(k), new Array(shapes[k]));
        }
        run.enter(state);
        for (long t = 0; t < steps; t++) {
            enter(t, run);
            if (condition.isPresent() && !condition.get().number(run).isTrue()) {
                break;
            }
            begin.accept(carries.stream().map(state::get).toList());
            collect(run, state, Math.toIntExact(t));
            goOn(run, state);
        }
        run.forget(body, loops);
        return state;
    }

    private void collect(Evaluation run, IdentityHashMap<Symbol, Array> state, int t) {
        for (int k = 0; k < rowSlots.length; k++) {
            Array row = run.array(rowSlots[k]);
            state.get(rows.get(k)).put(t * row.size(), row);
        }
    }

    private void goOn(Evaluation run, IdentityHashMap<Symbol, Array> state) {
        List<Array> values = next.stream().map(n -> n.at(run)).toList();
        for (int k = 0; k < values.size(); k++) {
            state.put(carries.get(k), values.get(k));
        }
        run.enter(state);
    }
}
