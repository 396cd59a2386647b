package dev.adjoint.draw;

import java.util.Optional;

/**
 * What stands in a gate.
 *
 * @param text the operation, short: {@code +}, {@code *2}, {@code 1/x}, {@code exp}
 * @param detail what else there is to say in small letters, or empty: {@code for n}
 * @param lecture what the lecture calls a gate of this kind when gradients flow back
 */
record Label(String text, String detail, Optional<Lecture> lecture) {

    /** The lecture's words for how gates treat the gradient that comes from above. */
    enum Lecture {
        DISTRIBUTOR("add gate: gradient distributor"),
        ROUTER("max gate: gradient router"),
        SWITCHER("mul gate: gradient switcher");

        private final String words;

        Lecture(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Label of(String text) {
        return new Label(text, "", Optional.empty());
    }

    static Label of(String text, Lecture lecture) {
        return new Label(text, "", Optional.of(lecture));
    }
}
