/** Backpropagation step by step in a terminal: commands in, text out. */
@NullMarked
package dev.chainrule.stepper.terminal;

import org.jspecify.annotations.NullMarked;
