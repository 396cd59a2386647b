package dev.adjoint.derive;

import dev.adjoint.derive.Block.Place;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a matrix of derivatives may be other than 0, as nodes: the k-th of {@code rows} and of {@code columns} have the same
 * shape, and for each of its elements the matrix has a place. A place may be there more than once; one that is not there
 * has the number of rows as its row.
 *
 * @param nodes all that are made here, in topological order
 * @param rows by the elements of what is derived, row-major
 * @param columns by the elements of all that it is derived by, one after another, each row-major
 * @param entries what stands at the places, of which those that are one add up; empty if only the places are known
 */
public record Sparsity(List<Node> nodes, List<Node> rows, List<Node> columns, List<Node> entries) {

    public Sparsity {
        nodes = List.copyOf(nodes);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        entries = List.copyOf(entries);
    }

    /** Whether only the places are known, and there are any. */
    public boolean isPattern() {
        return entries.isEmpty() && !rows.isEmpty();
    }

    /** That of a Jacobian, with its numbers if the structure yields them. */
    public static Sparsity jacobian(Graph graph, Node of, List<Node> wrt) {
        return Rows.of(graph, of, wrt)
                .map(derived -> jacobian(of, wrt, derived))
                .orElseGet(() -> jacobianPattern(graph, of, wrt));
    }

    private static Sparsity jacobian(Node of, List<Node> wrt, Rows.Derived derived) {
        Making making = new Making(List.of(of), wrt);
        making.nodes.addAll(derived.nodes());
        List<Node> entries = new ArrayList<>();
        for (Rows.Entry entry : derived.entries()) {
            making.add(entry.block());
            entries.add(making.node(entry.block(), entry.value(), "entry", Optional.empty()));
        }
        return making.sparsity(entries);
    }

    /** That of a Jacobian without its numbers. */
    public static Sparsity jacobianPattern(Graph graph, Node of, List<Node> wrt) {
        Footprints footprints = new Footprints(graph, wrt);
        Making making = new Making(List.of(of), wrt);
        List<Index> axes = footprints.axes(of);
        List<Whole> at = axes.stream().map(Whole::of).toList();
        for (Footprint footprint : footprints.of(of)) {
            List<Index> indices =
                    Stream.concat(axes.stream(), footprint.indices().stream()).toList();
            making.add(new Block(
                    indices, footprint.condition(), new Place(of, at), new Place(footprint.leaf(), footprint.at())));
        }
        return making.sparsity(List.of());
    }

    /** That of the Hessian of a scalar, without its numbers. */
    public static Sparsity hessianPattern(Graph graph, Node scalar, List<Node> wrt) {
        Making making = new Making(wrt, wrt);
        Interactions.of(graph, scalar, wrt).forEach(making::add);
        return making.sparsity(List.of());
    }

    /** The nodes of blocks. */
    private static final class Making {

        private final List<Node> of;
        private final List<Node> wrt;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Node> rows = new ArrayList<>();
        private final List<Node> columns = new ArrayList<>();

        Making(List<Node> of, List<Node> wrt) {
            this.of = of;
            this.wrt = wrt;
        }

        Sparsity sparsity(List<Node> entries) {
            return new Sparsity(nodes, rows, columns, entries);
        }

        void add(Block block) {
            Whole height = begin(of, of.size());
            Expr row = new Expr.Count(position(of, block.row()));
            Expr column = new Expr.Count(position(wrt, block.column()));
            Expr where = Exprs.choose(block.condition(), row, new Expr.Count(height));
            rows.add(node(block, where, "row", Optional.of(height.plus(1))));
            Expr which = Exprs.choose(block.condition(), column, Exprs.FIRST);
            columns.add(node(block, which, "column", Optional.of(begin(wrt, wrt.size()))));
        }

        Node node(Block block, Expr body, String name, Optional<Whole> bound) {
            Node.Label label = block.row().node().label().derived(name, name);
            List<Index> axes = new ArrayList<>();
            Map<Index, Whole> values = new HashMap<>();
            for (Index index : block.indices()) {
                Index own = new Index(index.name(), index.size());
                axes.add(own);
                values.put(index, Whole.of(own));
            }
            Node node = new Node.Defined(label, axes, Optional.empty(), Exprs.substitute(body, values), bound);
            nodes.add(node);
            return node;
        }

        /** The place of an element in the row of all elements. */
        private static Whole position(List<Node> all, Place place) {
            Whole position = Whole.ZERO;
            for (int axis = 0; axis < place.at().size(); axis++) {
                Whole size = place.node().shape().get(axis);
                position = position.times(size).plus(place.at().get(axis));
            }
            return begin(all, all.indexOf(place.node())).plus(position);
        }

        private static Whole begin(List<Node> all, int number) {
            Whole begin = Whole.ZERO;
            for (Node node : all.subList(0, number)) {
                begin = begin.plus(node.shape().stream().reduce(Whole.ONE, Whole::times));
            }
            return begin;
        }
    }
}
