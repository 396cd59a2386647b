package dev.adjoint.graph;

import dev.adjoint.graph.Node.Kernel.Operand;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Typed.Algebra;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Linear algebra as nodes. The factors of a matrix are a node of their own, which all that is made of the matrix reads. */
final class Kernels {

    private final GraphBuilder builder;
    private final IdentityHashMap<Typed, GraphBuilder.Made> factors = new IdentityHashMap<>();

    Kernels(GraphBuilder builder) {
        this.builder = builder;
    }

    /** Whether there are matrices for which it has no value. */
    static boolean isPartial(Algebra algebra) {
        return operation(algebra).isPartial();
    }

    private static Operation operation(Algebra algebra) {
        return switch (algebra) {
            case SOLVE -> Operation.SOLVE;
            case SOLVE_TRANSPOSED -> Operation.SOLVE_TRANSPOSED;
            case SOLVE_LOWER -> Operation.SOLVE_LOWER;
            case SOLVE_LOWER_TRANSPOSED -> Operation.SOLVE_LOWER_TRANSPOSED;
            case CHOL -> Operation.CHOL;
            case INV -> Operation.INVERSE;
            case DET -> Operation.DET;
            case LOGDET -> Operation.LOGDET;
        };
    }

    Node make(Site site, Typed.Kernel kernel) {
        Operation operation = operation(kernel.algebra());
        List<Operand> operands = new ArrayList<>();
        Typed matrix = kernel.operands().get(0);
        boolean factored = isOfFactors(operation);
        operands.add(factored ? factors(site, matrix, kernel.place()) : operand(site.frame(), matrix));
        if (operation.hasRightSide()) {
            operands.add(operand(site.frame(), kernel.operands().get(1)));
        }
        if (!kernel.type().isScalar()) {
            return add(site.label(), operation, site, operands, kernel.type().shape(), kernel.place());
        }
        Node.Label label = site.label().derived(operation.word(), operation.word());
        Node one = add(label, operation, site, operands, List.of(Whole.ONE), kernel.place());
        Expr number = new Expr.Read(one, GraphBuilder.concat(GraphBuilder.wholes(site.axes()), List.of(Whole.ZERO)));
        Expr guarded = Exprs.choose(builder.guard(site.frame()), number, Exprs.ZERO);
        return builder.add(new Node.Defined(site.label(), site.axes(), Optional.empty(), guarded, Optional.empty()));
    }

    private static boolean isOfFactors(Operation operation) {
        return switch (operation) {
            case SOLVE, SOLVE_TRANSPOSED, INVERSE, DET, LOGDET, ADJUGATE -> true;
            case LU, CHOL, CHOL_ADJOINT, SOLVE_LOWER, SOLVE_LOWER_TRANSPOSED -> false;
        };
    }

    private Node.Kernel add(
            Node.Label label, Operation operation, Site site, List<Operand> operands, List<Whole> own, String place) {
        return builder.add(
                new Node.Kernel(label, operation, site.axes(), operands, own, builder.guard(site.frame()), place));
    }

    /** The factors of a matrix, for the values of the indices that it depends on. */
    private Operand factors(Site site, Typed matrix, String place) {
        GraphBuilder.Made made = factors.get(matrix);
        if (made == null) {
            Frame frame = site.frame();
            List<Index> around = builder.around(matrix, frame);
            Node.Label label = site.label().derived("lu", "lu");
            Site own = Site.of(label, Optional.empty(), around, frame, GraphBuilder.isGuarded(matrix, frame));
            Operand operand = operand(own.frame(), matrix);
            Whole n = matrix.type().shape().get(0);
            Node.Label named = label.derived("lu_" + operand.node().name(), "lu");
            made = new GraphBuilder.Made(
                    add(named, Operation.LU, own, List.of(operand), List.of(n.plus(Whole.ONE), n), place), around);
            factors.put(matrix, made);
        }
        return new Operand(made.node(), made.at(site.frame(), List.of()));
    }

    /** A matrix or vector as part of a node: of one that there is, or of one made of the formula. */
    private Operand operand(Frame frame, Typed formula) {
        if (formula instanceof Typed.Reference reference) {
            GraphBuilder.Made made = builder.made(reference.symbol());
            return new Operand(made.node(), made.at(frame, List.of()));
        }
        if (formula instanceof Typed.Subscript subscript && subscript.base() instanceof Typed.Reference reference) {
            Optional<List<Whole>> leading = leading(subscript);
            if (leading.isPresent()) {
                GraphBuilder.Made made = builder.made(reference.symbol());
                List<Whole> at =
                        leading.get().stream().map(w -> builder.whole(w, frame)).toList();
                return new Operand(made.node(), made.at(frame, at));
            }
        }
        GraphBuilder.Made made = builder.gate(formula, frame);
        return new Operand(made.node(), made.at(frame, List.of()));
    }

    /** The subscripts of {@code A[n,:,:]}: those of the first axes, if all others are read whole. */
    private static Optional<List<Whole>> leading(Typed.Subscript subscript) {
        List<Whole> leading = new ArrayList<>();
        List<Whole> shape = subscript.base().type().shape();
        for (int k = 0; k < shape.size(); k++) {
            Typed.Subscript.Part part = subscript.parts().get(k);
            if (part instanceof Typed.Subscript.At at && leading.size() == k) {
                leading.add(at.index());
            } else if (!(part instanceof Typed.Subscript.Slice slice)
                    || !slice.from().equals(Whole.ZERO)
                    || !slice.size().equals(shape.get(k))) {
                return Optional.empty();
            }
        }
        return Optional.of(leading);
    }
}
