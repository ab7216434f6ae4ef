/** Example 5: Jacobians and linear approximation. */
@NullMarked
package dev.chainrule.ex05;

import org.jspecify.annotations.NullMarked;
