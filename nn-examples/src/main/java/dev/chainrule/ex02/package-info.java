/** Example 2: the rules of differentiation. */
@NullMarked
package dev.chainrule.ex02;

import org.jspecify.annotations.NullMarked;
