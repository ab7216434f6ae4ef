/** The training loop, what it measures, and those who watch it. */
@NullMarked
package dev.chainrule.train;

import org.jspecify.annotations.NullMarked;
