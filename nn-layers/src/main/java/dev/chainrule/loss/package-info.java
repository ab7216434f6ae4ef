/** Losses, one file each: ℓ of one row and its gradient. */
@NullMarked
package dev.chainrule.loss;

import org.jspecify.annotations.NullMarked;
