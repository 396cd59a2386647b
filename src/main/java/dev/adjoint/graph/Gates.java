package dev.adjoint.graph;

import dev.adjoint.shape.Typed;
import java.util.Locale;

/** What the lecture calls a gate. */
final class Gates {

    private Gates() {}

    static String name(Typed formula) {
        if (formula instanceof Typed.Each each) {
            return switch (each.primitive()) {
                case ADD -> "add";
                case SUBTRACT -> "sub";
                case MULTIPLY -> "mul";
                case DIVIDE -> "div";
                case NEGATE -> "neg";
                case SQUARE -> "square";
                default -> each.primitive().word();
            };
        }
        if (formula instanceof Typed.Product product) {
            return product.form() == Typed.Product.Form.INNER ? "dot" : "matmul";
        }
        if (formula instanceof Typed.Fold fold) {
            return fold.reduction().name().toLowerCase(Locale.ROOT);
        }
        if (formula instanceof Typed.FoldArray fold) {
            return fold.reduction().name().toLowerCase(Locale.ROOT);
        }
        if (formula instanceof Typed.Build build) {
            return name(build.element());
        }
        if (formula instanceof Typed.Block block) {
            return block.name();
        }
        if (formula instanceof Typed.Gated gated) {
            return gated.gradient().function();
        }
        return plain(formula);
    }

    private static String plain(Typed formula) {
        if (formula instanceof Typed.Kernel kernel) {
            return kernel.algebra().word().replaceAll("_.*", "");
        }
        if (formula instanceof Typed.Derivative derivative) {
            return derivative.order().word();
        }
        if (formula instanceof Typed.Conditional) {
            return "if";
        }
        if (formula instanceof Typed.Held) {
            return "index";
        }
        if (formula instanceof Typed.Softmax) {
            return "softmax";
        }
        if (formula instanceof Typed.Stack) {
            return "stack";
        }
        if (formula instanceof Typed.Concat) {
            return "concat";
        }
        if (formula instanceof Typed.Subscript) {
            return "slice";
        }
        return "copy";
    }
}
