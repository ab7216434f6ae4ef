/** Newton's method against what is known of it. */
@NullMarked
package dev.chainrule.curvature;

import org.jspecify.annotations.NullMarked;
