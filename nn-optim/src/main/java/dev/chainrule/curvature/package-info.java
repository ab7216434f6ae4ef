/** What second derivatives are good for: {@link dev.chainrule.curvature.Newton Newton's method}. */
@NullMarked
package dev.chainrule.curvature;

import org.jspecify.annotations.NullMarked;
