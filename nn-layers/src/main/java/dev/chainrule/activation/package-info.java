/** Activations, one file each: f, f′, and what f′ reads. */
@NullMarked
package dev.chainrule.activation;

import org.jspecify.annotations.NullMarked;
