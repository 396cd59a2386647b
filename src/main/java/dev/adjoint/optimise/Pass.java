package dev.adjoint.optimise;

import dev.adjoint.graph.Node;
import java.util.List;

/** The passes of which each may be left out: the numbers are the same. */
public enum Pass {
    /** Makes one node of equal ones. */
    SHARE,
    /** Computes once a costly gate that several formulas have in common. */
    COMMON,
    /** Keeps once what a step computes and hands on as it is. */
    CARRY,
    /** Puts formulas where they are read. */
    INLINE;

    Rebuilt run(List<Node> nodes, List<Node> wanted) {
        return switch (this) {
            case SHARE -> Sharing.run(nodes, wanted);
            case COMMON -> Common.run(nodes, wanted);
            case CARRY -> Carrying.run(nodes, wanted);
            case INLINE -> Inlining.run(nodes, wanted);
        };
    }
}
