/** Tests: the trainer, what it reads and when it stops. */
@NullMarked
package dev.chainrule.train;

import org.jspecify.annotations.NullMarked;
