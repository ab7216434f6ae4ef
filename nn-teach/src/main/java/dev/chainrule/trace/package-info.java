/**
 * One training step, taken apart: every equation of the forward pass, the loss, the backward pass
 * and the update, with its numbers, as the ordinary pass computed them.
 */
@NullMarked
package dev.chainrule.trace;

import org.jspecify.annotations.NullMarked;
