package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the elements of nodes are kept. Axes along which only the last element is ever needed have no room of their own. */
final class Storage {

    private final Map<Node, Buffer> buffers = new LinkedHashMap<>();
    private final Map<Node, Set<Integer>> dropped = new HashMap<>();
    private final Map<Node, Window> windows = new HashMap<>();
    private final Map<Node, Buffer> edges = new LinkedHashMap<>();

    /** Says where a node is kept. */
    void keep(Node node, Buffer buffer) {
        buffers.put(node, buffer);
    }

    /** Gives a node a buffer of its own, if it has none. */
    void reserve(Node node) {
        buffers.computeIfAbsent(node, n -> {
            List<Whole> shape = new ArrayList<>();
            for (int axis = 0; axis < n.rank(); axis++) {
                if (!isDropped(n, axis)) {
                    shape.add(isWindow(n, axis) ? rows(n, axis) : n.shape().get(axis));
                }
            }
            return Buffer.scratch(n.name(), n.kind(), n.bound(), shape);
        });
        if (windows.containsKey(node) && windows.get(node).handsOn(node)) {
            edges.computeIfAbsent(node, n -> {
                List<Whole> shape = new ArrayList<>(n.shape());
                shape.set(axis(n), windows.get(n).segments().plus(1));
                return Buffer.scratch(n.name() + "_kept", n.kind(), n.bound(), shape);
            });
        }
    }

    /** The rows of the longest segment; of what is handed on, one more. */
    private Whole rows(Node node, int axis) {
        Window window = windows.get(node);
        return window.segments().plus(node.shape().get(axis).minus(window.steps()));
    }

    /**
     * Says, before the node is given a buffer, that only the rows of the segment at hand are kept, and of what is handed on
     * from step to step also those at the edges of all segments.
     */
    void window(Node node, Window window) {
        windows.put(node, window);
    }

    private int axis(Node node) {
        return node.axisOver(windows.get(node).loop());
    }

    private boolean isWindow(Node node, int axis) {
        return windows.containsKey(node) && axis(node) == axis;
    }

    /** Says, before the node is given a buffer, that it is kept without an axis. */
    void drop(Node node, int axis) {
        dropped.computeIfAbsent(node, n -> new HashSet<>()).add(axis);
    }

    private boolean isDropped(Node node, int axis) {
        return dropped.getOrDefault(node, Set.of()).contains(axis);
    }

    boolean has(Node node) {
        return buffers.containsKey(node);
    }

    List<Buffer> buffers() {
        List<Buffer> all = new ArrayList<>(buffers.values());
        all.addAll(edges.values());
        return all;
    }

    Buffer buffer(Node node) {
        Buffer buffer = buffers.get(node);
        if (buffer == null) {
            throw new IllegalStateException("no buffer for " + node);
        }
        return buffer;
    }

    /** What is set to 0 where all of a node begins at 0; a segment clears its own rows. */
    Buffer cleared(Node node) {
        return edges.getOrDefault(node, buffers.get(node));
    }

    /** Where an element of a node is, or the part that begins at fewer subscripts than it has axes. */
    Value.Element element(Node node, List<Whole> subscripts) {
        List<Whole> place = new ArrayList<>();
        Buffer buffer = buffer(node);
        for (int axis = 0; axis < subscripts.size(); axis++) {
            Whole at = subscripts.get(axis);
            if (isDropped(node, axis)) {
                continue;
            }
            if (isWindow(node, axis)) {
                Window window = windows.get(node);
                boolean last = at.equals(window.steps());
                if (last || at.equals(Whole.ZERO)) {
                    buffer = edges.get(node);
                    place.add(last ? window.segments() : Whole.ZERO);
                } else {
                    place.add(at.minus(Whole.of(window.from())));
                }
            } else {
                place.add(at);
            }
        }
        return new Value.Element(buffer, place);
    }

    /** The row of the segment at hand from which its steps begin or to which they lead, on either side of the copy. */
    Copy copy(Node node, boolean last) {
        int axis = axis(node);
        Window window = windows.get(node);
        List<Index> indices = new ArrayList<>();
        List<Whole> here = new ArrayList<>();
        for (int k = 0; k < node.rank(); k++) {
            if (k != axis) {
                indices.add(new Index("i" + k, node.shape().get(k)));
            }
            here.add(k == axis ? Whole.ZERO : Whole.of(indices.get(indices.size() - 1)));
        }
        List<Whole> kept = new ArrayList<>(here);
        here.set(axis, last ? Whole.of(window.to()).minus(Whole.of(window.from())) : Whole.ZERO);
        kept.set(axis, last ? Whole.of(window.segment()).plus(1) : Whole.of(window.segment()));
        return new Copy(indices, new Value.Element(buffer(node), here), new Value.Element(edges.get(node), kept));
    }

    /** A row of the segment at hand, and where it is kept. */
    record Copy(List<Index> indices, Value.Element here, Value.Element kept) {}
}
