/** The laws and the witnesses of the optimizers and schedules. */
@NullMarked
package dev.chainrule.golden;

import org.jspecify.annotations.NullMarked;
