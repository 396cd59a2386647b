package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
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
                    shape.add(n.shape().get(axis));
                }
            }
            return Buffer.scratch(n.name(), n.kind(), n.bound(), shape);
        });
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

    Collection<Buffer> buffers() {
        return buffers.values();
    }

    Buffer buffer(Node node) {
        Buffer buffer = buffers.get(node);
        if (buffer == null) {
            throw new IllegalStateException("no buffer for " + node);
        }
        return buffer;
    }

    /** The subscripts of an element of a node in its buffer. */
    List<Whole> place(Node node, List<Whole> subscripts) {
        List<Whole> place = new ArrayList<>();
        for (int axis = 0; axis < subscripts.size(); axis++) {
            if (!isDropped(node, axis)) {
                place.add(subscripts.get(axis));
            }
        }
        return place;
    }

    Value.Element element(Node node, List<Whole> subscripts) {
        return new Value.Element(buffer(node), place(node, subscripts));
    }
}
