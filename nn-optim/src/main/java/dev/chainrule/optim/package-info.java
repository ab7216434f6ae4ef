/** Optimizers, one file each: how a gradient becomes an update. */
@NullMarked
package dev.chainrule.optim;

import org.jspecify.annotations.NullMarked;
