/** The laws and the witnesses of the optimizers and schedules. */
@NullMarked
package dev.chainrule.witness;

import org.jspecify.annotations.NullMarked;
