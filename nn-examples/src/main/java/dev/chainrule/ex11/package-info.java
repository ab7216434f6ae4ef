/** Example 11: Hessians of vector fields, and Taylor's terms in several variables. */
@NullMarked
package dev.chainrule.ex11;

import org.jspecify.annotations.NullMarked;
