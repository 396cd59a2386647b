package dev.adjoint.draw;

import java.util.Optional;
import java.util.Set;

/**
 * A picture of a circuit.
 *
 * @param text the SVG or HTML
 * @param hidden how many gates are left out, those farthest from the outputs
 */
public record Drawing(String text, int hidden) {

    /** Which boxes are folded. */
    public enum Folding {
        /** Inner ones, as long as there is more to see than fits on a screen. */
        AUTO,
        ALL,
        NONE
    }

    /** The most nodes that are drawn: layout takes a second or two for so many. */
    static final int MOST = 150;

    /** As many nodes as are easily taken in. */
    private static final int COMFORTABLE = 48;

    /** A picture that stands alone. */
    public static Drawing svg(Circuit circuit, Optional<Numbers> numbers, String title, Folding folding) {
        Scene scene = Scene.of(circuit, numbers, folds(circuit, folding), MOST);
        return new Drawing(Svg.alone(circuit, scene, numbers, title), scene.hidden());
    }

    /** A page in one file: it zooms and folds, explains each gate, and steps through both passes. */
    public static Drawing html(Circuit circuit, Optional<Numbers> numbers, String title, Folding folding) {
        return Page.of(circuit, numbers, title, folds(circuit, folding));
    }

    private static Set<Box> folds(Circuit circuit, Folding folding) {
        return switch (folding) {
            case AUTO -> Scene.folds(circuit, COMFORTABLE);
            case ALL -> Set.copyOf(circuit.boxes());
            case NONE -> Set.of();
        };
    }

    /** What there is to say about numbers that are not finite. */
    public static Births births(Circuit circuit, Numbers numbers) {
        return Births.of(circuit, numbers);
    }
}
