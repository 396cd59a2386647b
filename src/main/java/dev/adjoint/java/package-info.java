/**
 * From loop nests to Java text, by JavaPoet, which does not leave this package. Names are settled here through an allocator,
 * and nests are cut into methods that HotSpot compiles. Each writing method shows in a comment what it writes.
 */
package dev.adjoint.java;
