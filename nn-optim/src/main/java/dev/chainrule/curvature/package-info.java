/** What the loss looks like around a network's parameters: gradients, Jacobian, second order. */
@NullMarked
package dev.chainrule.curvature;

import org.jspecify.annotations.NullMarked;
