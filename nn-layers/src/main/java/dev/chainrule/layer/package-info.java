/** Layers, one file each. */
@NullMarked
package dev.chainrule.layer;

import org.jspecify.annotations.NullMarked;
