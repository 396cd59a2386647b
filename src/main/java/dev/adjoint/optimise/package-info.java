/**
 * Passes from graph to graph that change neither values nor kinks: equal nodes are shared, cheap or singly used ones are
 * inlined where they are read, what no one asks for is left out. {@link dev.adjoint.optimise.Optimiser} is their order.
 */
package dev.adjoint.optimise;
