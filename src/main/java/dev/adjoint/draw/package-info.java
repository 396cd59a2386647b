/**
 * Draws a formula as a circuit, as the lecture does. The typed tree is taken apart into {@link dev.adjoint.draw.Circuit gates},
 * which get {@link dev.adjoint.draw.Numbers their values and gradients} from the interpreter; a {@link
 * dev.adjoint.draw.Scene} is what of them is seen with some boxes folded. Text, SVG, HTML and dot are written from that.
 */
package dev.adjoint.draw;
