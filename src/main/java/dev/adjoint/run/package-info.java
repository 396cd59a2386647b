/**
 * Programs at given values. Values are read and fitted to the shapes of a program, with a place for every complaint; the
 * generated class, compiled in memory, or the interpreter runs there; answers and checks of gradients become tables.
 */
package dev.adjoint.run;
