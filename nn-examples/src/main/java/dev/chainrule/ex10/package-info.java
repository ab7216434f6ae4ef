/** Example 10: the Hessian and Newton's method. */
@NullMarked
package dev.chainrule.ex10;

import org.jspecify.annotations.NullMarked;
