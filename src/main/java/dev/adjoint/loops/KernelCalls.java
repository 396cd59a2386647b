package dev.adjoint.loops;

import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Node.Kernel;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a kernel does for one value of its axes: a call, where its guard holds. */
final class KernelCalls {

    private KernelCalls() {}

    static List<Step> steps(Statement.Call call, Storage storage) {
        Emission emission = new Emission(storage, List.of(call.guard()));
        boolean always = call.guard().equals(Exprs.TRUE);
        emission.guarded(
                always ? Optional.empty() : Optional.of(call.guard()),
                Exprs.ZERO,
                (body, into) -> into.steps().add(call(call, storage, into)));
        return emission.steps();
    }

    private static Step call(Statement.Call call, Storage storage, Emission into) {
        Kernel kernel = call.node();
        List<Value.Element> operands = call.operands().stream()
                .map(o -> storage.element(
                        o.node(), o.at().stream().map(into::whole).toList()))
                .toList();
        Value.Element result = storage.element(kernel, call.place());
        return new Step.Call(kernel.operation(), operands, sizes(kernel), result, kernel.place());
    }

    /** The size of the matrix, which is that of its last axis, and the number of right sides. */
    private static List<Whole> sizes(Kernel kernel) {
        List<Whole> matrix = kernel.operands().get(0).node().shape();
        List<Whole> sizes = new ArrayList<>(List.of(matrix.get(matrix.size() - 1)));
        if (kernel.operation().hasRightSide()) {
            sizes.add(kernel.own().size() == 2 ? kernel.own().get(1) : Whole.ONE);
        }
        return sizes;
    }
}
