/** Example 4: the gradient, its rules, and the steepest direction. */
@NullMarked
package dev.chainrule.ex04;

import org.jspecify.annotations.NullMarked;
