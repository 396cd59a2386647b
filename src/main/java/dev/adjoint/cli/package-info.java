/**
 * The command {@code ad}: reads files and values, runs the pipeline, writes answers to stdout and everything else to
 * stderr. {@link dev.adjoint.cli.Main#run} is all of it as one function from arguments to an exit code.
 */
package dev.adjoint.cli;
