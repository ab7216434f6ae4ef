/**
 * Second order: what the loss looks like around a network's parameters, and what second derivatives
 * are good for, {@link dev.chainrule.curvature.Newton Newton's method}.
 */
@NullMarked
package dev.chainrule.curvature;

import org.jspecify.annotations.NullMarked;
