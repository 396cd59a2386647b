/**
 * What the doors do with files: which of them a program reads, and how texts are written so that whoever looks meanwhile
 * sees the old one or the new one. Generated classes are written all or none, and what is not ours is not replaced.
 */
package dev.adjoint.files;
