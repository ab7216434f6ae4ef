/**
 * The chain rule, written once: {@link dev.chainrule.autodiff.Var} is a value and how it was
 * computed, {@link dev.chainrule.autodiff.Derivatives} what follows from it, in every mode and to
 * any order.
 *
 * <p>Where to look: an operation's rule in {@code Elementary}, {@code Arithmetic}, {@code Maps}
 * (the linear ones) or {@code LinearAlgebra}; the sweeps in {@code Graph} and {@code TaylorMode};
 * the numbers in {@code Tensor}.
 */
@NullMarked
package dev.chainrule.autodiff;

import org.jspecify.annotations.NullMarked;
