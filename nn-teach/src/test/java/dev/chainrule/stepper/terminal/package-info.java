/** Walks in the terminal. */
@NullMarked
package dev.chainrule.stepper.terminal;

import org.jspecify.annotations.NullMarked;
