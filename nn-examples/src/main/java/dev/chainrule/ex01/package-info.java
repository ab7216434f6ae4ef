/** Example 1: the derivative as the limit of the difference quotient. */
@NullMarked
package dev.chainrule.ex01;

import org.jspecify.annotations.NullMarked;
