/**
 * Data sets: readers, generators, the bundled digits, and the well-known sets of images by name.
 *
 * <p>{@link dev.chainrule.data.Datasets} is the one table of all that have a name.
 */
@NullMarked
package dev.chainrule.data;

import org.jspecify.annotations.NullMarked;
