package dev.adjoint.loops;

import dev.adjoint.graph.Node;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;

/**
 * The steps of a loop in segments, of which one is at hand: about √T segments of about √T steps.
 *
 * @param loop the loop's own index
 * @param segment the number of the segment at hand
 * @param from its first step
 * @param to the step behind its last
 */
public record Window(Index loop, Index segment, Index from, Index to) {

    static Window of(Index loop) {
        Whole steps = loop.size();
        return new Window(
                loop,
                new Index("segment", steps.root()),
                new Index("from", steps.plus(1)),
                new Index("to", steps.plus(1)));
    }

    /** T. */
    public Whole steps() {
        return loop.size();
    }

    /** How many segments there are; none is longer than that. The last ones may be empty. */
    public Whole segments() {
        return steps().root();
    }

    /** Whether the steps of the loop hand on the node, which has a row before the first and a row behind each. */
    boolean handsOn(Node node) {
        return node instanceof Node.Accumulated accumulated
                && accumulated.recurrence().filter(r -> r.loop() == loop).isPresent()
                && node.shape().get(node.axisOver(loop)).equals(steps().plus(1));
    }

    /** An index over the steps at hand. */
    Index steps(Index like) {
        return like.between(Whole.of(from), Whole.of(to));
    }
}
