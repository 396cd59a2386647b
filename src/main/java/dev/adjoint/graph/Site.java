package dev.adjoint.graph;

import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a node is being made: its label, the axes that it has so far, and the frame in which its formula is read. The frame
 * has conditions on its path only if the node must carry them.
 */
record Site(Node.Label label, Optional<Whole> bound, List<Index> axes, Frame frame) {

    /** A site with one axis for each of the indices {@code around}. */
    static Site of(Node.Label label, Optional<Whole> bound, List<Index> around, Frame outer, boolean guarded) {
        Frame bare =
                new Frame(List.of(), Map.of(), guarded ? outer.path() : List.of(), outer.name(), label.statement());
        return new Site(label, bound, List.of(), bare).within(around);
    }

    /** With one more axis for each of these indices of the typed tree. */
    Site within(List<Index> indices) {
        List<Index> more = fresh(indices);
        return new Site(label, bound, GraphBuilder.concat(axes, more), frame.with(indices, values(indices, more)));
    }

    /** The same with other axes. */
    Site renewed() {
        Frame bare = new Frame(List.of(), Map.of(), frame.path(), frame.name(), frame.statement());
        return new Site(label, bound, List.of(), bare).within(frame.indices());
    }

    /** New indices for the axes of a formula itself. */
    List<Index> own(Typed formula) {
        List<Index> own = new ArrayList<>();
        List<Whole> shape = formula.type().shape();
        for (int k = 0; k < shape.size(); k++) {
            own.add(new Index(name(own, k), shape.get(k)));
        }
        return own;
    }

    private String name(List<Index> sofar, int axis) {
        String letters = "ijklmnpqrstuvw";
        for (int k = axis; k < letters.length(); k++) {
            String letter = letters.substring(k, k + 1);
            if (axes.stream().noneMatch(a -> a.name().equals(letter))
                    && sofar.stream().noneMatch(a -> a.name().equals(letter))) {
                return letter;
            }
        }
        return "i" + axis;
    }

    /** Indices from 0 of the same sizes and names. */
    static List<Index> fresh(List<Index> indices) {
        return indices.stream().map(Index::fresh).toList();
    }

    /** The values of indices of the typed tree where axis k stands for the k-th. */
    static List<Whole> values(List<Index> indices, List<Index> axes) {
        List<Whole> values = new ArrayList<>();
        for (int k = 0; k < indices.size(); k++) {
            values.add(indices.get(k).lower().plus(Whole.of(axes.get(k))));
        }
        return values;
    }
}
