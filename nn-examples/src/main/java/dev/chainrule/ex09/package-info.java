/** Example 9: forward against reverse mode. */
@NullMarked
package dev.chainrule.ex09;

import org.jspecify.annotations.NullMarked;
