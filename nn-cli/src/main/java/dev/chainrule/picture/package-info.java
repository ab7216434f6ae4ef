/** Reads picture files: what they are, within bounds of memory, as brightness upright. */
@NullMarked
package dev.chainrule.picture;

import org.jspecify.annotations.NullMarked;
