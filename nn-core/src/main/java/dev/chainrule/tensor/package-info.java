/** Shapes, the messages about wrong ones, and a printer for arrays. The lowest floor of nn-core. */
@NullMarked
package dev.chainrule.tensor;

import org.jspecify.annotations.NullMarked;
