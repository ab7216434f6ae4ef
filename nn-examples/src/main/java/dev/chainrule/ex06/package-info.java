/** Example 6: the chain rule as a product of matrices. */
@NullMarked
package dev.chainrule.ex06;

import org.jspecify.annotations.NullMarked;
