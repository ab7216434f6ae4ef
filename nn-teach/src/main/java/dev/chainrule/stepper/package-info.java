/**
 * Backpropagation step by step: a {@link dev.chainrule.stepper.Scenario} says in one line of text
 * which network, which data and what was done so far; a {@link dev.chainrule.stepper.Snapshot} is
 * the network that this leads to, and {@link dev.chainrule.stepper.SnapshotCache} keeps those that
 * were reached, so that the next one is near.
 */
@NullMarked
package dev.chainrule.stepper;

import org.jspecify.annotations.NullMarked;
