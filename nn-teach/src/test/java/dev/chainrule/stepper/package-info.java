/** Scenarios, the snapshots they lead to, and the store that keeps these. */
@NullMarked
package dev.chainrule.stepper;

import org.jspecify.annotations.NullMarked;
