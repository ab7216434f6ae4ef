/** Example 8: backpropagation on paper. */
@NullMarked
package dev.chainrule.ex08;

import org.jspecify.annotations.NullMarked;
