/**
 * Graphs as pictures, from left to right: {@link dev.chainrule.drawing.Drawing} says what is drawn,
 * Graphviz or the Eclipse Layout Kernel where.
 */
@NullMarked
package dev.chainrule.drawing;

import org.jspecify.annotations.NullMarked;
