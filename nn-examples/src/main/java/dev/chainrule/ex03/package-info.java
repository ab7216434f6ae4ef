/** Example 3: Taylor and Maclaurin series. */
@NullMarked
package dev.chainrule.ex03;

import org.jspecify.annotations.NullMarked;
