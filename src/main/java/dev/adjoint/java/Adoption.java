package dev.adjoint.java;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import dev.adjoint.loops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The locals of a nest that are stored to a scalar which is a local of the method as well: the two become one, so that
 * nothing reads {@code double exp2 = ...; double exp = exp2;}. The scalar is not touched before the store, and neither of the
 * two is changed after it.
 */
final class Adoption {

    private final Map<Buffer, Integer> touched = new HashMap<>();
    private final Map<Buffer, Integer> written = new HashMap<>();
    private final Map<Value.Local, Integer> assigned = new HashMap<>();
    private final Map<Value.Local, Buffer> found = new HashMap<>();

    Adoption(Frame frame, List<Step> steps) {
        for (int k = 0; k < steps.size(); k++) {
            note(steps.get(k), k);
        }
        for (int k = 0; k < steps.size(); k++) {
            if (steps.get(k) instanceof Step.Store store
                    && store.mode() == Step.Mode.SET
                    && store.value() instanceof Value.Get get
                    && isFree(frame, store.target().buffer(), k)
                    && assigned.getOrDefault(get.local(), steps.size()) < k
                    && get.local().kind() == store.target().buffer().kind()) {
                found.putIfAbsent(get.local(), store.target().buffer());
            }
        }
    }

    /** Notes where what the step touches is first touched, and last changed. */
    private void note(Step step, int k) {
        Touched here = Touched.by(step);
        here.buffers().forEach(b -> touched.putIfAbsent(b, k));
        here.written().forEach(b -> written.put(b, k));
        here.assigned().stream().filter(assigned::containsKey).forEach(l -> assigned.put(l, k));
        if (step instanceof Step.Declare declare) {
            assigned.put(declare.local(), k);
        }
        if (step instanceof Step.Reserve reserve) {
            assigned.put(reserve.local(), k);
        }
    }

    private boolean isFree(Frame frame, Buffer buffer, int k) {
        return frame.isLocal(buffer)
                && !frame.isDeclared(buffer)
                && touched.get(buffer) == k
                && written.get(buffer) == k;
    }

    /** The scalar that each such local becomes. */
    Map<Value.Local, Buffer> found() {
        return found;
    }
}
